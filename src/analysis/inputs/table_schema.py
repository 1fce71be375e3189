"""A printed table as a DataFrame that its pandera schema has checked.

The reader has already refused cells that are no numbers; the schema holds what a table as a whole
must be: the right columns and kinds, finite numbers, years of reason, and each key once.
"""

import math
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import pandas as pd
import pandera.pandas as pa

from analysis.errors import InputError, Message, Problem, shown, verbatim
from analysis.inputs.tables import Table

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""A year outside these is a slip of the pen; no table of a region reaches that far."""

LINE = "line"
"""The column that says on which line of the file a row stands."""


def checked_frame(table: Table) -> pd.DataFrame:
    """The table (*tabell*) as a DataFrame; empty cells are NaN, `line` is the line of the file.

    A series has its label columns, `ar` (int) and `varde` (float); a matrix `kolumn` instead of
    `ar`; a list its own columns. Raises InputError with every row that breaks the schema.
    """
    frame = _list_frame(table) if table.spec.kind == "list" else _cells_frame(table)
    try:
        return schema(table).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        raise InputError(problems=_problems(table, frame, error)) from None


def schema(table: Table) -> pa.DataFrameSchema:
    """The pandera schema that a table of this kind and with this header must meet."""
    if table.spec.kind == "list":
        columns = {name: _list_column(table, name) for name in table.header}
        return pa.DataFrameSchema({**columns, LINE: pa.Column(int)}, strict=True)
    key = table.header[:-1]
    columns = {name: _text_column() for name in key} | {"varde": _number_column()}
    if table.spec.kind == "series":
        columns["ar"] = pa.Column(int, pa.Check.in_range(FIRST_YEAR, LAST_YEAR))
    return pa.DataFrameSchema({**columns, LINE: pa.Column(int)}, strict=True, unique=list(key))


@cache
def _number_column() -> pa.Column:
    finite = pa.Check(lambda s: s.abs() != float("inf"), error="a finite number")
    return pa.Column(float, finite, nullable=True)


@cache
def _text_column() -> pa.Column:
    return pa.Column(object, pa.Check(lambda s: s.map(lambda x: isinstance(x, str))))


def _list_column(table: Table, name: str) -> pa.Column:
    column = table.spec.columns.get(name)
    return _text_column() if column is None or column.unit == "text" else _number_column()


def _cells_frame(table: Table) -> pd.DataFrame:
    *labels, column, value = table.header
    data: dict[str, object] = {
        name: pd.Series([cell.labels[i] for cell in table.cells], dtype=object)
        for i, name in enumerate(labels)
    }
    columns = [cell.column for cell in table.cells]
    as_years = table.spec.kind == "series"
    data[column] = pd.Series(columns, dtype=object).astype(int) if as_years else _text(columns)
    data[value] = _floats([cell.value for cell in table.cells])
    return pd.DataFrame({**data, LINE: [cell.line for cell in table.cells]})


def _list_frame(table: Table) -> pd.DataFrame:
    data: dict[str, object] = {}
    for name in table.header:
        column = table.spec.columns.get(name)
        values = [item[name] for item in table.items]
        is_text = column is None or column.unit == "text"
        data[name] = _text(values) if is_text else _floats(values)
    return pd.DataFrame({**data, LINE: list(table.item_lines)})


def _text(values: Sequence[object]) -> pd.Series:
    return pd.Series(list(values), dtype=object)


def _floats(values: Sequence[object]) -> pd.Series:
    numbers = [float(v) if isinstance(v, Decimal) else math.nan for v in values]
    return pd.Series(numbers, dtype=float)


def _problems(table: Table, frame: pd.DataFrame, error: pa.errors.SchemaErrors) -> list[Problem]:
    found = []
    for case in error.failure_cases.to_dict("records"):
        index = case.get("index")
        line = None if index is None or pd.isna(index) else int(frame[LINE].iloc[int(index)])
        found.append(
            Problem(
                Message("the table breaks its schema"),
                str(table.path),
                line,
                None if pd.isna(case.get("column")) else str(case["column"]),
                shown(case.get("failure_case")),
                _expected(str(case.get("check"))),
            )
        )
    return list(dict.fromkeys(found))


def _expected(check: str) -> Message:
    if "unique" in check:
        return Message("each row and column once")
    if "in_range" in check:
        return Message("a year from {first} to {last}", first=FIRST_YEAR, last=LAST_YEAR)
    return verbatim(check)
