"""Questions to a public service of statistics: put again when it fails, given up in the end."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

import requests

from analysis.errors import InputError, Message, RunFailed, shown

ATTEMPTS = 4
PAUSE = 2.0
"""Seconds before the second attempt; doubled each time."""
LIMIT = 60.0
"""Seconds that one answer may take."""

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


def answered(question: Callable[[], Answer], url: str, pause: float) -> Answer:
    """The answer; a question is put again when the network or the service fails."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return question()
        except requests.HTTPError as error:
            # The service answered. A fault of ours (4xx) is not mended by asking again.
            if str(error).startswith("Error 4"):
                reason = shown(str(error).splitlines()[0])
                raise InputError(
                    Message("the service refused the question"), file=url, value=reason
                ) from None
            reason = shown(str(error).splitlines()[0])
        except (requests.RequestException, ValueError, KeyError) as error:
            reason = type(error).__name__
        log.warning("attempt %d of %d failed: %s", attempt, ATTEMPTS, reason)
        if attempt < ATTEMPTS:
            time.sleep(pause * 2 ** (attempt - 1))
    raise RunFailed(
        Message(
            "{url} does not answer ({reason}). Nothing was changed: the figures that are here "
            "still serve every run. Without a network, download the table of population "
            "elsewhere as CSV, PX or Excel and use `regionkalkyl data add`.",
            url=url,
            reason=reason,
        )
    )
