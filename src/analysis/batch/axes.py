"""An axis of a grid read and judged: a scenario key, its years, and the values that it takes.

Keys, years, numbers and bounds go through the same reading and the same gate as a scenario file.
"""

import json
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import stats

from analysis.batch import grid_schema as schema
from analysis.batch.axis_values import listed
from analysis.batch.carried import carried
from analysis.catalogue.lines import line_items
from analysis.errors import InputError, Message, Problem, shown
from analysis.inputs.differences import FINANCING, Difference, Stated, difference
from analysis.inputs.documents import Document
from analysis.inputs.links import Link
from analysis.inputs.parameters import key_named, scenario_keys
from analysis.inputs.places import SLUG
from analysis.inputs.plan import Plan
from analysis.model.assumptions import columns_of
from analysis.model.bounds import Fault, Limits, fault, limits
from analysis.model.inputs_of_keys import input_name
from analysis.model.links import brought

Array = np.ndarray
TAKEN = ("member", "year")
"""Columns of the results, which no axis may be named as."""
HELD = 0.01
"""Largest share of draws that may be held at a bound: beyond it the distribution is at fault."""


@dataclass(frozen=True)
class Axis:
    """One axis, ready to be drawn: `values` is a list of values, or None for a distribution.

    `columns` are the positions of its years in the input `target` of the model; `factor` turns
    the unit of the file into that of the calculation. A draw beyond `low` or `high` (one number
    for each dimension) would end out of bounds: it is held there and counted. `factors` carry the
    level of an axis on, one for each of its years; none where it is the same in all.
    """

    name: str
    key: str
    kind: str
    years: tuple[int, ...]
    columns: tuple[int, ...]
    target: str
    factor: float
    low: Array
    high: Array
    values: Array | None
    distribution: schema.Strict | None
    per_year: bool
    confirmed: bool = False
    factors: tuple[float, ...] = ()

    def by_year(self, values: Array) -> Array:
        """Values (n,), or (n, years) drawn per year, as (n, years) or (n, 1) for all years."""
        each = values if values.ndim == 2 else values[:, None]
        return each * np.array(self.factors) if self.factors else each

    @property
    def dimensions(self) -> int:
        """How many numbers a member needs for this axis."""
        return len(self.years) if self.per_year else 1


@dataclass(frozen=True)
class Ground:
    """What axes are judged against: the plan's own inputs, and those of the grid's scenario."""

    plan: Plan
    own: dict[str, Array]
    given: dict[str, Array]
    links: tuple[Link, ...] = ()


class Distribution(Protocol):
    """What is asked of a distribution of scipy: its shares below and above, and its quantiles."""

    def cdf(self, x: Array, /) -> Array: ...
    def sf(self, x: Array, /) -> Array: ...
    def ppf(self, q: Array, /) -> Array: ...


def read_axis(name: str, body: schema.AxisFile, ground: Ground, document: Document) -> Axis:
    """One axis of a grid file. Raises InputError with its faults, each on its line."""
    kind = "change" if body.change is not None else "set"
    given = body.change if body.change is not None else body.set
    place = ("axes", name, kind)
    _refuse_name(name, body.key or name, document)
    path, line = str(document.path), document.line(place)
    key = body.key or name
    if key_named(key) == FINANCING:
        problem = Problem(
            Message("an axis moves a key with numbers"), path, line, f"axes.{name}", key
        )
        raise InputError(problems=[problem])
    spec = scenario_keys().get(key_named(key))
    values = listed(given, document, place, spec.unit if spec else "")
    first = 0.0 if values is None else float(values[0])
    years, factors = carried(name, body, document)
    stated = Stated(kind, key, years, first, path, line, body.confirm)  # type: ignore[arg-type]
    problems: list[Problem] = []
    read = difference(stated, ground.plan, problems)
    if read is None:
        raise InputError(problems=problems)
    if input_name(read.key) not in ground.given:
        named = {"name": ground.plan.name, "key": read.key}
        text = Message("the plan {name} holds no {key}, so no axis can move it", **named)
        raise InputError(text, file=path, line=line)
    if body.per_year and values is not None:
        text = Message("only a distribution can be drawn per year")
        raise InputError(text, file=path, line=line, column=f"axes.{name}")
    drawn = given if isinstance(given, schema.Strict) and values is None else None
    return _judged(_axis(name, body, read, values, drawn, ground, factors), ground, path, line)


def _refuse_name(name: str, key: str, document: Document) -> None:
    line = document.line(("axes", name))
    if not SLUG.fullmatch(name.replace("_", "-")):
        raise InputError(
            Message("the name cannot name a column"), file=document.path, line=line, column="axes",
            value=shown(name),
        )  # fmt: skip
    if name in TAKEN or (name in line_items() and name != key):
        raise InputError(
            Message("the name of an axis is that of a column of the results"),
            file=document.path, line=line,
            column="axes", value=name, expected=Message("another name, with the key as 'key'"),
        )  # fmt: skip


