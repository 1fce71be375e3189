"""The Python interface: what an economist writes, and that it is the numbers of the command."""

import json
from pathlib import Path

import matplotlib.figure
import numpy as np
import pandas as pd
import pytest

from analysis import Plan
from analysis.cli import application
from analysis.errors import InputError
from analysis.interface.answer import Answer
from analysis.interface.differences import chosen_years, difference_texts


@pytest.fixture(scope="module")
def plan() -> Plan:
    return Plan("norrbotten-2025")


@pytest.fixture(scope="module")
def weak(plan: Plan):
    return plan.project(
        change={"national_tax_base_growth": {"2026-2027": -1.0}}, name="Svag tillväxt"
    )


def test_the_lines_are_a_frame_with_label_and_unit_in_the_index(plan: Plan) -> None:
    assert plan.lines.index.names == ["line", "label", "unit"]
    assert list(plan.lines.columns) == list(plan.years)
    row = plan.lines.xs("tax_rate", level="line")
    assert row.index[0] == ("Skattesats", "pct")
    np.testing.assert_array_equal(plan.lines.loc["cash"].to_numpy()[0], plan["cash"].to_numpy())


def test_a_line_is_a_series_by_year_with_its_unit(weak) -> None:
    assert isinstance(weak["net_result"], pd.Series)
    assert weak["net_result"].attrs == {"unit": "mnkr", "label": weak.label("net_result")}
    assert list(weak["net_result"].index) == list(weak.years)


def test_the_numbers_are_those_of_the_command(weak, capsys: pytest.CaptureFixture[str]) -> None:
    change = ["--change", "national_tax_base_growth:2026-2027=-1.0"]
    application()(["project", "-f", "json", *change], standalone_mode=False)
    lines = json.loads(capsys.readouterr().out)["lines"]
    assert list(lines) == list(weak.core.lines)
    for line, values in lines.items():
        assert list(weak[line]) == values


def test_a_number_of_numpy_and_a_year_as_a_number_are_taken(plan: Plan) -> None:
    asked = plan.project(change={"wage_growth": {2026: np.float64(0.5)}})
    plain = plan.project(change="wage_growth:2026=0.5")
    assert asked["net_result"].equals(plain["net_result"])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"wage_groth": {2026: 1.0}}, "wage_growth"),
        ({"wage_growth": {1926: 1.0}}, "2025-2030"),
        ({"wage_growth": 1.0}, "2026-2030"),
        ({"wage_growth": {}}, "2026-2030"),
        ({"wage_growth": {2026: float("nan")}}, "nan"),
        ({"wage_growth": {2026: 10**400}}, "inf"),
        ({"wage_growth": {2026: 10**5000}}, "inf"),
    ],
)
def test_what_is_wrong_is_said_with_the_nearest_name(plan: Plan, change, says: str) -> None:
    with pytest.raises(InputError, match=says):
        plan.project(change=change)


def test_a_line_that_is_not_there_is_refused_with_the_nearest(weak) -> None:
    with pytest.raises(InputError, match="cash"):
        weak["kash"]
    with pytest.raises(InputError, match="cash"):
        weak.explain("kash", 2030)


def test_representations_are_a_few_lines_and_escape_what_users_wrote(plan: Plan) -> None:
    sharp = plan.project(change={"wage_growth": {2026: 1.0}}, name="<script>x</script>")
    assert len(repr(plan).splitlines()) <= 4
    assert len(repr(sharp).splitlines()) <= 10
    assert "<script>" not in sharp._repr_html_()
    assert "&lt;script&gt;" in sharp._repr_html_()


def test_names_are_completed(plan: Plan, weak) -> None:
    assert "cash" in weak._ipython_key_completions_()
    assert "cash" in plan._ipython_key_completions_()


@pytest.mark.parametrize(
    "ask",
    [
        lambda r: r.compare(r.plan.base),
        lambda r: r.bridge(),
        lambda r: r.sensitivity(),
        lambda r: r.seek("balanced_budget", "2028-2030"),
        lambda r: r.uncertainty(draws=500, lines="cash"),
    ],
    ids=["compare", "bridge", "sensitivity", "seek", "uncertainty"],
)
def test_an_answer_gives_a_table_a_figure_and_words(weak, ask) -> None:
    answer = ask(weak)
    assert isinstance(answer, Answer)
    assert len(answer.table) > 0
    assert isinstance(answer.figure, matplotlib.figure.Figure)
    assert answer.text
    assert "<table" in answer._repr_html_()
    assert len(repr(answer).splitlines()) <= 12


