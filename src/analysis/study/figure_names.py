"""How a cell of a table names the figure that it shows, so that a report can lead to its source.

A name is a value of the calculation and its year (`cash@2027`), or the place of a printed cell;
several, the nearest first, stand with spaces between.
"""

import hashlib

EARLIER = "before:"
"""Ahead of the figure of a cell that shows a year before the plan: it leads to its source alone."""

ABOUT = "about:"
"""Ahead of the figure that a cell tells something of without showing its value: the part that an
equation explains, or the outcome of a goal with its unit."""

OF = "of:"
"""Ahead of the name of a scenario and its figure, where a cell shows one that may be another's."""

BASE = f"{OF}base:"
"""Ahead of a figure of the base that a scenario is held against."""


def figure_id(name: str, year: int | None) -> str:
    """A value of the calculation and its year, as a cell names it."""
    return name if year is None else f"{name}@{year}"


def of_scenario(scenario: str, name: str) -> str:
    """A value of the calculation in a scenario, which another report may tell of."""
    return f"{OF}{scenario}:{name}"


def printed_place(table: str, row: str, column: str) -> str:
    """The id of a cell of a printed table, the same for the same words."""
    digest = hashlib.sha256(f"{table}\n{row}\n{column}".encode()).hexdigest()[:10]
    return f"t-{digest}"


def printed_cell(table: str | None, row: str | None, column: object) -> str:
    """The figure of a cell that shows a printed one: its place, else its table (a sum of several
    rows has no cell of its own); nothing where it stands in no table."""
    return f"{printed_place(table, str(row), str(column))} table-{table}" if table else ""
