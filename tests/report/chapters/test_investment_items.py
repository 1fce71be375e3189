"""Investment lists item by item: in the unit of print, with the printed sums last."""

import pytest

from analysis.report.blocks.opened import open_view
from analysis.report.blocks.parts import parts_of
from analysis.report.blocks.table import Table
from analysis.report.chapters.investment_lists.items import items


def tables(plan: str) -> tuple[Table, ...]:
    return items(parts_of(open_view(plan)))


@pytest.mark.parametrize(
    ("plan", "listed", "last"),
    [
        ("norrbotten-2025", [211, 123], ["177\u00a0173", "693,7"]),
        ("norrbotten-2023", [388, 19], ["217\u00a0479", "80,0"]),
        ("vasterbotten-2023", [5], ["924"]),
    ],
)
def test_every_item_is_there_and_the_printed_sum_stands_last(
    plan: str, listed: list[int], last: list[str]
) -> None:
    found = tables(plan)
    assert [sum(row.kind != "total" for row in table.rows) for table in found] == listed
    assert [table.rows[-1].cells[-1] for table in found] == last
    assert all(table.listing and table.rows[-1].kind == "total" for table in found)


def test_a_sum_that_its_items_do_not_give_is_told_with_both() -> None:
    """Sunderby: 39 items give 111.2 of a printed 112.2, the whole difference of the total."""
    _, buildings = tables("norrbotten-2025")
    assert "Sunderby Fastighetsdistrikt, Reinvestering: posterna ger 111,2, 112,2" in buildings.note
    assert "Totalsumma: posterna ger 692,7, 693,7 är tryckt" in buildings.note
    assert buildings.rows[0].cells == ("", "Fastigheter", "Nyinvestering", "60,0")


def test_an_item_without_an_amount_has_none() -> None:
    """Id 4915 of norrbotten-2023 (Reinv Diatermitestare) is printed without its 90 tkr."""
    equipment, _ = tables("norrbotten-2023")
    bare = [row.name for row in equipment.rows if row.cells[-1] == "–"]
    assert bare == ["Reinv Diatermitestare"]
