"""The decimals that a published plan does not print.

Printed statements are rounded row by row, so printed sums miss their rows by a unit or two. Any
set of unrounded figures that prints the same table is equally true to the document; here one is
found in which every printed amount, sums included, lies within its own rounding where that is
possible at all. Taxes and grants stay exactly as printed, since the tax base is calibrated on them.

The largest deviation in units of rounding is made small by Lawson's algorithm (Lawson 1961;
Rice & Usow 1968): least squares, repeated with weights that grow where the deviation is large.
"""

import numpy as np

from analysis.catalogue.lines import line_items
from analysis.inputs.plan import Plan
from analysis.model.chapters import model
from analysis.model.graph import evaluate, missing

Array = np.ndarray

FREE = {
    "operating_revenue": "operating_revenue_path",
    "operating_costs": "operating_costs_path",
    "depreciation": "depreciation_path",
    "financial_income": "financial_income_path",
    "financial_pension_cost": "financial_pension_cost_path",
    "pension_accrual": "pension_accrual_path",
    "pension_payments": "pension_payments_path",
    "capital_expenditure": "capital_expenditure_planned",
}
"""Lines that may carry undisclosed decimals, with the input that holds the printed figure."""

WITHIN = 0.96
"""Deviation, in units of rounding, at which the search is content: safely inside the print."""
ROUNDS = 60


def hidden_decimals(plan: Plan, inputs: dict[str, Array]) -> dict[str, Array]:
    """What to add to each free input, mnkr (T,), so that every printed amount is met in rounding.

    Empty for a plan that prints no sums. Only years and lines that the plan prints are used.
    """
    free = {line: path for line, path in FREE.items() if path in inputs}
    cells = [(line, t) for line in free for t in range(len(plan.years)) if _stated(plan, line, t)]
    rows = _printed_rows(plan, _statement_inputs(plan, inputs, _lines(inputs, free, None)))
    if not cells or not rows:
        return {}
    base = _evaluate(plan, inputs, free, None, rows)
    moved = _evaluate(plan, inputs, free, cells, rows)
    picks = [(line, t) for line, (_, _, columns) in rows.items() for t in columns]
    effect = np.array([moved[line][:, t] - base[line][t] for line, t in picks])
    misses = np.array([rows[line][0][t] - base[line][t] for line, t in picks])
    half = np.array([rows[line][1][t] for line, t in picks])
    own = np.eye(len(cells)) / 0.5
    found = _lawson(
        np.vstack([effect / half[:, None], own]),
        np.concatenate([misses / half, np.zeros(len(cells))]),
    )
    result = {path: np.zeros(len(plan.years)) for path in free.values()}
    for (line, t), value in zip(cells, found, strict=True):
        result[free[line]][t] = value
    return result


def _stated(plan: Plan, line: str, t: int) -> bool:
    """Whether the plan states the line for the year itself (held values carry no rounding)."""
    name = FREE[line].replace("capital_expenditure_planned", "capital_expenditure")
    value = plan.values.get(name, {}).get(plan.years[t])
    return value is not None and not value.held


def _printed_rows(plan: Plan, given: dict[str, Array]) -> dict[str, tuple[Array, Array, list[int]]]:
    """Printed amounts of each line that can be computed: values, half units, positions."""
    lacking = missing(model(), given)
    rows = {}
    for line, printed in plan.published.items():
        if line_items()[line].unit != "mnkr" or line in lacking or line not in model():
            continue
        if line in {"tax_revenue", "state_grants"}:
            continue
        values, half = np.full(len(plan.years), np.nan), np.full(len(plan.years), np.nan)
        for t, year in enumerate(plan.years):
            if year in printed:
                values[t] = float(printed[year].value)
                half[t] = 0.5 * 10.0 ** min(int(printed[year].value.as_tuple().exponent), 0)
        rows[line] = (values, half, [t for t in range(len(plan.years)) if not np.isnan(values[t])])
    return {line: row for line, row in rows.items() if row[2]}


def _statement_inputs(
    plan: Plan, inputs: dict[str, Array], lines: dict[str, Array]
) -> dict[str, Array]:
    """Inputs in which the chapters before the statements are replaced by what the plan prints."""
    zero = np.zeros(len(plan.years))
    given = {**inputs, "tax_settlement": zero, "placements_sold": zero}
    given["add_portfolio_return"] = zero
    given["new_debt_closing"] = np.zeros(len(plan.years) + 1)
    for line in ("tax_revenue", "state_grants"):
        printed = plan.published.get(line, {})
        if all(year in printed for year in plan.years):
            given[line] = np.array([float(printed[y].value) for y in plan.years])
    return {**given, **lines}


def _evaluate(
    plan: Plan,
    inputs: dict[str, Array],
    free: dict[str, str],
    cells: list[tuple[str, int]] | None,
    rows: dict[str, tuple[Array, Array, list[int]]],
) -> dict[str, Array]:
    """Printed lines as the statements give them: as printed, or a unit added to each cell."""
    given = _statement_inputs(plan, inputs, _lines(inputs, free, cells))
    found = evaluate(model(), given, rows)
    size = (len(plan.years),) if cells is None else (len(cells), len(plan.years))
    return {line: np.broadcast_to(values, size) for line, values in found.items()}


def _lines(
    inputs: dict[str, Array], free: dict[str, str], cells: list[tuple[str, int]] | None
) -> dict[str, Array]:
    """The free lines as printed (T,), or one row a cell (cells, T), and the provision they give."""
    lines = {line: inputs[path].copy() for line, path in free.items()}
    if "pension_accrual" in lines and "financial_pension_cost" in lines:
        open_years = np.isnan(lines["pension_accrual"])
        lines["pension_accrual"][open_years] = lines["financial_pension_cost"][open_years]
    if cells is not None:
        lines = {line: np.tile(values, (len(cells), 1)) for line, values in lines.items()}
        for number, (line, t) in enumerate(cells):
            lines[line][number, t] += 1.0
    needs = ("pension_accrual", "pension_payments")
    if all(line in lines for line in needs) and "opening_pension_provision" in inputs:
        change = np.cumsum(lines["pension_accrual"] - lines["pension_payments"], axis=-1)
        lines["pension_provision"] = inputs["opening_pension_provision"] + change
    return lines


def _lawson(effect: Array, misses: Array) -> Array:
    """Adjustments that make the largest of |effect · x − misses| small."""
    weights = np.ones(len(misses))
    best, least = np.zeros(effect.shape[1]), np.inf
    for _ in range(ROUNDS):
        root = np.sqrt(weights)
        found = np.linalg.lstsq(effect * root[:, None], misses * root, rcond=None)[0]
        left = np.abs(effect @ found - misses)
        if left.max() < least:
            best, least = found, float(left.max())
        if least <= WITHIN:
            break
        weights = weights * (left + 1e-3)
        weights = weights / weights.mean()
    return best
