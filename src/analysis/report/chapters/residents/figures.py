"""Figures of the population (*befolkningens figurer*): drawn from results, nothing computed."""

from typing import TYPE_CHECKING

import numpy as np

from analysis import catalogue
from analysis.model.cohort import FEMALE, MALE
from analysis.report.blocks import shapes, theme
from analysis.report.chapters.residents.view import PopulationView
from analysis.study.labels import bands
from analysis.study.population_draws import PERCENTILES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LINES = ("own-path", "scb-path", "trend")
FANS = (("high-migration", "low-migration"),)
SHADES = (0.15, 0.25, 0.4)
"""How dark each band of the fan is, from the outermost."""
EFFECTS = ("tax_revenue", "income_equalisation", "cost_equalisation", "operating_costs")


def _axes(
    view: PopulationView, unit: str, heading: str = "", **sizes: float
) -> "tuple[Figure, Axes]":
    figure, axes = theme.plot(heading or catalogue.text(f"unit.{unit}", view.language), **sizes)
    axes.yaxis.set_major_formatter(lambda value, _: catalogue.number(value, unit, view.language))
    return figure, axes


def _over_years(view: PopulationView, unit: str) -> "tuple[Figure, Axes]":
    """Axes over the years, the estimated ones shaded and named."""
    figure, axes = _axes(view, "persons", f"{unit} ({view.text('chart.estimated')})")
    first, last = view.years[0], view.years[-1]
    axes.set_xlim(first - 0.3, last + 0.3)
    shapes.year_ticks(axes, view.years)
    axes.axvspan(view.outlook.region.jump_off, view.start, color=theme.PALE, zorder=0, lw=0)
    return figure, axes


def draw_pyramid(view: PopulationView) -> "Figure":
    """Women to the left, men to the right; now filled, the end year as an outline."""
    key = view.text("chart.pyramid_key", now=view.start, end=view.end)
    unit = catalogue.text("unit.persons", view.language)
    figure, axes = _axes(view, "persons", f"{unit} ({key})", high=3.4)
    ages = np.arange(view.at(view.start).shape[-1])
    for sex, side, colour in ((FEMALE, -1, theme.ORANGE), (MALE, 1, theme.BLUE)):
        now, then = view.at(view.start)[sex], view.at(view.end)[sex]
        axes.barh(ages, side * now, height=1.0, color=colour, alpha=0.35, lw=0, zorder=2)
        axes.step(side * then, ages, where="mid", color=colour, lw=1.6, zorder=3)
    axes.plot([0, 0], [-0.5, ages[-1]], color=theme.INK, lw=0.8, zorder=4)
    axes.grid(axis="x", color="#dcdfe3")
    axes.xaxis.set_major_formatter(
        lambda value, _: catalogue.number(abs(value), "persons", view.language)
    )
    theme.steps(axes.xaxis, 6)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
    axes.set_ylim(-0.5, ages[-1] + 8)
    wide = 1.05 * float(max(view.at(year).max() for year in (view.start, view.end)))
    axes.set_xlim(-wide, wide)
    axes.set_ylabel(view.text("chart.age"), fontsize=theme.LETTERS)
    top = ages[-1] + 2
    for word, place, align, colour in (
        ("women", -wide, "left", theme.ORANGE),
        ("men", wide, "right", theme.BLUE),
    ):
        axes.text(
            place, top, view.text(f"chart.{word}"), ha=align, color=colour, fontsize=theme.LETTERS
        )
    return figure


def _people(view: PopulationView) -> tuple[float, float]:
    """The scale of residents on a page: of every path that is drawn, and of the fan."""
    found, count = view.outlook.scenarios, len(view.years)
    shown = {*LINES, *(name for pair in FANS for name in pair), view.scenario} & {*found}
    ends = [found[name].population.sum(axis=(-2, -1))[:count] for name in shown]
    if view.fan is not None:
        inside = [n for n, year in enumerate(view.fan.years) if year <= view.end]
        ends.append(view.fan.percentiles[:, inside].ravel())
    low, high = min(map(np.min, ends)), max(map(np.max, ends))
    room = 0.06 * (high - low)
    return low - room, high + room


def draw_totals(view: PopulationView) -> "Figure":
    """Residents by scenario, the official forecast among them; the counted year as a dot."""
    figure, axes = _over_years(view, catalogue.text("unit.persons", view.language))
    found, years = view.outlook.scenarios, view.years
    totals = {n: c.population.sum(axis=(-2, -1))[: len(years)] for n, c in found.items()}
    for high, low in FANS:
        if high in totals:
            axes.fill_between(years, totals[low], totals[high], color=theme.BLUE, alpha=0.13, lw=0)
    names = []
    shown = [n for n in dict.fromkeys((*LINES, view.scenario)) if n in totals]
    for rank, name in enumerate(shown):
        colour = theme.SERIES[rank]
        axes.plot(years, totals[name], color=colour, zorder=3 + (name == view.scenario))
        names.append((float(totals[name][-1]), view.name(name), colour))
    place = years.index(view.start)
    axes.plot([view.start], [totals["own-path"][place]], "o", color=theme.INK, zorder=6)
    axes.set_ylim(*_people(view))
    theme.name_lines(axes, names)
    return figure


