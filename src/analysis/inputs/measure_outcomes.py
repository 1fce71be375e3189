"""Outcomes of measures (*utfall*) that a user adds to a plan."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from analysis.errors import InputError, Message, Problem, nearest, verbatim
from analysis.inputs.delimited import records
from analysis.inputs.figures import read_figure
from analysis.inputs.measures import Measures, Reading, decimals_of
from analysis.inputs.numbers import EXPECTED
from analysis.inputs.region_copy import Row

OUTCOME_COLUMNS = ("nr", "ar", "varde")
NAMES = {
    "number": "nr", "year": "ar", "år": "ar", "value": "varde", "värde": "varde", "group": "grupp",
    "tertial": "period",
}  # fmt: skip
"""The same columns as people may head them."""
PERIODS = {
    "": "", "år": "", "ar": "", "year": "", "t1": "T1", "t2": "T2", "t3": "T3",
    "1": "T1", "2": "T2", "3": "T3", "04": "T1", "08": "T2", "12": "T3",
}  # fmt: skip
"""The tertials as people may write them; the report of a year (*ÅR*) has none."""


def read_outcomes(path: Path, measures: Measures) -> tuple[Reading, ...]:
    """Outcomes (*utfall*) that a user adds: a file with the columns nr;ar;varde, and if any
    period (T1, T2, T3; blank is the whole year) and grupp.

    Raises InputError with every row that names no measure, no year, no tertial or no number, or
    says again what another has said.
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
    found: list[Reading] = []
    numbers = [measure.number for measure in measures.measures]
    for line, row in table.rows:
        cells = dict(zip(header, row.values(), strict=True))
        reading = _outcome(cells, path, line, numbers, problems)
        if reading and (twin := next((r for r in found if _place(r) == _place(reading)), None)):
            text = Message("this stands on line {line} already", line=twin.line or 0)
            problems.append(Problem(text, str(path), line, "nr", reading.number))
        found += [reading] if reading else []
    if problems:
        raise InputError(problems=problems)
    if not found:
        raise InputError(Message("there are no outcomes in the file"), file=path)
    return tuple(found)


def fetched_outcomes(
    path: Path, rows: Iterable[Row], region: str, measures: Measures
) -> tuple[Reading, ...]:
    """Outcomes of a region from a copy of key figures: by sex where the plan's own figures are.

    Raises InputError where the copy holds none, or one of a measure that the plan has not.
    """
    own = [(row.measure, row) for row in rows if row.region == region and row.measure is not None]
    if not own:
        raise InputError(
            Message("the copy has no figures of measures of {region}", region=region), file=path,
            expected=verbatim("regionkalkyl data kolada NR=N12345 --plan PLAN --years 2020-2025"),
        )  # fmt: skip
    groups = {
        m.number: {r.group for r in (*m.baselines, *m.target_values)} or {""}
        for m in measures.measures
    }
    for number, _ in own:
        if number not in groups:
            raise InputError(
                Message("the plan has no measure with this number"), file=path, value=number,
                nearest=nearest(number, groups),
            )  # fmt: skip
    return tuple(
        Reading(number, row.year, row.value, row.group, "", str(path))
        for number, row in own
        if row.group in groups[number]
    )


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
    period = PERIODS.get(cells.get("period", "").casefold().removeprefix("då "))
    if period is None:
        text, expected = Message("there is no such tertial"), verbatim("T1, T2, T3")
        problems.append(Problem(text, str(path), line, "period", cells["period"], expected))
    value = Decimal(0)
    try:
        value = read_figure(cells["varde"]).value
    except ValueError:
        text = Message("the cell is not a number")
        problems.append(Problem(text, str(path), line, "varde", cells.get("varde", ""), EXPECTED))
    if len(problems) > before:
        return None
    group, places = cells.get("grupp", ""), decimals_of(value)
    return Reading(number, int(year), float(value), group, period or "", str(path), line, places)


def _place(reading: Reading) -> tuple[str, int | None, str, str]:
    """What an outcome is of: measure, year, tertial and group."""
    return reading.number, reading.year, reading.period, reading.group
