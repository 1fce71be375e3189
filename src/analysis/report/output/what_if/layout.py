"""What the formulas of the what-if page give, and where each number stands."""

from dataclasses import dataclass

from analysis.catalogue.lines import line_items
from analysis.trace.layout import Layout, layout
from analysis.trace.plan_trace import PlanTrace


@dataclass(frozen=True)
class PageLayout:
    """The calculation of the page: where inputs, lines and goals begin in its flat lists.

    A goal takes four places: value, margin, whether it is met, and whether a band is exceeded.
    A stock takes two a year: what it holds, and then whether more is taken.
    """

    form: Layout
    places: dict[str, int]
    lines: dict[str, int]
    goals: tuple[int, ...]
    stocks: tuple[int, ...]
    language: str


def page_layout(traced: PlanTrace, lines: tuple[str, ...], language: str) -> PageLayout:
    """The layout of a page that shows `lines`, those of them that have a value every year."""
    years = len(traced.calibration.years)
    rows = {n: traced.traced.values[n] for n in line_items() if n in lines}
    held = {n: row for n, row in rows.items() if len(row) == years}
    goals = [g.row for g in traced.goals]
    stocks = [row for stock in traced.stocks for row in (stock.held, stock.overdrawn)]
    form = layout(traced.traced, [*held.values(), *goals, *stocks])
    places = {name: at for at, (name, position) in enumerate(form.inputs) if position == 0}
    after = len(held) * years
    return PageLayout(
        form,
        places,
        {name: number * years for number, name in enumerate(held)},
        tuple(after + 4 * number for number in range(len(goals))),
        tuple(after + 4 * len(goals) + 2 * years * n for n in range(len(traced.stocks))),
        language,
    )
