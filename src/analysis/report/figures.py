"""All charts by name, in the order of the chapters."""

from functools import cache

from analysis.errors import nearest
from analysis.report import (
    figures_budget,
    figures_grants,
    figures_investments,
    figures_pensions,
    figures_prices,
    figures_tax,
)
from analysis.report.chart import Chart

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
