"""The frames of a plan under a scenario (*ramar*), and what they should add up to."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.inputs.frames import Frames, Unit, weights
from analysis.inputs.frames_reader import read_frames
from analysis.inputs.frames_schema import COMPONENTS
from analysis.inputs.parameters import registry
from analysis.inputs.plan_schema import Label
from analysis.inputs.values import years_of
from analysis.model import graph
from analysis.model.capitation import residents_ratio
from analysis.model.chapters import model
from analysis.model.frames import (
    FramePath,
    base_path,
    summed,
    uplift_rate,
    with_parts,
    with_totals,
)
from analysis.model.projection import Projection

Array = np.ndarray
RESIDENTS = (
    "operating_costs_path",
    "relative_prices",
    "population_driven_factor",
    "need_beyond_print",
)
"""What operating costs are made of that residents move (`costs.operating_costs`)."""


@dataclass(frozen=True)
class FrameTie:
    """The sum of some units beside a line of the plan, mnkr, in one year.

    What explains the difference: `plan`, the same in the adopted plan, and `residents`, what
    other residents change in the line beyond the frames that follow them; prices are the rest.
    """

    line: str
    year: int
    frames: float
    stated: float
    plan: float
    residents: float

    @property
    def difference(self) -> float:
        return self.frames - self.stated

    @property
    def rest(self) -> float:
        """What other prices, and decisions in the line alone, change."""
        return self.difference - self.plan - self.residents


@dataclass(frozen=True)
class SharedFrame:
    """A frame beside the sum of those that it is shared out to, mnkr, in one year."""

    unit: Unit
    units: tuple[Unit, ...]
    year: int
    frame: float
    shared: float
    note: Label

    @property
    def left(self) -> float:
        """What is shared out to none of them."""
        return self.frame - self.shared


@dataclass(frozen=True)
class FrameProjection:
    """Frames by unit and year under a scenario, beside the plan's own."""

    frames: Frames
    projection: Projection
    base: FramePath
    path: FramePath
    still: FramePath
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
        places = [self.frames.index(unit) for unit in tie.units]
        own = self.path.closing[..., places, :].sum(axis=-2)
        before = self.base.closing[places].sum(axis=-2)
        stated = self._by_year(self.projection.lines[tie.line])
        decided = self._by_year(self._decided[tie.line])
        followed = (self.path.closing - self.still.closing)[..., places, :].sum(axis=-2)
        residents = followed - self._by_year(self._of_residents)
        columns = (own, stated, before - decided, residents)
        return tuple(
            FrameTie(tie.line, year, *(float(column[t]) for column in columns))
            for t, year in enumerate(self.years)
            if np.isfinite(own[t]) and np.isfinite(stated[t])
        )

    def _by_year(self, values: Array) -> Array:
        """Values over the plan's years on the years of the frames; NaN in other years."""
        return _on_years(self.frames, self.projection, np.asarray(values), np.nan)

    @cached_property
    def _decided(self) -> dict[str, Array]:
        """The lines and values of the adopted plan."""
        tie = self.frames.file.tie
        wanted = [tie.line, *RESIDENTS] if tie else []
        held = [name for name in wanted if name in self.projection.nodes]
        return graph.evaluate(model(), self.projection.calibration.inputs, held)

    @property
    def _of_residents(self) -> Array:
        """What residents beyond the plan's change in operating costs, mnkr (T,)."""
        if any(name not in self.projection.nodes for name in RESIDENTS):
            return np.zeros(len(self.projection.years))
        return _residents_cost(self.projection.nodes) - _residents_cost(self._decided)

    @cached_property
    def shared(self) -> tuple[SharedFrame, ...]:
        """Each frame beside those that it is shared out to, in the years in which all are known."""
        found = []
        for shared in self.frames.file.shared:
            frame = self.values("closing", shared.unit)
            parts = np.stack([self.values("closing", unit) for unit in shared.units]).sum(axis=0)
            unit = self.frames.unit(shared.unit)
            below = tuple(map(self.frames.unit, shared.units))
            found += [
                SharedFrame(unit, below, year, float(frame[t]), float(parts[t]), shared.note)
                for t, year in enumerate(self.years)
                if np.isfinite(frame[t]) and np.isfinite(parts[t])
            ]
        return tuple(found)

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
    ratio = _residents(found, projection)
    capitated = np.array([float(unit.capitated) for unit in found.units])
    rates = base, base_rate, rate
    path, still = (
        with_totals(base, with_parts(*rates, by, capitated, _inside(found), _borne(found)), below)
        for by in (ratio, np.ones_like(ratio))
    )
    return FrameProjection(found, projection, base, path, still, mix)


def _residents(frames: Frames, projection: Projection) -> Array:
    """Those whom each unit is for against the plan's own path, a factor (U, T): all residents, or
    those of the age that its care choice follows."""
    care = frames.file.capitation
    follows = {name: spec.follows for name, spec in care.budgets.items()} if care else {}
    found = [residents_ratio(projection, follows.get(unit.id)) for unit in frames.units]
    return _on_years(frames, projection, np.stack(found), 1.0)


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


def _inside(frames: Frames) -> Array:
    """(U, U): 1 where the column's unit is printed as a part of the row's (*varav*)."""
    inside = np.zeros((len(frames.units),) * 2)
    for number, unit in enumerate(frames.units):
        if unit.part_of and unit.parent is not None:
            inside[frames.index(unit.parent), number] = 1.0
    return inside


def _borne(frames: Frames) -> Array:
    """(U, U): 1 where the column's unit is paid out of the frame of the row's."""
    borne = np.zeros((len(frames.units),) * 2)
    for number, unit in enumerate(frames.units):
        if unit.borne_by is not None:
            borne[frames.index(unit.borne_by), number] = 1.0
    return borne


def _residents_cost(nodes: Mapping[str, Array]) -> Array:
    """What `population_driven_factor` adds to operating costs, mnkr (T,)."""
    path, prices, factor, beyond = (nodes[name] for name in RESIDENTS)
    return np.asarray(path * prices * (factor - 1) * beyond)


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
