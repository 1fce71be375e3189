"""The what-if page and `how.html` in a browser: no requests, no faults, by keyboard, on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page

from analysis.inputs.continuation import LATEST
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.model.projection import Projection, project
from analysis.report.blocks.view import View
from analysis.report.notebook import registry
from analysis.report.output.how.methods import told_methods
from analysis.report.output.how.page import how_page
from analysis.report.output.what_if.page import what_if_page
from analysis.study.opened import open_base, open_plan
from analysis.trace.plan_trace import trace_plan

BOARD = "norrbotten-2023"
"""A plan that knows no more of the result than the net cost of a board."""
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    calibration = calibrate(load_plan("norrbotten-2025"))
    projection = project(calibration, load_scenario("base", calibration.plan))
    traced, folder = trace_plan(calibration), tmp_path_factory.mktemp("pages")
    for name, language in (("what_if.html", "sv"), ("what_if_en.html", "en")):
        written = what_if_page(projection, language, "0" * 64, traced)
        (folder / name).write_text(written, "utf-8")
    for name, plan, horizon in (("longer", "norrbotten-2025", LATEST), ("board", BOARD, None)):
        other = open_base(open_plan(plan, horizon))
        (folder / f"{name}.html").write_text(what_if_page(other, "sv", "0" * 64), "utf-8")
    methods = told_methods(View(projection, None, "sv"), registry().methods)
    (folder / "how.html").write_text(how_page(projection, traced, "sv", "…", methods), "utf-8")
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
        "how.html#made-uncertainty_fan",
        "how.html#made-capitation",
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


CHARTS = """() => [...document.querySelectorAll("#charts svg")].map(svg => {
  const box = svg.getBoundingClientRect(), texts = [...svg.querySelectorAll("text")];
  const boxes = texts.map(t => t.getBoundingClientRect());
  const scale = box.width / svg.viewBox.baseVal.width;
  return {
    letters: Math.min(...texts.map(t => parseFloat(getComputedStyle(t).fontSize) * scale)),
    outside: boxes.filter(b => b.left < box.left - 1 || b.right > box.right + 1).length,
    upon: boxes.filter((b, i) => boxes.some((o, j) => j > i && b.left < o.right && o.left < b.right
      && b.top + 3 < o.bottom && o.top + 3 < b.bottom)).length,
    zero: svg.querySelectorAll(".zero").length, cut: svg.querySelectorAll(".cut").length,
  };
})"""


FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.mark.parametrize("name", ["what_if.html", "what_if_en.html", "longer.html", "board.html"])
def test_charts_can_be_read_on_every_screen_and_tell_whether_zero_is_left_out(
    page: Page, folder: Path, name: str
) -> None:
    page.goto((folder / name).as_uri() + "#change=operating_costs:2025=-900")
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(FRAMES)
        charts = page.evaluate(CHARTS)
        assert len(charts) == (1 if name == "board.html" else 4)
        for found in charts:
            assert found["letters"] >= 11, width
            assert (found["outside"], found["upon"]) == (0, 0), width
            assert (found["zero"], found["cut"]) == ((0, 1) if name == "board.html" else (1, 0))


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
    for chart in page.locator("figure:has(.band)").all():
        said = (
            chart.locator("figcaption").inner_text(),
            chart.locator("svg").get_attribute("aria-label"),
        )
        assert all("50\u00a0% och 90\u00a0% av utfallen" in words for words in said)
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


def test_a_delay_is_told_in_words_and_can_be_undone(page: Page, folder: Path) -> None:
    page.get_by_label("Investeringar skjuts upp, år", exact=True).fill("1,5")
    page.keyboard.press("Tab")
    assert "delay=investment_delay" in page.url
    assert "Investeringar skjuts upp från 2026: 1,5 år" in page.locator("#differences").inner_text()
    page.locator("#save").click()
    assert "confirm: [capital_expenditure]" in page.locator("#yaml").input_value()
    sought = page.url.split("#")[1]
    page.locator("#undo").click()
    assert "delay" not in page.url
    page.get_by_label("Investeringar skjuts upp, år", exact=True).fill("9")
    page.keyboard.press("Tab")
    assert "ska vara från 0 år till 4 år" in page.locator("#problems").inner_text()
    page.goto((folder / "what_if_en.html").as_uri() + "#" + sought)
    told = page.locator("#differences").inner_text()
    assert "Investments are delayed from 2026: 1.5 years" in told


def test_two_scenarios_stand_beside_each_other_in_goals_and_tables(page: Page) -> None:
    """What a fold holds is drawn when it is opened, stays open, and holds the new figures."""
    rows = page.locator("#goals tbody tr").count()
    before = cells(page.locator("#goals tbody tr"))
    page.locator("#keep").click()
    page.locator("#charts summary").first.click()
    page.get_by_text("Alla rader").click()
    page.get_by_label("Skattesats, kr per 100 kr", exact=True).fill("1")
    page.keyboard.press("Tab")
    assert page.locator("#goals tbody tr").count() == 3 * rows
    assert (
        cells(page.get_by_role("row", name="Jämförelsen").filter(has=page.locator("b"))) == before
    )
    assert (
        cells(page.get_by_role("row", name="Ditt scenario").filter(has=page.locator("b"))) != before
    )
    assert page.locator("#charts details[open] td").count() == 6 * 4
    assert page.locator("#lines td").count() == 2 * 6 * page.evaluate("D.lines.length")
    assert "Jämförelsen 2030: −" in str(
        page.locator("#charts svg").first.get_attribute("aria-label")
    )
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert [v["id"] for v in Axe().run(page).response["violations"]] == [], width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    shown = page.locator("#charts details[open]").inner_text()
    page.locator("#undo").click()
    assert page.locator("#charts details[open]").inner_text() != shown
    page.locator("#drop").click()
    assert page.locator("#goals tbody tr").count() == rows


def cells(rows: Locator) -> list[list[str]]:
    return [row.locator("td").all_inner_texts() for row in rows.all()]


def said(page: Page, beginning: str) -> str:
    """The sentence under *Det här händer* that begins so."""
    told = page.locator("#words").inner_text().replace("\xa0", "").splitlines()
    return next(sentence for sentence in told if sentence.startswith(beginning))


def asked(*changes: str, extends: str = "base") -> Projection:
    """What the command answers to the same question."""
    calibration = calibrate(load_plan("norrbotten-2025"))
    return project(calibration, load_scenario(extends, calibration.plan, list(changes)))


@pytest.mark.parametrize("width", [1280, 390])
def test_the_three_questions_are_answered_by_the_steps_of_the_document(
    page: Page, width: int
) -> None:
    """docs/what-if.md, *Three questions*: each step is one act on what is named there."""
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_label("Skattesats, Från", exact=True).select_option("2027")
    page.get_by_label("Skattesats, kr per 100 kr", exact=True).fill("0,5")
    page.keyboard.press("Tab")
    result = asked("tax_rate:2027-2030=0.5").lines["operating_result"][-1]
    assert f"blir {result:.0f}mnkr" in said(page, "Verksamhetens resultat 2030").replace("−", "-")

    page.get_by_role("button", name="Återställ planen").click()
    page.get_by_label("Mål", exact=True).select_option("Balanskravsresultat")
    page.get_by_label("Från", exact=True).select_option("2030")
    page.get_by_label("Till", exact=True).select_option("2030")
    page.get_by_role("button", name="Sök").click()
    row = page.locator("#seek-answer").get_by_role("row", name="Skattesats")
    needed = float(row.locator("td").first.inner_text().split()[0].replace(",", "."))
    row.get_by_role("button", name="Använd").click()
    met = [g.margin for g in asked(f"tax_rate:2030={needed}").goals if g.id == "balanced_budget"]
    assert abs(met[-1]) < 3  # as much as half of the last decimal shown
    assert "Nås nu men inte i planen: Balanskravsresultat" in page.locator("#words").inner_text()

    page.get_by_role("button", name="Återställ planen").click()
    page.get_by_label("Försenade investeringar").check()
    page.get_by_label("Svag tillväxt").check()
    year = said(page, "Kassan blir negativ").split()[3]
    both = asked("slippage:2025-2027=0.3", extends="weak-growth")
    cash = dict(zip(both.plan.years, both.lines["cash"], strict=True))
    assert cash[int(year)] < 0 <= min(v for y, v in cash.items() if y < int(year))


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
