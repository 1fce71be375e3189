"""Write docs/coverage.md: each section of the documents, where its numbers are held and shown."""

from collections.abc import Iterator
from pathlib import Path

from analysis import catalogue
from analysis.inputs.places import plan_folders
from analysis.inputs.plan import Plan, load_plan
from analysis.study.sections import Covered, Held, cover

PATH = Path(__file__).resolve().parent.parent / "docs" / "coverage.md"
HEAD = """\
# What of the documents is here

Made by `scripts/coverage.py` from `sections.csv` and `left_out.csv` of each plan; a test holds it
current, and where the documents are at hand another walks every number that they print.

Each row is a section of a document, in its order. *Numbers* is how many it prints; years and dates
of running text are not counted, as they say when and not how much. *Data* are the tables in
`data/raw/<plan>/tables/` that hold them, with the figures under this heading; *see* is a table of
the section that it belongs to, or of one within it. *Used* is what the calculation or another page
takes from them; all of it is shown, used or not: *as printed* is the chapter *Planen som tryckt*
and its sheet of the workbook. What stands in no table is argued below each document, item by item.

A picture has no text to read: the risk assessment of *Regionstyrelsens plan 2025–2027* (appendix 2,
pages 35–42) is printed as pictures, and what they say is not here. That of 2023 is a table, and is.
"""
WORDS = {"text": "words only", "left_out": "left out, below", "missing": "**missing**"}


def coverage() -> str:
    """The page as Markdown."""
    parts = [HEAD]
    for name, folder in plan_folders().items():
        plan = load_plan(folder)
        if found := cover(plan):
            parts += [f"## {plan.file.title.en}", f"`{name}`", *_documents(plan, found)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _documents(plan: Plan, found: tuple[Covered, ...]) -> Iterator[str]:
    """A table for each document, and one of what is left out of it."""
    for document in dict.fromkeys(covered.section.document for covered in found):
        own = [covered for covered in found if covered.section.document == document]
        yield f"### {plan.file.documents[document].title}"
        head = "| section | page | numbers | data | used | shown |\n|---|---|---|---|---|---|"
        yield "\n".join([head, *map(_row, own)])
        if items := [item for covered in own for item in covered.left_out]:
            yield "Left out:"
            head = "| section | as printed | numbers | why |\n|---|---|---|---|"
            rows = (_cells(i.heading, f"“{i.wording}”", i.count, i.en) for i in items)
            yield "\n".join([head, *rows])


def _row(covered: Covered) -> str:
    section, held = covered.section, covered.own
    name = "\u2003" * (section.level - 1) + section.heading
    if covered.status != "held":
        return _cells(
            name, section.page or "", section.numbers or "", WORDS[covered.status], "", ""
        )
    if not held:
        see = ", ".join(f"`{t}`" for t in dict.fromkeys(h.read.table.id for h in covered.family))
        return _cells(name, section.page or "", section.numbers, f"see {see}", "", "as printed")
    data = "; ".join(f"`{h.read.table.id}` ({h.figures})" for h in held)
    return _cells(name, section.page or "", section.numbers, data, _used(held), "as printed")


def _used(held: tuple[Held, ...]) -> str:
    """What uses the tables, or the rows of running text that stand in the section."""
    parts = dict.fromkeys(
        use.part
        for h in held
        for use in h.read.uses
        if h.rows is None or use.row is None or use.row in h.rows
    )
    keys = [f"read.use.{part}" for part in parts]
    return ", ".join(catalogue.text(k, "en") for k in keys if catalogue.texts.has_text(k)) or "–"


def _cells(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    PATH.write_text(coverage(), encoding="utf-8")
