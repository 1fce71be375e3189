"""Which units and year the pages on frames show: chosen from the data, never named in code."""

from collections.abc import Sequence

import numpy as np

from analysis.inputs.frames import Origin, Unit
from analysis.inputs.frames_schema import CHANGES
from analysis.model.frame_projection import FrameProjection
from analysis.model.frames import MOVEMENTS
from analysis.study.figure_names import printed_cell

INDENT = "\u2003"
"""Before the name of a part, once for each unit that it lies within."""

HALF = 0.05
"""Half a unit of the last decimal that frames are shown with, mnkr."""

SHOWN = (*MOVEMENTS, "unexplained")
"""What moves a frame, in the published order, and what is left unexplained."""


def with_frames(found: FrameProjection) -> list[Unit]:
    """Units that have a frame in any year."""
    return [u for u in found.units if np.isfinite(found.values("closing", u.id)).any()]


def changes_alone(found: FrameProjection) -> list[tuple[Unit, str]]:
    """Units without any frame and the changes that are printed of them, part by part."""
    framed = {unit.id for unit in with_frames(found)}
    return [
        (unit, part)
        for unit in found.units
        for part in CHANGES
        if unit.id not in framed
        and np.isfinite(found.frames.parts[part][found.frames.index(unit.id)]).any()
    ]


def cell_of(origin: Origin) -> str:
    """The figure of a cell that shows what is printed there."""
    return printed_cell(origin.table, origin.label, origin.column)


def printed_at(found: FrameProjection, part: str, unit: str, year: int, shown: float) -> str:
    """Where the part of a frame is printed, when what is shown is the print; else nothing. A sum of
    several cells leads to their table."""
    origins = found.frames.origins.get((unit, part, year), ())
    if not origins or not abs(shown - found.frames.printed(part, unit, year)) < HALF:
        return ""
    return cell_of(origins[0]) if len(origins) == 1 else f"table-{origins[0].table}"


def main_unit(found: FrameProjection) -> tuple[Unit, int] | None:
    """The unit and year of the waterfall: the largest frame that is printed in parts.

    A unit that the plan ties to its net cost comes first, then any that is no sum, no part of
    another and bears a cost. None when no table prints a frame in parts.
    """
    tied = found.frames.file.tie.units if found.frames.file.tie else ()
    best: tuple[tuple[bool, bool, float], Unit, int] | None = None
    for unit in with_frames(found):
        opening, closing = found.values("opening", unit.id), found.values("closing", unit.id)
        for t in np.flatnonzero(np.isfinite(opening) & np.isfinite(closing))[:1]:
            rank = (unit.id in tied, not unit.part_of and closing[t] < 0, -float(closing[t]))
            if best is None or rank > best[0]:
                best = (rank, unit, found.years[t])
    return best[1:] if best else None


def trees(found: FrameProjection) -> dict[str, list[Unit]]:
    """Units with frames, by the topmost unit of their tree."""
    grouped: dict[str, list[Unit]] = {}
    for unit in with_frames(found):
        grouped.setdefault(root(found, unit).id, []).append(unit)
    return grouped


def root(found: FrameProjection, unit: Unit) -> Unit:
    """The topmost unit above a unit, itself when there is none."""
    while unit.parent is not None and unit.parent in {u.id for u in found.units}:
        unit = found.frames.unit(unit.parent)
    return unit


def depth(found: FrameProjection, unit: Unit) -> int:
    """How many units a unit is part of (*varav*), one within the other."""
    count = 0
    while unit.part_of and unit.parent is not None:
        unit, count = found.frames.unit(unit.parent), count + 1
    return count


def parts_year(found: FrameProjection, units: Sequence[Unit]) -> int | None:
    """The first year in which any of the units has its frame in parts."""
    for t, year in enumerate(found.years):
        if any(np.isfinite(found.values("price_uplift", u.id)[t]) for u in units):
            return year
    return None


def bars_of(found: FrameProjection) -> tuple[list[Unit], int] | None:
    """The cost frames that a bar chart compares, and the year: units of one tree that are no sums.

    The tree and the first plan year with most units, so that nothing is counted twice; parts of
    another unit and revenue are left out.
    """
    best: tuple[list[Unit], int] | None = None
    for units in trees(found).values():
        plain = [u for u in units if u.level != "total" and not u.part_of]
        for year in sorted(found.years, key=lambda y: (y not in found.projection.years, y)):
            t = found.years.index(year)
            here = [u for u in plain if found.values("closing", u.id)[t] < 0]
            if here and (best is None or len(here) > len(best[0])):
                best = (here, year)
    return best
