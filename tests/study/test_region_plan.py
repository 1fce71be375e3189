"""A plan of each of the 21 regions, from its income statement and what law says of the county."""

from pathlib import Path

import numpy as np
import pytest
from bs4 import BeautifulSoup

from analysis.catalogue.lines import line_items
from analysis.errors import InputError
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.inputs.statement import Statement
from analysis.inputs.statutory import region_named, regions, titles
from analysis.inputs.uncertainty import load_uncertainty
from analysis.report.output.how.page import how_page
from analysis.report.output.plan_files import write_plan_folder
from analysis.study.explain import explain
from analysis.study.new_plan import new_region_files
from analysis.study.opened import open_base, open_plan, open_scenario
from analysis.study.plan_files_check import refuse_faults
from analysis.study.population_plan import (
    horizon_year,
    plan_ages_text,
    plan_files,
    plan_outlook,
)
from analysis.study.region_plan import region_plan_files
from analysis.study.sensitivity import tornado
from analysis.study.uncertainty import simulate
from analysis.trace.plan_trace import trace_plan
from tests.gaps import largest_gap
from tests.least_plan import FIGURES, LINES

YEARS = (2026, 2027, 2028)


def statement(scale: float, years: tuple[int, ...] = YEARS) -> Statement:
    """The least plan's statement at the size of a region, whole mnkr."""
    rows = {
        row: {year: str(round(v * scale)) for year, v in zip(years, figures, strict=True)}
        for row, figures in zip(LINES, FIGURES, strict=True)
        if LINES[row] not in ("net_operating_cost", "net_result")
    }
    return Statement(years, rows, {row: LINES[row] for row in rows})


def written(folder: Path, files: dict[str, str]) -> Path:
    write_plan_folder(folder, files, refuse_faults)
    return folder


def test_every_region_is_there_once() -> None:
    known = regions()
    assert len(known) == 21
    assert sum(region.residents for region in known.values()) == 10_551_707  # the whole nation


@pytest.mark.parametrize("code", list(regions()))
def test_a_region_goes_from_a_statement_to_a_scenario(code: str, tmp_path: Path) -> None:
    region = regions()[code]
    own = statement(region.residents / regions()["23"].residents)
    plan = open_plan(written(tmp_path / "plan", region_plan_files("plan", region, own)))
    base = open_base(plan)
    for row, line in own.lines.items():
        assert [f"{v:.0f}" for v in base.lines[line]] == list(own.rows[row].values()), line
    given = ["operating_costs:2027=-10", "wage_growth:2027=1"]
    change = open_scenario(plan, "base", given).lines["net_result"] - base.lines["net_result"]
    assert change[0] == 0
    assert change[1] < -10
    assert change[2] < 0
    assert largest_gap(base) < 1e-9


def test_a_better_tax_base_is_mostly_equalised_away(tmp_path: Path) -> None:
    files = region_plan_files("plan", regions()["23"], statement(1))
    plan = open_plan(written(tmp_path / "plan", files))
    base = open_base(plan)
    moved = open_scenario(plan, "base", ["own_tax_base_deviation:2025=1"])
    tax, grants = (moved.lines[line] - base.lines[line] for line in ("tax_revenue", "state_grants"))
    assert tax[1] == pytest.approx(40.5, abs=0.5)  # one per cent of 4 050
    assert -grants[1] / tax[1] == pytest.approx(8.91 / 11.70, abs=1e-6)


