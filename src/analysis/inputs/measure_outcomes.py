"""Outcomes of measures (*utfall*) that a user adds to a plan."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from analysis.errors import InputError, Message, Problem, nearest, verbatim
from analysis.inputs.delimited import records
from analysis.inputs.figures import read_figure
from analysis.inputs.measures import Measures, Reading
from analysis.inputs.numbers import EXPECTED

OUTCOME_COLUMNS = ("nr", "ar", "varde")
NAMES = {
    "number": "nr", "year": "ar", "år": "ar", "value": "varde", "värde": "varde", "group": "grupp",
}  # fmt: skip
"""The same columns as people may head them."""


def read_outcomes(path: Path, measures: Measures) -> tuple[Reading, ...]:
    """Outcomes (*utfall*) that a user adds: a file with the columns nr;ar;varde, and grupp if any.

    Raises InputError with every row that names no measure, no year or no number.
    """
    table = records(path)
    header = tuple(NAMES.get(name.casefold(), name.casefold()) for name in table.header)
    lacking = [name for name in OUTCOME_COLUMNS if name not in header]
    if lacking:
        close = nearest(lacking[0], header)
        text = Message("the columns are missing: {names}", names=", ".join(lacking))
        raise InputError(
            text, file=path, line=1, expected=verbatim(";".join(OUTCOME_COLUMNS)), nearest=close
        )
    problems: list[Problem] = []
    found = []
    numbers = [measure.number for measure in measures.measures]
    for line, row in table.rows:
        cells = dict(zip(header, row.values(), strict=True))
        reading = _outcome(cells, path, line, numbers, problems)
        found += [reading] if reading else []
    if problems:
        raise InputError(problems=problems)
    if not found:
        raise InputError(Message("there are no outcomes in the file"), file=path)
    return tuple(found)


def _outcome(
    cells: Mapping[str, str], path: Path, line: int, numbers: list[str], problems: list[Problem]
) -> Reading | None:
    number, year = cells.get("nr", ""), cells.get("ar", "")
    before = len(problems)
    if number not in numbers:
        close = nearest(number, numbers)
        text = Message("the plan has no measure with this number")
        problems.append(Problem(text, str(path), line, "nr", number, nearest=close))
    if not (year.isdecimal() and len(year) == 4):
        text = Message("the year is not a year")
        problems.append(Problem(text, str(path), line, "ar", year, Message("four digits")))
    value = Decimal(0)
    try:
        value = read_figure(cells["varde"]).value
    except ValueError:
        text = Message("the cell is not a number")
        problems.append(Problem(text, str(path), line, "varde", cells.get("varde", ""), EXPECTED))
    if len(problems) > before:
        return None
    group, period = cells.get("grupp", ""), cells.get("period", "")
    return Reading(number, int(year), float(value), group, period, str(path), line)
