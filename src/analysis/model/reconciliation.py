"""The decimals that a published plan does not print.

Printed statements are rounded row by row, so printed sums miss their rows by a unit or two. Any
set of unrounded figures that prints the same table is equally true to the document. The one taken
here is the nearest to the print: the least squares of all adjustments, each in units of its own
rounding, such that every printed amount, sums included, lies strictly inside its rounding and the
statements add up. The effect of a figure on a sum is read off the model's own equations.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

import numpy as np

from analysis.catalogue.lines import line_items
from analysis.inputs.plan import Plan
from analysis.model.chapters import model
from analysis.model.contradictions import Printed, contradiction
from analysis.model.graph import evaluate, missing
from analysis.model.held import held_lines
from analysis.model.nearest_point import Figure, NoPointError, nearest_point
from analysis.model.years import rolled

Array = np.ndarray

PATHS = {
    "operating_revenue": "operating_revenue_path",
    "operating_costs": "operating_costs_path",
    "depreciation": "depreciation_path",
    "financial_income": "financial_income_path",
    "financial_pension_cost": "financial_pension_cost_path",
    "pension_accrual": "pension_accrual_path",
    "pension_payments": "pension_payments_path",
    "capital_expenditure": "capital_expenditure_planned",
    "cost_equalisation": "cost_equalisation_path",
    "regulation_item": "regulation_item_path",
    "structural_grant": "structural_grant",
    "pharmaceutical_grant": "pharmaceutical_grant_path",
}
"""Lines that may carry undisclosed decimals, with the input that holds the printed figure."""

SOLVED = ("tax_revenue", "income_equalisation", "state_grants")
"""Lines that the calibration is solved to meet; they may carry undisclosed decimals too."""

GRANTS = (
    "income_equalisation",
    "cost_equalisation",
    "structural_grant",
    "regulation_item",
    "pharmaceutical_grant",
)
"""What general grants are the sum of."""

INSIDE = Fraction(99, 100)
"""How far into its rounding interval a figure may go: strictly inside, with room for DECIMALS."""
DECIMALS = 4
EXACT = 9
"""Decimals within which an effect in the model's equations is read as a fraction."""
SMALLEST = 0.5 * 10.0**-EXACT


@dataclass(frozen=True)
class Reconciled:
    """What the hidden decimals add, mnkr (T,): by input of the graph, and by line that the
    calibration is to meet. `targets` are those lines with their decimals, NaN where none is
    printed."""

    inputs: dict[str, Array]
    lines: dict[str, Array]
    targets: dict[str, Array]
    free: frozenset[tuple[str, int]] = frozenset()

    def meets(self, line: str, t: int) -> bool:
        """Whether the line has hidden decimals of its own in the year at position t."""
        return (line, t) in self.free

    def target(self, line: str, t: int, printed: float) -> float:
        """The printed figure with its hidden decimals, where it has any."""
        return float(self.targets[line][t]) if self.meets(line, t) else printed


@dataclass(frozen=True)
class _Cells:
    """The unknowns: (line, position of the year), in order, and each line as it is printed."""

    keys: list[tuple[str, int]]
    printed: dict[str, Array]


def reconcile(plan: Plan, inputs: Mapping[str, Array]) -> Reconciled:
    """The hidden decimals of every printed amount. Raises InputError where the print contradicts
    itself by more than rounding and the plan does not acknowledge it."""
    cells = _cells(plan, inputs)
    figures, printed = _figures(plan, inputs, cells)
    if not cells.keys or not figures:
        return Reconciled({}, {}, {})
    try:
        exact = _nearest(tuple(figures), len(cells.keys))
    except NoPointError:
        raise contradiction(figures, printed, len(cells.keys)) from None
    point = [Fraction(round(x * 10**DECIMALS), 10**DECIMALS) for x in exact]
    return _as_arrays(plan, inputs, cells, point)


@lru_cache(maxsize=32)
def _nearest(figures: tuple[Figure, ...], unknowns: int) -> list[Fraction]:
    """`nearest_point`, remembered: the same plan is calibrated many times in a process."""
    return nearest_point(figures, unknowns)


def _cells(plan: Plan, inputs: Mapping[str, Array]) -> _Cells:
    """What may carry hidden decimals: held and open years carry none, nor does a tied line."""
    printed = {line: inputs[path] for line, path in PATHS.items() if path in inputs}
    printed |= {line: _published(plan, line) for line in (*SOLVED, "portfolio_return")}
    given = _given(plan, inputs, _Cells([], printed), False)
    held = held_lines(plan, given)
    printed |= {n: v for n, v in held.items() if line_items()[n].block == "income_statement"}
    tied = _tied(plan, inputs, printed)
    keys = [
        (line, t)
        for line in printed
        for t in range(len(plan.years))
        if (
            _stated(plan, line, t)
            if line in PATHS
            else not np.isnan(printed[line][t]) and (line, t) not in tied
        )
    ]
    return _Cells(keys, printed)