def test_more_residents_cost_and_ages_cost_more(tmp_path: Path) -> None:
    """Residents move the whole: tax, grants and what care costs, at once and in time."""
    folder = written(tmp_path / "plan", region_plan_files("plan", regions()["23"], statement(1)))
    plan = load_plan(folder)
    found = plan_outlook(plan, until=horizon_year(plan))
    for name, text in plan_files(plan, found).items():
        (folder / name).write_text(text, encoding="utf-8")
    opened, more = open_plan(folder), ["population:2026-2029=1325"]  # one per cent of 132 500
    base, moved = open_base(opened), open_scenario(opened, "base", more)
    cost = moved.lines["operating_costs"] / base.lines["operating_costs"] - 1
    assert cost == pytest.approx([0.0013, 0.0027, 0.0041], abs=1e-4)  # 13 %, to 82,8 in five years
    assert base.nodes["need_cost"][-1] < 0
    far = open_base(open_plan(folder, 2040))
    prices = far.nodes["price_level"] / far.nodes["price_level"][2]
    assert far.lines["operating_costs"][-1] < base.lines["operating_costs"][-1] * prices[-1]


def test_what_is_not_printed_is_not_held_in_current_prices_beyond_the_plan(tmp_path: Path) -> None:
    """Depreciation without planned investments would better every later year."""
    folder = written(tmp_path / "plan", region_plan_files("plan", regions()["23"], statement(1)))
    far = open_base(open_plan(folder, 2040))
    prices = far.nodes["price_level"][2:] / far.nodes["price_level"][2]
    assert far.lines["depreciation"][2:] == pytest.approx(-220 * prices)


def test_sizes_of_errors_come_with_a_region(tmp_path: Path) -> None:
    """What is in mnkr goes by the residents; the plan's first year is two years ahead."""
    folder = written(tmp_path / "plan", region_plan_files("plan", regions()["23"], statement(1)))
    plan = open_plan(folder)
    sizes, base = load_uncertainty(plan.plan), load_scenario("base", plan.plan)
    assert sizes.horizon("wage_growth", 2026) == 2
    assert sizes.file.errors["operating_costs"].size[1] == round(240 * 132_572 / 1e6)
    found = simulate(plan, base, sizes, 500)
    assert found.result == "net_result"
    assert found.lines["net_result"].std(axis=0) == pytest.approx([130, 180, 220], rel=0.5)
    assert tornado(plan, base, sizes, "net_result", 2027).low.shape


def test_what_the_law_says_is_published_in_every_year(tmp_path: Path) -> None:
    plan = load_plan(
        written(tmp_path / "plan", region_plan_files("plan", regions()["23"], statement(1)))
    )
    assert {v.status for v in plan.values["equalisation_level"].values()} == {"published"}
    assert plan.values["wage_growth"][2028].status == "assumed"


def test_where_the_tax_rate_is_not_known_the_printed_tax_is_held(tmp_path: Path) -> None:
    files = region_plan_files("plan", regions()["09"], statement(1))
    plan = open_plan(written(tmp_path / "plan", files))
    assert "tax_revenue" in plan.held
    assert "tax_rate:" not in files["plan.yml"]
    assert "key: tax_rate" not in files["levers.yml"]
    with pytest.raises(InputError, match="tax_rate"):
        open_scenario(plan, "base", ["tax_rate:2027=1"])


@pytest.mark.parametrize("first", [2024, 2035])
def test_years_before_and_after_what_is_known_are_not_invented(first: int, tmp_path: Path) -> None:
    years = (first, first + 1, first + 2)
    files = region_plan_files("plan", regions()["01"], statement(20, years))
    base = open_base(open_plan(written(tmp_path / "plan", files)))
    assert np.round(base.lines["tax_revenue"]) == pytest.approx([78000, 81000, 84000])
    if first == 2024:
        assert "pharmaceutical_growth" not in files["plan.yml"]
    else:
        assert "byt mot en ny prognos" in files["plan.yml"]


@pytest.mark.parametrize(
    "text",
    ["14", "Västra Götaland", "västra götalands län", "Västra Götalandsregionen",
     "Vastra Gotaland county"],
)  # fmt: skip
def test_a_region_has_many_names(text: str) -> None:
    assert region_named(text).code == "14"


