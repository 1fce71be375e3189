"""What the notebooks on frames, investment lists, measures and risks call."""

from collections.abc import Callable

from IPython.display import HTML
from markupsafe import Markup

from analysis.errors import nearest
from analysis.report.blocks.display import table_html
from analysis.report.blocks.plan_charts import CHARTS, chart_html, missing_html
from analysis.report.blocks.plan_view import PlanView
from analysis.report.blocks.table import Table
from analysis.report.blocks.view import View
from analysis.report.chapters.frames import tables as tables_plan
from analysis.report.chapters.investment_lists import tables as tables_lists

TABLES: dict[str, Callable[[PlanView], Table]] = tables_plan.TABLES | tables_lists.TABLES

NEEDS: dict[str, tuple[Callable[[PlanView], object], str]] = {
    "frames_by_year": (CHARTS["frame_bars"].holds, "frames"),
    "frames_in_parts": (CHARTS["waterfall"].holds, "frames_in_parts"),
    "frame_ties": (lambda view: view.frames and view.frames.ties, "ties"),
    "capitation": (lambda view: view.capitation, "capitation"),
    "audit": (lambda view: view.audit.findings, "checks"),
    "measures": (lambda view: view.measures and view.measures.measures, "measures"),
    "measure_statuses": (lambda view: view.measures and view.measures.measures, "measures"),
    "risks": (lambda view: view.measures and view.measures.risks, "risks"),
    **dict.fromkeys(
        (name for name in tables_lists.TABLES if "investment" in name or name == "useful_lives"),
        (lambda view: view.investments, "lists"),
    ),
}
"""What each table rests on, and the sentence that says it is missing."""

FOLDED = {"measures", "useful_lives", "investment_depreciation"}
"""Tables that are shown closed: the chart above them says the most."""

_views: dict[int, tuple[View, PlanView]] = {}
"""The view that was opened last: a notebook draws several charts of one plan."""


def picture(name: str, view: View) -> HTML:
    """Show a chart of frames, investments or risks; or what the plan does not hold."""
    return HTML(chart_html(_seen(view), name))


def listing(name: str, view: View) -> HTML:
    """Show a table of frames, investments, measures or risks; or what the plan does not hold."""
    if name not in TABLES:
        raise KeyError(f"no table {name!r}; nearest: {nearest(name, TABLES)!r}")
    seen = _seen(view)
    holds, missing = NEEDS.get(name, (lambda _: True, ""))
    if not holds(seen):
        return HTML(missing_html(seen, missing))
    table = TABLES[name](seen)
    if name not in FOLDED or not table.rows:
        return HTML(table_html(table))
    return HTML(
        Markup('<details class="data"><summary>{}</summary>{}</details>').format(
            view.text("table.open", caption=table.caption, count=len(table.rows)),
            table_html(table),
        )
    )


def _seen(view: View) -> PlanView:
    known = _views.get(id(view))
    if known is None or known[0] is not view:
        _views.clear()
        _views[id(view)] = known = (view, PlanView(view))
    return known[1]
