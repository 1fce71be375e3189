"""What the notebook on residents calls: population charts of an open projection."""

from IPython.display import HTML
from markupsafe import Markup

from analysis import catalogue
from analysis.errors import InputError
from analysis.inputs.demography import SWEDEN, read_folder
from analysis.report.blocks.view import View
from analysis.report.chapters.residents.charts import chart_html
from analysis.report.chapters.residents.view import PopulationView, population_view
from analysis.study.population_plan import region_name

_views: dict[int, tuple[View, PopulationView]] = {}
"""The population of the view that was opened last: a notebook draws several charts of one."""


def people(name: str, view: View) -> HTML:
    """Show a population chart with title, alternative text and figures; or why there is none."""
    try:
        found = _seen(view)
    except InputError:
        return HTML(Markup('<p class="missing">{}</p>').format(missing_words(view)))
    return HTML(chart_html(found, name))


def missing_words(view: View) -> str:
    """Why the population of a plan cannot be shown, in the reader's language."""
    plan = view.projection.plan
    if plan.file.population is None:
        return view.text("population.missing.totals")
    region, regions = region_name(plan), read_folder().regions
    if region not in regions:
        counties = [name for name in regions if name != SWEDEN]
        known = catalogue.enumerate_words(counties, view.language)
        return view.text("population.missing.region", region=region, known=known)
    command = f"regionkalkyl data population --plan {plan.name}"
    return view.text("population.missing.other", command=command)


def _seen(view: View) -> PopulationView:
    known = _views.get(id(view))
    if known is None or known[0] is not view:
        projection = view.projection
        found = population_view(projection.calibration, projection.scenario, view.language)
        _views.clear()
        _views[id(view)] = known = (view, found)
    return known[1]
