"""Investment lists item by item, in the unit of print, with their sums as printed."""

from collections.abc import Callable, Sequence

from analysis import catalogue
from analysis.inputs.audit import Finding
from analysis.inputs.investments import Investment
from analysis.inputs.investments_schema import ItemList
from analysis.report.blocks.parts import Parts
from analysis.report.blocks.table import Listing, Row, Table, swedish_columns
from analysis.report.chapters.investment_lists.tables import listed

HEAD = ("name", "whose", "category", "kind")
MOST = 3
"""Decimals that an amount is told with at most."""
Write = Callable[[float | None], str]


def items(view: Parts) -> tuple[Table, ...]:
    """A table of each list, closed: its items in the order of print, its printed sums last."""
    assert view.investments is not None
    found = view.investments.investments
    return tuple(
        _list(view, spec, [item for item in found.items if item.list == name])
        for name, spec in found.file.lists.items()
    )


def _list(view: Parts, spec: ItemList, held: Sequence[Investment]) -> Table:
    amounts = [None if item.amount is None else item.amount / spec.scale for item in held]
    write, sums = _writer(view, amounts), printed_sums(view, spec)
    rows = [
        Row(item.name, (*_about(view, item), write(amount)))
        for item, amount in zip(held, amounts, strict=True)
    ]
    blank = ("",) * len(HEAD[1:])
    rows += [Row(each.row, (*blank, write(float(each.printed))), "total") for each in sums]
    unit = view.view.text(f"unit.{view.view.projection.plan.specs[spec.table].unit}")
    return Table(
        view.text("table.items", list=getattr(spec.label, view.language), year=spec.year),
        (*(view.text(f"table.{name}") for name in HEAD), view.text("table.item_amount", unit=unit)),
        tuple(rows),
        (False, False, False, True),
        _note(view, held, sums, write),
        folded=True,
        swedish=swedish_columns(view, 0, 1),
        listing=True,
        made="printed",
    )


def printed_sums(view: Parts, spec: ItemList) -> list[Finding]:
    """The sums that the document prints of a list, each beside that of its items."""
    findings = (f for f in view.audit.findings if f.check in ("sum", "list_sum"))
    own = view.view.projection.plan.specs[spec.table].kind != "list"
    if own:  # a series holds its own sum, in the column of its year
        return [f for f in findings if (f.table, f.column) == (spec.table, str(spec.year))]
    named = f"{spec.table}: "
    return [f for f in findings if f.basis.startswith(named) and f.basis.endswith(spec.amount)]


def _about(view: Parts, item: Investment) -> tuple[str, str, str]:
    """Whose an item is, its category, and whether it is new."""
    assert view.investments is not None
    category = view.investments.investments.file.categories[item.category]
    whose = "" if item.division == item.name else item.division
    kind = view.text(f"kind.{item.kind}")
    return whose, str(getattr(category.label, view.language)), kind


def _writer(view: Parts, amounts: Sequence[float | None]) -> Write:
    """What writes an amount with the decimals that one of them needs; – where there is none."""
    shown = (f"{amount:.{MOST}f}".rstrip("0") for amount in amounts if amount is not None)
    places = max((len(text.partition(".")[2]) for text in shown), default=0)

    def write(amount: float | None) -> str:
        if amount is None:
            return catalogue.number_format.NO_VALUE
        return catalogue.number(amount, "", view.language, places)

    return write


def _note(view: Parts, held: Sequence[Investment], sums: Sequence[Finding], write: Write) -> str:
    """That the sums are as printed, and of each that is not that of its items how they differ."""
    if not sums:
        return view.text("table.items_without_sum")
    said = [
        view.text(
            "table.items_differ",
            row=found.row,
            computed=write(float(found.computed)),
            printed=write(float(found.printed)),
        )
        for found in sums
        if found.difference
    ]
    if len(sums) > 1 and not all(item.division for item in held):
        said.insert(0, view.text("table.items_no_division"))
    return " ".join([view.text("table.items_note"), *said])


TABLES = (Listing("investment_items", listed, items),)
