"""Age groups of a plan's population paths (*åldersgrupper*): `population_age_groups.csv`.

They lie beside the plan's published figures, since no plan prints them: one row a path and year,
persons on 1 November of the year before, as everywhere in the budget. `regionkalkyl data
population` writes the file. A path without rows has no age structure, and none is invented.
"""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from analysis.errors import InputError, Message, Problem, nearest, shown
from analysis.inputs.causes import by_cause
from analysis.inputs.delimited import records_under, rows_read
from analysis.inputs.figures import figure_in
from analysis.inputs.parameters import span, span_words
from analysis.inputs.population_paths import STATUSES
from analysis.inputs.values import Value

FILE = "population_age_groups.csv"
AGE_GROUPS = ("population_0_19", "population_20_64", "population_65_79", "population_80_plus")
"""The columns of persons, named as the line items that they become."""
COLUMNS = ("namn", "ar", *AGE_GROUPS, "status", "anteckning")
ROUNDING = 0.7
"""Persons: half of one for a printed total, and 0.05 for each of four groups of one decimal."""

Groups = dict[str, Value]
"""Persons by age group, each with status, note, file and line."""
Totals = Mapping[str, Mapping[int, Value]]


def read_population_ages(
    folder: Path, years: tuple[int, ...], totals: Totals | None = None
) -> dict[str, dict[int, Groups]]:
    """Age groups of a plan folder by path and year; none when there is no file.

    A path must hold every year of `years`, once and no other. With `totals`, the population paths
    of the plan, it must be one of them and its groups sum to it. Raises InputError with every
    fault.
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    table = records_under(path, COLUMNS)
    found: dict[str, dict[int, Groups]] = {}
    problems: list[Problem] = []

    def read(row: dict[str, str], line: int) -> tuple[str, int, Groups]:
        return population_row(row, path, line, years)

    for line, (name, year, groups) in rows_read(table, path, read, problems):
        fault = _fault(name, year, groups, found, totals)
        if fault is not None:
            text, wanted, close = fault
            problems.append(Problem(text, str(path), line, "namn", name, wanted, close))
        found.setdefault(name, {}).setdefault(year, groups)
    problems += _incomplete(found, years, path)
    if problems:
        raise InputError(problems=by_cause(problems))
    return found


def population_row(
    row: dict[str, str], path: Path, line: int, years: tuple[int, ...]
) -> tuple[str, int, Groups]:
    """Name, year and groups of a row. Raises ValueError with what was expected."""
    if not row["ar"].isdecimal() or int(row["ar"]) not in years:
        raise ValueError(
            Message("a year of the plan's population, {years}", years=span_words(years))
        )
    if row["status"] not in STATUSES:
        raise ValueError(Message("status {names}", names=" or ".join(STATUSES)))
    groups = {}
    for group in AGE_GROUPS:
        try:
            persons = float(figure_in(row[group], "persons").value)
        except ValueError as error:
            raise ValueError(Message("{error} under {group}", error=error, group=group)) from None
        if persons < 0:
            raise ValueError(Message("0 persons or more under {group}", group=group))
        note, file = row["anteckning"] or None, str(path)
        groups[group] = Value(persons, row["status"], note=note, file=file, line=line)
    if not groups["population_20_64"].value:
        raise ValueError(Message("more than 0 persons under population_20_64"))
    return row["namn"], int(row["ar"]), groups


def _fault(
    name: str,
    year: int,
    groups: Groups,
    found: Mapping[str, Mapping[int, Groups]],
    totals: Totals | None,
) -> tuple[Message, Message | None, str | None] | None:
    """What is wrong with a row beside the other rows and the path: message, expected, nearest."""
    if year in found.get(name, {}):
        text = Message("the path and the year {year} are given already", year=year)
        return text, Message("each year once"), None
    if totals is None:
        return None
    if name not in totals:
        text = Message("there is no population path {name!r}", name=shown(name))
        known = Message("one of: {names}", names=", ".join(totals))
        return text, known, nearest(name, totals)
    if year not in totals[name]:
        return None  # the path itself is refused for that
    people, whole = sum(value.value for value in groups.values()), totals[name][year].value
    if abs(people - whole) <= ROUNDING:
        return None
    text = Message(
        "the age groups of {year} sum to {people:.1f} and not to the path", year=year, people=people
    )
    again = Message(
        "{whole:.1f}; `regionkalkyl data population` calculates them again", whole=whole
    )
    return text, again, None


def _incomplete(
    found: Mapping[str, Mapping[int, Groups]], years: tuple[int, ...], path: Path
) -> list[Problem]:
    missing = {name: [y for y in years if y not in held] for name, held in found.items()}
    return [
        Problem(
            Message("{name} lacks years: {lacks}", name=shown(name), lacks=span(lacks)),
            str(path),
            expected=span_words(years),
        )
        for name, lacks in missing.items()
        if lacks
    ]


def population_ages_text(paths: Mapping[str, Mapping[int, Groups]]) -> str:
    """The file for these paths: persons with one decimal, status and note."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    for name, years in paths.items():
        for year, groups in years.items():
            cells = [f"{groups[group].value:.1f}".replace(".", ",") for group in AGE_GROUPS]
            first = groups[AGE_GROUPS[0]]
            writer.writerow([name, year, *cells, first.status, first.note or ""])
    return stream.getvalue()
