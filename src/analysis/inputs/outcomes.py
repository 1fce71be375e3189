"""Outcomes that a user enters (*utfall*): a CSV of line, year and value."""

from pathlib import Path

from analysis.catalogue.lines import line_items
from analysis.errors import InputError, Message, Problem, nearest, reason, verbatim
from analysis.inputs.delimited import numbered_rows
from analysis.inputs.documents import read_text
from analysis.inputs.figures import figure_in
from analysis.inputs.labels import folded, without_mark

HEADERS = (("line", "year", "value"), ("post", "ar", "varde"), ("post", "år", "värde"))
EXAMPLE = Message(
    "{one} or {other}", one=verbatim("line;year;value"), other=verbatim("post;ar;varde")
)


def read_outcomes(path: Path) -> dict[str, dict[int, float]]:
    """Outcomes by line and year, in the unit of the line. Raises InputError with every fault.

    Lines by id or by Swedish or English label; decimal comma or point; semicolons, commas or tabs.
    """
    rows = [(n, [*map(folded, row)]) for n, row in numbered_rows(read_text(path), path)]
    rows = [(number, row) for number, row in rows if any(row)]
    header = tuple(cell.casefold() for cell in rows[0][1]) if rows else ()
    if header not in HEADERS:
        raise InputError(
            Message("the header is not that of outcomes"), file=path, line=1,
            value=";".join(header), expected=EXAMPLE,
        )  # fmt: skip
    found: dict[str, dict[int, float]] = {}
    problems: list[Problem] = []
    for number, row in rows[1:]:
        _read_row(path, number, row, found, problems)
    if not found and not problems:
        problems.append(Problem(Message("there are no outcomes in the file"), str(path)))
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
            Problem(Message("the row has the wrong number of cells"), str(path), number,
                    value=str(len(row)), expected=Message("3 cells"))
        )  # fmt: skip
        return
    name, year, raw = row
    line = _line(name)
    if line is None:
        close = nearest(name, [*line_items(), *(i.sv for i in line_items().values())])
        problems.append(
            Problem(
                Message("there is no such line"), str(path), number, "line", name, nearest=close
            )
        )
    if not (year.isdecimal() and len(year) == 4):
        problems.append(
            Problem(
                Message("the year is not a year"),
                str(path),
                number,
                "year",
                year,
                Message("four digits"),
            )
        )
        return
    try:
        unit = line_items()[line].unit if line else ""
        value = float(figure_in(raw, unit).value)
    except ValueError as error:
        problems.append(
            Problem(
                Message("the value is not a number"), str(path), number, "value", raw, reason(error)
            )
        )
        return
    if line is not None and int(year) in found.setdefault(line, {}):
        problems.append(
            Problem(
                Message("this line and year stand twice"), str(path), number, value=f"{name} {year}"
            )
        )
    elif line is not None:
        found[line][int(year)] = value


def _line(name: str) -> str | None:
    """The id of a line named by id or label, whatever its case."""
    wanted = without_mark(name).casefold()
    for item in line_items().values():
        if wanted in {item.id, item.sv.casefold(), item.en.casefold()}:
            return item.id
    return None
