"""Questions that cannot be answered as asked are refused, and nothing of them is ignored."""

import sys

import pytest

from analysis.cli import main

CASES = [
    (["uncertainty", "--draws", "1000000000"], "2 till 1000000 dragningar"),
    (["seek", "cash>=0", "-y", "2027", "--weight", "tax_rate=2"], "används bara med --mix"),
    (["seek", "cash>=0", "-y", "2027", "--from", "2029"], "inte är senare än 2027"),
    (["seek", "cash>=0", "cash<=-100", "-y", "2027"], "kan inte nås båda"),
    (["seek", "cash>0", "-y", "2027"], "menade du 'cash>=0'"),
    (["seek", "cash>=nan", "-y", "2027"], "är inget tal"),
    (["compare-plans", "norrbotten-2025", "norrbotten-2025"], "bredvid sig själv"),
]


@pytest.mark.parametrize(("asked", "said"), CASES)
def test_what_cannot_be_answered_is_refused(
    asked: list[str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["regionkalkyl", *asked])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert said in line
