"""What is said of a printed table: where it stands, how it agrees, and what uses it."""

from collections.abc import Iterable
from decimal import Decimal

from markupsafe import Markup, escape

from analysis import catalogue
from analysis.inputs.audit import Finding
from analysis.inputs.sections import read_sections
from analysis.inputs.tables import Table
from analysis.report.blocks.missing import parameter_label
from analysis.report.blocks.view import View
from analysis.study.as_read import LINE, PARAMETERS, Read, Use
from analysis.study.sections import Covered

UNITS = frozenset({"mnkr", "tkr", "kr", "pct", "persons"})
"""Units that a number is told in; others are words of the print."""


def printed(view: View, text: str) -> str:
    """Words of the print: marked as Swedish on a page in another language, else as they stand."""
    return (
        text
        if view.language == "sv" or not text
        else Markup('<span lang="sv">{}</span>').format(text)
    )


def told(view: View, key: str, **values: object) -> str:
    """A text of the catalogue around words of the print; markup only in another language."""
    if view.language == "sv":
        return view.text(key, **values)
    return Markup(escape(view.text(key))).format(**values)


def joined(view: View, between: str, said: Iterable[str]) -> str:
    """Texts in a row, as markup in another language."""
    kept = filter(None, said)
    return between.join(kept) if view.language == "sv" else Markup(between).join(kept)


def place(view: View, table: Table) -> str:
    """The heading of a table with its page, as the document prints them; where the table states
    none, the page that its section, or the nearest one around it, begins on."""
    page = table.spec.page
    at = view.text("read.page", page=page) if page else ""
    if not page and (found := view.once(_begins).get((table.spec.document, table.spec.heading))):
        at = view.text("read.page_from", page=found)
    return joined(view, "", (printed(view, table.spec.heading), at))


def _begins(view: View) -> dict[tuple[str, str], int]:
    """The page that a section, or else the nearest section around it, begins on, by document and
    heading; a heading that stands twice has the first."""
    found: dict[tuple[str, str], int] = {}
    around: dict[str, dict[int, int]] = {}
    for section in read_sections(view.projection.plan):
        above = around.get(section.document, {})
        own = {level: page for level, page in above.items() if level < section.level}
        if section.page:
            own[section.level] = section.page
        around[section.document] = own
        if own:
            found.setdefault((section.document, section.heading), own[max(own)])
    return found


def document(view: View, table: Table) -> str:
    """The title of the document that a table stands in."""
    return view.projection.plan.file.documents[table.spec.document].title


def size(table: Table) -> int:
    """How many figures, or texts of a list, the print holds."""
    cells = sum(cell.value is not None for cell in table.cells)
    return cells + sum(value not in (None, "") for item in table.items for value in item.values())


def audited(view: View, findings: Iterable[Finding]) -> str:
    """The audit's word on a table: how many comparisons, and what does not agree."""
    found = list(findings)
    if not found:
        return view.text("read.no_checks")
    off = [f for f in found if f.status != "agrees"]
    return view.text("read.checks", count=len(found), off=len(off))


def unlike(view: View, findings: Iterable[Finding]) -> str:
    """Each figure that does not agree, as printed and recomputed, with the plan's reason."""
    said = (
        told(
            view,
            "read.off",
            place=printed(view, " – ".join(filter(None, (f.row, f.column)))),
            printed=figure(view, f.printed),
            computed=figure(view, f.computed),
            reason=printed(view, f.reason) if f.reason else view.text("read.unexplained"),
        )
        for f in found_off(findings)
    )
    return joined(view, " ", said)


def found_off(findings: Iterable[Finding]) -> list[Finding]:
    """Those that do not agree."""
    return [f for f in findings if f.status != "agrees"]


def uses(view: View, found: Iterable[Use]) -> str:
    """What uses a table or a row, each once, in the reader's words."""
    return ", ".join(dict.fromkeys(use_of(view, use) for use in found))


def use_of(view: View, use: Use) -> str:
    """What uses it: the assumption, the line, or the page that shows it at work."""
    if use.part == LINE:
        return view.label(use.name)
    if use.part == PARAMETERS:
        return parameter_label(view, use.name)
    return view.text(f"read.use.{use.part}") if _known(use.part) else use.part


def used(view: View, read: Read) -> str:
    """What uses the table and which of its rows, or that nothing does."""
    rows = dict.fromkeys(use.row for use in read.uses)
    said = [_used_row(view, read, row) for row in rows]
    return joined(view, "; ", said) or view.text("read.unused")


def _used_row(view: View, read: Read, row: str | int | None) -> str:
    """A row with what uses it; what uses the whole table without one."""
    said = uses(view, read.of_row(row))
    if row is None:
        return said
    items = read.table.items
    name = cell(view, items[row][read.table.header[0]]) if isinstance(row, int) else row
    more = "" if said == name else f" ({said})"
    return joined(view, "", (printed(view, name), more))


def parts(view: View, read: Read) -> str:
    """What parts of the calculation or the report use the table, or that none does."""
    kinds = dict.fromkeys(use.part for use in read.uses)
    said = [view.text(f"read.use.{kind}") for kind in kinds if _known(kind)]
    return ", ".join(said) or view.text("read.unused_word")


def _known(part: str) -> bool:
    return catalogue.texts.has_text(f"read.use.{part}")


def column(view: View, name: str) -> str:
    """What a column of a list is called; its own name where the catalogue has no word for it."""
    key = f"read.column.{name}"
    known = catalogue.texts.has_text(key)
    return view.text(key) if known else catalogue.texts.sentence(name.replace("_", " "))


def figure(view: View, value: Decimal) -> str:
    """A figure with the decimals that it is printed with."""
    exponent = value.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return catalogue.number(float(value), "mnkr", view.language, places)


def cell(view: View, value: str | Decimal | None, unit: object = "") -> str:
    """A cell as printed; – where nothing is, and a year without a space in it."""
    if isinstance(value, Decimal):
        return str(value) if unit == "year" else figure(view, value)
    return value or catalogue.number_format.NO_VALUE


def note(view: View) -> str:
    """Which documents the plan is read from, and its own note on what it holds."""
    plan = view.projection.plan
    titles = dict.fromkeys(plan.file.documents[s.document].title for s in plan.specs.values())
    names = catalogue.enumerate_words([*titles], view.language)
    said = told(view, "read.from", documents=printed(view, names))
    return joined(view, " ", (said, printed(view, (plan.file.note or "").strip())))


def say_note(view: View) -> str:
    """The same as a paragraph."""
    said = note(view)
    return said if view.language == "sv" else Markup('<p class="headline">{}</p>').format(said)


def section(view: View, covered: Covered) -> str:
    """Where the numbers of a section stand: its tables, those of its family, or why nowhere."""
    if covered.status == "text":
        return view.text("read.words_only")
    reasons = dict.fromkeys(getattr(item, view.language) for item in covered.left_out)
    why = view.text("read.left_out", why=", ".join(reasons)) if reasons else ""
    held = covered.own or (covered.family if covered.status == "held" else ())
    places = (place(view, one.read.table) for one in held)
    return joined(view, "; ", (*dict.fromkeys(places), why))
