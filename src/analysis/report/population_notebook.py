"""What the notebook on residents calls: population charts of an open projection."""

from IPython.display import HTML
from markupsafe import Markup

from analysis.errors import InputError
from analysis.report.population import chart_html
from analysis.report.population_view import PopulationView, population_view
from analysis.report.view import View

_views: dict[int, tuple[View, PopulationView]] = {}
"""The population of the view that was opened last: a notebook draws several charts of one."""


def people(name: str, view: View) -> HTML:
    """Show a population chart with title, alternative text and figures; or why there is none."""
    try:
        found = _seen(view)
    except InputError as error:
        words = view.text("population.missing", reason="; ".join(p.message for p in error.problems))
        return HTML(Markup('<p class="missing">{}</p>').format(words))
    return HTML(chart_html(found, name))


def _seen(view: View) -> PopulationView:
    known = _views.get(id(view))
    if known is None or known[0] is not view:
        projection = view.projection
        found = population_view(projection.calibration, projection.scenario, view.language)
        _views.clear()
        _views[id(view)] = known = (view, found)
    return known[1]
