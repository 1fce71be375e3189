"""Titles and alternative texts of the population charts, generated from the results."""

import numpy as np

from analysis import catalogue
from analysis.report.chapters.residents import figures
from analysis.report.chapters.residents.view import PopulationView
from analysis.study.labels import bands
from analysis.study.population_draws import PERCENTILES


def _more_or_less(view: PopulationView, percent: float) -> str:
    """ "34 procent fler", "4 procent färre" or "lika många", as shown without decimals."""
    if round(percent) == 0:
        return view.text("word.as_many")
    key = "more" if percent > 0 else "fewer"
    return view.text(f"word.{key}", number=view.number(abs(percent), "pct", 0))


def say_pyramid(view: PopulationView) -> str:
    """How the oldest and those of working age change in ten years."""
    return view.text(
        "says.pyramid",
        end=view.end,
        now=view.start,
        old=_more_or_less(view, view.rise("population_80_plus")),
        working=_more_or_less(view, view.rise("population_20_64")),
    )


def describe_pyramid(view: PopulationView) -> str:
    """The shape in words, and the largest ages now and then."""
    ages = [int(np.argmax(view.at(year).sum(axis=0))) for year in (view.start, view.end)]
    return view.text(
        "alt.pyramid", now=view.start, end=view.end, largest=ages[0], later=ages[1],
        says=say_pyramid(view))  # fmt: skip


def _end_totals(view: PopulationView) -> dict[str, float]:
    return {name: float(view.outlook.at(name, view.end).sum()) for name in view.outlook.scenarios}


def say_totals(view: PopulationView) -> str:
    """The scenario that is shown against the official forecast in the end year."""
    ends = _end_totals(view)
    own, other = ends[view.scenario], "scb-path"
    if other not in ends or view.scenario == other:
        return view.text(
            "says.total", name=view.name(view.scenario), year=view.end, total=view.amount(own)
        )
    apart = own - ends[other]
    return view.text(
        "says.totals",
        name=view.name(view.scenario),
        year=view.end,
        total=view.amount(own),
        apart=view.number(abs(apart)),
        way=view.text("word.above" if apart >= 0 else "word.below"),
    )


def describe_totals(view: PopulationView) -> str:
    """The end of every line."""
    shown = [n for n in dict.fromkeys((*figures.LINES, view.scenario)) if n in _end_totals(view)]
    ends = [f"{view.name(n)} {view.amount(_end_totals(view)[n])}" for n in shown]
    listed = catalogue.enumerate_words(ends, view.language)
    counted = view.amount(float(view.at(view.start).sum()))
    return view.text(
        "alt.totals",
        start=view.years[0],
        end=view.end,
        now=view.start,
        counted=counted,
        ends=listed,
    )


def _interval(view: PopulationView) -> dict[str, str]:
    assert view.fan is not None
    place = view.fan.years.index(view.end)
    low, high = catalogue.interval(*(float(view.fan.percentiles[i, place]) for i in (1, -2)))
    return {"low": view.number(low), "high": view.amount(high)}


def say_fan(view: PopulationView) -> str:
    """The 80 per cent interval in the end year."""
    return view.text("says.fan", end=view.end, **_interval(view))


def describe_fan(view: PopulationView) -> str:
    """The bands in words, and where the official forecast lies."""
    assert view.fan is not None
    middle = view.amount(float(view.fan.percentiles[3, view.fan.years.index(view.end)]))
    return view.text(
        "alt.fan",
        now=view.start,
        end=view.end,
        middle=middle,
        bands=bands(PERCENTILES, view.language),
        **_interval(view),
    )


def say_age_groups(view: PopulationView) -> str:
    """80 and over, against the plan's own figure where it prints one."""
    words = {
        "rise": view.number(view.rise("population_80_plus"), "pct", 0),
        "now": view.start,
        "end": view.end,
    }
    if view.plan_rise is None:
        return view.text("says.age_groups_alone", **words)
    return view.text("says.age_groups", plan=view.number(view.plan_rise, "pct", 0), **words)


