"""The charts of the population, and each of them as HTML."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup
from matplotlib.figure import Figure

from analysis.errors import nearest
from analysis.report.blocks.display import figure_html
from analysis.report.blocks.pictures import picture
from analysis.report.blocks.table import Table
from analysis.report.chapters.residents import figures, tables, words
from analysis.report.chapters.residents.view import PopulationView


@dataclass(frozen=True)
class PopulationChart:
    """One picture of the population: title, alternative text, and its figures as a table.

    `more` is what else the results say, in running text; nothing for most.
    """

    name: str
    draw: Callable[[PopulationView], Figure]
    says: Callable[[PopulationView], str]
    describe: Callable[[PopulationView], str]
    table: Callable[[PopulationView], Table]
    more: Callable[[PopulationView], str] = words.nothing_more


_ALL = (
    PopulationChart(
        "pyramid",
        figures.draw_pyramid,
        words.say_pyramid,
        words.describe_pyramid,
        tables.pyramid_table,
    ),
    PopulationChart(
        "totals", figures.draw_totals, words.say_totals, words.describe_totals, tables.totals_table
    ),
    PopulationChart("fan", figures.draw_fan, words.say_fan, words.describe_fan, tables.fan_table),
    PopulationChart(
        "age_groups",
        figures.draw_age_groups,
        words.say_age_groups,
        words.describe_age_groups,
        tables.age_groups_table,
        words.explain_age_groups,
    ),
    PopulationChart(
        "components",
        figures.draw_components,
        words.say_components,
        words.describe_components,
        tables.components_table,
    ),
    PopulationChart(
        "net_by_age",
        figures.draw_net_by_age,
        words.say_net_by_age,
        words.describe_net_by_age,
        tables.net_by_age_table,
    ),
    PopulationChart(
        "package",
        figures.draw_package,
        words.say_package,
        words.describe_package,
        tables.package_table,
    ),
)
CHARTS = {chart.name: chart for chart in _ALL}


def chart_html(view: PopulationView, name: str) -> Markup:
    """A population chart with title, alternative text, note on age of data, and its figures."""
    if name not in CHARTS:
        raise KeyError(f"no population chart {name!r}; nearest: {nearest(name, CHARTS)!r}")
    chart = CHARTS[name]
    drawn = picture(f"population.{name}", chart.draw, view)
    title, alt, table = chart.says(view), chart.describe(view), chart.table(view)
    more = chart.more(view)
    note = Markup("<p>{}</p>").format(more) if more else Markup("")
    note += Markup('<p class="note">{}</p>').format(source_note(view))
    return figure_html(f"population-{name}", title, drawn, alt, table, view.language, note)


def source_note(view: PopulationView) -> str:
    """How old the figures are and which part is estimated: said on every page that uses them."""
    return view.text("note.source", jump_off=view.outlook.region.jump_off, counted=view.start)