def test_five_lines_of_python_give_a_table_a_figure_and_an_answer() -> None:
    plan = Plan()
    weak = plan.project(change={"wage_growth": {"2026-2030": 1.0}}, name="Högre löner")
    table, figure = weak.lines, weak.figure("result")
    answer = weak.compare(plan.base, lines="net_result")
    assert len(table) > 50
    assert figure.axes
    assert answer["compare_lines"]["line"].unique().tolist() == ["net_result"]


def test_a_batch_holds_every_combination_and_agrees_with_single_scenarios(plan: Plan) -> None:
    axes = {"wage_growth": [-1, 0, 1], "portfolio_return_rate": {"years": 2026, "set": [3, 7]}}
    frame = plan.batch(axes, lines="net_result")
    assert frame.index.names == ["member", "year"]
    assert len(frame) == 6 * len(plan.years)
    chosen = frame[(frame.wage_growth == 1) & (frame.portfolio_return_rate == 3)]
    alone = plan.project(
        change={"wage_growth": {"2025-2030": 1.0}}, set={"portfolio_return_rate": {2026: 3.0}}
    )
    np.testing.assert_allclose(chosen["net_result"], alone["net_result"], atol=1e-9)


def test_a_saved_scenario_is_read_back_as_the_same_numbers(plan: Plan, tmp_path: Path) -> None:
    asked = plan.project(
        "stagflation",
        change={"wage_growth": {2026: 0.5}},
        set={"financing": "sell_placements", "tax_rate": {"2027-2030": 11.84}},
        name="Svårt läge",
    )
    path = asked.save(tmp_path / "svart-lage")
    again = plan.project(path)
    assert again.title == "Svårt läge"
    for line in asked.core.lines:
        np.testing.assert_allclose(again[line], asked[line], rtol=0, atol=1e-9)
    with pytest.raises(InputError):
        asked.save(path)
    with pytest.raises(InputError):
        asked.save(tmp_path / "../Illa namn")


@pytest.mark.parametrize("name", Plan.shipped())
def test_every_shipped_plan_opens_and_shows_itself(name: str) -> None:
    plan = Plan(name)
    assert plan.name in repr(plan)
    assert repr(plan.base)
    assert "<section>" in plan._repr_html_()


def test_differences_as_texts_go_as_they_are() -> None:
    assert difference_texts("a:2026=1") == ["a:2026=1"]
    assert difference_texts(["a:2026=1", "b:2027=2"]) == ["a:2026=1", "b:2027=2"]
    assert difference_texts({"a": {"2026-2027": 1}, "population": "scb"}) == [
        "a:2026-2027=1.0",
        "population=scb",
    ]


def test_years_are_a_number_a_span_or_several() -> None:
    held = (2025, 2026, 2027)
    assert chosen_years(None, held) == [2025, 2026, 2027]
    assert chosen_years("2026-2027", held) == chosen_years(range(2026, 2028), held) == [2026, 2027]
    with pytest.raises(InputError, match="2025-2027"):
        chosen_years(2031, held)


def test_what_a_page_shows_is_to_look_at_and_to_go_on_with(weak):
    chart, table = weak.chart("result"), weak.table("income_statement")
    assert "<figure" in chart._repr_html_()
    assert chart.figure.axes
    assert "<table" in table.html
    assert table.frame.attrs["caption"]
    assert repr(table) == "<ShownTable income_statement>"
    assert weak.say("result").html
    assert weak.assume("seek_balance").html
    assert weak.question in weak.asked.html


def test_a_shown_table_holds_the_unrounded_numbers_of_its_lines(weak):
    frame = weak.table("income_statement").frame
    own = frame.loc[weak.label("net_result")]
    assert list(own) == list(weak["net_result"])


def test_a_chart_that_does_not_exist_offers_the_nearest(weak):
    with pytest.raises(InputError, match="income_statement"):
        weak.table("income_statment")


def test_differences_are_a_text_a_list_or_a_mapping_alike(plan):
    body = {"wage_growth": {"2026-2030": 1.0}}
    text = "wage_growth:2026-2030=1.0"
    alone, *others = [
        list(plan.project(change=given)["cash"]) for given in (text, [text], body, [body])
    ]
    assert others == [alone] * 3


def test_a_table_that_an_answer_does_not_have_is_refused_with_the_nearest(weak):
    with pytest.raises(InputError, match="did you mean 'compare_lines'"):
        weak.compare()["compare_line"]


def test_tab_completes_lines_and_tables(plan, weak):
    assert "cash" in weak._ipython_key_completions_()
    assert "cash" in plan._ipython_key_completions_()
    assert "compare_lines" in weak.compare()._ipython_key_completions_()
