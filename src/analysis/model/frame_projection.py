"""The frames of a plan under a scenario (*ramar*), and what they should add up to."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.inputs.frames import Frames, Unit, weights
from analysis.inputs.frames_reader import read_frames
from analysis.inputs.frames_schema import COMPONENTS
from analysis.inputs.parameters import registry
from analysis.inputs.values import years_of
from analysis.model.frames import (
    FramePath,
    base_path,
    scenario_path,
    summed,
    uplift_rate,
    with_totals,
)
from analysis.model.projection import Projection

Array = np.ndarray


@dataclass(frozen=True)
class FrameTie:
    """The sum of some units beside a line of the plan, mnkr, in one year."""

    line: str
    year: int
    frames: float
    stated: float

    @property
    def difference(self) -> float:
        return self.frames - self.stated


@dataclass(frozen=True)
class FrameProjection:
    """Frames by unit and year under a scenario, beside the plan's own."""

    frames: Frames
    projection: Projection
    base: FramePath
    path: FramePath
    mix: Array

    @property
    def years(self) -> tuple[int, ...]:
        return self.frames.years

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.frames.units

    def values(self, part: str, unit: str) -> Array:
        """One part of a unit's frame over the years, mnkr (T,); NaN where there is none."""
        return np.asarray(self.path.part(part)[..., self.frames.index(unit), :])

    @cached_property
    def ties(self) -> tuple[FrameTie, ...]:
        """The units that the plan ties to one of its lines, year by year."""
        tie = self.frames.file.tie
        if tie is None or tie.line not in self.projection.lines:
            return ()
        own = sum(self.values("closing", unit) for unit in tie.units)
        stated = dict(zip(self.projection.years, self.projection.lines[tie.line], strict=True))
        return tuple(
            FrameTie(tie.line, year, float(value), float(stated[year]))
            for year, value in zip(self.years, np.asarray(own), strict=True)
            if year in stated and np.isfinite(value)
        )

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Units whose frames end before the plan does, since no price is known for them."""
        last = self.path.closing[..., -1]
        return tuple(
            u.id for u, value in zip(self.units, last, strict=True) if not np.isfinite(value)
        )


def project_frames(projection: Projection, frames: Frames | None = None) -> FrameProjection | None:
    """The frames of the plan behind a projection; None when it holds none. Raises InputError."""
    found = frames if frames is not None else read_frames(projection.plan)
    if found is None or not found.units:
        return None
    nodes, inputs = projection.nodes, projection.calibration.inputs
    mix, without = _mixes(found, nodes)
    base_rate = _rates(found, projection, mix, inputs)
    base_rate[list(without)] = np.nan
    rate = _rates(found, projection, mix, nodes)
    rate[list(without)] = np.nan
    below = _below(found)
    base = base_path(found.parts, base_rate, decided_changes(found))
    base = summed(base, found.parts, below)
    ratio = _on_years(found, projection, nodes.get("population_ratio"), 1.0)
    capitated = np.array([float(unit.capitated) for unit in found.units])
    path = scenario_path(base, base_rate, rate, ratio, capitated)
    return FrameProjection(found, projection, base, with_totals(base, path, below), mix)


def _mixes(frames: Frames, nodes: Mapping[str, Array]) -> tuple[Array, tuple[int, ...]]:
    """Cost-type mix of every unit (U, K), and the units whose mix is not known."""
    lpik = _lpik_weights(nodes)
    mix, without = np.zeros((len(frames.units), len(COMPONENTS))), []
    for number, unit in enumerate(frames.units):
        found = weights(frames.file.mixes.get(unit.mix or ""), lpik)
        if found is None:
            without.append(number)
        else:
            mix[number] = [found.get(name, 0.0) for name in COMPONENTS]
    return mix, tuple(without)


def _lpik_weights(nodes: Mapping[str, Array]) -> dict[str, float]:
    """The plan's own weights of LPIK with pharmaceuticals; nothing when it does not hold them."""
    names = [f"lpik_share_{name}" for name in COMPONENTS]
    if any(name not in nodes for name in names):
        return {}
    shares = {name: float(nodes[f"lpik_share_{name}"].flat[0]) for name in COMPONENTS}
    rest = 1 - shares["pharmaceutical"]
    return {n: s if n == "pharmaceutical" else s * rest for n, s in shares.items()}


def _rates(
    frames: Frames, projection: Projection, mix: Array, values: Mapping[str, Array]
) -> Array:
    years = len(projection.years)
    unknown = np.full(years, np.nan)
    growth = np.stack(
        [
            np.broadcast_to(values.get(f"{name}_growth", unknown), (years,))
            for name in COMPONENTS
            if f"{name}_growth" in registry()
        ]
    )
    return _on_years(frames, projection, uplift_rate(mix, growth), np.nan)


def _on_years(frames: Frames, projection: Projection, values: Array | None, filler: float) -> Array:
    """Values over the plan's years on the years of the frames, which may begin earlier."""
    shape = () if values is None else values.shape[:-1]
    found = np.full((*shape, len(frames.years)), filler)
    if values is not None:
        start = frames.years.index(projection.years[0])
        found[..., start : start + len(projection.years)] = values
    return found


def _below(frames: Frames) -> Array:
    """(U, U): 1 where the column's unit is counted in the row's total."""
    below = np.zeros((len(frames.units),) * 2)
    for number, unit in enumerate(frames.units):
        above = unit.parent if unit.level != "total" and not unit.part_of else None
        while above is not None:
            place = frames.index(above)
            if frames.units[place].level != "total":
                break
            below[place, number] = 1.0
            above = frames.units[place].parent
    return below


def decided_changes(frames: Frames) -> dict[str, Array]:
    """Decided changes of the file by part, mnkr (U, T); a reallocation sums to zero."""
    shape = (len(frames.units), len(frames.years))
    found = {name: np.zeros(shape) for name in ("expansion", "reduction", "reallocation")}
    for decided in frames.file.decided:
        span = [y - frames.years[0] for y in years_of(decided.years) if y in frames.years]
        if decided.unit is not None:
            found[decided.kind or "expansion"][frames.index(decided.unit), span] += decided.amount
        else:
            assert decided.from_ is not None
            assert decided.to is not None
            found["reallocation"][frames.index(decided.from_), span] -= decided.amount
            found["reallocation"][frames.index(decided.to), span] += decided.amount
    return found
