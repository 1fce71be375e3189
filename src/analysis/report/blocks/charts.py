"""All charts by name, in the order of the chapters."""

from functools import cache

from analysis.errors import nearest
from analysis.report.blocks.chart import Chart
from analysis.report.chapters.grants import figures as figures_grants
from analysis.report.chapters.investments import figures as figures_investments
from analysis.report.chapters.pensions import figures as figures_pensions
from analysis.report.chapters.prices import figures as figures_prices
from analysis.report.chapters.statements import figures as figures_budget
from analysis.report.chapters.taxes import figures as figures_tax

CHAPTERS = (
    figures_tax,
    figures_grants,
    figures_prices,
    figures_pensions,
    figures_investments,
    figures_budget,
)


@cache
def charts() -> dict[str, Chart]:
    """Every chart by name."""
    return {chart.name: chart for chapter in CHAPTERS for chart in chapter.CHARTS}


def chart_named(name: str) -> Chart:
    """The chart `name`. Raises KeyError that offers the nearest name."""
    found = charts()
    if name not in found:
        raise KeyError(f"no chart {name!r}; nearest: {nearest(name, found)!r}")
    return found[name]
