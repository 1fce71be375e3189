"""Vintages of a plan (*årgångar*): plans of the same region side by side, where they share years.

Nothing is calculated: the figures are those of the results. A plan is told by its base.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analysis import catalogue
from analysis.catalogue.number_format import NO_VALUE
from analysis.report.blocks.table import Row, Table
from analysis.report.output.site.compare import LINES
from analysis.report.output.site.figures import figure_of, led
from analysis.report.output.site.found import Found

Shared = dict[str, list[int]]
"""The years of each line that at least two plans hold."""


@dataclass(frozen=True)
class Region:
    """A region with several plans, each by one report, the earliest first."""

    name: str
    plans: tuple[Found, ...]


def regions(found: Sequence[Found]) -> list[Region]:
    """The regions that have several plans; a plan without a region has no vintages."""
    plans: dict[str, dict[str, Found]] = {}
    for report in found:
        if report.told.region:
            plans.setdefault(report.told.region, {}).setdefault(report.folder[0], report)
    return [
        Region(name, tuple(sorted(those.values(), key=_begins)))
        for name, those in plans.items()
        if len(those) > 1
    ]


def _begins(report: Found) -> tuple[int, str]:
    return min(report.result.years, default=0), report.folder[0]


def vintages(region: Region, language: str) -> dict[str, object]:
    """What the page says of a region: a heading, what each plan holds, and the tables shared."""
    shared = shared_lines(region.plans)
    main = {line: years for line, years in shared.items() if line in LINES}
    rest = {line: years for line, years in shared.items() if line not in LINES}
    return {
        "heading": catalogue.text("site.vintages", language, region=region.name),
        "says": catalogue.text(
            "site.vintages.some" if shared else "site.vintages.none",
            language,
            number=len(shared),
        ),
        "plans": [_held(report, language) for report in region.plans],
        "table": _table(region.plans, main, language),
        "rest": _table(region.plans, rest, language),
        "more": catalogue.text("site.vintages.more", language, number=len(rest)),
    }


def shared_lines(plans: Sequence[Found]) -> Shared:
    """The lines that at least two plans hold a figure of for the same year, with those years."""
    found: Shared = {}
    for line in catalogue.line_items():
        held = [set(_values(report, line)) for report in plans]
        years = sorted({y for each in held for y in each if sum(y in one for one in held) > 1})
        if years:
            found[line] = years
    return found


def _values(report: Found, line: str) -> dict[int, float]:
    """The figures of a line by year; none of a line that the plan does not give."""
    values = zip(report.result.years, report.result.lines.get(line, ()), strict=False)
    return {year: value for year, value in values if value is not None}


def _held(report: Found, language: str) -> dict[str, str]:
    lines = [line for line in catalogue.line_items() if _values(report, line)]
    years = catalogue.year_span(report.result.years, language) if report.result.years else "–"
    words = catalogue.text("site.vintages.held", language, number=len(lines), years=years)
    return {
        "href": f"{'/'.join(report.folder)}/index.html",
        "title": report.plan_title,
        "language": report.told.language,
        "words": words,
    }


def _table(plans: Sequence[Found], shared: Shared, language: str) -> Markup:
    """Each line as every plan has it, and the later less the earlier where there are two."""
    if not shared:
        return Markup("")
    years = sorted({year for those in shared.values() for year in those})
    rows = [row for line in shared for row in _rows(plans, line, years, language)]
    head = (catalogue.text("site.compare.line", language), *map(str, years))
    caption = catalogue.text("site.vintages.caption", language)
    table = Table(caption, head, tuple(rows), (True,) * len(years))
    return led(table, {"/".join(each.folder): each for each in plans}, language)


def _rows(plans: Sequence[Found], line: str, years: Sequence[int], language: str) -> list[Row]:
    unit = catalogue.unit(line)
    name = f"{catalogue.label(line, language)}, {catalogue.text(f'unit.{unit}', language)}"
    held = [(report, _values(report, line)) for report in plans]
    held = [(report, values) for report, values in held if set(values) & set(years)]
    rows = [
        Row(
            f"{name}: {report.plan_title}",
            tuple(
                catalogue.number(values[y], unit, language) if y in values else NO_VALUE
                for y in years
            ),
            "",
            tuple(figure_of(report, line, y) if y in values else "" for y in years),
        )
        for report, values in held
    ]
    if len(held) != 2:
        return rows
    (_, first), (_, later) = held
    apart = catalogue.unit_of_change(unit)
    less = tuple(
        catalogue.signed(later[y] - first[y], apart, language)
        if y in first and y in later
        else NO_VALUE
        for y in years
    )
    words = catalogue.text("site.compare.difference", language, line=name)
    return [*rows, Row(words, less, "total", rows[1].figures)]
