"""Investment lists item by item, laid out once: for the page in the unit of print with the sums as
printed, for the workbook in mnkr to be sorted and searched there."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from analysis import catalogue
from analysis.inputs.audit import Finding
from analysis.inputs.investments_schema import ItemList
from analysis.report.blocks.parts import Parts
from analysis.report.blocks.table import Listing, Row, Table, swedish_columns
from analysis.report.chapters.investment_lists.tables import listed

HEAD = ("name", "whose", "category", "kind")
MOST = 3
"""Decimals that an amount is told with at most."""
Write = Callable[[float | None], str]


class Laid(NamedTuple):
    """An item as it is laid out, by the columns of `HEAD`; the amount in mnkr."""

    name: str
    whose: str
    category: str
    kind: str
    amount: float | None

    @property
    def others(self) -> str:
        """Whose it is, where that is not what the item itself is called."""
        return "" if self.whose == self.name else self.whose


def laid(view: Parts) -> dict[str, list[Laid]]:
    """The items of each list in the order of print."""
    assert view.investments is not None
    found = view.investments.investments
    lists: dict[str, list[Laid]] = {name: [] for name in found.file.lists}
    for item in found.items:
        category = str(getattr(found.file.categories[item.category].label, view.language))
        kind = view.text(f"kind.{item.kind}")
        lists[item.list].append(Laid(item.name, item.division, category, kind, item.amount))
    return lists


def items(view: Parts) -> tuple[Table, ...]:
    """A table of each list, closed: its items, and its printed sums last."""
    assert view.investments is not None
    lists = view.investments.investments.file.lists
    return tuple(_list(view, lists[name], held) for name, held in laid(view).items())


def _list(view: Parts, spec: ItemList, held: Sequence[Laid]) -> Table:
    amounts = [None if item.amount is None else item.amount / spec.scale for item in held]
    write, sums = _writer(view, amounts), printed_sums(view, spec)
    rows = [
        Row(item.name, (item.others, item.category, item.kind, write(amount)))
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


def cells(view: Parts) -> tuple[list[str], list[list[str | float | None]]]:
    """Every item for the workbook, head and rows: its list and year, and as it is laid out."""
    assert view.investments is not None
    lists = view.investments.investments.file.lists
    head = [view.text(f"table.{name}") for name in ("name", "list", "year", *HEAD[1:], "budget")]
    return head, [
        [item.name, str(getattr(lists[name].label, view.language)), lists[name].year, *item[1:]]
        for name, held in laid(view).items()
        for item in held
    ]


def printed_sums(view: Parts, spec: ItemList) -> list[Finding]:
    """The sums that the document prints of a list, each beside that of its items."""
    findings = (f for f in view.audit.findings if f.check in ("sum", "list_sum"))
    own = view.view.projection.plan.specs[spec.table].kind != "list"
    if own:  # a series holds its own sum, in the column of its year
        return [f for f in findings if (f.table, f.column) == (spec.table, str(spec.year))]
    named = f"{spec.table}: "
    return [f for f in findings if f.basis.startswith(named) and f.basis.endswith(spec.amount)]


def _writer(view: Parts, amounts: Sequence[float | None]) -> Write:
    """What writes an amount with the decimals that one of them needs; – where there is none."""
    shown = (f"{amount:.{MOST}f}".rstrip("0") for amount in amounts if amount is not None)
    places = max((len(text.partition(".")[2]) for text in shown), default=0)

    def write(amount: float | None) -> str:
        if amount is None:
            return catalogue.number_format.NO_VALUE
        return catalogue.number(amount, "", view.language, places)

    return write


def _note(view: Parts, held: Sequence[Laid], sums: Sequence[Finding], write: Write) -> str:
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
    if len(sums) > 1 and not all(item.whose for item in held):
        said.insert(0, view.text("table.items_no_division"))
    return " ".join([view.text("table.items_note"), *said])


TABLES = (Listing("investment_items", listed, items),)
