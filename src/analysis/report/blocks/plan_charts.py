"""The charts of frames, investments and risks by name, and each of them as HTML."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup
from matplotlib.figure import Figure

from analysis.errors import nearest
from analysis.report.blocks import pairs
from analysis.report.blocks.display import figure_html
from analysis.report.blocks.pictures import picture
from analysis.report.blocks.plan_view import PlanView
from analysis.report.blocks.table import Table
from analysis.report.chapters.frames import figures as frames
from analysis.report.chapters.frames import tables as tables_plan
from analysis.report.chapters.investment_lists import figures as lists
from analysis.report.chapters.investment_lists import tables as tables_lists
from analysis.report.chapters.measures import figures as risks


@dataclass(frozen=True)
class PlanChart:
    """One picture with title, alternative text and figures; `holds` says if there is one.

    `given` is all that `draw` gets.
    """

    given: Callable[[PlanView], tuple[object, ...]]
    draw: Callable[..., Figure]
    says: Callable[[PlanView], str]
    describe: Callable[[PlanView], str]
    table: Callable[[PlanView], Table]
    holds: Callable[[PlanView], bool]
    missing: str


def _has_lists(view: PlanView) -> bool:
    return view.investments is not None


def _bars(
    key: str,
    source: Callable[[PlanView], tuple[int, pairs.Pairs]],
    table: Callable[[PlanView], Table],
    holds: Callable[[PlanView], bool],
    missing: str,
    says: Callable[[PlanView], str] | None = None,
) -> PlanChart:
    """A bar chart of named sums of one year."""

    def say(view: PlanView) -> str:
        year, found = source(view)
        return pairs.say_pairs(view, key, found, year=year)

    def describe(view: PlanView) -> str:
        year, found = source(view)
        return pairs.describe_pairs(view, key, found, year=year)

    def given(view: PlanView) -> tuple[object, ...]:
        return view.narrowed(), source(view)[1]

    return PlanChart(given, pairs.draw_pairs, says or say, describe, table, holds, missing)


def _part(name: str) -> Callable[[PlanView], tuple[object, ...]]:
    """A view of one part of the plan, as what a drawing gets."""
    return lambda view: (view.narrowed(name),)


CHARTS: dict[str, PlanChart] = {
    "waterfall": PlanChart(
        _part("frames"),
        frames.draw_waterfall,
        frames.say_waterfall,
        frames.describe_waterfall,
        tables_plan.frames_in_parts,
        frames.holds_waterfall,
        "frames_in_parts",
    ),
    "frame_bars": _bars(
        "frame_bars", frames.frame_bars, tables_plan.frames_by_year, frames.holds_bars, "frames"
    ),
    "by_division": _bars(
        "by_division", lists.divisions, tables_lists.by_division, _has_lists, "lists"
    ),
    "by_type": _bars("by_type", lists.types, tables_lists.by_category, _has_lists, "lists"),
    "reinvestment": _bars(
        "reinvestment",
        lists.reinvestment,
        tables_lists.by_kind,
        _has_lists,
        "lists",
        lists.say_reinvestment,
    ),
    "depreciation": PlanChart(
        _part("investments"),
        lists.draw_depreciation,
        lists.say_depreciation,
        lists.describe_depreciation,
        tables_lists.depreciation,
        _has_lists,
        "lists",
    ),
    "risk_matrix": PlanChart(
        _part("measures"),
        risks.draw_risks,
        risks.say_risks,
        risks.describe_risks,
        tables_lists.risks,
        lambda view: bool(risks.placed(view)),
        "risks",
    ),
}


def chart_html(view: PlanView, name: str) -> Markup:
    """A chart with title, alternative text and its figures; or that the plan does not hold it."""
    if name not in CHARTS:
        raise KeyError(f"no chart {name!r}; nearest: {nearest(name, CHARTS)!r}")
    chart = CHARTS[name]
    if not chart.holds(view):
        return missing_html(view, chart.missing)
    drawn = picture(f"plan.{name}", chart.draw, *chart.given(view))
    title, alt, table = chart.says(view), chart.describe(view), chart.table(view)
    return figure_html(f"plan-{name}", title, drawn, alt, table, view.language)


def missing_html(view: PlanView, what: str) -> Markup:
    """A sentence that says what the plan does not hold, and where it would be put."""
    return Markup('<p class="missing">{}</p>').format(view.text(f"missing.{what}"))
