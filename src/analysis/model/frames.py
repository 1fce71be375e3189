"""Frames (*ekonomiska ramar*, chapter 5): opening + price uplift + changes = closing, by unit.

Arrays are (..., U, T): units, then years. Costs are negative, mnkr. The base passes through every
printed figure; what its parts do not explain is kept as `unexplained` and shown. A scenario moves
the uplift by its own prices, the capitated units by its own residents, and adds its decisions.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.model import sums

Array = np.ndarray


def uplift_rate(mix: Array, growth: Array) -> Array:
    """Prisuppräkning as a fraction (..., U, T), chained as LPIK is (chapter 5).

    mix (U, K): shares of a frame by cost type in the year before the first, what is left follows
    no price; growth (..., K, T): LPIK components. A component that is NaN makes the rate NaN only
    for units that have a share of it.
    """
    level = np.cumprod(1 + np.nan_to_num(growth), axis=-1)
    known = sums.mixed(mix, level) + (1 - sums.summed(mix))[:, None]
    before = np.ones_like(known)
    before[..., 1:] = known[..., :-1]
    unknown = sums.mixed(mix > 0, np.isnan(growth)) > 0
    return np.where(unknown, np.nan, known / before - 1)


def closing_frame(
    opening: Array, price_uplift: Array, expansion: Array, reduction: Array, reallocation: Array
) -> Array:
    """Utgående ram, mnkr: opening + price uplift + expansion + reduction + reallocation."""
    return opening + price_uplift + expansion + reduction + reallocation


@dataclass(frozen=True)
class FramePath:
    """Frames of all units over all years, mnkr (..., U, T)."""

    opening: Array
    price_uplift: Array
    population: Array
    expansion: Array
    reduction: Array
    reallocation: Array
    unexplained: Array
    closing: Array

    def part(self, name: str) -> Array:
        return np.asarray(getattr(self, name))


MOVEMENTS = ("price_uplift", "population", "expansion", "reduction", "reallocation")
"""What moves a frame from its opening to its closing."""

NAMES = tuple(FramePath.__dataclass_fields__)
"""The parts of a frame in the published order, with population and what is not explained."""


def base_path(printed: Mapping[str, Array], rate: Array, decided: Mapping[str, Array]) -> FramePath:
    """The frames as the plan prints them, rolled forward where it prints nothing.

    printed: each part (U, T), NaN where not printed; rate (U, T), NaN where prices are unknown;
    decided: changes (U, T) of years that are not printed. An opening that is not printed is last
    year's closing; a year without any print is opening + uplift + decided changes.
    """
    units, years = rate.shape
    got = {name: np.full((units, years), np.nan) for name in NAMES}
    before = np.full(units, np.nan)
    for t in range(years):
        column = {name: values[:, t] for name, values in printed.items()}
        found = _year(column, before, rate[:, t], {n: v[:, t] for n, v in decided.items()})
        before = found["closing"]
        for name, values in found.items():
            # Without a closing the frame ends: only what is printed is left of the year.
            stated = column.get(name, np.full(units, np.nan))
            got[name][:, t] = np.where(np.isnan(before), stated, values)
    return FramePath(**got)


def _year(
    printed: Mapping[str, Array], before: Array, rate: Array, decided: Mapping[str, Array]
) -> dict[str, Array]:
    """One year of all frames, each part (U,), from last year's closing and what is printed."""
    no_opening, no_uplift = np.isnan(printed["opening"]), np.isnan(printed["price_uplift"])
    blank = no_opening & np.isnan(printed["closing"])
    opening = np.where(no_opening, before, printed["opening"])
    # A table with an opening but no uplift of its own states all its movements.
    own = np.where(no_opening, opening * rate, 0.0)
    uplift = np.where(no_uplift, own, printed["price_uplift"])
    changes = {}
    for name, planned in decided.items():
        unprinted = np.where(blank, planned, 0.0)
        changes[name] = np.where(np.isnan(printed[name]), unprinted, printed[name])
    computed = closing_frame(opening, uplift, **changes)
    closing = np.where(np.isnan(printed["closing"]), computed, printed["closing"])
    parts = {"opening": opening, "price_uplift": uplift, **changes, "closing": closing}
    return parts | {"unexplained": closing - computed, "population": np.zeros(len(before))}


