"""The figures behind each population chart, as tables that can be read without it."""

import numpy as np

from analysis import catalogue
from analysis.report.blocks.table import Row, Table
from analysis.report.chapters.residents.figures import EFFECTS, components
from analysis.report.chapters.residents.view import PopulationView
from analysis.study.figure_names import BASE, figure_id
from analysis.study.population_draws import PERCENTILES

CLASS = 10
"""Years of age per row: single years would be a table of a hundred rows."""


def _table(
    caption: str, head: tuple[str, ...], rows: list[Row], note: str, made: str = "residents"
) -> Table:
    return Table(caption, head, tuple(rows), (True,) * (len(head) - 1), note, made=made)


def pyramid_table(view: PopulationView) -> Table:
    """Women and men by ten-year class, now and in the end year."""
    rows = []
    for low in range(0, 100, CLASS):
        ages = slice(low, low + CLASS if low + CLASS < 100 else None)
        label = f"{low}–{low + CLASS - 1}" if ages.stop else f"{low}+"
        cells = [
            view.at(year)[sex, ages].sum() for sex in (0, 1) for year in (view.start, view.end)
        ]
        rows.append(Row(label, tuple(view.number(float(c)) for c in cells)))
    head = (
        view.text("table.age"),
        *(
            f"{view.text(f'chart.{sex}')} {year}"
            for sex in ("women", "men")
            for year in (view.start, view.end)
        ),
    )
    return _table(view.text("table.pyramid"), head, rows, view.text("note.estimated"))


def totals_table(view: PopulationView) -> Table:
    """Residents on 31 December by scenario, every fifth year and the counted one."""
    years = [y for y in view.years if y in (view.years[0], view.start, view.end) or y % 5 == 0]
    rows = [
        Row(
            view.name(name),
            tuple(view.number(float(view.outlook.at(name, year).sum())) for year in years),
            "total" if name == view.scenario else "",
        )
        for name in view.outlook.scenarios
    ]
    head = (view.text("table.scenario"), *map(str, years))
    return _table(view.text("table.totals"), head, rows, view.text("note.totals"))


def fan_table(view: PopulationView) -> Table:
    """Percentiles of random futures, year by year."""
    assert view.fan is not None
    years = [year for year in view.fan.years if year <= view.end]
    rows = [
        Row(str(year), tuple(view.number(float(v)) for v in view.fan.percentiles[:, i]))
        for i, year in enumerate(years)
    ]
    shown = (view.amount(p, "pct", 1 if p % 1 else 0) for p in PERCENTILES)
    head = (view.text("table.year"), *shown)
    caption = view.text("table.fan", draws=view.number(view.fan.draws))
    return _table(caption, head, rows, view.text("note.fan"), "residents_fan")


def age_groups_table(view: PopulationView) -> Table:
    """Persons by age group and the dependency ratio, now, half-way and in the end year."""
    years = (view.years[0], view.start, (view.start + view.end) // 2, view.end)
    place = [view.years.index(year) for year in years]
    groups = view.groups()
    rows = [
        Row(
            view.text(f"group.{name}"),
            (
                *(view.number(float(values[p])) for p in place),
                view.amount(view.rise(name), "pct"),
            ),
        )
        for name, values in groups.items()
    ]
    everyone = np.sum(list(groups.values()), axis=0)
    working = groups["population_20_64"]
    ratio = 100 * (everyone - working) / working
    shown = tuple(view.amount(float(ratio[p]), "pct") for p in place)
    rows.append(Row(catalogue.label("dependency_ratio", view.language), (*shown, "–")))
    head = (view.text("table.group"), *map(str, years), view.text("table.rise", year=view.start))
    return _table(view.text("table.age_groups"), head, rows, view.text("note.estimated"))


def components_table(view: PopulationView) -> Table:
    """Births, deaths, net migration and change, year by year."""
    births, deaths, moved = components(view)
    rows = [
        Row(
            str(year) + ("*" if year <= view.start else ""),
            tuple(view.number(float(v)) for v in (b, d, m, b - d + m)),
        )
        for year, b, d, m in zip(view.years[1:], births, deaths, moved, strict=True)
    ]
    names = ("births", "deaths", "migration", "change")
    head = (view.text("table.year"), *(view.text(f"chart.{name}") for name in names))
    return _table(view.text("table.components"), head, rows, view.text("note.star"))


def net_by_age_table(view: PopulationView) -> Table:
    """What 100 more people of some ages yield, by line, in the last year of the plan."""
    assert view.by_age is not None
    lines = view.by_age.lines
    rows = [
        Row(
            str(age),
            (
                *(view.number(float(values[age, -1]), "mnkr", 1) for values in lines.values()),
                view.number(float(view.by_age.net[age, -1]), "mnkr", 1),
            ),
        )
        for age in range(0, 100, CLASS)
    ]
    names = (catalogue.label(name, view.language) for name in lines)
    head = (view.text("table.age"), *names, view.text("table.net"))
    caption = view.text("table.net_by_age", year=view.by_age.years[-1])
    return _table(caption, head, rows, view.text("note.profiles"), "residents_effects")


def package_table(view: PopulationView) -> Table:
    """What the first package changes, by line and year, mnkr."""
    name, found = next(iter(view.package.items()))
    rows = [
        Row(
            catalogue.label(item, view.language),
            tuple(view.number(float(v), "mnkr", 1) for v in found[item]),
            "total" if item == "net_result" else "",
            tuple(f"{BASE}{figure_id(item, year)}" for year in view.plan_years),
        )
        for item in (*EFFECTS, "net_result")
    ]
    ratio = tuple(view.number(float(100 * v), "pp", 1) for v in found["self_financing_ratio"])
    label = catalogue.label("self_financing_ratio", view.language)
    rows.append(Row(f"{label}, {catalogue.text('unit.pp', view.language)}", ratio))
    head = (view.text("table.line"), *map(str, view.plan_years))
    caption = view.text("table.package", name=view.name(name))
    return _table(caption, head, rows, view.text("note.profiles"), "residents_effects")
