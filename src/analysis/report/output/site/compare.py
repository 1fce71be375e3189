"""Any two reports of a plan side by side: a page for each report, with every other to choose.

Nothing is calculated: the figures are those of the results, and a difference is the one less the
other. What is chosen is a place in the page, so that no script is needed.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from analysis import catalogue
from analysis.report.blocks.look import look_css
from analysis.report.blocks.table import Row, Table
from analysis.report.output.html import page_style, with_cards
from analysis.report.output.site.figures import figure_of, led
from analysis.report.output.site.found import Found

LINES = (
    "tax_revenue",
    "state_grants",
    "net_operating_cost",
    "net_result",
    "balanced_budget_result",
    "measures_needed",
    "cash",
    "self_financing_ratio",
    "solidity_full",
)
"""Lines that are held against each other, where both results have them."""
MARK = b'<body class="site">'
PEEK = 100_000
"""Bytes of a page before which its body begins."""
WORDS = ("skip", "choose", "open", "nothing")


def compare_name(report: Found) -> str:
    """The page of a report, beside its folder."""
    return f"compare-{report.folder[1]}.html"


def is_compare_page(path: Path) -> bool:
    """Whether a file is such a page, and not one that someone else has put there."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return MARK in file.read(PEEK)


def compare_page(report: Found, others: Sequence[Found], language: str) -> str:
    """The page that holds `report` against each of `others`, reports of the same plan."""

    def text(key: str, **values: object) -> str:
        return catalogue.text(f"site.compare.{key}", language, **values)

    against = [
        {
            "id": other.folder[1],
            "language": other.told.language,
            "title": other.told.title,
            "heading": text("heading", one=report.told.title, other=other.told.title),
            "href": f"{other.folder[1]}/index.html",
            "table": led(
                difference(report, other, language),
                {each.folder[1]: each for each in (report, other)},
                language,
            ),
        }
        for other in others
    ]
    page = _template().render(
        language=language,
        words={word: text(word) for word in WORDS},
        title=report.told.title,
        heading=text("page", title=report.told.title),
        own=f"{report.folder[1]}/index.html",
        back=text("back"),
        against=against,
        css=Markup(page_style() + look_css(report.told.look.look, "link")),
    )
    return with_cards(str(page))


def difference(one: Found, other: Found, language: str) -> Table:
    """Each line of both, and the one less the other, over the years that both have."""
    years = [year for year in one.result.years if year in other.result.years]
    caption = catalogue.text("site.compare.caption", language)
    head = (catalogue.text("site.compare.line", language), *map(str, years))
    rows = [row for line in LINES for row in _rows(line, one, other, years, language)]
    return Table(caption, head, tuple(rows), (True,) * len(years))


def _rows(line: str, one: Found, other: Found, years: list[int], language: str) -> list[Row]:
    unit, found = catalogue.unit(line), []
    for report in (one, other):
        values = dict(zip(report.result.years, report.result.lines.get(line, ()), strict=False))
        found.append([values.get(year) for year in years])
    if any(value is None for values in found for value in values):
        return []
    name = f"{catalogue.label(line, language)}, {catalogue.text(f'unit.{unit}', language)}"
    shown = [
        tuple(catalogue.number(float(v or 0), unit, language) for v in values) for values in found
    ]
    apart = catalogue.unit_of_change(unit)
    less = tuple(
        catalogue.signed(float(a or 0) - float(b or 0), apart, language)
        for a, b in zip(*found, strict=True)
    )
    own = [tuple(figure_of(each, line, year) for year in years) for each in (one, other)]
    named = [
        Row(f"{name}: {report.told.title}", cells, "", figures)
        for report, cells, figures in zip((one, other), shown, own, strict=True)
    ]
    words = catalogue.text("site.compare.difference", language, line=name)
    return [*named, Row(words, less, "total", own[0])]


@cache
def _template() -> Template:
    source = (files("analysis.report.output.site") / "compare.html.j2").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
