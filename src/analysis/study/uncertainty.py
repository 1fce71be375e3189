"""Uncertainty (*osäkerhet*): Monte Carlo over the errors of all assumptions at once.

Every draw is a full run of the model. The answer is a range for each line and year, and the
probability that each goal and each legal test fails, with the sampling error of both.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

import numpy as np

from analysis.catalogue.lines import line_items
from analysis.errors import InputError, Message, nearest
from analysis.errors import shown as named
from analysis.inputs.scenario import Scenario
from analysis.inputs.uncertainty import Uncertainty
from analysis.model import graph
from analysis.model.assumptions import apply
from analysis.model.calibration import Calibration
from analysis.model.chapters import model
from analysis.model.goal_results import goal_results
from analysis.model.graph import Array
from analysis.model.projection import shown
from analysis.study.balance_rules import overdue
from analysis.study.draws import BLOCK, Errors, check_method, overrides, refuse_wide

FAN_LINES = (
    "net_result",
    "balanced_budget_result",
    "cash",
    "self_financing_ratio",
    "solidity_full",
)
"""Lines whose ranges are kept when no others are asked for."""

RESULTS = ("balanced_budget_result", "net_result", "operating_result", "net_operating_cost")
"""The result of a plan, and what stands for it in a plan that prints less: the first it gives."""
RESULT = RESULTS[0]
RESTORING = "restoring"
"""The legal test that a deficit is restored in time (KL 11:12), beside the goals of the plan."""

Test = tuple[str, tuple[int, ...]]


@dataclass(frozen=True)
class Simulation:
    """N draws: lines (N, T) in the unit of the catalogue, tests failed and exceeded (N, G).

    What lies above a band is room: it is counted in `over` and never in `failed`.

    `result` is the line that stands for the result of the plan.
    `held` counts, by key, the values among all `drawn` draws (whole blocks) that would have ended
    out of bounds and were held at the bound.
    """

    uncertainty: Uncertainty
    scenario: str
    years: tuple[int, ...]
    lines: dict[str, Array]
    tests: tuple[Test, ...]
    failed: Array
    over: Array
    held: dict[str, int]
    drawn: int
    seed: int
    method: str
    result: str = RESULT

    @property
    def draws(self) -> int:
        return len(self.failed)


@dataclass(frozen=True)
class Task:
    """What a worker needs to calculate any block."""

    calibration: Calibration
    scenario: Scenario
    uncertainty: Uncertainty
    lines: tuple[str, ...]
    seed: int
    method: str


MOST = 1_000_000
"""Draws that are kept in memory at once, some hundreds of MB."""


def simulate(
    calibration: Calibration,
    scenario: Scenario,
    uncertainty: Uncertainty,
    draws: int = 10_000,
    seed: int = 1,
    lines: Sequence[str] | None = None,
    method: str = "random",
    workers: int = 1,
    chunk: int = 4 * BLOCK,
) -> Simulation:
    """Draw and calculate. The result depends on the seed and the method alone, not on `workers`
    or `chunk` (draws handed to a worker at a time). Raises InputError, also for one of `lines` that
    the plan cannot give; without any, those of FAN_LINES that it can.
    """
    check_method(method)
    if not 2 <= draws <= MOST:
        expected = Message("2 to {most} draws; a batch takes more", most=MOST)
        raise InputError(Message("this many draws are not made"), value=draws, expected=expected)
    result = result_line(calibration)
    kept = _kept(calibration, lines, result)
    task = Task(calibration, scenario, uncertainty, kept, seed, method)
    blocks = -(-draws // BLOCK)
    step = max(1, chunk // BLOCK)
    chunks = [range(b, min(b + step, blocks)) for b in range(0, blocks, step)]
    parts = [part for result in _results(task, chunks, workers) for part in result]
    found = {line: np.concatenate([p[0][line] for p in parts])[:draws] for line in kept}
    failed, over = (np.concatenate([p[side] for p in parts])[:draws] for side in (1, 2))
    held = {key: sum(part[3].get(key, 0) for part in parts) for key in uncertainty.file.errors}
    refuse_wide(Errors(uncertainty, calibration.inputs), held, len(parts) * BLOCK)
    return Simulation(
        uncertainty, scenario.name, calibration.years, found, tests_of(calibration), failed, over,
        {key: count for key, count in held.items() if count}, len(parts) * BLOCK, seed, method,
        result,
    )  # fmt: skip


def result_line(calibration: Calibration) -> str:
    """The line that stands for the result of a plan: one that something can move, as a line held
    as printed is the same whatever happens. Raises InputError where it gives none."""
    known = {*known_lines(calibration)} - calibration.held
    found = next((line for line in RESULTS if line in known), None)
    if found is None:
        raise InputError(Message("the plan gives no result and no net cost that anything moves"))
    return found


def _kept(calibration: Calibration, lines: Sequence[str] | None, result: str) -> tuple[str, ...]:
    known = known_lines(calibration)
    for line in lines or ():
        if line not in known:
            raise InputError(
                Message("there is no line {line!r} here", line=named(line)),
                nearest=nearest(line, known),
            )
    moved = {*known} - calibration.held
    asked = lines or [line for line in FAN_LINES if line in moved]
    return tuple(line for line in dict.fromkeys((*asked, result)) if line in model())


Part = tuple[dict[str, Array], Array, Array, dict[str, int]]


def _results(task: Task, chunks: list[range], workers: int) -> Iterator[list[Part]]:
    if workers <= 1 or len(chunks) == 1:
        yield from map(partial(run_blocks, task), chunks)
        return
    # Started anew rather than forked: a forked copy of a threaded library can hang.
    with ProcessPoolExecutor(min(workers, len(chunks)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(partial(run_blocks, task), chunks)


def run_blocks(task: Task, blocks: Sequence[int]) -> list[Part]:
    """Lines, failed tests and exceeded bands of whole blocks, in their order."""
    calibration = task.calibration
    moved = apply(task.scenario, calibration.plan, calibration.inputs)
    given = {**calibration.inputs, **moved}
    errors = Errors(task.uncertainty, calibration.inputs)
    return [_block(task, given, errors, block) for block in blocks]


def _block(task: Task, given: dict[str, Array], errors: Errors, block: int) -> Part:
    held: dict[str, int] = {}
    drawn = overrides(errors, given, task.seed, block, task.method, held)
    plan, years = task.calibration.plan, task.calibration.years
    targets = {*task.lines, *drawn_measures(task.calibration)}
    values = graph.evaluate(model(), {**given, **drawn}, sorted(targets))
    wide = {name: np.broadcast_to(v, (BLOCK, len(years))) for name, v in values.items()}
    results = goal_results(plan.goals, wide, years)
    none = np.zeros(BLOCK, dtype=bool)
    overdue_by_year = list(overdue(wide[RESULT]).T) if RESULT in wide else []
    failed = _side_by_side([~r.passed for r in results] + overdue_by_year)
    over = _side_by_side([r.over for r in results] + [none] * len(overdue_by_year))
    lines = {line: shown(line, wide[line], len(years)).copy() for line in task.lines}
    return lines, failed, over, held


def _side_by_side(tests: list[Array]) -> Array:
    return np.stack(tests, -1) if tests else np.zeros((BLOCK, 0), dtype=bool)


def goal_measures(calibration: Calibration) -> set[str]:
    """The values that the goals of the plan measure, as far as the plan can give them: computed
    ones, and those that it states, such as the use of a reserve."""
    names = {name for names in _measured(calibration) for name in names}
    return names & {*calibration.inputs, *known_lines(calibration)}


def drawn_measures(calibration: Calibration) -> set[str]:
    """Those of the goals that draws can tell of: a goal of nothing but lines held as printed would
    never be missed, and nothing says that it is safe."""
    moved = [names for names in _measured(calibration) if not names <= calibration.held]
    return goal_measures(calibration) & {name for names in moved for name in names}


def _measured(calibration: Calibration) -> list[set[str]]:
    goals = calibration.plan.goals.values()
    return [{n for n in (g.measure, g.numerator, g.denominator) if n} for g in goals]


def known_lines(calibration: Calibration) -> list[str]:
    """The lines that a plan can give: computed, or stated by it."""
    inputs, lacking = calibration.inputs, graph.missing(model(), calibration.inputs)
    known = [n for n in line_items() if n in inputs or (n in model() and n not in lacking)]
    return [n for n in known if n not in calibration.stand_ins]


def tests_of(calibration: Calibration) -> tuple[Test, ...]:
    """The tests in the order of `Simulation.failed`: goal or legal test, and its years."""
    plan, years = calibration.plan, calibration.years
    values = {name: np.ones((1, len(years))) for name in drawn_measures(calibration)}
    goals = [(r.id, r.years) for r in goal_results(plan.goals, values, years)]
    restored = RESULT in known_lines(calibration)
    return (*goals, *((RESTORING, (year,)) for year in years if restored))
