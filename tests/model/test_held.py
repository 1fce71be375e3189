"""A plan that prints an income statement and nothing else: what it prints is its path."""

from pathlib import Path

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import Calibration
from analysis.model.projection import project
from analysis.study.lacking import added_words
from analysis.study.opened import open_base, open_plan, open_scenario
from tests.gaps import largest_gap
from tests.least_plan import FIGURES, LINES, write_least_plan


@pytest.fixture(scope="module")
def least(tmp_path_factory: pytest.TempPathFactory) -> Calibration:
    return open_plan(write_least_plan(tmp_path_factory.mktemp("plans") / "minst"))


def test_base_shows_every_printed_figure(least: Calibration) -> None:
    base = open_base(least)
    for line, printed in zip(LINES.values(), FIGURES, strict=True):
        assert tuple(np.round(base.lines[line])) == printed, line
    assert base.lines["operating_result"] == pytest.approx([99.5, 110, 120], abs=0.5)
    assert largest_gap(base) == 0


def test_the_rows_add_up_though_the_print_is_rounded(least: Calibration) -> None:
    lines = open_base(least).lines
    parts = ("operating_revenue", "operating_costs", "depreciation")
    assert lines["net_operating_cost"] == pytest.approx(sum(lines[name] for name in parts))


def test_what_is_held_is_marked_as_printed(least: Calibration) -> None:
    assert least.held == {"tax_revenue", "financial_costs", "financial_income"}
    marked = {f.line for f in least.add_factors if f.flagged and not f.structural}
    assert marked == {*least.held, "state_grants"}


def test_parts_of_grants_are_not_shown_as_nothing(least: Calibration) -> None:
    base = open_base(least)
    assert "income_equalisation" not in base.lines
    assert "population_path" in base.missing["income_equalisation"]


def test_decisions_move_the_result_and_nothing_else_does(least: Calibration) -> None:
    given = ["operating_costs:2032=-50", "state_grants:2032=10"]
    moved, base = open_scenario(least, "base", given), open_base(least)
    difference = moved.lines["net_result"] - base.lines["net_result"]
    assert difference == pytest.approx([0, -40, 0])


def test_an_assumption_that_reaches_no_line_is_refused_with_its_name(least: Calibration) -> None:
    scenario = load_scenario("base", least.plan, ["pharmaceutical_grant_level:2032=-50"])
    with pytest.raises(InputError, match="pharmaceutical_grant_level"):
        project(least, scenario)


def test_a_total_moves_with_the_parts_of_it_that_are_known(tmp_path: Path) -> None:
    """A statement that prints its net of financial items alone: costs still reach the result."""
    folder = write_least_plan(tmp_path / "netto")
    file = folder / "tables.yml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("Finansiella intäkter: financial_income", "")
    file.write_text(text.replace("Finansiella kostnader: financial_costs", ""), encoding="utf-8")
    plan = open_plan(folder)
    base, moved = open_base(plan), open_scenario(plan, "base", ["operating_costs:2032=-50"])
    assert tuple(np.round(base.lines["net_result"])) == (70, 75, 80)
    assert moved.lines["net_result"] - base.lines["net_result"] == pytest.approx([0, -50, 0])
    assert "financial_costs" not in base.lines
    said = [message.said("sv") for message in added_words(base, "sv")]
    assert any(
        text.startswith("Det som inte är känt") and "Årets resultat" in text for text in said
    )
    far = open_base(open_plan(folder, 2040))
    assert far.lines["net_result"][:3] == pytest.approx(base.lines["net_result"], abs=0)
    assert far.lines["net_result"][-1] == pytest.approx(80)


def test_a_longer_horizon_leaves_the_printed_years_alone(least: Calibration) -> None:
    short, long = open_base(least), open_base(open_plan(least.plan.folder, 2040))
    for line, values in short.lines.items():
        assert (long.lines[line][:3] == values).all(), line
    assert long.lines["state_grants"][-1] == pytest.approx(1700)


def test_a_printed_cost_with_the_sign_of_an_income_is_told_with_its_place(tmp_path: Path) -> None:
    folder = write_least_plan(tmp_path / "fel")
    file = folder / "tables" / "resultat.csv"
    file.write_text(file.read_text().replace("Avskrivningar;2031;-200", "Avskrivningar;2031;200"))
    with pytest.raises(InputError, match="out of bounds") as caught:
        open_plan(folder)
    assert caught.value.problems[0].line == 8


def test_it_is_said_what_is_held_and_what_further_figures_would_add(least: Calibration) -> None:
    said = [message.said("sv") for message in added_words(open_base(least), "sv")]
    assert said[0].startswith("Hålls som tryckta i alla scenarier")
    assert "Skatteintäkter" in said[0]
    alone = [text for text in said if text.startswith("Uppgifter om befolkning och skatt skulle")]
    assert len(alone) == 1
    assert "Invånare 1 november" in alone[0]


@pytest.mark.parametrize(
    ("plan", "printed", "absent"),
    [
        ("norrbotten-2023", (-9451.4, -9863.5, -9852.1), {"operating_revenue", "depreciation"}),
        ("vasterbotten-2023", (-3869.4, -4111, -3910, -3978), {"operating_revenue"}),
    ],
)
def test_a_boards_plan_projects_the_net_cost_that_it_prints(plan, printed, absent) -> None:
    """Regionbidrag till Regionstyrelsen; Summa Regionstyrelse: both printed as positive numbers."""
    opened = open_plan(plan)
    base = open_base(opened)
    assert base.lines["net_operating_cost"] == pytest.approx(printed, abs=1e-9)
    assert opened.stand_ins == absent
    assert not absent & base.lines.keys()
    assert [goal.passed for goal in base.goals] == [True]
    dearer = open_scenario(opened, "base", ["wage_growth:2024=1"]).lines["net_operating_cost"]
    moved = dearer - base.lines["net_operating_cost"]
    assert moved[0] == 0
    assert (moved[1:] < 0).all()


def test_the_spending_of_vasterbotten_is_that_of_the_whole_period() -> None:
    """Investeringar: 924 mnkr in 2023 and 3 781 in the period; the years after are even."""
    spent = open_base(open_plan("vasterbotten-2023")).lines["capital_expenditure"]
    assert spent[0] == 924
    assert sum(spent) == pytest.approx(3781, abs=0.5)
