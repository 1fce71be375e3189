"""Totals: what a statement shows above a total comes to that total, in every shipped scenario."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.model.chapters import model
from analysis.model.projection import project
from analysis.model.summands import lines_to, summands
from analysis.report.blocks.statement import values_of
from analysis.report.blocks.view import View
from analysis.study.labels import value_label
from tests.report.conftest import TABLES

PLAN = load_plan("norrbotten-2025")
SCENARIOS = sorted(path.stem for path in (Path(PLAN.folder) / "scenarios").glob("*.yml"))
SUMS = {
    "income_statement": ("net_operating_cost", "operating_result", "net_result"),
    "grants": ("state_grants",),
    "tax": ("tax_revenue",),
    "balance_sheet": ("total_assets",),
    "cash_flow": ("net_cash_flow",),
    "balanced_budget": ("balanced_budget_result", "measures_needed"),
    "costs": ("net_operating_cost",),
    "pensions": ("pension_cost",),
}


@pytest.fixture(scope="module")
def calibration():
    return calibrate(PLAN)


@pytest.fixture(scope="module", params=SCENARIOS)
def seen(request, calibration):
    base = project(calibration, load_scenario("base", PLAN))
    other = project(calibration, load_scenario(request.param, PLAN))
    return View(other, None if request.param == "base" else base, "sv")


@pytest.mark.parametrize("name", SUMS)
def test_every_total_is_the_sum_of_the_rows_that_are_shown(seen, name):
    (table,) = TABLES[name].made(seen)
    shown = {row.name for row in table.rows}
    for total in SUMS[name]:
        parts = {
            part: sign for part, sign in summands(total).items() if value_label(part, "sv") in shown
        }
        found = sum(sign * values_of(seen.projection, part) for part, sign in parts.items())
        assert found == pytest.approx(values_of(seen.projection, total), abs=1e-6), total


def test_every_row_that_stands_out_is_one_of_the_totals_or_the_cash():
    for name, sums in SUMS.items():
        assert set(TABLES[name].totals) - {"cash"} == set(sums)


def test_both_sides_of_the_balance_sheet_and_the_cash_flow_close(seen):
    lines = seen.projection.lines
    debts = ("equity", "pension_provision", "long_term_debt", "short_term_debt")
    assert set(debts) <= set(TABLES["balance_sheet"].lines)
    assert sum(lines[n] for n in debts) == pytest.approx(lines["total_assets"], abs=1e-6)
    change = [after - before for before, after in pairwise(lines["cash"])]
    assert change == pytest.approx(lines["net_cash_flow"][1:], abs=1e-6)


def test_the_age_groups_come_to_all_residents(seen):
    lines = seen.projection.lines
    groups = [n for n in TABLES["population_ages"].lines if n.startswith("population_")]
    assert len(groups) == 4
    assert sum(lines[n] for n in groups) == pytest.approx(lines["population"], abs=1e-6)


def test_the_add_factor_of_the_grants_is_a_row_of_its_own(seen):
    """The print of 2030 is some 37 mnkr less than the parts that the plan states of it."""
    (table,) = TABLES["grants"].made(seen)
    (row,) = [r for r in table.rows if r.name.startswith("Tillägg")]
    assert row.figures[-1] == "add_state_grants@2030"


def test_a_decided_change_of_grants_is_a_row_of_its_own(calibration):
    base = project(calibration, load_scenario("base", PLAN))
    change = {"state_grants_change": np.array([0, 25.0, 0, 0, 0, 0])}
    moved = replace(base, nodes={**base.nodes, **change})
    (table,) = TABLES["grants"].made(View(moved, None, "sv"))
    rows = {row.name: row.cells for row in table.rows}
    assert rows["Annan ändring av generella bidrag"][:3] == ("0", "25", "0")


def test_a_new_part_of_a_total_is_a_row_of_its_table(monkeypatch):
    def state_grants(income_equalisation, new_grant):
        return income_equalisation + new_grant

    monkeypatch.setitem(model(), "state_grants", state_grants)
    summands.cache_clear()
    assert lines_to("state_grants") == ("income_equalisation", "new_grant", "state_grants")
    summands.cache_clear()


@pytest.mark.parametrize("name", ["self_financing_ratio", "pension_payments", "cash"])
def test_a_value_that_is_no_sum_is_refused_as_a_total(name):
    with pytest.raises(ValueError, match="no sum"):
        summands(name)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_cell_of_the_plan_as_decided_shows_the_figure_that_is_printed(calibration, language):
    """Whatever table a line stands in: its budget figures are as the plan prints them, and where
    the print contradicts itself the cell is marked and the note tells why."""
    base = project(calibration, load_scenario("base", PLAN))
    view, seen, marked = View(base, None, language), set(), set()
    for listing in TABLES.values():
        if not listing.lines:
            continue
        for table in listing.made(view):
            for row in table.rows:
                for figure, cell in zip(row.figures, row.cells, strict=False):
                    line, _, year = figure.partition("@")
                    found = base.printed(line, int(year)) if year else None
                    if found is None:
                        continue
                    shown = cell.removesuffix("*")
                    assert shown == view.number(line, float(found.published.value)), figure
                    seen.add((line, int(year)))
                    if cell != shown:
                        marked.add((line, int(year)))
                        assert str(found.reason) in table.note
    assert len(seen) > 100
    assert marked == {(f.line, f.year) for f in base.contradicted}
    assert ("financial_costs", 2030) in marked
