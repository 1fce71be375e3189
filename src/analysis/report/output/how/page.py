"""The page itself: one section a figure and one a printed table, opened by their links alone."""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TypedDict

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from analysis import catalogue
from analysis.catalogue.lines import line_items
from analysis.inputs.tables import Table
from analysis.model.projection import Projection
from analysis.report.blocks.chart import TABLE
from analysis.report.blocks.explanation import shown, source_parts
from analysis.report.blocks.look import look_css
from analysis.report.blocks.titles import title_of
from analysis.report.output.how.figures import Figure, Figures
from analysis.report.output.how.methods import Told
from analysis.study.figure_names import EARLIER, figure_id, printed_cell, printed_place
from analysis.study.labels import value_label
from analysis.study.provenance import Source, known_before
from analysis.trace.mathematics import Mathematics
from analysis.trace.plan_trace import PlanTrace

PAGE = "how.html"
FOLDER = "analysis.report.output.how"


def how_page(
    projection: Projection,
    traced: PlanTrace,
    language: str,
    made: str,
    methods: Sequence[Told] = (),
) -> str:
    """The page of a projection; `made` says what it was made from, `methods` how the tables are
    made whose numbers are no values of the calculation."""
    figures = Figures(projection, traced, language)
    css = (files(FOLDER) / "page.css").read_text(encoding="utf-8")
    css += look_css(projection.plan.file.look, "blue")
    words = {k.removeprefix("how."): catalogue.text(k, language) for k in catalogue.keys("how.")}
    tables = [projection.plan.table(name) for name in projection.plan.specs]
    printed = [_table(each, projection) for each in tables if each.cells]
    places = {each["id"] for each in printed}
    places |= {cell for each in printed for _, cells in each["rows"] for cell, _ in cells}
    uses = _uses(figures, places)
    return _template().render(
        language=language,
        policy=f"default-src 'none'; style-src {_hash(css)}; base-uri 'none'; form-action 'none'",
        css=Markup(css),
        t=words,
        plan=getattr(projection.plan.file.title, language),
        scenario=title_of(projection, language),
        made=made,
        sections=[
            *(_section(figures, each, places) for each in figures.all),
            *_before(projection, places, language),
        ],
        tables=printed,
        methods=[_method(figures, each, places) for each in methods],
        uses=uses,
        groups=_groups(figures),
    )


def places_of(page: str) -> frozenset[str]:
    """The places on the page that a figure may lead to."""
    return frozenset(re.findall(r'\bid="([^"]+)"', page))


