"""No number in a table of a report leads nowhere: a link, or a table that tells how it is made."""

import ast
import re
from collections.abc import Iterable, Iterator

import nbformat
import pytest
from bs4 import Tag

from analysis import Plan, catalogue
from analysis.report.blocks.view import View
from analysis.report.chapters import chapters, notebook_folder
from analysis.report.notebook import assume, chart, registry, say, table
from analysis.report.output.build import leads_of
from analysis.report.output.how.methods import told_methods
from analysis.report.output.how.page import how_page
from analysis.report.output.html import Leads, methods_in, with_links
from analysis.report.output.sanitise import clean
from analysis.trace.plan_trace import trace_plan
from tests.report.page_checks import parsed

SHOW = {"chart": chart, "table": table, "say": say, "assume": assume}
PLANS = ("norrbotten-2025", "norrbotten-2023", "vasterbotten-2023", "norrbotten-2022")


def shown(view: View) -> Iterator[tuple[str, str]]:
    """Every block that the notebooks of a report show, as it passes the last gate, by page."""
    for chapter in chapters():
        cells = nbformat.read(notebook_folder() / f"{chapter.notebook}.ipynb", 4).cells
        code = [cell.source for cell in cells if cell.cell_type == "code"]
        for call in (node for source in code for node in ast.walk(ast.parse(source))):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in SHOW:
                options = {each.arg: each.value.value for each in call.keywords}
                html = SHOW[call.func.attr](call.args[0].value, view, **options)
                yield chapter.page, clean(html.data)


def numbers(table: Tag) -> list[Tag]:
    """The cells of a table that hold numbers."""
    cells = (td for td in table("td") if "n" in td.get("class", ()))
    return [td for td in cells if re.search(r"\d", td.get_text())]


def leads_from(view: View, pages: Iterable[str]) -> Leads:
    """Where the figures of the pages lead, alone in their run."""
    traced, methods = trace_plan(view.projection.calibration), told_methods(view, methods_in(pages))
    return leads_of(view, how_page(view.projection, traced, view.language, "…", methods))


def nowhere(view: View) -> tuple[int, list[str]]:
    """How many numbers the tables of a report hold, and the tables with numbers that are no links
    and that do not tell how they are made."""
    pages = list(shown(view))
    leads, count, found = leads_from(view, [html for _, html in pages]), 0, list[str]()
    for page, html in pages:
        for each in parsed(with_links(html, leads))("table"):
            lost = [td for td in numbers(each) if td.a is None]
            count += len(numbers(each))
            if lost and not each.caption.find("a", class_="how"):
                found.append(f"{page}: {each.caption.get_text()}; {lost[0]}")
    return count, found


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("plan", "scenario"),
    [
        *((plan, "base") for plan in PLANS),
        pytest.param(PLANS[0], "stagflation", marks=pytest.mark.slow),
    ],
)
def test_every_number_is_a_link_or_its_table_tells_how_it_is_made(
    plan: str, scenario: str, language: str
) -> None:
    count, found = nowhere(Plan(plan, language=language).project(scenario).view)
    assert found == []
    assert count > 30


def test_a_table_of_changes_tells_how_they_come_about_also_where_each_leads_to_its_figure() -> None:
    view = Plan("norrbotten-2025").project("base").view
    html = clean(table("steps", view).data)
    alone, *_ = parsed(with_links(html, leads_from(view, [html])))("table")
    assert [td for td in numbers(alone) if td.a is None] == []
    assert alone.caption.a["href"] == "how.html#made-elasticities"


def test_every_sheet_of_an_answer_tells_how_it_is_made() -> None:
    apart = {"graph", "rounded"}  # no numbers, and a note
    sheets = {key.removeprefix("sheet.") for key in catalogue.keys("sheet.")} - apart
    assert sheets <= set(registry().methods)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_method_is_told_in_words_and_its_formula_in_mathematics(language: str) -> None:
    for method in registry().methods.values():
        assert method.title(language)
        formula = method.mathematics(language)
        assert bool(formula) == (method.formula is not None)
        assert "<mi>x</mi>" not in formula
