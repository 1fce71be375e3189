"""PX files (*PC-Axis*), read by the format's own rules (PX file format, Statistics Sweden).

A PX file is statements `KEYWORD[language]("variable","value")="text","text";`. The cells stand in
DATA, row by row over STUB and HEADING; with KEYS only the rows that are not all zero are there.
TIMEVAL names the variable of time, CODES the codes behind the texts. In DATA a dash is zero
(DATASYMBOLNIL) and one to six dots say why a figure is missing (DATASYMBOL1-6).
"""

import itertools
import re
from dataclasses import dataclass
from math import prod
from pathlib import Path

from analysis.errors import InputError, Message, verbatim
from analysis.inputs.encoding import Decoded, decoded

MAX_CELLS = 5_000_000
_STATEMENT = re.compile(
    r"\s*([A-Z][A-Z0-9-]*)(?:\[([^\]]*)\])?"
    r'(?:\(((?:\s*"(?:[^"]|"")*"\s*,?|\s*\*\s*,?)+)\))?\s*=\s*',
    re.ASCII,
)
_PIECES = re.compile(r'(?:"[^"]*"|[^";])+')
_TEXT = re.compile(r'"((?:[^"]|"")*)"|(,)')
_TLIST = re.compile(r"TLIST\(\s*([A-Z])\d?\s*(?:,\s*\"(\d+)\"\s*-\s*\"(\d+)\")?\s*\)")
_CELLS = re.compile(r'"[^"]*"|[^\s,;\t]+')
MISSING = re.compile(r"\.{1,6}")
ZERO = "-"
SCALES = {"A": "year", "H": "half-year", "Q": "quarter", "M": "month", "W": "week", "D": "day"}


@dataclass(frozen=True)
class Variable:
    """A variable of the table: its texts, its codes where there are any, and whether it is time.

    elimination: how the variable may be left out: `YES` by summing it, a text by taking that value.
    """

    name: str
    texts: tuple[str, ...]
    codes: tuple[str, ...] = ()
    scale: str | None = None
    elimination: str | None = None


@dataclass(frozen=True)
class PxTable:
    """A table: variables in the order of the cells, cells as written, and what it is about."""

    variables: tuple[Variable, ...]
    cells: tuple[str, ...]
    contents: str
    title: str
    encoding: str


Statements = dict[tuple[str, str], str]
"""Keyword and variable (empty where there is none), in the file's own language, to raw value."""


def read_px(raw: bytes, path: Path) -> PxTable:
    """The table of a PX file. Raises InputError when it is none, or its cells do not fit."""
    text = _decoded(raw, path)
    found = _statements(text.text)
    names = _texts(found.get(("STUB", ""), "")) + _texts(found.get(("HEADING", ""), ""))
    if not names or ("DATA", "") not in found:
        raise InputError(
            _lacking(found, text.text),
            file=path,
            expected=Message("STUB or HEADING, VALUES and DATA"),
        )
    variables = tuple(_variable(found, name) for name in names)
    for variable in variables:
        _refuse_uneven(variable, path)
    cells = [cell.strip('"') for cell in _CELLS.findall(found["DATA", ""])]
    if any(keyword == "KEYS" for keyword, _ in found):
        cells = _dense(cells, variables, len(_texts(found.get(("STUB", ""), ""))), found, path)
    wanted = prod(len(v.texts) for v in variables)
    if len(cells) != wanted:
        text_ = Message("the number of cells does not match the classes")
        raise InputError(
            text_, file=path, value=len(cells), expected=Message("{wanted} cells", wanted=wanted)
        )
    contents, title = ("".join(_texts(found.get((k, ""), ""))) for k in ("CONTENTS", "TITLE"))
    return PxTable(variables, tuple(cells), contents, title, text.encoding)


def _lacking(found: Statements, text: str) -> Message:
    """What a file lacks to be a PX table: a statement, or the end of a text in quotes."""
    if text.count('"') % 2:
        return Message("a text in quotes is never closed: the statements behind it cannot be told")
    if not found:
        return Message("this is not a PX table")
    lacks = "DATA" if ("DATA", "") not in found else "STUB and HEADING"
    return Message(
        "the PX table has no {lacks}, or the statement before it does not end", lacks=lacks
    )


