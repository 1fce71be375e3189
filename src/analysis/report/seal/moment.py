"""When a report is made: the clock, or what `SOURCE_DATE_EPOCH` says, so that runs can be equal."""

import os
from datetime import UTC, datetime

from analysis.errors import InputError, Message

VARIABLE = "SOURCE_DATE_EPOCH"


def moment() -> datetime:
    """The time that a manifest is to carry. Raises InputError for a variable that is no time."""
    given = os.environ.get(VARIABLE)
    if not given:
        return datetime.now(UTC)
    try:
        if not (given.isascii() and given.isdecimal()):
            raise ValueError
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError):
        raise InputError(
            Message("this is not a time"), column=VARIABLE, value=given,
            expected=Message("whole seconds since 1970-01-01 00:00 UTC"),
        ) from None  # fmt: skip
