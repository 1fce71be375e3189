"""A year under way (*delår*): a CSV of line, month and what has been booked from January on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.catalogue.lines import line_items
from analysis.errors import InputError, Message, Problem, nearest, reason, verbatim
from analysis.inputs.delimited import records
from analysis.inputs.figures import figure_in
from analysis.inputs.outcomes import line_named
from analysis.inputs.seasonality import MONTHS, Season

HEADINGS = (("line", "month", "accumulated"), ("post", "manad", "ackumulerat"))
SWEDISH = ("post", "månad", "ackumulerat")


@dataclass(frozen=True)
class Booked:
    """What a line has come to at the end of a month, in the unit of the line."""

    line: str
    month: int
    value: float


def latest_booked(folder: Path, years: Sequence[int]) -> tuple[Path, int] | None:
    """What is booked in the last of the years that has a file `delar-2025.csv` in the folder."""
    files = {year: folder / f"delar-{year}.csv" for year in years}
    return max(((path, year) for year, path in files.items() if path.is_file()),
               key=lambda found: found[1], default=None)  # fmt: skip


def read_booked(path: Path, known: dict[str, Season]) -> dict[str, Booked]:
    """The latest month of each line. Raises InputError with every fault: no such line, a line
    without a season, no month, no number, the same month twice."""
    table = records(path)
    if tuple(name.casefold() for name in table.header) not in (*HEADINGS, SWEDISH):
        text = Message("the heading is not the expected one")
        raise InputError(text, file=path, line=1, expected=verbatim(";".join(HEADINGS[1])))
    problems: list[Problem] = []
    found: dict[tuple[str, int], Booked] = {}
    for number, row in table.rows:
        one = _booked(str(path), number, [row[name] for name in table.header], known, problems)
        if one is None:
            continue
        if (one.line, one.month) in found:
            text = Message("this line and month stand twice")
            problems.append(Problem(text, str(path), number, value=f"{one.line} {one.month}"))
        found[one.line, one.month] = one
    if not found and not problems:
        problems.append(Problem(Message("there are no outcomes in the file"), str(path)))
    if problems:
        raise InputError(problems=problems)
    return {line: one for (line, _), one in sorted(found.items(), key=lambda item: item[0][1])}


def _booked(
    file: str, number: int, cells: list[str], known: dict[str, Season], problems: list[Problem]
) -> Booked | None:
    name, month, raw = cells
    line, before = line_named(name), len(problems)
    if line not in known:
        labels = [line_items()[each].sv for each in known]
        text, near = Message("this line is not forecast within a year"), nearest(name, labels)
        wanted = verbatim(", ".join(known))
        problems.append(Problem(text, file, number, "line", name, wanted, near))
    if not (month.isdecimal() and 1 <= int(month) <= MONTHS):
        text = Message("the month is not a month")
        problems.append(Problem(text, file, number, "month", month, verbatim("1-12")))
    try:
        value = float(figure_in(raw, "mnkr").value)
    except ValueError as error:
        text = Message("the value is not a number")
        problems.append(Problem(text, file, number, "value", raw, reason(error)))
        return None
    return None if len(problems) > before or line is None else Booked(line, int(month), value)