def _groups(figures: Figures) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The lines in the last year by the part of the budget that they belong to, in the order of the
    codebook: title, place and value of each."""
    last = {each[0]: each for each in figures.all if _last(figures, each)}
    found: dict[str, list[tuple[str, str, str]]] = {}
    for line, item in line_items().items():
        if line in last:
            each = last[line]
            told = (figures.title(each), figures.id(each), figures.value(each))
            found.setdefault(item.block, []).append(told)
    return [
        (catalogue.text(f"how.block.{block}", figures.language), lines)
        for block, lines in found.items()
    ]


def _last(figures: Figures, figure: Figure) -> bool:
    """Whether a figure is that of a line in the last year: the list that the page begins with."""
    return figure[0] in figures.projection.lines and figures.year(figure) in (
        None,
        figures.projection.years[-1],
    )


def _section(figures: Figures, figure: Figure, places: set[str]) -> dict[str, object]:
    def told(found: list[Figure]) -> list[tuple[str, str, str]]:
        return [(figures.id(f), figures.title(f), figures.value(f)) for f in found]

    own = figures.printed(figure)
    unknown = figure[0] in figures.projection.calibration.stand_ins
    return {
        "id": figures.id(figure),
        "title": figures.title(figure),
        "value": figures.value(figure),
        "unknown": catalogue.text("explain.unknown", figures.language) if unknown else "",
        "math": "" if unknown else _math(figures.mathematics(figure)),
        "inputs": told(figures.inputs(figure)),
        "users": told(figures.users.get(figure, [])),
        "sources": [(_anchor(s, places), _told(s, figures.language)) for s in own],
        "roots": [(_anchor(s, places), _brief(s)) for s in figures.roots(figure)],
    }


def _method(figures: Figures, told: Told, places: set[str]) -> dict[str, object]:
    """A method with the figures that it names and the printed tables that these rest on."""
    known = {figures.id(each): each for each in figures.all}
    own = [known[name] for name in told.figures if name in known]
    printed = {f"#{TABLE}{name}": told.tables[name] for name in told.tables}
    sources = {
        _anchor(source, places): _brief(source)
        for each in own
        for source in [*figures.printed(each), *figures.roots(each)][:1]
    }
    return {
        "told": told,
        "inputs": [(figures.id(each), figures.title(each), figures.value(each)) for each in own],
        "parts": [(part.figure if part.figure in known else "", part.words) for part in told.parts],
        "roots": [(at, words) for at, words in (sources | printed).items() if at[1:] in places],
    }


def _before(projection: Projection, places: set[str], language: str) -> Iterator[dict[str, object]]:
    """The figures of years before the plan: nothing calculates them, each has its source alone."""
    plan = projection.plan
    for line, year in ((line, year) for line, known in plan.history.items() for year in known):
        source = known_before(plan, line, year)
        if source is not None:
            yield {
                "id": f"{EARLIER}{figure_id(line, year)}",
                "title": f"{value_label(line, language)} {year}",
                "value": shown(source.value, source.unit, language),
                "unknown": "",
                "math": "",
                "inputs": (),
                "users": (),
                "sources": [(_anchor(source, places), _told(source, language))],
                "roots": (),
            }


def _uses(figures: Figures, places: set[str]) -> dict[str, str]:
    """The figure that each printed cell is the source of: the line itself before what is made of
    it, and a year before the plan."""
    lines, plan = figures.projection.lines, figures.projection.plan
    found: dict[str, str] = {}
    for figure in sorted(figures.all, key=lambda each: each[0] not in lines):
        for source in figures.printed(figure):
            found.setdefault(_anchor(source, places), figures.id(figure))
    for line, year in ((line, year) for line, known in plan.history.items() for year in known):
        if (own := known_before(plan, line, year)) is not None:
            found.setdefault(_anchor(own, places), f"{EARLIER}{figure_id(line, year)}")
    return found


def _told(source: Source, language: str) -> Markup:
    """A source in one sentence; what is Swedish in every language says so on another page."""
    return Markup("").join(
        Markup('<span lang="sv">{}</span>').format(text) if swedish and language != "sv" else text
        for text, swedish in source_parts(source, language)
    )


def _brief(source: Source) -> str:
    """A printed figure in few words: document, heading, row and year."""
    parts = (source.document, source.heading, f"{source.row} {source.year or ''}".rstrip())
    return ", ".join(part for part in parts if part)


def _math(found: Mathematics | None) -> Markup:
    if found is None:
        return Markup("")
    rows = [(f"{name}<mo>=</mo>", text) for name, text in found.steps]
    lines = [*rows, ("<mo>=</mo>", found.formula)]
    return Markup(
        "".join(f'<p><math display="block"><mrow>{a}{b}</mrow></math></p>' for a, b in lines)
    )


def _anchor(source: Source, places: set[str]) -> str:
    """The place of a printed figure on the page: its cell, else its table (a sum of several rows
    has no cell of its own); nothing where it stands in no table."""
    wanted = printed_cell(source.table, source.row, source.year or "").split()
    found = next((place for place in wanted if place in places), None)
    return f"#{found}" if found else ""


class PrintedTable(TypedDict):
    """A printed table: each row with its label, and its figures with the place of each."""

    id: str
    caption: str
    columns: list[str]
    rows: list[tuple[str, list[tuple[str, str]]]]


def _table(table: Table, projection: Projection) -> PrintedTable:
    """A printed table as it stands, each figure with a place of its own."""
    columns = list(dict.fromkeys(cell.column for cell in table.cells))
    by_row: dict[tuple[str, ...], dict[str, str]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.labels, {})[cell.column] = (
            "" if cell.value is None else str(cell.value)
        )
    document = projection.plan.file.documents.get(table.spec.document)
    heading = f"{document.title if document else table.spec.document}: {table.spec.heading}"
    taken: set[str] = set()
    rows = []
    for labels, values in by_row.items():
        ids = [printed_place(table.id, labels[-1], column) for column in columns]
        rows.append(
            (
                " – ".join(labels),
                [
                    ("" if i in taken else i, _figure(values.get(c, "")))
                    for i, c in zip(ids, columns, strict=True)
                ],
            )
        )
        taken.update(ids)
    return {"id": f"table-{table.id}", "caption": heading, "columns": columns, "rows": rows}


def _figure(text: str) -> str:
    """A printed figure with a true minus and a decimal comma, as the document has it."""
    return text.replace("-", catalogue.number_format.MINUS).replace(".", ",")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _template() -> Template:
    source = (files(FOLDER) / "page.html.j2").read_text(encoding="utf-8")
    options = {"trim_blocks": True, "lstrip_blocks": True}
    return Environment(autoescape=True, undefined=StrictUndefined, **options).from_string(source)  # type: ignore[arg-type]
