"""What a care choice consists of (*vårdvalets delar*): criteria, reimbursements, residents."""

from analysis import catalogue
from analysis.catalogue.number_format import NO_VALUE
from analysis.model.capitation import CapitationPath, CapitationShare
from analysis.report.blocks.parts import Parts, held
from analysis.report.blocks.table import Listing, Row, Table, swedish_columns
from analysis.report.chapters.frames import choice


def capitation_parts(view: Parts) -> Table:
    """Each care choice with its parts: per listed, in its year and by the scenario's residents."""
    rows = [row for path in view.capitation for row in _budget(view, path)]
    for share in view.reserve:
        cells = (NO_VALUE, _signed(view, share.amount), NO_VALUE, share.source)
        rows.append(Row(view.text("care.reserve"), cells))
    first = view.capitation[0]
    names = ("price_each", "budget")
    head = (
        view.text("table.vardval"),
        *(view.text(f"table.{name}") for name in names),
        view.text("table.budget_then", year=first.years[-1], prices=first.year),
        view.text("table.printed_row"),
    )
    note, numeric = view.text("table.care_note"), (True, True, True, False)
    caption, swedish = view.text("table.care"), swedish_columns(view, 4)
    made = "capitation_parts"
    return Table(caption, head, tuple(rows), numeric, note, swedish=swedish, made=made)


def _budget(view: Parts, path: CapitationPath) -> list[Row]:
    """A care choice and its parts. What is within it moves as it does with those who are listed."""
    then = float(path.budget_path[-1]) / path.budget
    price = catalogue.number(path.price, "kr", view.language)
    cells = (price, view.money(path.budget), view.money(path.budget * then), "")
    parts = [_part(view, path, share, then) for share in path.shares]
    return [Row(path.label[view.language], cells, "total"), *parts]


def _part(view: Parts, path: CapitationPath, share: CapitationShare, then: float) -> Row:
    label = share.label.get(view.language) or view.text("care.rest")
    if share.share is not None:
        weight = catalogue.amount(share.share, "pct", view.language, 0)
        label = view.text("care.criterion", label=label, weight=weight)
    if not share.within:
        cells = (NO_VALUE, _signed(view, share.amount), NO_VALUE, share.source)
        return Row(choice.INDENT + label, cells, "part")
    each = catalogue.number(share.amount * 1e6 / path.listed, "kr", view.language)
    amounts = view.money(share.amount), view.money(share.amount * then)
    return Row(choice.INDENT + label, (each, *amounts, share.source), "part")


def _signed(view: Parts, value: float) -> str:
    return catalogue.signed(value, "mnkr", view.language, 2)


def _divided(view: Parts) -> bool:
    return any(path.shares for path in view.capitation)


TABLES = (Listing("capitation_parts", held("capitation", _divided), capitation_parts),)
