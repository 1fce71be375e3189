"""The valid name that a misspelt one was probably meant to be."""

import difflib
from collections.abc import Iterable


def nearest(name: str, valid: Iterable[str]) -> str | None:
    """The valid name that looks most like `name`, or None when nothing does."""
    names = list(valid)
    folded = {v.casefold().replace("-", "_"): v for v in names}
    close = difflib.get_close_matches(name.casefold().replace("-", "_"), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def containing(name: str, valid: Iterable[str], most: int = 8) -> list[str]:
    """The valid names that hold `name`, the shortest first: what a first word may have meant."""
    part = name.casefold().replace("-", "_")
    return sorted((v for v in valid if part and part in v.casefold()), key=len)[:most]
