"""Every page of a report at four widths: nothing out of sight, nothing asked of the network."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from analysis.catalogue import LANGUAGES
from analysis.inputs.places import plan_folders
from analysis.report.output.build import HANDED, build_report
from analysis.report.output.site.page import write_site

WIDTHS = (390, 768, 1280, 1920)
HEIGHT = "document.documentElement.scrollHeight"
OPEN = "document.querySelectorAll('details').forEach(d => d.open = true)"
# What scrolls sideways must say so and be reachable by keyboard: a named region with a tab stop.
OUT_OF_SIGHT = """() => {
  const marked = '[role=region][tabindex="0"][aria-label]';
  const width = document.documentElement.clientWidth, found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const holder = texts.currentNode.parentElement;
    const head = holder.closest('thead');
    if (head && getComputedStyle(head).overflow === 'hidden') continue;  // told in each cell
    if (holder.closest(`.skip, ${marked}`) || !texts.currentNode.textContent.trim()) continue;
    const range = document.createRange();
    range.selectNode(texts.currentNode);
    const box = range.getBoundingClientRect();
    if (box.width && (box.right > width + 1 || box.left < -1))
      found.push(`${holder.tagName}: ${holder.textContent.trim().slice(0, 60)}`);
  }
  for (const box of document.querySelectorAll('body *'))
    if (['auto', 'scroll'].includes(getComputedStyle(box).overflowX)
        && box.scrollWidth > box.clientWidth + 1 && !box.matches(marked))
      found.push(`${box.tagName}.${box.className} scrolls sideways`);
  if (document.documentElement.scrollWidth > width) found.push('the page scrolls sideways');
  return found;
}"""

# Words of a figure or a unit that stand on two lines.
BROKEN = """() => [...document.querySelectorAll('main td.n, main td.w')].flatMap(cell => {
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), found = [];
  while (texts.nextNode())
    for (const word of texts.currentNode.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
      if (lines.size > 1) found.push(`broken: ${word[0]}`);
    }
  return found;
})"""


# The smallest letters of each picture, in pixels as they are shown: those of pictures in SVG are
# paths of a font of 100 units, each text with its own scale.
LETTERS = """() => [...document.querySelectorAll('img[src^="data:image/svg"]')].flatMap(image => {
  const svg = atob(image.src.split(',')[1]);
  const sizes = [...svg.matchAll(/scale\\(([\\d.]+) -[\\d.]+\\)/g)].map(found => 100 * found[1]);
  const wide = svg.match(/<svg[^>]* width="([\\d.]+)pt"/)[1];
  return sizes.length
    ? [[image.alt, Math.min(...sizes) * image.getBoundingClientRect().width / wide]] : [];
}).concat([...document.querySelectorAll('svg text')].map(text =>
  [text.textContent, parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a]))"""
LEAST_LETTERS = 11


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_report("norrbotten-2025", "stagflation", tmp_path_factory.mktemp("reports"))


OTHERS = [(name, language) for name in sorted(plan_folders()) for language in LANGUAGES]


@pytest.fixture(
    scope="module",
    params=[
        None,
        *(pytest.param(each, marks=pytest.mark.slow, id="-".join(each)) for each in OTHERS),
    ],
)
def any_report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fullest report; if slow tests are asked for, every plan in both languages as well."""
    if request.param is None:
        return request.getfixturevalue("report")
    plan, language = request.param
    return build_report(plan, "base", tmp_path_factory.mktemp("reports"), language)


@pytest.fixture
def page(browser: Browser) -> Page:
    opened = browser.new_page(reduced_motion="reduce")
    opened.set_default_timeout(120_000)
    yield opened
    opened.close()


@pytest.mark.timeout(600)
def test_no_figure_is_out_of_sight_at_any_width_and_nothing_is_requested(
    page: Page, any_report: Path
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    faults = []
    pages = sorted(any_report.glob("*.html"))
    for path in pages:
        page.goto(path.as_uri())
        page.evaluate(OPEN)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 1000})
            found = page.evaluate(OUT_OF_SIGHT) + page.evaluate(BROKEN)
            faults += [f"{path.name} {width}: {fault}" for fault in found]
    assert faults == []
    beyond = [url for url in asked if not url.startswith(("file:", "data:"))]
    assert (len(pages) > 5, beyond) == (True, [])


@pytest.mark.timeout(600)
def test_letters_of_every_picture_are_read_on_a_phone(page: Page, any_report: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 1000})
    sizes, pictures = [], 0
    for path in sorted(any_report.glob("*.html")):
        page.goto(path.as_uri())
        page.evaluate(OPEN)
        sizes += [(path.name, words, size) for words, size in page.evaluate(LETTERS)]
        pictures += page.locator('img[src^="data:image/svg"]').count()
    assert [each for each in sizes if each[-1] < LEAST_LETTERS] == []
    assert len(sizes) >= pictures, "every picture has been read"


