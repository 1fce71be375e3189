"""A small projection with the figures that the strategic plan of Norrbotten prints.

It stands in for the model, so that what reports say can be checked against hand arithmetic.
"""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from analysis.inputs.differences import Difference
from analysis.inputs.scenario import Scenario
from analysis.model.goal_results import GoalResult
from analysis.report.blocks.view import View
from analysis.report.chapters import goals as goals_chapter
from analysis.report.chapters import (
    grants,
    investments,
    pensions,
    prices,
    reconciliation,
    statements,
    summary,
    taxes,
)

CHAPTERS = (taxes, grants, prices, pensions, investments, statements)
CHARTS = {chart.name: chart for chapter in CHAPTERS for chart in chapter.SHOWS.charts}
"""The charts that can be drawn of lines alone."""
TABLES = {
    listing.name: listing
    for chapter in (*CHAPTERS, goals_chapter, reconciliation, summary)
    for listing in chapter.SHOWS.tables
    if listing.name not in {"horizon", "levers_by_goal"}  # of a whole plan: their own tests
}
SENTENCES = {
    sentence.name: sentence
    for chapter in (goals_chapter, reconciliation, summary)
    for sentence in chapter.SHOWS.sentences
}

YEARS = (2025, 2026, 2027, 2028, 2029, 2030)
PRINTED = {
    "population": (248103, 248276, 248532, 248863, 249264, 249734),
    "own_tax_base": (64000, 66500, 69500, 72600, 75200, 78200),
    "tax_rate": (11.34,) * 6,
    "tax_preliminary": (7926, 8197, 8483, 8810, 9086, 9412),
    "tax_settlement": (0, 0, 0, 0, 0, 0),
    "tax_revenue": (7926, 8197, 8483, 8810, 9086, 9412),
    "income_equalisation": (937, 1007, 1071, 1110, 1160, 1190),
    "cost_equalisation": (811, 817, 845, 850, 855, 860),
    "structural_grant": (162,) * 6,
    "regulation_item": (90, 54, 14, 10, 6, 2),
    "pharmaceutical_grant": (1048, 1079, 1112, 1147, 1185, 1210),
    "state_grants": (3048, 3119, 3204, 3279, 3368, 3424),
    "lpik_excl": (-1.4, 1.1, 4.0, 3.1, 3.1, 3.1),
    "lpik_incl": (-1.3, 0.8, 3.3, 2.6, 2.6, 2.6),
    "operating_revenue": (1019, 972, 972, 972, 972, 972),
    "operating_costs": (-11575, -11755, -12169, -12538, -12944, -13348),
    "depreciation": (-286, -327, -352, -395, -432, -472),
    "net_operating_cost": (-10842, -11110, -11548, -11961, -12404, -12847),
    "operating_result": (133, 205, 138, 129, 50, -11),
    "financial_income": (321, 328, 295, 295, 295, 295),
    "financial_costs": (-248, -139, -184, -197, -195, -192),
    "net_result": (206, 394, 250, 226, 151, 90),
    "portfolio_return": (-241, -246, -221, -221, -221, -221),
    "reserve_transfer": (0,) * 6,
    "balanced_budget_result": (-35, 148, 28, 5, -71, -131),
    "result_target": (110, 113, 117, 121, 125, 128),
    "measures_needed": (145, -35, 89, 116, 195, 259),
    "operating_pension_cost": (699, 699, 720, 730, 740, 750),
    "financial_pension_cost": (248, 139, 184, 197, 195, 192),
    "pension_cost": (947, 838, 904, 927, 935, 942),
    "pension_provision": (5119, 5091, 5052, 5043, 5032, 5018),
    "pension_payments": (186, 195, 206, 206, 206, 206),
    "pension_portfolio": (6661, 6907, 7128, 7349, 7570, 7791),
    "pension_coverage": (75.0, 78.0, 81.0, 83.0, 86.0, 88.0),
    "capital_expenditure": (882, 840, 610, 610, 610, 610),
    "self_financing_ratio": (24.0, 43.5, 44.1, 50.0, 48.0, 45.0),
    "fixed_assets": (3579, 4091, 4348, 4563, 4741, 4879),
    "current_assets": (10117, 9971, 9925, 9900, 9850, 9800),
    "total_assets": (13696, 14062, 14273, 14463, 14591, 14679),
    "equity": (6266, 6660, 6910, 7136, 7287, 7377),
    "long_term_debt": (0,) * 6,
    "short_term_debt": (2311,) * 6,
    "solidity_mixed": (45.8, 47.4, 48.4, 49.3, 49.9, 50.3),
    "solidity_full": (18.0, 22.0, 25.0, 27.0, 28.5, 29.5),
    "operating_result_share": (1.21, 1.81, 1.18, 1.07, 0.40, -0.09),
    "operating_cash_flow": (212, 365, 269, 300, 280, 260),
    "investing_cash_flow": (-882, -840, -610, -610, -610, -610),
    "financing_cash_flow": (1,) * 6,
    "net_cash_flow": (-669, -474, -340, -309, -329, -349),
    "cash": (113, -361, -701, -1010, -1339, -1688),
}


