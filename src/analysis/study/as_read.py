"""The plan as read (*planen som den är läst*): each printed table with what uses it.

A table is used where a file of the plan names it (an assumption, a frame, an investment list, a
measure) and where one of its rows is a line of the calculation. A figure in running text is used
where an assumption of the same value names the heading that it stands under.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from analysis.inputs.documents import read_yaml
from analysis.inputs.plan import Plan
from analysis.inputs.tables import Table
from analysis.inputs.values import Value

KEPT = ("tables.yml", "accepted.yml")
"""What describes and guards the tables, and so uses none of them."""
PARAMETERS, LINE = "parameters", "line"
RULES, STAFF = "rules.yml", "staff.yml"


@dataclass(frozen=True)
class Use:
    """Where a table is used: the part of the plan, what is called for there, and of which row.

    `row` is None where the whole table is read, else the label of a row, or the number of the row
    in a list.
    """

    part: str
    name: str = ""
    row: str | int | None = None


@dataclass(frozen=True)
class Read:
    """A printed table as it is read, and its uses."""

    table: Table
    uses: tuple[Use, ...]

    def of_row(self, row: str | int | None) -> tuple[Use, ...]:
        """What uses one row; None: the table as a whole."""
        return tuple(use for use in self.uses if use.row == row)


def read_plan(plan: Plan) -> tuple[Read, ...]:
    """Every printed table of a plan, in the order of the documents. Raises InputError."""
    named: dict[str, list[Use]] = {table: [] for table in plan.specs}
    for table_id, use in _named_in_files(plan) if plan.specs else ():
        named[table_id].append(use)
    found = []
    for table_id, spec in plan.specs.items():
        table = plan.table(table_id)
        lines = [Use(LINE, line, row) for row, line in spec.lines.items()]
        uses = (*named[table_id], *lines, *_text_uses(plan, table))
        found.append(Read(table, tuple(dict.fromkeys(uses))))
    return tuple(found)


def files_of(plan: Plan) -> tuple[str, ...]:
    """Every data file of the plan, as a path inside its folder, in order."""
    paths = (p for p in plan.folder.rglob("*") if p.suffix in {".csv", ".yml"} and p.is_file())
    return tuple(sorted(p.relative_to(plan.folder).as_posix() for p in paths))


def _named_in_files(plan: Plan) -> Iterator[tuple[str, Use]]:
    """Tables that the files of the plan name, with where."""
    for path in sorted(plan.folder.glob("*.yml")):
        if path.name not in KEPT:
            data = plan.document.data if path.name == "plan.yml" else read_yaml(path).data
            yield from _named_in(data, plan, path, ())


def _named_in(
    data: object, plan: Plan, path: Path, place: tuple[str, ...]
) -> Iterator[tuple[str, Use]]:
    if isinstance(data, Mapping):
        table = data.get("table")
        if isinstance(table, str) and table in plan.specs:
            row = data.get("row")
            if path.name == RULES and data.get("item"):
                row = _number(plan.table(table), data)
            if path.name == STAFF:
                uses = [Use(path.stem, "", r) for r in _staff_rows(plan.table(table), data)]
            else:
                uses = [_use(path, place, row)]
            yield from ((table, use) for use in uses)
        for key, inner in data.items():
            if key in plan.specs and place == ("reallocations",):
                yield str(key), _use(path, place, None)
            yield from _named_in(inner, plan, path, (*place, str(key)))
    elif isinstance(data, list):
        for inner in data:
            yield from _named_in(inner, plan, path, place)


def _number(table: Table, data: Mapping[object, object]) -> int | None:
    """The number of a list's item that a rule names."""
    for number, item in enumerate(table.items):
        same_year = data.get("ar") is None or item.get("ar") == str(data.get("ar"))
        if same_year and item[table.header[0]] == data.get("item"):
            return number
    return None


def _staff_rows(table: Table, data: Mapping[object, object]) -> list[str | int | None]:
    """The rows that a part of `staff.yml` names: labels, or the numbers of a list's items."""
    rows = data.get("rows") or ([data["row"]] if "row" in data else [])
    if not isinstance(rows, list) or not rows:
        return [None]
    if not table.items:
        return [str(row) for row in rows]
    column = data.get("name") or table.header[0]
    return [n for n, item in enumerate(table.items) if item[str(column)] in rows]


def _use(path: Path, place: tuple[str, ...], row: object) -> Use:
    if path.name == RULES:
        return Use(path.stem, place[1] if len(place) > 1 else "", _row_of(row))
    if path.name == "plan.yml":
        return Use(place[0], place[1] if len(place) > 1 else "", str(row) if row else None)
    return Use(path.stem)


def _row_of(row: object) -> str | int | None:
    return row if isinstance(row, int) else str(row) if row else None


def _text_uses(plan: Plan, table: Table) -> Iterator[Use]:
    """Assumptions that are a figure of running text: of its value, under its heading."""
    columns = table.spec.columns
    if not {"rubrik", "varde"} <= set(columns):
        return
    for number, item in enumerate(table.items):
        value, heading = item["varde"], item["rubrik"]
        for name, values in plan.values.items():
            if any(_is(v, value, table, heading) for v in values.values()):
                yield Use(PARAMETERS, name, number)


def _is(found: Value, value: object, table: Table, heading: object) -> bool:
    if found.table or found.document != table.spec.document or found.heading != heading:
        return False
    return isinstance(value, Decimal) and abs(found.value) == abs(float(value))
