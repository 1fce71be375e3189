"""The numbers path: a grid made ready, and its members through the model, many at a time."""

import contextlib
import ctypes
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from analysis.batch.design import members, overrides
from analysis.batch.fingerprint import fingerprint
from analysis.batch.grid import Grid, load_grid
from analysis.catalogue.lines import line_items
from analysis.errors import Message, RunFailed
from analysis.model import graph
from analysis.model.calibration import Calibration
from analysis.model.chapters import model
from analysis.model.graph import touched
from analysis.model.inputs_of_keys import input_name
from analysis.model.projection import evaluate, shown

CHUNK = 32_768
"""Members at a time: large enough to hide the cost of calls, small enough for the cache."""
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX, KEPT = -1, -3, -8, 1 << 30
Array = np.ndarray


@dataclass(frozen=True)
class Work:
    """A grid ready to be evaluated: its calibration and the inputs of its scenario.

    `mark` is its fingerprint when it was read.
    """

    grid: Grid
    calibration: Calibration
    moved: dict[str, Array]
    lines: tuple[str, ...]
    varying: tuple[str, ...]
    mark: str

    @property
    def inputs(self) -> dict[str, Array]:
        """What axes act on: the plan with what the scenario says itself, before links."""
        return {**self.calibration.inputs, **self.grid.resolved.own}


@cache
def keep_memory() -> None:
    """Have the C library keep freed memory, as chunk after chunk asks for the same again.

    Otherwise every array of a chunk is mapped and unmapped anew, which takes as long as the model.
    All threads share one arena, since only that one keeps what is large.
    """
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(M_MMAP_THRESHOLD, KEPT)
        library.mallopt(M_TRIM_THRESHOLD, KEPT)
        library.mallopt(M_ARENA_MAX, 1)


def prepare(path: str) -> Work:
    """Read the grid, calibrate its plan, and settle which lines it can keep; what was read before
    is taken again while all its files are as they were."""
    held = _HELD.get(path)
    if held is None or not _as_it_was(held):
        held = _HELD[path] = _read(path)
    return held


def _as_it_was(work: Work) -> bool:
    with contextlib.suppress(OSError):
        return fingerprint(work.grid) == work.mark
    return False


_HELD: dict[str, Work] = {}


def _read(path: str) -> Work:
    keep_memory()
    grid = load_grid(path)
    calibration = grid.calibration
    available = evaluate_possible(calibration)
    wanted = dict.fromkeys((*grid.lines, *read_lines(grid)))
    lines = tuple(name for name in wanted if name in available)
    keys = {axis.key for axis in grid.axes}
    followed = {input_name(link.target) for link in grid.links if link.start in keys}
    moving = touched(model(), {axis.target for axis in grid.axes} | followed)
    varying = tuple(name for name in lines if name in moving)
    return Work(grid, calibration, grid.resolved.moved, lines, varying, fingerprint(grid))


@lru_cache(maxsize=4)
def prepare_as(path: str, expected: str) -> Work:
    """As `prepare`; raises RunFailed when code, packages, plan or grid are not those of `expected`,
    the fingerprint of the batch: a worker of another version would give other numbers."""
    work = prepare(path)
    if work.mark != expected:
        raise RunFailed(
            Message("a worker has other code, packages, plan or grid file than the batch")
        )
    return work


def read_lines(grid: Grid) -> list[str]:
    """Lines that are kept unasked: those that goals and the rules of rendering read."""
    read: list[str | None] = []
    for goal in grid.plan.goals.values():
        read += [goal.measure, goal.numerator, goal.denominator]
    read += [rule.line for rule in (grid.render.worst, grid.render.best) if rule is not None]
    return [name for name in read if name is not None]


def evaluate_possible(calibration: Calibration) -> set[str]:
    """The line items that this plan can give by year."""
    nodes = graph.evaluate(model(), calibration.inputs)
    years = len(calibration.plan.years)
    return {n for n in line_items() if n in nodes and nodes[n].shape[-1] in (1, years)}


def chunk(work: Work, start: int, stop: int) -> tuple[dict[str, Array], dict[str, Array]]:
    """Assumptions (n, …) in the unit of the file and what they move: lines (n, years) in the unit
    of the catalogue."""
    values = members(work.grid, start, stop)
    moved = {**work.moved, **overrides(work.grid, work.inputs, values)}
    return values, lines_shown(work, moved, work.varying)


def lines_shown(work: Work, moved: dict[str, Array], names: tuple[str, ...]) -> dict[str, Array]:
    """Lines (…, years) under the inputs that are moved, in the unit of the catalogue."""
    found = evaluate(work.calibration, moved, names)
    years = len(work.grid.plan.years)
    return {name: shown(name, found[name], years) for name in names}


def parts(grid: Grid) -> list[tuple[int, int]]:
    """First member and end of every part of a batch."""
    step = grid.file.part
    return [(start, min(start + step, grid.size)) for start in range(0, grid.size, step)]
