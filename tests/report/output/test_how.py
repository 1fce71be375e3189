"""Every figure leads to its source: formula, inputs, and the printed table with its cell."""

import random
import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from analysis.inputs.places import plan_folders
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.model.projection import Projection, project
from analysis.report.blocks.table import table_html
from analysis.report.blocks.view import View
from analysis.report.notebook import registry
from analysis.report.output.how.figures import Figures
from analysis.report.output.how.page import how_page
from analysis.report.output.html import Leads, with_links
from analysis.report.output.sanitise import clean
from analysis.study.figure_names import EARLIER
from analysis.trace.plan_trace import trace_plan


@pytest.fixture(scope="module")
def projection() -> Projection:
    calibration = calibrate(load_plan("norrbotten-2025"))
    return project(calibration, load_scenario("weak-growth", calibration.plan))


@pytest.fixture(scope="module")
def decided(projection: Projection) -> Projection:
    """The plan as it is: a scenario moves frames away from their print."""
    calibration = projection.calibration
    return project(calibration, load_scenario("base", calibration.plan))


@pytest.fixture(scope="module")
def page(projection: Projection) -> BeautifulSoup:
    traced = trace_plan(projection.calibration)
    return BeautifulSoup(how_page(projection, traced, "sv", "…"), "html.parser")


@pytest.fixture(scope="module")
def ids(page: BeautifulSoup) -> dict:
    return {tag["id"]: tag for tag in page.find_all(id=True)}


def test_every_link_of_the_page_leads_somewhere_and_no_place_is_given_twice(
    page: BeautifulSoup, ids: dict
) -> None:
    assert len(ids) == len(page.find_all(id=True))
    links = {a["href"] for a in page.find_all("a")} - {"index.html"}
    assert {link.removeprefix("#") for link in links} <= set(ids)


ASSUMED = {"tax_rate", "reserve_transfer", "operating_pension_cost"}
"""Lines that the plan states without a printed table: they end at a source in words."""


def test_a_figure_reaches_a_printed_cell_in_two_steps(projection: Projection, ids: dict) -> None:
    figures = [f"{line}@{year}" for line in projection.lines for year in projection.years]
    without = set()
    for figure in random.Random(1).sample(figures, 100):
        links = [a["href"] for a in ids[figure].find_all("a") if re.match("#t(able)?-", a["href"])]
        if not links:
            without.add(figure.split("@")[0])
            continue
        cell = ids[links[0].removeprefix("#")]
        assert cell.name == "td" or cell.table is not None
        assert cell.get_text()
    assert without <= ASSUMED, without


def test_a_printed_figure_marks_its_own_cell(ids: dict) -> None:
    source = ids["net_result@2027"].find("a", href=re.compile("^#t-"))
    cell = ids[source["href"].removeprefix("#")]
    assert cell.get_text() == "250"
    assert cell.find_parent("tr").th.get_text() == "Årets resultat"
    assert cell.a["href"] == "#net_result@2027"  # and from the print up again


def test_a_year_before_the_plan_leads_to_its_printed_cell_and_says_what_it_is(ids: dict) -> None:
    section = ids[f"{EARLIER}lpik_excl@2024"]
    assert "prognos" in section.get_text()
    cell = ids[section.find("a", href=re.compile("^#t-"))["href"].removeprefix("#")]
    assert cell.get_text() == "4,3"
    assert cell.find_parent("tr").th.get_text() == "LPIK exkl. läkemedel"
    assert cell.a["href"] == f"#{EARLIER}lpik_excl@2024"


def test_an_entered_year_ends_in_its_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "norrbotten-2025"
    shutil.copytree(plan_folders()["norrbotten-2025"], folder)
    (folder / "outcomes.csv").write_text(
        "post;ar;varde;slag;kalla\nLikvida medel vid årets slut;2024;812,5;utfall;Bokslut 2024\n",
        encoding="utf-8",
    )
    plan = load_plan(folder)
    projection = project(calibrate(plan), load_scenario("base", plan))
    page = how_page(projection, trace_plan(projection.calibration), "sv", "…")
    section = BeautifulSoup(page, "html.parser").find(id=f"{EARLIER}cash@2024")
    told = section.get_text(" ")
    assert "812,5" in told
    assert "utfall; Bokslut 2024; norrbotten-2025/outcomes.csv:2" in told


def test_a_formula_is_told_in_words_and_leads_down_and_up(ids: dict) -> None:
    section = ids["operating_result@2027"]
    math = section.find("math").get_text(" ")
    assert "Verksamhetens nettokostnad 2027" in math
    hrefs = {a["href"] for a in section.find_all("a")}
    assert {"#net_operating_cost@2027", "#net_result@2027"} <= hrefs


def test_a_formula_that_uses_a_step_twice_names_it_first(projection: Projection) -> None:
    figures = Figures(projection, trace_plan(projection.calibration), "sv")
    found = figures.mathematics(("new_debt_closing", 6))
    assert found is not None
    assert len(found.steps) > 3
    assert max(len(text) for _, text in found.steps) < 2000


def test_the_figures_of_a_table_become_links_to_where_they_are_told(
    projection: Projection, ids: dict
) -> None:
    view = View(projection, None, "sv")
    for listing in registry().tables.values():
        if not listing.lines:
            continue
        (table,) = listing.made(view)
        markup = clean(str(table_html(table)))
        linked = BeautifulSoup(
            with_links(
                markup, Leads("how.html", ids, "{figure}: så räknas den", "{figure}: källan")
            ),
            "html.parser",
        )
        links = linked.find_all("a", class_="how")
        for link in links:
            assert link["href"].removeprefix("how.html#") in ids
        cells = BeautifulSoup(markup, "html.parser").find_all("td", "n")
        assert len(links) == len([c for c in cells if c.get_text() != "–"])
        assert "data-figure" not in str(linked)