def explain_age_groups(view: PopulationView) -> str:
    """Why the rise of the oldest is not the plan's: the years, mortality and migration."""
    old, paths = "population_80_plus", view.outlook.scenarios
    variants = {
        "low_life": "high-mortality",
        "high_life": "low-mortality",
        "low_moved": "low-migration",
        "high_moved": "high-migration",
    }
    if view.plan_rise is None or not paths.keys() >= set(variants.values()):
        return ""
    rises = {key: view.rise(old, name) for key, name in variants.items()}
    # "From a to b" reads upwards, whichever variant gives more.
    for pair in (("low_life", "high_life"), ("low_moved", "high_moved")):
        rises |= dict(zip(pair, sorted(rises[key] for key in pair), strict=True))
    return view.text(
        "more.age_groups",
        now=view.start,
        end=view.end,
        later=view.start + 1,
        later_end=view.end + 1,
        shifted=view.amount(view.rise(old, later=1), "pct", 1),
        **{key: view.amount(value, "pct", 1) for key, value in rises.items()},
    )


def describe_age_groups(view: PopulationView) -> str:
    """The rise of each group."""
    parts = [
        f"{view.text(f'group.{name}')} {view.number(view.rise(name), 'pct', 0)} %"
        for name in view.groups()
    ]
    listed = catalogue.enumerate_words(parts, view.language)
    return view.text("alt.age_groups", now=view.start, end=view.end, parts=listed)


def say_components(view: PopulationView) -> str:
    """What carries the change after the counted year: births and deaths, or migration."""
    births, deaths, moved = (
        v[view.start - view.years[0] :].mean() for v in figures.components(view)
    )
    return view.text(
        "says.components",
        first=view.start + 1,
        last=view.end,
        natural=view.number(float(births - deaths)),
        moved=view.number(float(moved)),
    )


def describe_components(view: PopulationView) -> str:
    """First and last year of each component."""
    births, deaths, moved = figures.components(view)
    values = {
        f"{name}_{when}": view.number(float(v[i]))
        for name, v in (("births", births), ("deaths", deaths), ("moved", moved))
        for when, i in (("first", 0), ("last", -1))
    }
    return view.text("alt.components", start=view.years[1], end=view.end, **values)


def _net(view: PopulationView) -> np.ndarray:
    assert view.by_age is not None
    return np.asarray(view.by_age.net[:, -1])


def say_net_by_age(view: PopulationView) -> str:
    """Which ages yield and which cost."""
    net = _net(view)
    yielding = np.flatnonzero(net > 0)
    assert view.by_age is not None
    return view.text(
        "says.net_by_age",
        low=int(yielding.min()),
        high=int(yielding.max()),
        persons=view.number(view.by_age.persons),
        cost=view.amount(float(-net.min()), "mnkr", 1),
        age=int(np.argmin(net)),
    )


def describe_net_by_age(view: PopulationView) -> str:
    """The highest and lowest bar."""
    net = _net(view)
    assert view.by_age is not None
    return view.text(
        "alt.net_by_age",
        year=view.by_age.years[-1],
        best=int(np.argmax(net)),
        most=view.amount(float(net.max()), "mnkr", 1),
        worst=int(np.argmin(net)),
        least=view.amount(float(net.min()), "mnkr", 1),
    )


def say_package(view: PopulationView) -> str:
    """The net effect of the package in the first and last year."""
    name, found = next(iter(view.package.items()))
    net = found["net_result"]
    return view.text(
        "says.package",
        name=view.name(name),
        last=view.plan_years[-1],
        net=view.amount(float(net[-1]), "mnkr"),
        cost=view.amount(float(-found["operating_costs"][-1]), "mnkr"),
    )


def describe_package(view: PopulationView) -> str:
    """Each line in the last year."""
    found = next(iter(view.package.values()))
    parts = [
        f"{catalogue.label(item, view.language)} {view.amount(float(found[item][-1]), 'mnkr')}"
        for item in (*figures.EFFECTS, "net_result")
    ]
    return view.text(
        "alt.package",
        start=view.plan_years[0],
        end=view.plan_years[-1],
        parts=catalogue.enumerate_words(parts, view.language),
    )


def source_note(view: PopulationView) -> str:
    """How old the figures are and which part is estimated: said on every page that uses them."""
    return view.text("note.source", jump_off=view.outlook.region.jump_off, counted=view.start)