@pytest.mark.parametrize("code", list(regions()))
def test_every_name_of_a_region_is_its_own(code: str) -> None:
    region = regions()[code]
    for text in (code, code.lstrip("0"), region.county, region.name, region.english):
        assert region_named(text).code == code


def test_a_region_that_is_none_is_told_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        region_named("Västernorland")
    assert caught.value.problems[0].nearest == "Region Västernorrland"


def test_a_new_plan_of_a_region_has_a_statement_to_fill_in(tmp_path: Path) -> None:
    folder = written(tmp_path / "plan", new_region_files("plan", "Scania", 2027))
    assert (folder / "resultat.csv").read_text("utf-8").startswith("Resultatbudget, mnkr;2027;2028")
    assert "tax_revenue" not in open_base(open_plan(folder)).lines


def test_every_line_of_a_statement_alone_is_explained_or_said_to_be_lacking(tmp_path: Path) -> None:
    plan = open_plan(
        written(tmp_path / "plan", region_plan_files("plan", regions()["07"], statement(1)))
    )
    base = open_base(plan)
    for line in line_items():
        if line in base.lines:
            trace = explain(base, line, 2027)
            assert trace.steps[trace.target].value == pytest.approx(base.lines[line][1])
        else:
            with pytest.raises(InputError, match="does not hold this line"):
                explain(base, line, 2027)
    held = explain(base, "financial_income", 2027)
    (step,) = held.steps.values()  # as printed: no formula was calculated
    assert step.formula == ()
    assert step.published is not None


def test_the_plan_says_what_it_lacks_and_which_command_fills_it_in(tmp_path: Path) -> None:
    heads = {}
    for name in ("Gotland", "Scania"):
        folder = written(tmp_path / name.lower(), new_region_files(name.lower(), name, 2027))
        heads[name] = (folder / "plan.yml").read_text("utf-8").partition("\nname:")[0]
    assert "regionkalkyl data population --plan scania --figures" in heads["Scania"]
    assert "regionkalkyl data fetch population deaths births" in heads["Scania"]
    assert "tax rate" in heads["Gotland"]
    assert "tax rate" not in heads["Scania"]


def test_residents_by_age_of_any_county_follow_from_the_figures_that_are_shipped(
    tmp_path: Path,
) -> None:
    """The counts of Jämtland in 2015 are brought forward to what the plan holds."""
    folder = written(tmp_path / "plan", region_plan_files("plan", regions()["23"], statement(1)))
    found = plan_outlook(load_plan(folder))
    assert found.region.name == "Jämtland"
    ages = plan_ages_text(load_plan(folder), found)
    assert ages.count("\n") > 40  # years of each path


def test_titles_and_dates_of_sources_stand_beside_the_figures(tmp_path: Path) -> None:
    plan = load_plan(
        written(tmp_path / "plan", region_plan_files("plan", regions()["23"], statement(1)))
    )
    shown = {spec.title for spec in plan.file.documents.values()}
    known = titles()
    assert {known[name].title for name in ("utjamning", "skattesats", "balanskrav")} <= shown
    note = plan.file.parameters["population_before"].segments[0].note
    assert note is not None
    assert known["folkmangd"].date in note


def test_a_part_that_the_plan_does_not_know_is_never_told_as_nought_alone(tmp_path: Path) -> None:
    folder = written(tmp_path / "plan", region_plan_files("plan", regions()["23"], statement(1)))
    base = open_base(open_plan(folder))
    steps = explain(base, "state_grants", 2027).steps.values()
    unknown = {step.name for step in steps if step.unknown}
    assert (
        {"structural_grant", "cost_equalisation"}
        <= unknown
        == base.calibration.stand_ins & {step.name for step in steps}
    )
    page = how_page(base, trace_plan(base.calibration), "sv", "…")
    told = BeautifulSoup(page, "html.parser").find(id="structural_grant@2027")
    assert told is not None
    assert "Inte känt för planen: noll står här" in told.get_text()
