"""What the figures of a chart rest on (*källa*): the documents, and who has calculated the rest."""

from collections.abc import Iterator

from markupsafe import Markup

from analysis import catalogue
from analysis.inputs.plan_record import Plan
from analysis.report.blocks.table import Table
from analysis.report.blocks.view import Reader, View

MOST = 1
"""Tables of a document that are named; where there are more, the document alone is."""
TABLE = "table-"
"""Ahead of the id of a printed table, among the figures that a cell names."""


def source_of(view: Reader, table: Table) -> Markup:
    """Under a chart: the printed tables that its figures come from, else that they are calculated
    from the plan's first document; nothing where no plan is read. Titles and headings are in
    Swedish in any language."""
    if not isinstance(view, View):
        return Markup("")
    plan = view.projection.plan
    found: dict[str, dict[str, None]] = {}
    for document, heading in printed(plan, table):
        found.setdefault(document, {})[heading] = None
    key = "chart.source" if found else "chart.calculated"
    if not found:
        found = {next(iter(plan.file.documents), ""): {}}
    said = [_said(plan, document, list(headings)) for document, headings in found.items()]
    swedish = Markup("") if view.language == "sv" else Markup(' lang="sv"')
    titles = Markup("<span{}>{}</span>").format(swedish, "; ".join(filter(None, said)))
    return Markup('<p class="note">{}</p>').format(
        Markup(catalogue.text(key, view.language, documents="{}")).format(titles)
    )


def printed(plan: Plan, table: Table) -> Iterator[tuple[str, str]]:
    """Document and heading of each printed table that figures of `table` come from."""
    for row in table.rows:
        for name in " ".join(row.figures).split():
            if name.startswith(TABLE):
                spec = plan.specs[name.removeprefix(TABLE)]
                yield spec.document, spec.heading
            line = name.rpartition(":")[2].partition("@")[0]
            for own in plan.published.get(line, {}).values():
                yield own.document, own.heading


def _said(plan: Plan, document: str, headings: list[str]) -> str:
    if document not in plan.file.documents:
        return ""
    title = plan.file.documents[document].title
    named = [heading.rstrip(" :") for heading in headings] if len(headings) <= MOST else []
    return ", ".join([title, *named])
