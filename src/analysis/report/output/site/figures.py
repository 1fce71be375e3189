"""Figures of several reports lead to how they are calculated, each in its own report."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from analysis import catalogue
from analysis.report.blocks.table import Table, table_html
from analysis.report.output.how.page import PAGE
from analysis.report.output.html import Leads, with_links
from analysis.report.output.site.found import Found
from analysis.study.figure_names import figure_id, of_scenario


def figure_of(report: Found, line: str, year: int) -> str:
    """The figure of a line in a report, as a cell names it."""
    return of_scenario("/".join(report.folder), figure_id(line, year))


def led(table: Table, reports: Mapping[str, Found], language: str) -> Markup:
    """The table with its figures as links; `reports` are those that lie at an address."""
    how = {at: report for at, report in reports.items() if report.explained}
    places = {figure for report in how.values() for figure in _figures(report)}
    pages = {"/".join(report.folder): f"{at}/{PAGE}" for at, report in how.items()}
    words = catalogue.text("how.link", language), catalogue.text("how.link_before", language)
    return Markup(with_links(str(table_html(table)), Leads("", places, *words, pages)))


def _figures(report: Found) -> Iterable[str]:
    return (figure_id(line, y) for line in report.result.lines for y in report.result.years)
