"""Outcomes that a user enters (*utfall*): a CSV of line or assumption, year and value."""

from dataclasses import dataclass
from pathlib import Path

from analysis.catalogue.lines import line_items
from analysis.errors import InputError, Message, Problem, nearest, reason, verbatim
from analysis.inputs.delimited import numbered_rows
from analysis.inputs.documents import read_text
from analysis.inputs.figures import figure_in
from analysis.inputs.labels import folded, without_mark
from analysis.inputs.parameters import key_named, scenario_keys
from analysis.inputs.table_spec import Before

HEADERS = (("line", "year", "value"), ("post", "ar", "varde"), ("post", "år", "värde"))
FURTHER = (("kind", "source"), ("slag", "kalla"), ("slag", "källa"))
"""Two columns that may follow: what the figure is, and where it stands."""
KINDS: dict[str, Before] = {
    **{"": "outcome", "outcome": "outcome", "utfall": "outcome", "bokslut": "outcome"},
    **{"forecast": "forecast", "prognos": "forecast", "budget": "budget"},
}
EXAMPLE = Message(
    "{one} or {other}", one=verbatim("line;year;value"), other=verbatim("post;ar;varde")
)


@dataclass(frozen=True)
class Entered:
    """A figure that a user entered, in the unit of its line; `at` is its line of the file."""

    value: float
    kind: Before
    source: str | None
    at: int


def read_outcomes(path: Path) -> dict[str, dict[int, float]]:
    """Outcomes by line and year, in the unit of the line; figures of another kind are passed over.

    Raises InputError with every fault, also for a file without outcomes.
    """
    found = {
        line: {year: one.value for year, one in entered.items() if one.kind == "outcome"}
        for line, entered in read_entered(path).items()
    }
    found = {line: values for line, values in found.items() if values}
    if not found:
        raise InputError(Message("there are no outcomes in the file"), file=path)
    return found


def read_entered(path: Path) -> dict[str, dict[int, Entered]]:
    """Entered figures by line and year, each with its kind. Raises InputError with every fault.

    Lines and assumptions by id or by Swedish or English label; decimal comma or point; semicolons,
    commas or tabs.
    """
    rows = [(n, [*map(folded, row)]) for n, row in numbered_rows(read_text(path), path)]
    rows = [(number, row) for number, row in rows if any(row)]
    header = tuple(cell.casefold() for cell in rows[0][1]) if rows else ()
    if header[:3] not in HEADERS or header[3:] not in ((), *FURTHER):
        raise InputError(
            Message("the header is not that of outcomes"), file=path, line=1,
            value=";".join(header), expected=EXAMPLE,
        )  # fmt: skip
    found: dict[str, dict[int, Entered]] = {}
    problems: list[Problem] = []
    for number, row in rows[1:]:
        _read_row(path, number, row, len(header), found, problems)
    if not found and not problems:
        problems.append(Problem(Message("there are no outcomes in the file"), str(path)))
    if problems:
        raise InputError(problems=problems)
    return found


def _read_row(
    path: Path,
    number: int,
    row: list[str],
    cells: int,
    found: dict[str, dict[int, Entered]],
    problems: list[Problem],
) -> None:
    def wrong(text: Message, column: str | None, value: str, expected: Message | None = None,
              close: str | None = None) -> None:  # fmt: skip
        problems.append(Problem(text, str(path), number, column, value, expected, close))

    if len(row) != cells:
        text = Message("the row has the wrong number of cells")
        wrong(text, None, str(len(row)), Message("{count} cells", count=cells))
        return
    name, year, raw, said, source = (*row, *[""] * (5 - cells))
    kind = KINDS.get(said.casefold())
    if kind is None:
        text, wanted = Message("there is no such kind of figure"), ", ".join(filter(None, KINDS))
        wrong(text, "kind", said, verbatim(wanted), nearest(said, KINDS))
        return
    line = line_named(name)
    if line is None:
        names = [*line_items(), *scenario_keys(), *(i.sv for i in line_items().values())]
        wrong(Message("there is no such line"), "line", name, close=nearest(name, names))
    if not (year.isdecimal() and len(year) == 4):
        wrong(Message("the year is not a year"), "year", year, Message("four digits"))
        return
    try:
        value = float(figure_in(raw, unit_of(line) if line else "").value)
    except ValueError as error:
        wrong(Message("the value is not a number"), "value", raw, reason(error))
        return
    if line is not None and int(year) in found.setdefault(line, {}):
        wrong(Message("this line and year stand twice"), None, f"{name} {year}")
    elif line is not None:
        found[line][int(year)] = Entered(value, kind, source or None, number)


def line_named(name: str) -> str | None:
    """The id of a line or an assumption named by id or label, whatever its case."""
    wanted = without_mark(name).casefold()
    for item in line_items().values():
        if wanted in {item.id, item.sv.casefold(), item.en.casefold()}:
            return item.id
    key = key_named(without_mark(name))
    return key if key in scenario_keys() else None


def unit_of(name: str) -> str:
    """The unit in which the figures of a line or an assumption are entered."""
    return line_items()[name].unit if name in line_items() else scenario_keys()[name].unit