def _published(plan: Plan, line: str) -> Array:
    found = plan.published.get(line, {})
    return np.array([float(found[y].value) if y in found else np.nan for y in plan.years])


def _stated(plan: Plan, line: str, t: int) -> bool:
    """Whether the plan states the line for the year itself (held values carry no rounding)."""
    value = plan.values.get(_parameter(line), {}).get(plan.years[t])
    return value is not None and not value.held


def _parameter(line: str) -> str:
    return "capital_expenditure" if line == "capital_expenditure" else PATHS[line]


def _tied(
    plan: Plan, inputs: Mapping[str, Array], printed: Mapping[str, Array]
) -> set[tuple[str, int]]:
    """Printed lines and years that follow from others: grants whose parts are all printed, and
    an unrealised return that is the stated share of the income within its rounding."""
    tied = set()
    parts = [_own_print(plan, line, printed) for line in GRANTS]
    share, income = inputs.get("unrealised_share"), printed.get("financial_income")
    for t, year in enumerate(plan.years):
        if all(not np.isnan(part[t]) for part in parts):
            tied.add(("state_grants", t))
        figure = plan.published.get("portfolio_return", {}).get(year)
        if figure is None or share is None or income is None:
            continue
        if abs(float(figure.value) + share[t] * income[t]) <= float(figure.half):
            tied.add(("portfolio_return", t))
    return tied


def _own_print(plan: Plan, line: str, printed: Mapping[str, Array]) -> Array:
    """A line where the plan states it for the year itself; NaN elsewhere."""
    if line not in printed:
        return np.full(len(plan.years), np.nan)
    if line not in PATHS:
        return printed[line]
    own = [_stated(plan, line, t) for t in range(len(plan.years))]
    return np.where(own, printed[line], np.nan)


def _figures(
    plan: Plan, inputs: Mapping[str, Array], cells: _Cells
) -> tuple[list[Figure], list[Printed]]:
    """Every printed amount as a linear form of the hidden decimals, each figure once."""
    base, moved = _evaluated(plan, inputs, cells)
    numbers = {key: number for number, key in enumerate(cells.keys)}
    figures: dict[tuple[object, ...], tuple[Figure, Printed]] = {}
    for printed in (*_printed_rows(plan, base), *_stated_cells(plan, cells)):
        key = (printed.line, printed.column)
        if printed.is_cell:
            effect, miss = {numbers[key]: Fraction(1)}, Fraction(0)
        else:
            steps = moved[printed.line][:, printed.column] - base[printed.line][printed.column]
            effect = {int(n): _fraction(steps[n]) for n in np.flatnonzero(abs(steps) > SMALLEST)}
            miss = Fraction(printed.value) - _fraction(base[printed.line][printed.column])
        sign = -1 if effect and next(iter(effect.values())) < 0 else 1
        form = tuple((n, sign * e) for n, e in effect.items())
        half = Fraction(printed.half)
        bound = INSIDE * half if printed.size is None else Fraction(printed.size)
        figure = Figure(form, sign * miss, half, bound)
        before = figures.get((form, figure.miss))
        if before is None or _counts_before(printed, before[1]):
            figures[form, figure.miss] = (figure, replace(printed, turned=sign < 0))
    found = list(figures.values())
    return [figure for figure, _ in found], [printed for _, printed in found]


def _counts_before(new: Printed, old: Printed) -> bool:
    """Of two prints of one figure: the acknowledged one counts, then the one with more decimals."""
    if (new.size is None) != (old.size is None):
        return new.size is not None
    return new.half < old.half


def _fraction(value: float) -> Fraction:
    """A value of the model read as the decimal number that it is."""
    return Fraction(round(float(value) * 10**EXACT), 10**EXACT)


def _printed_rows(plan: Plan, base: Mapping[str, Array]) -> list[Printed]:
    """Printed amounts of each line that the statements give."""
    return [
        Printed.of(plan, line, year, figure)
        for line, found in plan.published.items()
        if line in base
        for year, figure in sorted(found.items())
        if year in plan.years and not np.isnan(base[line][plan.years.index(year)])
    ]


