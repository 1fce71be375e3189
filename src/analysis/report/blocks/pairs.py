"""Names with a sum each, drawn as bars and put in words (*staplar*)."""

from matplotlib.figure import Figure

from analysis import catalogue
from analysis.report.blocks import plan_shapes as figures
from analysis.report.blocks.plan_view import PlanView

Pairs = list[tuple[str, float]]


def draw_pairs(view: PlanView, pairs: Pairs) -> Figure:
    """One bar for each pair, the smallest gathered in one."""
    shown, rest = pairs[: figures.MOST_BARS], pairs[figures.MOST_BARS :]
    if rest:
        shown = [*shown, (view.text("chart.others", count=len(rest)), sum(v for _, v in rest))]
    return figures.bars(view, [n for n, _ in shown], [v for _, v in shown], "mnkr")


def say_pairs(view: PlanView, key: str, pairs: Pairs, **more: object) -> str:
    """The largest pair and its share of the sum."""
    total = sum(value for _, value in pairs)
    name, value = pairs[0]
    share = catalogue.amount(100 * value / total, "pct", view.language, 0) if total else "–"
    return view.text(f"says.{key}", name=name, share=share, total=view.amount(total), **more)


def describe_pairs(view: PlanView, key: str, pairs: Pairs, **more: object) -> str:
    """How many pairs there are, and the largest of them."""
    named = "; ".join(f"{name} {view.money(value)}" for name, value in pairs[:5])
    return view.text(f"alt.{key}", count=len(pairs), named=named, **more)