def draw_fan(view: PopulationView) -> "Figure":
    """Random futures around the own path, the bands that hold a share of them each."""
    assert view.fan is not None
    figure, axes = _over_years(view, catalogue.text("unit.persons", view.language))
    theme.head(axes, bands(PERCENTILES, view.language))
    fan, last = view.fan, view.end
    years = [year for year in fan.years if year <= last]
    edges = fan.percentiles[:, : len(years)]
    for low, high, alpha in zip(edges, reversed(edges), SHADES, strict=False):
        axes.fill_between(years, low, high, color=theme.BLUE, alpha=alpha, lw=0, zorder=2)
    path = view.outlook.scenarios["own-path"].population.sum(axis=(-2, -1))[: len(view.years)]
    axes.plot(view.years, path, color=theme.BLUE, zorder=3)
    names = [(float(path[-1]), view.name("own-path"), theme.BLUE)]
    if "scb-path" in view.outlook.scenarios:
        other = [float(view.outlook.at("scb-path", year).sum()) for year in view.years]
        axes.plot(view.years, other, color=theme.ORANGE, lw=1.4, ls=(0, (3, 2)), zorder=3)
        names.append((other[-1], view.name("scb-path"), theme.ORANGE))
    axes.set_ylim(*_people(view))
    theme.name_lines(axes, names)
    return figure


def draw_age_groups(view: PopulationView) -> "Figure":
    """Each age group against its size now, which is 100."""
    figure, axes = _over_years(view, view.text("chart.index", year=view.start))
    axes.axhline(100, color=theme.INK, lw=1.0, zorder=1)
    names = []
    for rank, (group, values) in enumerate(view.groups().items()):
        index = 100 * values / values[view.years.index(view.start)]
        axes.plot(view.years, index, color=theme.SERIES[rank], zorder=3)
        label = view.text(f"group.{group}")
        names.append((float(index[-1]), label, theme.SERIES[rank]))
    theme.name_lines(axes, names)
    return figure


def draw_components(view: PopulationView) -> "Figure":
    """Births, deaths and net migration of each year as bars, the change of population as a line."""
    figure, axes = _over_years(view, catalogue.text("unit.persons", view.language))
    years = view.years[1:]
    births, deaths, moved = components(view)
    above = np.where(moved > 0, births, 0.0)
    below = np.where(moved > 0, 0.0, -deaths)
    axes.bar(years, births, color=theme.GREEN, width=0.7, zorder=2)
    axes.bar(years, -deaths, color=theme.GREY, width=0.7, zorder=2)
    axes.bar(years, moved, bottom=above + below, color=theme.ORANGE, width=0.7, zorder=2)
    axes.plot(years, births - deaths + moved, color=theme.INK, marker="o", ms=3.5, lw=1.4, zorder=4)
    shapes.zero_line(axes)
    ends = (
        (float(births[-1]) * 0.6, view.text("chart.births"), theme.GREEN),
        (float(-deaths[-1]) * 0.6, view.text("chart.deaths"), theme.GREY),
        (float(above[-1] + below[-1] + moved[-1]), view.text("chart.migration"), theme.ORANGE),
        (float((births - deaths + moved)[-1]), view.text("chart.change"), theme.INK),
    )
    axes.margins(y=0.08)
    theme.name_lines(axes, ends)
    return figure


def components(view: PopulationView) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Births, deaths and net migration of the years after the first, each (T,)."""
    years, cohorts = len(view.years) - 1, view.cohorts
    return (
        cohorts.births.sum(axis=-1)[:years],
        cohorts.deaths.sum(axis=(-2, -1))[:years],
        cohorts.migration.sum(axis=(-2, -1))[:years],
    )


def draw_net_by_age(view: PopulationView) -> "Figure":
    """What 100 more people of each age yield in the last year, net, as bars by age."""
    assert view.by_age is not None
    figure, axes = _axes(view, "mnkr", foot=0.45)
    net = view.by_age.net[:, -1]
    colours = np.where(net < 0, theme.ORANGE, theme.BLUE)
    axes.bar(np.arange(len(net)), net, width=1.0, color=list(colours), zorder=2)
    shapes.zero_line(axes)
    axes.set_xlim(-1, len(net))
    axes.set_xlabel(view.text("chart.age"), fontsize=theme.LETTERS)
    axes.yaxis.set_major_formatter(
        lambda value, _: catalogue.number(value, "mnkr", view.language, 0)
    )
    for age in (10, 40, int(np.argmin(net))):
        up = net[age] >= 0
        axes.annotate(
            view.number(float(net[age]), "mnkr", 1),
            (age, net[age]),
            xytext=(0, 4 if up else -4),
            textcoords="offset points",
            ha="center",
            va="bottom" if up else "top",
            fontsize=theme.LETTERS,
        )
    axes.margins(y=0.14)
    return figure


def draw_package(view: PopulationView) -> "Figure":
    """What the first package changes, by year: income above, costs below, net as a line."""
    figure, axes = _axes(view, "mnkr")
    found = next(iter(view.package.values()))
    years = view.plan_years
    above, below = np.zeros(len(years)), np.zeros(len(years))
    names = []
    for rank, item in enumerate(EFFECTS):
        values, colour = found[item], (*theme.SERIES[:3], theme.GREY)[rank]
        bottom = np.where(values >= 0, above, below)
        axes.bar(years, values, bottom=bottom, width=0.6, color=colour, zorder=2)
        names.append(
            (float(bottom[-1] + values[-1] / 2), catalogue.label(item, view.language), colour)
        )
        above, below = above + np.maximum(values, 0), below + np.minimum(values, 0)
    net = found["net_result"]
    axes.plot(years, net, color=theme.INK, marker="o", zorder=4)
    names.append((float(net[-1]), catalogue.label("net_result", view.language), theme.INK))
    shapes.zero_line(axes)
    shapes.year_ticks(axes, years)
    axes.margins(y=0.08)
    theme.name_lines(axes, names)
    return figure
