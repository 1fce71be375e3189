"""The what-if page and `how.html` in a browser: no requests, no faults, by keyboard, on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.model.projection import project
from analysis.report.output.how.page import how_page
from analysis.report.output.what_if.page import what_if_page
from analysis.trace.plan_trace import trace_plan

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    calibration = calibrate(load_plan("norrbotten-2025"))
    projection = project(calibration, load_scenario("base", calibration.plan))
    traced, folder = trace_plan(calibration), tmp_path_factory.mktemp("pages")
    (folder / "what_if.html").write_text(what_if_page(projection, "sv", "0" * 64, traced), "utf-8")
    (folder / "how.html").write_text(how_page(projection, traced, "sv", "…"), "utf-8")
    return folder


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    """The page opened from a file; any request beyond it, script fault or dialogue is a failure."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    opened.on("request", lambda r: asked.append(r.url))
    opened.on("pageerror", lambda e: faults.append(str(e)))
    opened.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    opened.on("dialog", lambda d: faults.append(d.message))
    opened.goto((folder / "what_if.html").as_uri())
    yield opened
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []
    assert faults == []
    context.close()


def test_no_fault_of_accessibility(page: Page, folder: Path) -> None:
    for name in (
        "what_if.html",
        "how.html",
        "how.html#net_result@2027",
        "how.html#table-resultatbudget",
    ):
        page.goto((folder / "x").as_uri().removesuffix("x") + name)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(page).response["violations"]
            assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == [], (name, width)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                name,
                width,
            )


def test_a_number_typed_by_keyboard_changes_the_words_and_can_be_undone(page: Page) -> None:
    before = page.locator("#words").inner_text()
    page.locator("#lever-tax_rate-0").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("0,5")
    page.keyboard.press("Tab")
    after = page.locator("#words").inner_text()
    assert after != before
    assert "Verksamhetens resultat 2030" in after
    assert "change=tax_rate" in page.url
    page.locator("#undo").focus()
    page.keyboard.press("Enter")
    assert page.locator("#words").inner_text() == before


def test_every_part_answers(page: Page) -> None:
    page.get_by_label("Stagflation").check()
    page.locator("#keep").click()
    page.get_by_label("Stagflation").uncheck()
    page.locator("#seek").click()
    assert "Skattesats" in page.locator("#seek-answer").inner_text()
    page.locator("#fan").click()
    page.get_by_text("10 000 utfall är dragna").wait_for(timeout=60_000)
    assert page.locator(".band").count() > 0
    with page.expect_download() as download:
        page.locator("#save").click()
    assert download.value.suggested_filename == "mitt-scenario.yml"
    page.locator("#lever-wage_growth-0").fill("hundra")
    page.locator("#lever-wage_growth-0").press("Tab")
    assert "hundra är inget tal" in page.locator("#problems").inner_text()


def test_an_answer_leaves_no_more_on_the_page_than_the_first(page: Page) -> None:
    """The work of a move is bounded; how long it takes is measured by `make bench`."""
    before = page.locator("*").count()
    page.evaluate("() => { for (let i = 0; i < 50; i++) show(null); }")
    assert page.locator("*").count() == before
    assert page.locator("#charts *").count() < 2_000


EVIL = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "';alert(1)//",
]


def test_a_hundred_links_run_no_script_and_are_refused_in_words(page: Page, folder: Path) -> None:
    address = (folder / "what_if.html").as_uri()
    for text in EVIL:
        for name in ("s", "p", "f", "set", "change", "x", "__proto__", "constructor", "b", text):
            for form in (f"{name}={text}", f"{name}=tax_rate:2027={text}", f"{text}"):
                page.goto("about:blank")
                page.goto(f"{address}#{form}")
                assert page.locator("#problems").is_visible(), form
                assert page.locator("#problems script, #problems img").count() == 0


def test_a_figure_reaches_its_printed_cell_by_two_keys(page: Page, folder: Path) -> None:
    page.goto((folder / "how.html").as_uri() + "#net_result@2027")
    page.locator("section:target a[href^='#t-']").first.focus()
    page.keyboard.press("Enter")
    cell = page.locator("td:target")
    assert cell.is_visible()
    assert cell.inner_text() == "250"