def _axis(
    name: str,
    body: schema.AxisFile,
    read: Difference,
    values: Array | None,
    distribution: schema.Strict | None,
    ground: Ground,
    factors: tuple[float, ...],
) -> Axis:
    target, columns = input_name(read.key), columns_of(read.key, read.years, ground.plan)
    bounds = limits(read.key, target, ground.plan, ground.own)
    low, high = _reach(read.kind, bounds, columns, ground, body, factors)
    return Axis(
        name, read.key, read.kind, read.years, tuple(columns), target, bounds.spec.factor,
        low, high, values, distribution, body.per_year, body.confirm,
        factors,
    )  # fmt: skip


def _reach(
    kind: str,
    bounds: Limits,
    columns: list[int],
    ground: Ground,
    body: schema.AxisFile,
    factors: tuple[float, ...],
) -> tuple[Array, Array]:
    """The lowest and highest value of each dimension for which no year ends out of bounds."""
    spec, size = bounds.spec, len(columns)
    low = np.full(size, spec.min) if body.confirm else bounds.low[columns].astype(float)
    high = np.full(size, spec.max) if body.confirm else bounds.high[columns].astype(float)
    if kind == "change":
        below = ground.given[input_name(bounds.key)][columns] / spec.factor
        low, high = low - below, high - below
    if factors:
        low, high = low / np.array(factors), high / np.array(factors)
    if body.per_year:
        return low, high
    return np.array([low.max()]), np.array([high.min()])


def _judged(axis: Axis, ground: Ground, path: str, line: int | None) -> Axis:
    """The axis, where everything that it can bring about is within bounds. Raises InputError."""
    bounds = limits(axis.key, axis.target, ground.plan, ground.own)
    tried = _ends(axis) if axis.values is None else axis.values[:, None]
    if tried is not None:
        stated = np.broadcast_to(axis.by_year(tried[:, 0]), (len(tried), len(axis.columns)))
        below = ground.given[axis.target][list(axis.columns)] / axis.factor
        result = stated if axis.kind == "set" else stated + below
        asked = stated if axis.kind == "set" else None
        wrong = fault(bounds, axis.columns, result, asked, axis.confirmed)
        wrong = wrong or _followed(axis, stated, ground)
        if wrong is not None:
            place = (path, line, f"axes.{axis.name}")
            raise InputError(problems=[wrong.problem(*place)])
    if axis.values is None:
        _refuse_wide(axis, path, line)
    return axis


def _followed(axis: Axis, stated: Array, ground: Ground) -> Fault | None:
    """What is wrong with an assumption that follows the axis by a link."""
    moved = np.tile(ground.given[axis.target], (len(stated), 1))
    step = stated * axis.factor
    columns = list(axis.columns)
    moved[:, columns] = step if axis.kind == "set" else moved[:, columns] + step
    links = [link for link in ground.links if link.start == axis.key]
    for link in links:
        name = input_name(link.target)
        by = brought([link], ground.plan, {axis.target: moved}, ground.own)
        if name in by:
            part = by[name][axis.key]
            reached = [int(c) for c in np.flatnonzero(part.any(axis=0))]
            bounds = limits(link.target, name, ground.plan, ground.own)
            result = (ground.given[name] + part)[:, reached] / bounds.spec.factor
            if (wrong := fault(bounds, reached, result)) is not None:
                return wrong
    return None


def _ends(axis: Axis) -> Array | None:
    """The ends of a distribution that has any, as two values to be tried."""
    d = axis.distribution
    ended = isinstance(d, schema.Uniform | schema.Triangular)
    return np.array([[d.low], [d.high]]) if ended else None  # type: ignore[union-attr]


def _refuse_wide(axis: Axis, path: str, line: int | None) -> None:
    share = float(np.max(beyond(axis)))
    if share > HELD:
        raise InputError(
            Message("{share:.1f} per cent of the draws would end out of bounds", share=100 * share),
            file=path, line=line, column=f"axes.{axis.name}",
            expected=Message(
                "a distribution of which at most {share:g} per cent does", share=100 * HELD
            ),
        )  # fmt: skip


def beyond(axis: Axis) -> Array:
    """The probability that a draw of each dimension lies beyond the bounds."""
    shape = frozen(axis.distribution)
    return np.asarray(shape.cdf(axis.low) + shape.sf(axis.high))


def frozen(d: object) -> Distribution:
    """A distribution of a grid file as one of scipy's."""
    match d:
        case schema.Normal():
            return stats.norm(d.mean, d.sd)
        case schema.StudentT():
            return stats.t(d.df, d.mean, d.scale)
        case schema.Uniform():
            return stats.uniform(d.low, d.high - d.low)
        case schema.Triangular():
            width = d.high - d.low
            return stats.triang((d.mode - d.low) / width, d.low, width)
        case schema.Lognormal():
            return stats.lognorm(d.sd, scale=np.exp(d.mean))
    raise TypeError(f"{d} is not a distribution")


def about_axis(axis: Axis, dimension: int) -> dict[str, str]:
    """What a reader of the column of an axis needs to know of it."""
    found = {"key": axis.key, "kind": axis.kind, "years": json.dumps(axis.years)}
    if axis.factors:
        found["uprated"] = json.dumps(axis.factors)
    if axis.values is None:
        found["bounds"] = json.dumps([float(axis.low[dimension]), float(axis.high[dimension])])
    return found