GOALS = {
    name: SimpleNamespace(
        label=SimpleNamespace(sv=sv, en=en),
        unit=unit,
        kind="law" if name == "balanced_budget" else "plan",
        legal=None,
        minimum=minimum,
        measure=None if name == "self_financing" else name,
    )
    for name, sv, en, unit, minimum in (
        ("operating_result_share", "Verksamhetens resultat", "Operating result", "pct", 1.0),
        ("solidity_full", "Soliditet, full fondering", "Solidity, full funding", "pct", 16.0),
        ("self_financing", "Självfinansieringsgrad", "Self-financing ratio", "pct", 60.0),
        ("balanced_budget", "Balanskravet", "Balanced budget", "mnkr", 0.0),
    )
}


def goal(identity, value, minimum, years, maximum=None):
    """One goal with its value."""
    period = "each" if len(years) == 1 else "window"
    unit = GOALS[identity].unit
    kind = GOALS[identity].kind
    return GoalResult(identity, kind, value, minimum, maximum, years, period, unit)


def goals_of(lines):
    """The goals of the plan, from the lines of a projection."""
    found = [goal("self_financing", 36.3, 60.0, (2025, 2026, 2027))]
    for year, share, solid in zip(
        YEARS, lines["operating_result_share"], lines["solidity_full"], strict=True
    ):
        found.append(goal("operating_result_share", float(share), 1.0, (year,), 3.0))
        found.append(goal("solidity_full", float(solid), 16.0, (year,)))
    for year, result in zip(YEARS, lines["balanced_budget_result"], strict=True):
        found.append(goal("balanced_budget", float(result), 0.0, (year,)))
    return found


def make_plan(title="Strategisk plan 2025–2027", folder=Path("nowhere")):
    """What reports read of a plan."""
    return SimpleNamespace(
        name="norrbotten-2025",
        file=SimpleNamespace(
            title=SimpleNamespace(sv=title, en="Strategic plan 2025–2027"),
            region="Region Norrbotten",
            look=None,
            documents={
                "strategisk-plan": SimpleNamespace(
                    title="Strategisk plan 2025–2027",
                    publisher="Region Norrbotten",
                    date="2024-06-12",
                )
            },
        ),
        budget_years=(2025, 2026, 2027),
        own_years=YEARS,
        horizon=None,
        history={},
        specs={},
        years=YEARS,
        goals=GOALS,
        values={},
        published={},
        folder=folder,
    )


def make_scenario(name="base", question="Vad säger planen?", differences=()):
    """What reports read of a scenario."""
    return Scenario(name, question, tuple(differences))


def make_projection(scenario=None, plan=None, without=(), **lines):
    """A projection with the printed figures, some of them replaced or left out."""
    values = {k: np.array(v, float) for k, v in PRINTED.items() if k not in without}
    values |= {k: np.array(v, float) for k, v in lines.items()}
    return SimpleNamespace(
        plan=plan or make_plan(),
        scenario=scenario or make_scenario(),
        years=YEARS,
        lines=values,
        nodes={},
        contradicted=(),
        as_decided=False,
        resolved=SimpleNamespace(by_link={}),
        goals=goals_of({k: np.array(v, float) for k, v in PRINTED.items()} | values),
        add_factors=[
            SimpleNamespace(
                line="income_equalisation",
                year=2026,
                structural=1005.2,
                add_factor=1.8,
                published=1007.0,
                flagged=False,
            ),
            SimpleNamespace(
                line="operating_revenue",
                year=2026,
                structural=1019.0,
                add_factor=-47.0,
                published=972.0,
                flagged=True,
            ),
        ],
        gaps={"balance": np.zeros(6), "cash": np.full(6, 2e-10)},
        largest_gap=2e-10,
        calibration=SimpleNamespace(held=frozenset(), stand_ins=frozenset(), rounding={}),
        missing={k: ("opening_cash",) for k in without},
        digest="0" * 64,
        differences=[],
    )


@pytest.fixture
def view():
    """The base plan in Swedish."""
    return View(make_projection(), None, "sv")


@pytest.fixture
def other_view():
    """A scenario beside its base."""
    change = Difference(
        key="wage_growth",
        kind="change",
        years=(2026, 2027, 2028, 2029, 2030),
        value=1.0,
        whole=None,
        file="/somewhere/scenarios/wages-plus-one.yml",
        line=4,
    )
    scenario = make_scenario("wages-plus-one", "Vad händer om lönerna ökar mer?", [change])
    lower = [v - 60 * i for i, v in enumerate(PRINTED["balanced_budget_result"])]
    changed = make_projection(scenario, balanced_budget_result=lower)
    return View(changed, make_projection(), "sv")


@pytest.fixture
def make():
    """Make a projection with some lines replaced or left out."""
    return make_projection
