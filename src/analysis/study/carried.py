"""Amounts that a frame holds (*belopp i en ram*) under a scenario, as the frame moves."""

from collections.abc import Mapping

import numpy as np

from analysis.model.frame_projection import FrameProjection
from analysis.model.frames import FramePath

Array = np.ndarray


def carried(found: FrameProjection, unit: str, amounts: Mapping[int, float]) -> dict[int, float]:
    """An amount by year inside the frame of `unit`, mnkr: as printed, and what the scenario's price
    uplift adds; after the last printed year last year's amount with the uplift of the frame.

    amounts: as printed by year, in the prices of the year. The frame moves by its opening times its
    uplift, so each of its parts moves by its own share of that: this is no assumption of its own,
    and the amounts are not added to the frame. A year without a known uplift ends the path.
    """
    place = found.frames.index(unit)
    own, base = (_rate(path, place) for path in (found.path, found.base))
    shift, before = 0.0, 0.0
    got: dict[int, float] = {}
    for year, rate, planned in zip(found.years, own, base, strict=True):
        uplift = before * (rate - planned) + shift * rate if got else 0.0
        now = amounts.get(year, before * (1 + planned) if got else 0.0)
        if not np.isfinite(now + uplift):
            break
        shift, before = shift + float(uplift), float(now)
        if got or year in amounts:
            got[year] = before + shift
    return got


def _rate(path: FramePath, place: int) -> Array:
    """The uplift of a unit as a share of its opening (T,); NaN where it opens with nothing."""
    opening = path.opening[..., place, :]
    unknown = np.full_like(opening, np.nan)
    return np.divide(path.price_uplift[..., place, :], opening, out=unknown, where=opening != 0)
