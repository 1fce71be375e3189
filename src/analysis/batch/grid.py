"""A grid file read and checked: what varies, in which years, and how many members that makes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from math import prod
from pathlib import Path
from typing import TypeVar

from analysis.batch.axes import Axis, Ground, read_axis
from analysis.batch.grid_schema import BatchFile, Render
from analysis.catalogue.lines import line_items, line_named
from analysis.errors import InputError, Message, Problem, nearest
from analysis.inputs.documents import Document, read_yaml
from analysis.inputs.links import Link, active
from analysis.inputs.plan import Plan
from analysis.inputs.scenario import Scenario, load_scenario
from analysis.inputs.validation import validate
from analysis.model.assumptions import Resolved, resolve
from analysis.model.calibration import Calibration
from analysis.study.opened import open_plan

Item = TypeVar("Item")
MAX_MEMBERS = 1_000_000_000
MAX_HYPERCUBE = 20_000_000
"""Numbers of a Latin hypercube, members × dimensions: it has to be held whole in memory."""


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
    calibration: Calibration = field(repr=False)
    resolved: Resolved = field(repr=False)

    @property
    def links(self) -> tuple[Link, ...]:
        """The links that act in every member."""
        return active(self.scenario.linked, self.scenario.scope)

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
        calibration = open_plan(file.plan)
    plan = calibration.plan
    with _on_line(document, "scenario"):
        scenario = _linked(load_scenario(file.scenario, plan), file)
        resolved = resolve(scenario, plan, calibration.inputs)
    links = active(scenario.linked, scenario.scope)
    ground = Ground(plan, calibration.inputs, {**calibration.inputs, **resolved.own}, links)
    problems: list[Problem] = []
    axes: list[Axis] = []
    for name, body in file.axes.items():
        try:
            axes.append(read_axis(name, body, ground, document))
        except InputError as error:
            problems += error.problems
    problems += _faults(file, axes, document)
    if problems:
        raise InputError(problems=problems)
    lines = tuple(map(line_named, file.lines)) or tuple(line_items())
    seed = 0 if file.seed is None else file.seed
    return Grid(
        Path(path), file.question, plan, scenario, tuple(axes), file.combine,
        file.draws or 1, seed, lines, file.render, file, calibration, resolved,
    )  # fmt: skip


def _linked(scenario: Scenario, file: BatchFile) -> Scenario:
    """The scenario with what the grid says of links between assumptions."""
    return replace(
        scenario,
        links=file.links or scenario.links,
        stated_scope=file.scope or scenario.stated_scope,
    )


@contextmanager
def _on_line(document: Document, key: str) -> Iterator[None]:
    """Give the problems of what a key names the place of the key, where they have none."""
    try:
        yield
    except InputError as error:
        place = {"file": str(document.path), "line": document.line((key,))}
        found = [p if p.file else replace(p, **place) for p in error.problems]  # type: ignore[arg-type]
        raise InputError(problems=found) from None


Fault = tuple[str, Message, object, Message | None]
"""Where in the file, what is wrong, the value that is, and what was expected."""


def _faults(file: BatchFile, axes: Sequence[Axis], document: Document) -> list[Problem]:
    """What is wrong with the batch as a whole."""
    found: list[Problem] = []
    for place, message, value, expected in (
        *(("lines", Message("there is no such line"), line, None) for line in _unknown(file)),
        *_draws_wrong(file, axes),
        *_too_large(file, axes),
        *_moved_twice(axes),
        *_said_twice(file, axes),
    ):
        text = None if value is None else str(value)
        line = document.line(tuple(place.split(".")))
        close = (
            nearest(text, line_items())
            if place == "lines" and text and text not in line_items()
            else None
        )
        found.append(Problem(message, str(document.path), line, place, text, expected, close))
    return found


def _unknown(file: BatchFile) -> Iterator[str]:
    """The lines that the codebook does not know."""
    return (line for line in file.lines if line_named(line) not in line_items())


def _said_twice(file: BatchFile, axes: Sequence[Axis]) -> Iterator[Fault]:
    """Lines and values that stand twice: they would count twice in every share."""
    twice = Message("this stands twice")
    for line in _repeated([line_named(line) for line in file.lines]):
        yield "lines", twice, line, None
    if file.combine == "product":
        for axis in axes:
            for each in _repeated([] if axis.values is None else axis.values.tolist()):
                yield f"axes.{axis.name}", twice, each, None


def _repeated(given: Sequence[Item]) -> list[Item]:
    return [each for each, times in Counter(given).items() if times > 1]


def _drawn(file: BatchFile) -> bool:
    return file.combine in {"latin_hypercube", "sobol"}


def _lengths(axes: Iterable[Axis]) -> list[int]:
    """How many values each axis lists; those that are drawn at random are left out."""
    return [len(axis.values) for axis in axes if axis.values is not None]


def _draws_wrong(file: BatchFile, axes: Sequence[Axis]) -> Iterator[Fault]:
    """Lists that do not go together, and a seed or a number of draws too few or too many."""
    listed, drawn = _lengths(axes), _drawn(file)
    random = len(listed) < len(axes)
    if file.combine == "zip" and len(set(listed)) > 1:
        yield "combine", Message("the lists to zip are of different lengths"), listed, None
    if (random or drawn) and file.seed is None:
        wanted = Message("a number, since values are drawn")
        yield "seed", Message("the key 'seed' is missing"), None, wanted
    needs_draws = drawn or (random and not (file.combine == "zip" and listed))
    if needs_draws and file.draws is None:
        wanted = Message("how many members are drawn")
        yield "draws", Message("the key 'draws' is missing"), None, wanted
    if not needs_draws and file.draws is not None:
        yield "draws", Message("nothing is drawn here"), file.draws, None


def _too_large(file: BatchFile, axes: Sequence[Axis]) -> Iterator[Fault]:
    """More members than a batch may have, or more than a hypercube can spread."""
    draws = file.draws or 1
    size = draws if _drawn(file) else prod(_lengths(axes)) * draws
    if file.combine != "zip" and size > MAX_MEMBERS:
        wanted = Message("at most {max_members} members", max_members=MAX_MEMBERS)
        yield "axes", Message("the batch is too large"), size, wanted
    spread = (file.draws or 0) * sum(axis.dimensions for axis in axes)
    if file.combine == "latin_hypercube" and spread > MAX_HYPERCUBE:
        wanted = Message(
            "draws × axes up to {max_hypercube}, or 'sobol'", max_hypercube=MAX_HYPERCUBE
        )
        yield "combine", Message("the hypercube is too large"), spread, wanted


def _moved_twice(axes: Iterable[Axis]) -> Iterator[Fault]:
    """Axes that move what another moves in the same year."""
    seen: dict[tuple[str, int], str] = {}
    for axis in axes:
        for year in axis.years:
            first = seen.setdefault((axis.key, year), axis.name)
            if first != axis.name:
                told = Message(
                    "{key} {year} is moved by {first} too", key=axis.key, year=year, first=first
                )
                yield f"axes.{axis.name}", told, None, None
                break
