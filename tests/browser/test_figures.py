"""Figures of a report lead to their printed tables in Chromium, by two keys and no request."""

import random
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.model.projection import project
from analysis.report.blocks.table import table_html
from analysis.report.blocks.view import View
from analysis.report.notebook import registry
from analysis.report.output.build import leads_of
from analysis.report.output.how.methods import told_methods
from analysis.report.output.how.page import how_page
from analysis.report.output.html import with_links
from analysis.report.output.sanitise import clean
from analysis.trace.plan_trace import trace_plan

FURTHER = ("add_factors", "rounding", "assumptions", "goals_by_year", "frames_in_parts")
MADE = ("steps", "seek_balance", "balance", "frames_by_year", "investments_by_type", "risk_effects")
"""Tables of numbers that are no values of the calculation: one link each tells how it is made."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Tables that a report shows, each a page whose figures are links: those of lines, with years
    before the plan, of what is printed or assumed, and of frames."""
    calibration, folder = calibrate(load_plan("norrbotten-2025")), tmp_path_factory.mktemp("pages")
    projection = project(calibration, load_scenario("base", calibration.plan))
    view = View(projection, None, "sv")
    methods = told_methods(view, registry().methods)
    how = how_page(projection, trace_plan(calibration), "sv", "…", methods)
    (folder / "how.html").write_text(how, encoding="utf-8")
    leads, found = leads_of(view, how), []
    for name, listing in registry().tables.items():
        if listing.lines or name in FURTHER + MADE:
            table, *_ = listing.made(listing.of(view))
            markup = with_links(clean(str(table_html(table))), leads)
            path = folder / f"table-{name}.html"
            path.write_text(f"<!doctype html><meta charset=utf-8>{markup}", encoding="utf-8")
            if 'class="how"' in markup:
                found.append(path)
    return found


@pytest.mark.parametrize("count", [10, pytest.param(100, marks=pytest.mark.slow)])
def test_random_figures_reach_their_printed_table_by_two_keys(
    browser: Browser, pages: list[Path], count: int
) -> None:
    """Enter on the link of a figure, and Enter on the link to its table."""
    chance, reached, asked = random.Random(count), 0, list[str]()
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    assert len(pages) > 3
    for _ in range(count):
        page.goto(chance.choice(pages).as_uri())
        links = page.locator("a.how")
        links.nth(chance.randrange(links.count())).focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/how.html#*")
        if page.locator("td:target").is_visible():  # a printed figure: one key is enough
            reached += 1
            continue
        figure = page.locator("section:target")
        assert figure.is_visible()
        sources = figure.locator("a[href^='#t-'], a[href^='#table-']")
        if sources.count() == 0:  # what the plan assumes without a table: told here in words
            assert figure.inner_text()
            continue
        sources.first.focus()
        page.keyboard.press("Enter")
        assert page.locator("td:target, table:target, :target table").first.is_visible()
        reached += 1
    page.close()
    assert reached >= 0.9 * count
    assert all(url.startswith("file:") for url in asked)
