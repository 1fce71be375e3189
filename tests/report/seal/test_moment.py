"""The time in a manifest: the clock's, or what SOURCE_DATE_EPOCH says."""

from datetime import UTC, datetime

import pytest

from analysis.errors import InputError
from analysis.report.seal.moment import VARIABLE, moment


def test_source_date_epoch_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "86400")
    assert moment() == datetime(1970, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize("given", ["yesterday", "-1", "1.5", "9" * 30, "١"])
def test_what_is_no_time_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv(VARIABLE, given)
    with pytest.raises(InputError, match="SOURCE_DATE_EPOCH: this is not a time") as caught:
        moment()
    assert len(str(caught.value).splitlines()) == 1


def test_without_it_the_clock_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    before = datetime.now(UTC)
    assert before <= moment() <= datetime.now(UTC)