def scenario_path(
    base: FramePath, base_rate: Array, rate: Array, population_ratio: Array, capitated: Array
) -> FramePath:
    """The frames under other prices and residents, mnkr (..., U, T).

    rate (..., U, T) and base_rate (U, T): price uplift; population_ratio (..., U, T) or (T,):
    those whom a unit is for against the plan's own path; capitated (U,): 1 for units that follow
    them. Where prices or an opening are unknown the base stands.
    """
    ratio = population_ratio
    shape = np.broadcast_shapes(rate.shape, base.closing.shape, ratio.shape)
    got = {name: np.broadcast_to(base.part(name), shape).copy() for name in NAMES}
    shift = np.zeros(shape[:-1])
    for t in range(shape[-1]):
        opening = base.opening[:, t] + shift
        uplift = np.nan_to_num(opening * rate[..., t] - base.opening[:, t] * base_rate[:, t])
        growth = ratio[..., t] / (ratio[..., t - 1] if t else 1.0) - 1
        residents = np.nan_to_num((base.closing[:, t] + shift + uplift) * growth * capitated)
        shift = shift + uplift + residents
        got["opening"][..., t] = opening
        got["price_uplift"][..., t] += uplift
        got["population"][..., t] += residents
        got["closing"][..., t] += shift
    return FramePath(**got)


def with_parts(
    base: FramePath,
    base_rate: Array,
    rate: Array,
    population_ratio: Array,
    capitated: Array,
    inside: Array,
    borne: Array,
) -> FramePath:
    """The frames under other prices and residents, parts of a unit moving it, mnkr (..., U, T).

    inside (U, U): 1 where the column's unit is a part of the row's (*varav*), at once; borne
    (U, U): 1 where what residents change in the column's unit is the row's too. A unit moves as its
    parts do and, in what no part of it prints, by its own prices. Without differences the base
    stands to the last bit.
    """
    own = FramePath(**{n: base.part(n) - sums.mixed(inside, np.nan_to_num(base.part(n)))
                       for n in NAMES})  # fmt: skip
    moved = scenario_path(own, base_rate, rate, population_ratio, capitated)
    still = scenario_path(own, base_rate, rate, np.ones_like(population_ratio), capitated)
    within = _at_any_depth(inside)
    parts = {}
    for name in NAMES:
        change = np.nan_to_num(moved.part(name) - own.part(name))
        residents = np.nan_to_num(moved.part(name) - still.part(name))
        above = sums.mixed(within, change) + sums.mixed(borne, residents)
        parts[name] = base.part(name) + (change + above)
    return FramePath(**parts)


def _at_any_depth(inside: Array) -> Array:
    """(U, U): 1 where the column's unit is a part of the row's, or of a part of it."""
    found, step = inside, inside
    while step.any():
        step = np.minimum(step @ inside, 1.0)
        found = np.maximum(found, step)
    return found


def summed(path: FramePath, printed: Mapping[str, Array], below: Array) -> FramePath:
    """The base with every total filled in from its units, mnkr (U, T), where nothing is printed.

    below (U, U): 1 where the column's unit is counted in the row's total, at any depth. A part of
    a total is known only in years when that of all its units is; a frame of nothing moves nothing.
    """
    is_total = (below.sum(axis=1) > 0)[:, None]
    parts = {}
    for name in NAMES:
        own = printed.get(name)
        values = np.where(path.closing == 0, np.nan_to_num(path.part(name)), path.part(name))
        unknown = sums.mixed(below, np.isnan(values)) > 0
        total = np.where(unknown, np.nan, sums.mixed(below, np.nan_to_num(values)))
        fill = is_total if own is None else is_total & np.isnan(own)
        parts[name] = np.where(fill, total, path.part(name))
    rest = parts["closing"] - sum((parts[name] for name in ("opening", *MOVEMENTS)), np.zeros(1))
    parts["unexplained"] = np.where(is_total, rest, path.unexplained)
    return FramePath(**parts)


def with_totals(base: FramePath, path: FramePath, below: Array) -> FramePath:
    """A scenario in which every total moves exactly as the units below it, mnkr (..., U, T)."""
    parts = {}
    is_total = (below.sum(axis=1) > 0)[:, None]
    for name in NAMES:
        moved = np.nan_to_num(path.part(name) - base.part(name))
        total = base.part(name) + sums.mixed(below, moved)
        parts[name] = np.where(is_total, total, path.part(name))
    return FramePath(**parts)
