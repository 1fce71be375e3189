"""Counts as (place, region, sex, age, year, value) from a table whose columns may be any order.

Which column is which is told by what the file says (time in PX), by its heading in Swedish or
English, or by what stands in it. Figures may stand in one column, whatever its name, or in one per
year, also with the sex or the contents in the heading.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from analysis.errors import InputError, Message
from analysis.inputs import demography_ages as ages
from analysis.inputs.figures import read_figure
from analysis.inputs.raw_statistics import RawTable, read_raw

ROLES = ("region", "sex", "age", "year")
_YEAR = re.compile(r"(?:(.*?)\s*)?\b((?:18|19|20)\d{2})\b\s*\*?")

Row = tuple[int | str | None, str, str, str, str, str]
"""Place in the file, region, sex, age, year, value; all as written."""


@dataclass(frozen=True)
class Rows:
    """Every count of a file, and what was done with columns beside them."""

    rows: list[Row]
    notes: tuple[str, ...]


def read_rows(path: Path, kind: str) -> Rows:
    """Every count of the file. Raises InputError when the layout cannot be understood."""
    table = read_raw(path)
    roles = _roles(table)
    for role in ("region", "age"):
        if role not in roles:
            raise InputError(
                Message("no heading and no column tells the {role}", role=role),
                file=path, value=";".join(table.header),
                expected=Message("a table by region, age, sex and year"),
            )  # fmt: skip
    if "sex" not in roles and kind != "births" and not _sexes_across(table, roles):
        raise InputError(
            Message("no heading and no column tells the sex"),
            file=path,
            value=";".join(table.header),
            expected=Message("a table by sex: women and men change differently"),
        )
    return _long(table, roles, kind, path) if "year" in roles else _wide(table, roles, kind, path)


def _roles(table: RawTable) -> dict[str, int]:
    """The column of each role: said by the file, by the heading, or by what stands in it."""
    found: dict[str, int] = {}
    if table.time in table.header:
        found["year"] = table.header.index(table.time)
    for i, name in enumerate(table.header):
        role = ages.column_role(name)
        if role and role not in found and i not in found.values():
            found[role] = i
    for role in ROLES:
        if role in found:
            continue
        for i, _ in enumerate(table.header[:-1]):
            if i not in found.values() and ages.all_are(role, {row[i] for _, row in table.rows}):
                found[role] = i
                break
    return found


def _read(table: RawTable, column: int, text: str) -> str:
    """A label; its code where the text says nothing that is known."""
    if not table.codes or ages.known(text):
        return text
    return table.codes.get(table.header[column], {}).get(text, text)


def _long(table: RawTable, roles: dict[str, int], kind: str, path: Path) -> Rows:
    values = [i for i in range(len(table.header)) if i not in roles.values()]
    figures = [i for i in values if _holds_figures(row[i] for _, row in table.rows)]
    if not figures:
        raise InputError(Message("no column holds counts"), file=path, value=";".join(table.header))
    value = _of_kind(figures, [table.header[i] for i in figures], table, kind, path)
    rows, notes = _one_thing(table, [i for i in values if i not in figures], kind, path)
    found: list[Row] = []
    for where, row in rows:
        region, age = (_read(table, roles[r], row[roles[r]]) for r in ("region", "age"))
        sex = _read(table, roles["sex"], row[roles["sex"]]) if "sex" in roles else ""
        found.append((where, region, sex, age, row[roles["year"]], row[value]))
    return Rows(found, (*table.notes, *notes))


def _holds_figures(cells: Iterable[str]) -> bool:
    """Most of them: one that is none is a fault of its cell and not another column."""
    like = [_figure_like(cell) for cell in cells]
    return 2 * sum(like) > len(like)


def _figure_like(cell: str) -> bool:
    return not cell or cell in "-–−" or not cell.strip(".") or bool(re.match(r"[-−]?\d", cell))


def _of_kind(
    columns: Sequence[int], names: Sequence[str], table: RawTable, kind: str, path: Path
) -> int:
    """The one column of figures, or of several the one whose name is of the kind."""
    if len(columns) == 1:
        _refuse_another_kind(names[0], kind, path)
        return columns[0]
    fitting = [i for i, name in zip(columns, names, strict=True) if ages.is_of(kind, name)]
    if len(fitting) != 1:
        raise InputError(
            Message(
                "{columns} columns hold figures, and it is not clear which are {kind}",
                columns=len(columns),
                kind=kind,
            ),
            file=path,
            value=";".join(names),
            expected=Message("one column of counts"),
        )
    return fitting[0]


def _refuse_another_kind(name: str, kind: str, path: Path) -> None:
    """Deaths must not be added as a population because somebody mistyped the kind."""
    others = [k for k in ages.KINDS if k != kind and ages.is_of(k, name)]
    if others and not ages.is_of(kind, name):
        raise InputError(
            Message("the file counts {name!r}, and not {kind}", name=name, kind=kind),
            file=path,
            value=kind,
            expected=Message("--kind {others}", others=others[0]),
        )


def _one_thing(
    table: RawTable, columns: Sequence[int], kind: str, path: Path
) -> tuple[list[tuple[int | str | None, tuple[str, ...]]], list[str]]:
    """The rows of which every further column says one thing: of contents the kind, else the total.

    Two civil states would be added up unseen otherwise.
    """
    rows, notes = list(table.rows), list[str]()
    for i in columns:
        texts = dict.fromkeys(row[i] for _, row in rows)
        if len(texts) <= 1:
            continue
        name = table.header[i]
        rule = table.elimination.get(name)
        if rule == "YES":
            rows = _summed(rows, i)
            notes.append(
                Message(
                    "{file}: summed over {name}, as the file says that it may be",
                    file=path.name,
                    name=name,
                )
            )
            continue
        wanted = [t for t in texts if ages.is_of(kind, t) or t == rule]
        wanted = wanted if len(wanted) == 1 else [t for t in texts if ages.is_total(t)]
        if len(wanted) != 1:
            raise InputError(
                Message("a further column divides the counts"),
                file=path, column=name, value=", ".join(list(texts)[:5]),
                expected=Message("one table per value of that column"),
            )  # fmt: skip
        rows = [(where, row) for where, row in rows if row[i] == wanted[0]]
        notes.append(
            Message("{file}: of {name} only {value}", file=path.name, name=name, value=wanted[0])
        )
    return rows, notes


Placed = tuple[int | str | None, tuple[str, ...]]


def _summed(rows: Sequence[Placed], column: int) -> list[Placed]:
    """The rows added up over a column; a figure that is missing keeps its sum from being one."""
    places: dict[tuple[str, ...], int | str | None] = {}
    sums: dict[tuple[str, ...], Decimal | str] = {}
    for where, row in rows:
        key = (*row[:column], "", *row[column + 1 : -1])
        before = sums.get(key, Decimal(0))
        places.setdefault(key, where)
        try:
            value: Decimal | str = read_figure(row[-1]).value
        except ValueError:
            value = row[-1]
        if isinstance(before, str) or isinstance(value, str):
            sums[key] = before if isinstance(before, str) else value
        else:
            sums[key] = before + value
    return [(places[key], (*key, str(value))) for key, value in sums.items()]


@dataclass(frozen=True)
class _Across:
    """A column of figures with its year, and what else its heading says."""

    column: int
    year: str
    before: str


def _across(table: RawTable, roles: dict[str, int]) -> list[_Across]:
    found = []
    for i, name in enumerate(table.header):
        if i not in roles.values() and (match := _YEAR.fullmatch(name)):
            found.append(_Across(i, match[2], (match[1] or "").strip(" ,:-")))
    return found


def _sexes_across(table: RawTable, roles: dict[str, int]) -> bool:
    across = _across(table, roles)
    return bool(across) and all(_split_sex(a.before)[1] for a in across)


def _split_sex(text: str) -> tuple[str, str]:
    """What a heading says before the sex, and the sex: `Folkmängd män` is of men."""
    words = text.split()
    for size in (1, 2, 3):
        last = " ".join(words[-size:])
        if words and (ages.sex(last) is not None or ages.is_total(last)):
            return " ".join(words[:-size]), last
    return text, ""


def _content(headings: list[str], kind: str, path: Path) -> str:
    """The one of the contents that headings name which is of a kind. Raises InputError."""
    contents = list(dict.fromkeys(headings))
    fitting = [text for text in contents if ages.is_of(kind, text)]
    found = fitting if len(contents) > 1 else contents
    if len(found) != 1:
        raise InputError(
            Message(
                "the headings name {contents} contents, and it is not clear which are {kind}",
                contents=len(contents),
                kind=kind,
            ),
            file=path,
            value=", ".join(contents),
        )
    return found[0]


def _wide(table: RawTable, roles: dict[str, int], kind: str, path: Path) -> Rows:
    across = _across(table, roles)
    if not across:
        raise InputError(
            Message("there is neither a column of years nor one per year"), file=path, line=1,
            value=";".join(table.header),
        )  # fmt: skip
    sexes = {
        a.column: _split_sex(a.before) if "sex" not in roles else (a.before, "") for a in across
    }
    wanted = _content([before for before, _ in sexes.values()], kind, path)
    across = [a for a in across if sexes[a.column][0] == wanted]
    used = {*roles.values(), *sexes}
    others = [i for i in range(len(table.header)) if i not in used]
    rows, notes = _one_thing(table, others, kind, path)
    found: list[Row] = []
    for where, row in rows:
        region, age = (_read(table, roles[r], row[roles[r]]) for r in ("region", "age"))
        sex = _read(table, roles["sex"], row[roles["sex"]]) if "sex" in roles else ""
        for a in across:
            found.append((where, region, sex or sexes[a.column][1], age, a.year, row[a.column]))
    return Rows(found, (*table.notes, *notes))
