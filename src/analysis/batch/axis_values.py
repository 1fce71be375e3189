"""The values of an axis as a grid file lists them: a list, a range, or a column of a file."""

from pathlib import Path

import numpy as np

from analysis.batch.grid_schema import MAX_LISTED, FileOfValues, Range
from analysis.errors import InputError, Message, Problem, nearest, reason, shown
from analysis.inputs.delimited import numbered_rows
from analysis.inputs.documents import Document, read_text
from analysis.inputs.figures import figure_in
from analysis.inputs.labels import folded
from analysis.inputs.stated_numbers import number
from analysis.untyped import Keywords

Array = np.ndarray


def listed(given: object, document: Document, place: tuple[str, ...], unit: str) -> Array | None:
    """The values of an axis in `unit`, None for a distribution. Raises InputError with its line."""
    where: Keywords = {"line": document.line(place), "column": ".".join(place)}
    if isinstance(given, list):
        values = _list(given, document, place, unit)
    elif isinstance(given, Range):
        values = _range(given, document.path, where)
    elif isinstance(given, FileOfValues):
        values = _column(given, document.path.parent / given.file, unit)
    else:
        return None
    if not 1 <= values.size <= MAX_LISTED:
        raise InputError(
            Message("an axis needs values"), file=document.path, value=str(values.size),
            expected=Message("1 to {max_listed} values", max_listed=MAX_LISTED), **where,
        )  # fmt: skip
    return values


def _list(given: list[object], document: Document, place: tuple[str, ...], unit: str) -> Array:
    if place in document.tight:
        raise InputError(
            Message("a comma between digits can be a decimal comma"), file=document.path,
            line=document.line(place), column=".".join(place),
            expected=Message("decimal points, and a space after each comma: [-1.5, 0, 1.5]"),
        )  # fmt: skip
    problems, values = [], []
    for position, each in enumerate(given):
        try:
            values.append(number(each, unit))
        except ValueError as error:
            line, text = document.line((*place, position)), Message("the value is not a number")
            file, column = str(document.path), ".".join(place)
            problems.append(Problem(text, file, line, column, shown(each), reason(error)))
    if problems:
        raise InputError(problems=problems)
    return np.array(values, dtype=float)


def _range(given: Range, path: Path, where: Keywords) -> Array:
    count = given.count or round((given.stop - given.start) / (given.step or 1.0)) + 1
    if given.step and abs(given.start + given.step * (count - 1) - given.stop) > 1e-9:
        text = Message("the step does not lead from `from` to `to`")
        raise InputError(text, file=path, value=f"{given.step:g}", **where)
    return np.linspace(given.start, given.stop, count)


def _column(spec: FileOfValues, path: Path, unit: str) -> Array:
    """A column by its heading: each heading once, each value on one line."""
    rows = [(n, row) for n, row in numbered_rows(read_text(path), path) if any(map(folded, row))]
    header = [folded(name) for name in rows[0][1]] if rows else []
    name = folded(spec.column)
    if header.count(name) != 1:
        twice = name in header
        raise InputError(
            (
                Message("two columns have the same header")
                if twice
                else Message("there is no such column")
            ),
            file=path, line=1, value=spec.column,
            expected=_each_once(twice, header),
            nearest=None if twice else nearest(spec.column, header),
        )  # fmt: skip
    at, problems, values = header.index(name), [], []
    for line, row in rows[1:]:
        text = row[at].strip() if at < len(row) else ""
        try:
            if "\n" in text:
                raise ValueError(Message("a number on one line"))
            values.append(float(figure_in(text, unit).value))
        except ValueError as error:
            place = (str(path), line, spec.column, shown(text))
            problems.append(Problem(Message("the value is not a number"), *place, reason(error)))
    if problems:
        raise InputError(problems=problems)
    return np.array(values)


def _each_once(twice: bool, header: list[str]) -> Message:
    """What the header of a column must be."""
    if twice:
        return Message("each header once")
    return Message("one of: {names}", names=", ".join(header))
