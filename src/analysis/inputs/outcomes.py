"""Outcomes that a user enters (*utfall*): a CSV of line, year and value."""

from pathlib import Path

from analysis.catalogue.lines import line_items
from analysis.errors import InputError, Problem, nearest
from analysis.inputs.numbers import EXPECTED, parse_swedish
from analysis.inputs.tables import read_csv

HEADERS = (("line", "year", "value"), ("post", "ar", "varde"), ("post", "år", "värde"))
EXAMPLE = "line;year;value, or post;ar;varde"


def read_outcomes(path: Path) -> dict[str, dict[int, float]]:
    """Outcomes by line and year, in the unit of the line. Raises InputError with every fault.

    Lines by id or by Swedish or English label; decimal comma or point; semicolons, commas or tabs.
    """
    rows = [row for row in read_csv(path, ("utf-8-sig", "cp1252"))]
    header = tuple(cell.strip().casefold() for cell in rows[0]) if rows else ()
    if header not in HEADERS:
        raise InputError(
            "the header is not that of outcomes", file=path, line=1,
            value=";".join(header), expected=EXAMPLE,
        )  # fmt: skip
    found: dict[str, dict[int, float]] = {}
    problems: list[Problem] = []
    for number, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            _read_row(path, number, row, found, problems)
    if not found and not problems:
        problems.append(Problem("there are no outcomes in the file", str(path)))
    if problems:
        raise InputError(problems=problems)
    return found


def _read_row(
    path: Path,
    number: int,
    row: list[str],
    found: dict[str, dict[int, float]],
    problems: list[Problem],
) -> None:
    if len(row) != 3:
        problems.append(
            Problem("the row has the wrong number of cells", str(path), number,
                    value=str(len(row)), expected="3 cells")
        )  # fmt: skip
        return
    name, year, raw = (cell.strip() for cell in row)
    line = _line(name)
    if line is None:
        close = nearest(name, [*line_items(), *(i.sv for i in line_items().values())])
        problems.append(
            Problem("there is no such line", str(path), number, "line", name, nearest=close)
        )
    if not (year.isdecimal() and len(year) == 4):
        problems.append(
            Problem("the year is not a year", str(path), number, "year", year, "four digits")
        )
        return
    try:
        value = float(parse_swedish(raw))
    except ValueError:
        problems.append(
            Problem("the value is not a number", str(path), number, "value", raw, EXPECTED)
        )
        return
    if line is not None and int(year) in found.setdefault(line, {}):
        problems.append(
            Problem("this line and year stand twice", str(path), number, value=f"{name} {year}")
        )
    elif line is not None:
        found[line][int(year)] = value


def _line(name: str) -> str | None:
    """The id of a line named by id or label, whatever its case."""
    wanted = name.casefold()
    for item in line_items().values():
        if wanted in {item.id, item.sv.casefold(), item.en.casefold()}:
            return item.id
    return None
