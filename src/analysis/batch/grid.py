"""A grid file read and checked: what varies, in which years, and how many members that makes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from math import prod
from pathlib import Path

from analysis.batch.axes import Axis, Ground, read_axis
from analysis.batch.grid_schema import BatchFile, Render
from analysis.catalogue.lines import line_items, line_named
from analysis.errors import InputError, Message, Problem, nearest
from analysis.inputs.documents import Document, read_yaml, validate
from analysis.inputs.links import Link, active
from analysis.inputs.plan import Plan
from analysis.inputs.scenario import Scenario, load_scenario
from analysis.model.assumptions import Resolved, resolve
from analysis.model.calibration import Calibration
from analysis.study.opened import open_plan

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


def _faults(file: BatchFile, axes: Iterable[Axis], document: Document) -> list[Problem]:
    """What is wrong with the batch as a whole."""
    found: list[Problem] = []
    axes = list(axes)

    def fault(
        place: str, message: Message, value: object = None, expected: Message | None = None
    ) -> None:
        text = None if value is None else str(value)
        line = document.line(tuple(place.split(".")))
        close = nearest(text, line_items()) if place == "lines" and text else None
        found.append(Problem(message, str(document.path), line, place, text, expected, close))

    for line in file.lines:
        if line_named(line) not in line_items():
            fault("lines", Message("there is no such line"), line)
    drawn = file.combine in {"latin_hypercube", "sobol"}
    random = [axis for axis in axes if axis.values is None]
    listed = [len(axis.values) for axis in axes if axis.values is not None]
    if file.combine == "zip" and len(set(listed)) > 1:
        fault("combine", Message("the lists to zip are of different lengths"), listed)
    if (random or drawn) and file.seed is None:
        fault(
            "seed",
            Message("the key 'seed' is missing"),
            expected=Message("a number, since values are drawn"),
        )
    needs_draws = drawn or (random and not (file.combine == "zip" and listed))
    if needs_draws and file.draws is None:
        fault(
            "draws",
            Message("the key 'draws' is missing"),
            expected=Message("how many members are drawn"),
        )
    if not needs_draws and file.draws is not None:
        fault("draws", Message("nothing is drawn here"), file.draws)
    size = (file.draws or 1) if drawn else prod(listed or [1]) * (file.draws or 1)
    if file.combine != "zip" and size > MAX_MEMBERS:
        fault(
            "axes",
            Message("the batch is too large"),
            size,
            Message("at most {max_members} members", max_members=MAX_MEMBERS),
        )
    dimensions = sum(axis.dimensions for axis in axes)
    if file.combine == "latin_hypercube" and (file.draws or 0) * dimensions > MAX_HYPERCUBE:
        expected = Message(
            "draws × axes up to {max_hypercube}, or 'sobol'", max_hypercube=MAX_HYPERCUBE
        )
        fault(
            "combine",
            Message("the hypercube is too large"),
            (file.draws or 0) * dimensions,
            expected,
        )
    seen: dict[tuple[str, int], str] = {}
    for axis in axes:
        for year in axis.years:
            first = seen.setdefault((axis.key, year), axis.name)
            if first != axis.name:
                fault(
                    f"axes.{axis.name}",
                    Message(
                        "{key} {year} is moved by {first} too", key=axis.key, year=year, first=first
                    ),
                )
                break
    return found