def _decoded(raw: bytes, path: Path) -> Decoded:
    """The text in the encoding that CODEPAGE names; detected where it names none or a wrong one."""
    named = re.search(rb'CODEPAGE\s*=\s*"([^"]+)"', raw[:20_000])
    if named is None:
        return decoded(raw, path)
    try:
        return decoded(raw, path, named[1].decode("ascii", "replace"))
    except (LookupError, InputError):
        return decoded(raw, path)


def _statements(text: str) -> Statements:
    """Every statement in the file's own language; a semicolon inside quotes ends nothing."""
    found: Statements = {}
    for piece in _PIECES.findall(text):
        match = _STATEMENT.match(piece)
        if match and not match[2]:
            subject = _texts(match[3] or "")
            found.setdefault((match[1], subject[0] if subject else ""), piece[match.end() :])
    return found


def _texts(raw: str) -> list[str]:
    """Texts between commas; two without a comma are one text that was broken over lines."""
    found: list[str] = []
    joined = False
    for token in _TEXT.finditer(raw):
        if token[2]:
            joined = False
            continue
        part = token[1].replace('""', '"')
        if joined:
            found[-1] += part
        else:
            found.append(part)
        joined = True
    return found


def _variable(found: Statements, name: str) -> Variable:
    texts, codes = _texts(found.get(("VALUES", name), "")), _texts(found.get(("CODES", name), ""))
    timeval = found.get(("TIMEVAL", name))
    scale = None
    if timeval is not None and (listed := _TLIST.match(timeval.strip())):
        scale = listed[1]
        times = _times(listed, timeval.strip()[listed.end() :])
        # The time list holds the plain years, also where the texts say "2004 (prel)".
        texts = times if len(times) == len(texts) or not texts else texts
    raw = found.get(("ELIMINATION", name), "").strip()
    elimination = "YES" if raw.upper() == "YES" else next(iter(_texts(raw)), None)
    return Variable(name, tuple(texts or codes), tuple(codes), scale, elimination)


def _times(listed: re.Match[str], rest: str) -> list[str]:
    if listed[2] and listed[1] == "A":
        return [str(year) for year in range(int(listed[2]), int(listed[3]) + 1)]
    return _texts(rest)


def _refuse_uneven(variable: Variable, path: Path) -> None:
    if not variable.texts:
        text = Message("the variable {name!r} has no values", name=variable.name)
        raise InputError(text, file=path, expected=verbatim(f'VALUES("{variable.name}")'))
    if variable.codes and len(variable.codes) != len(variable.texts):
        text = Message(
            "the variable {name!r} has {codes} codes", name=variable.name, codes=len(variable.codes)
        )
        raise InputError(
            text,
            file=path,
            expected=Message("{texts}, as it has values", texts=len(variable.texts)),
        )


def _dense(
    cells: list[str], variables: tuple[Variable, ...], stubs: int, found: Statements, path: Path
) -> list[str]:
    """The whole table from one with KEYS: rows that are not there hold zeros."""
    width = prod(len(v.texts) for v in variables[stubs:])
    if prod(len(v.texts) for v in variables) > MAX_CELLS:
        raise InputError(
            Message("the table is too large"),
            file=path,
            expected=Message("{max_cells} cells at most", max_cells=MAX_CELLS),
        )
    step = stubs + width
    if len(cells) % step:
        text = Message("the rows with keys do not fit the variables")
        raise InputError(
            text,
            file=path,
            value=len(cells),
            expected=Message("a multiple of {step} cells", step=step),
        )
    stub = variables[:stubs]
    coded = ["CODES" in found.get(("KEYS", v.name), "").upper() for v in stub]
    keys = [v.codes if c and v.codes else v.texts for v, c in zip(stub, coded, strict=True)]
    starts = range(0, len(cells), step)
    rows = {tuple(cells[i : i + stubs]): cells[i + stubs : i + step] for i in starts}
    known = set(itertools.product(*keys))
    if odd := [key for key in rows if key not in known]:
        raise InputError(
            Message("a row has keys that are no values"), file=path, value=" ".join(odd[0])
        )
    zeros = [ZERO] * width
    return [cell for key in itertools.product(*keys) for cell in rows.get(key, zeros)]
