"""A measurement that does not keep what is promised fails, and says which promise."""

import pytest

from benchmarks.record import Promise, settle


def test_kept_promises_pass_also_at_their_bound() -> None:
    settle([("fast", 8.0, "at least", 8), ("small", 1.3, "at most", 1.3)])


def test_every_broken_promise_is_named() -> None:
    promises: list[Promise] = [
        ("a", 7.9, "at least", 8),
        ("b", 1.0, "at most", 1.3),
        ("c", 1.4, "at most", 1.3),
        ("d", float("nan"), "at least", 8),
    ]
    with pytest.raises(SystemExit) as caught:
        settle(promises)
    said = str(caught.value)
    assert "a: 7.90, promised at least 8" in said
    assert "c: 1.40, promised at most 1.3" in said
    assert "d: nan" in said
    assert "b:" not in said