def nowhere(projection: Projection, ids: dict, name: str) -> list[str]:
    """The numbers of a table that are no links, by row."""
    found, listing = list[str](), registry().tables[name]
    for table in listing.made(listing.of(View(projection, None, "sv"))):
        markup = with_links(
            clean(str(table_html(table))), Leads("how.html", ids, "", "", {"base": "how.html"})
        )
        for cell in BeautifulSoup(markup, "html.parser").find_all("td", "n"):
            if re.search(r"\d", cell.get_text()) and cell.a is None:
                row = cell.find_parent("tr").th.get_text().strip()
                found.append(f"{row}; {cell['data-label']}; {cell.get_text()}")
    return found


@pytest.mark.parametrize("name", ["add_factors", "rounding", "assumptions"])
def test_what_the_plan_prints_or_assumes_leads_to_where_it_stands(
    projection: Projection, ids: dict, name: str
) -> None:
    assert nowhere(projection, ids, name) == []


@pytest.mark.parametrize("others", [{"base": "../base/how.html"}, {}])
def test_the_base_beside_a_scenario_leads_to_its_own_page_where_that_is_at_hand(
    projection: Projection, decided: Projection, ids: dict, others: dict
) -> None:
    answer = registry().tables["compare"].of(View(projection, decided, "sv"))
    markup = with_links(
        clean(str(table_html(answer.table("compare_lines")))),
        Leads("how.html", ids, "", "", others),
    )
    links = [a["href"] for a in BeautifulSoup(markup, "html.parser").find_all("a")]
    assert all(link.startswith("../base/how.html#") for link in links)
    assert ("../base/how.html#cash@2027" in links) == bool(others)


@pytest.mark.parametrize(
    ("name", "sheet", "row", "wanted"),
    [
        ("seek_balance", "seek", "Skattesats", {"tax_rate@2026"}),
        ("sensitivity", "tornado", "Timlön", {"wage_growth@2027", "balanced_budget_result@2027"}),
        ("steps", "elasticities", "Timlön", {"wage_growth@2026", "net_result@2030"}),
    ],
)
def test_what_is_pulled_or_moved_leads_to_the_assumption_and_what_follows_to_the_line(
    projection: Projection, ids: dict, name: str, sheet: str, row: str, wanted: set[str]
) -> None:
    answer = registry().tables[name].of(View(projection, None, "sv"))
    markup = with_links(clean(str(table_html(answer.table(sheet)))), Leads("how.html", ids, "", ""))
    found = BeautifulSoup(markup, "html.parser").find_all("tr")
    links = {a["href"] for tr in found if tr.th.get_text() == row for a in tr("a")}
    assert {f"how.html#{figure}" for figure in wanted} <= links


@pytest.mark.parametrize("name", ["goals", "goals_by_year"])
def test_a_goal_leads_to_what_is_measured_each_year(
    projection: Projection, ids: dict, name: str
) -> None:
    over_years = (
        "Självfinansieringsgrad i planens tre år"  # a quotient of sums: no value of the model
    )
    assert all(row.startswith(over_years) for row in nowhere(projection, ids, name))


@pytest.mark.parametrize("name", ["frames_in_parts", "frame_items", "published_bridge"])
def test_a_printed_frame_leads_to_its_cell_and_only_a_remainder_or_sum_leads_nowhere(
    decided: Projection, ids: dict, name: str
) -> None:
    remainders = {"Oförklarat", "Annat", "Slutet minus start och steg"}
    remainders.add("Nämndernas nettokostnad")  # its parts are the sums of rows, printed nowhere
    for said in nowhere(decided, ids, name):
        row, column, figure = said.split("; ")
        assert {row, column} & remainders or figure == "0,0", said


def test_the_plan_as_printed_leads_to_what_is_made_of_its_figures(
    projection: Projection, ids: dict
) -> None:
    listing = registry().tables["read_tables"]
    tables = listing.made(listing.of(View(projection, None, "sv")))
    (table,) = (t for t in tables if t.caption.startswith("Resultatbudget 2025-2027"))
    markup = with_links(clean(str(table_html(table))), Leads("how.html", ids, "", ""))
    links = {a["href"] for a in BeautifulSoup(markup, "html.parser").find_all("a")}
    assert {"how.html#net_result@2027", "how.html#tax_revenue@2030"} <= links
    (table,) = (t for t in tables if t.caption.startswith("Löne- och prispförändringar"))
    assert f"how.html#{EARLIER}lpik_excl@2024" in with_links(
        clean(str(table_html(table))), Leads("how.html", ids, "", "")
    )


def test_the_page_begins_with_its_lines_by_what_they_are_part_of(page: BeautifulSoup) -> None:
    start = page.find(id="start")
    headings = [heading.get_text() for heading in start.find_all("h2")]
    assert headings[:2] == ["Befolkning", "Skatt"]
    assert len(headings) == len(set(headings)) == len(start.find_all("ul"))
    budget = start.find("h2", string="Resultatbudget").find_next("ul")
    assert "Årets resultat 2030" in [link.get_text() for link in budget.find_all("a")]
    assert all(re.search(r"\d", item.span.get_text()) for item in start.find_all("li"))
    assert "Svag tillväxt" in page.header.get_text()