@pytest.mark.parametrize("name", ["index.html", "what_if.html", "how.html"])
def test_a_dark_page_keeps_its_contrast(browser: Browser, report: Path, name: str) -> None:
    page = browser.new_page(reduced_motion="reduce", color_scheme="dark")
    page.goto(f"{(report / name).as_uri()}#net_result@2027")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    options = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
    found = Axe().run(page, options=options).response["violations"]
    page.close()
    assert (paper, found) == ("rgb(21, 24, 28)", [])


def test_the_site_is_searched_from_a_file_by_keyboard_and_asks_for_nothing(
    page: Page, report: Path
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    site = write_site(report.parents[1], "sv", HANDED)[0]
    page.goto(site.as_uri())
    found = {}
    for query in ("arets resultat", "ÅRETS RESULTAT", "löner", "loner", "lØner", "zz"):
        page.fill("#query", query)
        found[query] = page.locator("#hits > li > b").all_text_contents()
    # å, ä and ö are letters of their own for who writes them, and found by who cannot.
    assert "Årets resultat" in found["arets resultat"]
    assert found["arets resultat"] == found["ÅRETS RESULTAT"]
    assert {*found["löner"]} == {*found["lØner"]} < {*found["loner"]}
    assert page.inner_text("#status") == "Inga träffar"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 1000})
        assert page.evaluate(OUT_OF_SIGHT) == []
    page.fill("#query", "soliditet")
    page.focus("#query")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stagflation/*.html")
    assert all(url.startswith("file:") for url in asked)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_long_list_is_searched_and_ordered_by_keyboard(
    page: Page, report: Path, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    page.goto((report / "plan_as_printed.html").as_uri())
    page.evaluate(OPEN)
    lists = page.locator(".list")
    at = max(range(lists.count()), key=lambda n: lists.nth(n).locator("tbody tr").count())
    rows = lists.nth(at).locator("tbody tr")
    written = rows.all_text_contents()
    query = page.locator(f"#find-{at}")
    query.focus()
    page.keyboard.type(rows.nth(5).locator("td").nth(2).inner_text().upper())
    shown = [row for row in rows.all() if row.is_visible()]
    assert 0 < len(shown) < len(written)
    status = page.locator(".tools").nth(at).get_by_role("status").inner_text()
    assert status.startswith(f"{len(shown)} av {len(written)} rader")
    page.keyboard.press("Escape")
    assert all(row.is_visible() for row in rows.all())
    page.keyboard.press("Tab")
    page.keyboard.press("End")  # the last column, of amounts
    amounts = [row.locator("td").last.inner_text() for row in rows.all()]
    numbers = [
        float(a.replace("\u00a0", "").replace("−", "-").replace(",", "."))
        for a in amounts
        if any(map(str.isdigit, a))
    ]
    assert numbers == sorted(numbers)
    page.keyboard.press("Home")
    assert rows.all_text_contents() == written


def test_the_printed_sums_of_a_list_stay_at_its_foot(page: Page, report: Path) -> None:
    page.goto((report / "investment_lists.html").as_uri())
    page.evaluate(OPEN)
    rows = page.locator(".list").nth(1).locator("tbody tr")
    page.select_option("#order-1", "4")
    amounts = [row.locator("td").last.inner_text() for row in rows.all()]
    sums = page.locator(".list").nth(1).locator("tr.total")
    assert amounts[-1] == "693,7"
    assert rows.all_text_contents()[-sums.count() :] == sums.all_text_contents()
    page.fill("#find-1", "ingenting")
    assert [row.is_visible() for row in rows.all()].count(True) == sums.count() == 10
    assert page.locator(".list").nth(1).locator("th[aria-sort=ascending]").count() == 1


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "width", [390, 1280, *(pytest.param(width, marks=pytest.mark.slow) for width in (768, 1920))]
)
def test_axe_finds_nothing_on_any_page(page: Page, any_report: Path, width: int) -> None:
    faults = []
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    site = write_site(any_report.parents[1], "sv", HANDED)[0]
    for path in [site, *sorted(any_report.glob("*.html"))]:
        page.set_viewport_size({"width": width, "height": 1000})
        page.goto(path.as_uri())
        # The whole page in view: a bar that stays at the lower edge covers what lies at the fold,
        # which a reader scrolls clear of it and axe cannot.
        page.set_viewport_size({"width": width, "height": page.evaluate(HEIGHT)})
        found = Axe().run(
            page,
            options={"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]},
        )
        faults += [
            f"{path.name}: {fault['id']} {fault['nodes'][0]['html'][:80]}"
            for fault in found.response["violations"]
        ]
    assert faults == []