def _stated_cells(plan: Plan, cells: _Cells) -> list[Printed]:
    """The unknowns that are paths of the plan, with what it states."""
    return [
        Printed.of_cell(plan, line, plan.years[t], plan.values[_parameter(line)][plan.years[t]])
        for line, t in cells.keys
        if line in PATHS
    ]


def _evaluated(
    plan: Plan, inputs: Mapping[str, Array], cells: _Cells
) -> tuple[dict[str, Array], dict[str, Array]]:
    """Printed lines as the statements give them: as printed (T,), and a unit added to each cell
    (cells, T)."""
    base, moved = _given(plan, inputs, cells, False), _given(plan, inputs, cells, True)
    lacking = missing(model(), base)
    wanted = [
        line
        for line in plan.published
        if line_items()[line].unit == "mnkr" and line in model() and line not in lacking
    ]
    size = (len(cells.keys), len(plan.years))
    return (
        {k: np.broadcast_to(v, size[1:]) for k, v in evaluate(model(), base, wanted).items()},
        {k: np.broadcast_to(v, size) for k, v in evaluate(model(), moved, wanted).items()},
    )


def _given(plan: Plan, inputs: Mapping[str, Array], cells: _Cells, steps: bool) -> dict[str, Array]:
    """Inputs of the statements in which the chapters before them are what the plan prints."""
    years = len(plan.years)
    zero = np.zeros(years)
    given = {**inputs, "tax_settlement": zero, "placements_sold": zero}
    given["new_debt_closing"] = np.zeros(years + 1)
    given |= {"return_deviation": zero, "realised_deviation": zero}
    lines = {line: values.copy() for line, values in cells.printed.items()}
    if "pension_accrual" in lines and "financial_pension_cost" in lines:
        open_years = np.isnan(lines["pension_accrual"])
        lines["pension_accrual"][open_years] = lines["financial_pension_cost"][open_years]
    added = _added(plan, inputs, cells, lines)
    if steps:
        count = len(cells.keys)
        lines = {line: np.tile(values, (count, 1)) for line, values in lines.items()}
        added = {line: np.tile(values, (count, 1)) for line, values in added.items()}
        for number, (line, t) in enumerate(cells.keys):
            (added if line in added else lines)[line][number, t] += 1.0
    lines |= _provision(inputs, lines)
    given |= {f"add_{line}": values for line, values in added.items()}
    return given | {k: v for k, v in lines.items() if k not in added and not np.isnan(v).all()}


def _added(
    plan: Plan, inputs: Mapping[str, Array], cells: _Cells, lines: dict[str, Array]
) -> dict[str, Array]:
    """What is printed beyond the parts, of lines that the model makes from others."""
    zero = np.zeros(len(plan.years))
    share = inputs.get("unrealised_share", zero)
    return_ = -share * lines.get("financial_income", zero)
    added = {
        "portfolio_return": np.where(
            _free(cells, "portfolio_return"), lines["portfolio_return"] - return_, 0.0
        )
    }
    if "state_grants" in plan.published:
        for line in GRANTS:
            lines[line] = np.nan_to_num(lines.get(line, zero))
        parts = lines[GRANTS[0]]
        for line in GRANTS[1:]:
            parts = parts + lines[line]
        added["state_grants"] = np.where(
            _free(cells, "state_grants"), lines["state_grants"] - parts, 0.0
        )
    return added


def _free(cells: _Cells, line: str) -> Array:
    years = range(len(cells.printed[line]))
    return np.array([(line, t) in cells.keys for t in years])


def _provision(inputs: Mapping[str, Array], lines: Mapping[str, Array]) -> dict[str, Array]:
    """The pension provision that accrual and payments give."""
    needs = ("pension_accrual", "pension_payments")
    if "opening_pension_provision" not in inputs or any(line not in lines for line in needs):
        return {}
    change = lines["pension_accrual"] - lines["pension_payments"]
    return {"pension_provision": rolled(inputs["opening_pension_provision"], change)}


def _as_arrays(
    plan: Plan, inputs: Mapping[str, Array], cells: _Cells, point: list[Fraction]
) -> Reconciled:
    added: dict[str, Array] = {}
    for (line, t), value in zip(cells.keys, point, strict=True):
        added.setdefault(line, np.zeros(len(plan.years)))[t] = float(value)
    paths = {PATHS[line]: values for line, values in added.items() if line in PATHS}
    solved = {line: values for line, values in added.items() if line not in PATHS}
    targets = {line: cells.printed[line] + values for line, values in solved.items()}
    return Reconciled(paths, solved, targets, frozenset(cells.keys))
