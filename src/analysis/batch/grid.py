"""A grid file read and checked: what varies, in which years, and how many members that makes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from math import prod
from pathlib import Path

import numpy as np

from analysis.batch.grid_schema import (
    MAX_LISTED,
    AxisFile,
    BatchFile,
    FileOfValues,
    Range,
    Render,
    Strict,
)
from analysis.catalogue.lines import line_items
from analysis.errors import InputError, Problem, nearest
from analysis.inputs.delimited import records
from analysis.inputs.documents import Document, read_yaml, validate
from analysis.inputs.numbers import parse_swedish
from analysis.inputs.parameters import ParameterSpec, scenario_keys, year_range
from analysis.inputs.places import SLUG
from analysis.inputs.plan import Plan, load_plan
from analysis.inputs.scenario import Scenario, load_scenario
from analysis.model.assumptions import input_name

MAX_MEMBERS = 1_000_000_000
MAX_HYPERCUBE = 20_000_000
"""Numbers of a Latin hypercube, members × dimensions: it has to be held whole in memory."""


@dataclass(frozen=True)
class Axis:
    """One axis, ready to be drawn: `values` is a list of values, or None for a distribution.

    `columns` are the positions of its years in the input `target` of the model; `factor` turns
    the unit of the file into that of the calculation; `low` and `high` bound what the key may be.
    """

    name: str
    key: str
    kind: str
    years: tuple[int, ...]
    columns: tuple[int, ...]
    target: str
    factor: float
    low: float
    high: float
    values: np.ndarray | None
    distribution: Strict | None
    per_year: bool

    @property
    def dimensions(self) -> int:
        """How many numbers a member needs for this axis."""
        return len(self.years) if self.per_year else 1


@dataclass(frozen=True)
class Grid:
    """A batch ready to be run. Member numbers go from 0 to `size` − 1."""

    path: Path
    question: str
    plan: Plan
    scenario: Scenario
    axes: tuple[Axis, ...]
    combine: str
    draws: int
    seed: int
    lines: tuple[str, ...]
    render: Render
    file: BatchFile = field(repr=False)

    @property
    def listed(self) -> tuple[Axis, ...]:
        return tuple(axis for axis in self.axes if axis.values is not None)

    @property
    def size(self) -> int:
        """Number of members."""
        if self.combine in {"latin_hypercube", "sobol"}:
            return self.draws
        lengths = [len(axis.values) for axis in self.listed if axis.values is not None]
        if self.combine == "zip":
            return lengths[0] if lengths else self.draws
        return prod(lengths) * self.draws


def load_grid(path: Path | str) -> Grid:
    """Read a grid file. Raises InputError with every fault, each with file and line."""
    document = read_yaml(Path(path))
    file = validate(document, BatchFile)
    with _on_line(document, "plan"):
        plan = load_plan(file.plan)
    with _on_line(document, "scenario"):
        scenario = load_scenario(file.scenario, plan)
    problems: list[Problem] = []
    axes: list[Axis] = []
    for name, body in file.axes.items():
        try:
            axes.append(_axis(name, body, plan, document))
        except InputError as error:
            line = document.line(("axes", name))
            problems += [replace(p, file=str(path), line=line) for p in error.problems]
    problems += _faults(file, axes, document)
    if problems:
        raise InputError(problems=problems)
    lines = tuple(file.lines) or tuple(line_items())
    seed = 0 if file.seed is None else file.seed
    return Grid(
        Path(path), file.question, plan, scenario, tuple(axes), file.combine,
        file.draws or 1, seed, lines, file.render, file,
    )  # fmt: skip


@contextmanager
def _on_line(document: Document, key: str) -> Iterator[None]:
    """Give the problems of what a key names the place of the key, where they have none."""
    try:
        yield
    except InputError as error:
        place = {"file": str(document.path), "line": document.line((key,))}
        found = [p if p.file else replace(p, **place) for p in error.problems]  # type: ignore[arg-type]
        raise InputError(problems=found) from None


def _axis(name: str, body: AxisFile, plan: Plan, document: Document) -> Axis:
    key = body.key or name
    kind = "change" if body.change is not None else "set"
    given = body.change if body.change is not None else body.set
    spec = scenario_keys().get(key)
    if not SLUG.fullmatch(name.replace("_", "-")):
        raise InputError("the name cannot name a column", column="axes", value=name)
    values = None if _is_distribution(given) else _values(given, document.path)
    if values is not None and not 1 <= values.size <= MAX_LISTED:
        raise InputError("an axis needs values", column=f"axes.{name}", value=str(values.size))
    _allowed(key, kind, str(body.years), values, plan)
    assert spec is not None  # `_allowed` has refused an unknown key
    bounds = year_range(body.years)
    assert bounds is not None
    years = tuple(range(bounds[0], bounds[1] + 1))
    if body.per_year and values is not None:
        raise InputError("only a distribution can be drawn per year", column=f"axes.{name}")
    room = spec.max - spec.min
    low, high = (spec.min, spec.max) if kind == "set" else (-room, room)
    columns = tuple(plan.spec_years(spec).index(year) for year in years)
    distribution = given if isinstance(given, Strict) and values is None else None
    return Axis(
        name, key, kind, years, columns, input_name(key), spec.factor, low, high,
        values, distribution, body.per_year,
    )  # fmt: skip


def _is_distribution(given: object) -> bool:
    return hasattr(given, "distribution")


def _values(given: object, beside: Path) -> np.ndarray:
    if isinstance(given, Range):
        count = given.count or round((given.stop - given.start) / (given.step or 1.0)) + 1
        if given.step and abs(given.start + given.step * (count - 1) - given.stop) > 1e-9:
            raise InputError("the step does not lead from `from` to `to`", value=f"{given.step:g}")
        return np.linspace(given.start, given.stop, count)
    if isinstance(given, FileOfValues):
        return _column(given, beside.parent / given.file)
    assert isinstance(given, list)
    return np.array(given, dtype=float)


def _column(spec: FileOfValues, path: Path) -> np.ndarray:
    table = records(path)
    names = table.header
    if spec.column not in names:
        raise InputError(
            f"{path.name} has no such column", value=spec.column,
            expected="one of: " + ", ".join(names), nearest=nearest(spec.column, names),
        )  # fmt: skip
    problems, values = [], []
    for number, row in table.rows:
        try:
            values.append(float(parse_swedish(row[spec.column])))
        except ValueError as error:
            text = f"{path.name}, row {number}: not a number"
            problems.append(Problem(text, value=row[spec.column], expected=str(error)))
    if problems:
        raise InputError(problems=problems)
    return np.array(values)


def _allowed(key: str, kind: str, years: str, values: np.ndarray | None, plan: Plan) -> None:
    """Refuse what a scenario file would refuse: the same rules, the same words."""
    tried = [0.0] if values is None else sorted({float(values.min()), float(values.max())})
    if values is None and kind == "set" and (spec := scenario_keys().get(key)):
        tried = [_midpoint(spec)]
    for value in tried:
        text = [f"{key}:{years}={value!r}"]
        load_scenario("base", plan, *((text, ()) if kind == "change" else ((), text)))


def _midpoint(spec: ParameterSpec) -> float:
    return (spec.min + spec.max) / 2


def _faults(file: BatchFile, axes: Iterable[Axis], document: Document) -> list[Problem]:
    """What is wrong with the batch as a whole."""
    found: list[Problem] = []
    axes = list(axes)

    def fault(place: str, message: str, value: object = None, expected: str | None = None) -> None:
        text = None if value is None else str(value)
        line = document.line(tuple(place.split(".")))
        close = nearest(text, line_items()) if place == "lines" and text else None
        found.append(Problem(message, str(document.path), line, place, text, expected, close))

    for line in file.lines:
        if line not in line_items():
            fault("lines", "there is no such line", line)
    drawn = file.combine in {"latin_hypercube", "sobol"}
    random = [axis for axis in axes if axis.values is None]
    listed = [len(axis.values) for axis in axes if axis.values is not None]
    if file.combine == "zip" and len(set(listed)) > 1:
        fault("combine", "the lists to zip are of different lengths", listed)
    if (random or drawn) and file.seed is None:
        fault("seed", "the key 'seed' is missing", expected="a number, since values are drawn")
    needs_draws = drawn or (random and not (file.combine == "zip" and listed))
    if needs_draws and file.draws is None:
        fault("draws", "the key 'draws' is missing", expected="how many members are drawn")
    if not needs_draws and file.draws is not None:
        fault("draws", "nothing is drawn here", file.draws)
    size = (file.draws or 1) if drawn else prod(listed or [1]) * (file.draws or 1)
    if file.combine != "zip" and size > MAX_MEMBERS:
        fault("axes", "the batch is too large", size, f"at most {MAX_MEMBERS} members")
    dimensions = sum(axis.dimensions for axis in axes)
    if file.combine == "latin_hypercube" and (file.draws or 0) * dimensions > MAX_HYPERCUBE:
        expected = f"draws × axes up to {MAX_HYPERCUBE}, or 'sobol'"
        fault("combine", "the hypercube is too large", (file.draws or 0) * dimensions, expected)
    seen: dict[tuple[str, int], str] = {}
    for axis in axes:
        for year in axis.years:
            first = seen.setdefault((axis.key, year), axis.name)
            if first != axis.name:
                fault(f"axes.{axis.name}", f"{axis.key} {year} is moved by {first} too")
                break
    return found
