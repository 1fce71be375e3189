"""Names with a sum each, drawn as bars and put in words (*staplar*)."""

from collections.abc import Callable, Sequence

from analysis import catalogue
from analysis.report.blocks.chart import Chart
from analysis.report.blocks.parts import Parts
from analysis.report.blocks.rows import MOST_ROWS, value_rows
from analysis.report.blocks.table import Table
from analysis.report.blocks.view import View

Pairs = list[tuple[str, float]]
UNIT = "mnkr"


def pairs_chart(
    name: str,
    of: Callable[[View], Parts],
    pairs: Callable[[Parts], tuple[int, Pairs]],
    table: Callable[[Parts], Table],
    says: Callable[[Parts], str] | None = None,
    beside: Sequence[Callable[[Parts], tuple[int, Pairs]]] = (),
) -> Chart[Parts]:
    """A bar chart of named sums of one year, on one scale with those that stand `beside` it."""

    def say(view: Parts) -> str:
        year, found = pairs(view)
        return say_pairs(view, name, found, year=year)

    def describe(view: Parts) -> str:
        year, found = pairs(view)
        return describe_pairs(view, name, found, year=year)

    def given(view: Parts) -> tuple[object, ...]:
        all_pairs = [shortened(view, each(view)[1]) for each in (pairs, *beside)]
        most = max(value for found in all_pairs for _, value in found)
        return view.view.narrowed(), all_pairs[0], UNIT, most

    return Chart(name, of, value_rows, says or say, describe, table, given)


def shortened(view: Parts, pairs: Pairs) -> Pairs:
    """The largest pairs, the others gathered in one."""
    shown, rest = pairs[:MOST_ROWS], pairs[MOST_ROWS:]
    others = (view.text("chart.others", count=len(rest)), sum(v for _, v in rest))
    return [*shown, others] if rest else shown


def say_pairs(view: Parts, key: str, pairs: Pairs, **more: object) -> str:
    """The largest pair and its share of the sum."""
    total = sum(value for _, value in pairs)
    name, value = pairs[0]
    share = catalogue.amount(100 * value / total, "pct", view.language, 0) if total else "–"
    return view.text(f"says.{key}", name=name, share=share, total=view.amount(total), **more)


def describe_pairs(view: Parts, key: str, pairs: Pairs, **more: object) -> str:
    """How many pairs there are, and the largest of them."""
    named = "; ".join(f"{name} {view.money(value)}" for name, value in pairs[:5])
    return view.text(f"alt.{key}", count=len(pairs), named=named, **more)
