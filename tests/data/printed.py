"""Reading the tables of a plan folder, and the text they were read from, in one way.

A source is plain text with tabs between cells. A test compares what a plan carries with what the
text prints; the arithmetic here is that of printed figures.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

RAW = Path(__file__).parents[2] / "data" / "raw"
# A frame is printed with an asterisk that has no footnote.
FOOTNOTE = "*"


def source_lines(shared: Path, name: str) -> list[str]:
    """The lines of a source document; the test is skipped when it is not here."""
    path = shared / "sources" / name
    if not path.is_file():
        pytest.skip(f"the source document {name} is not here")
    return path.read_text(encoding="utf-8").split("\n")


def lines_of(tables: Path, table: str) -> list[dict[str, str]]:
    """The lines of a table below its header, column by column."""
    with (tables / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def number(text: str) -> Decimal:
    """A figure of a table; a cell that is not printed counts as zero."""
    return Decimal(text.replace(",", ".") or "0")


def grid(tables: Path, table: str) -> dict[tuple[str, str], Decimal]:
    """Row and column, or row and year, to the printed figure."""
    lines = lines_of(tables, table)
    column = "ar" if "ar" in lines[0] else "kolumn"
    return {(line["rad"], line[column]): number(line["varde"]) for line in lines}


def names(figures: Iterable[tuple[str, str]]) -> list[str]:
    """The rows of a grid in printed order."""
    return list(dict.fromkeys(row for row, _ in figures))


def half_units(values: Sequence[Decimal]) -> Decimal:
    """What rounding allows: half a unit of the last printed decimal of every figure."""
    return sum((Decimal(5).scaleb(int(v.as_tuple().exponent) - 1) for v in values), Decimal(0))


def assert_adds_up(total: Decimal, parts: Sequence[Decimal], where: object) -> None:
    """The parts are the total as far as the printed decimals can tell."""
    assert abs(total - sum(parts)) <= half_units([total, *parts]), where


def rows_below(
    lines: Sequence[str], heading: str, count: int, columns: Sequence[str]
) -> dict[str, dict[str, str]]:
    """The `count` rows with a label and figures that follow the heading: label, column, text."""
    start = max(i for i, line in enumerate(lines) if line.strip() == heading)
    rows: dict[str, dict[str, str]] = {}
    for line in lines[start + 1 :]:
        label, *values = line.split("\t")
        cells = {c: _value(v) for c, v in zip(columns, values, strict=False) if v.strip()}
        figures = any(re.search(r"\d", value) for value in cells.values())
        if figures and label.strip() not in ("", "Mnkr"):
            rows[_label(label)] = cells
        if len(rows) == count:
            break
    return rows


def _value(text: str) -> str:
    return re.sub(r"\s", "", text).rstrip(FOOTNOTE)


def _label(text: str) -> str:
    """A label with the words that are broken at the end of a printed line written together."""
    return re.sub(r"(\w)- (?!och\b)(?=[a-zåäö])", r"\1", text.strip())


def carried_rows(tables: Path, table: str) -> dict[str, dict[str, str]]:
    """The rows of a table in the same shape as `rows_below`."""
    rows: dict[str, dict[str, str]] = {}
    for line in lines_of(tables, table):
        rows.setdefault(line["rad"], {})[line.get("kolumn") or line["ar"]] = line["varde"]
    return rows


def has_figure(text: str, figure: str) -> bool:
    """Whether a figure stands in the text, with or without spaces between its thousands."""
    whole, _, decimals = figure.lstrip("-").partition(",")
    digits = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", r"\\s?", whole)
    pattern = digits + (f",{decimals}" if decimals else "")
    return re.search(rf"(?<![\d,]){pattern}(?!\d)(?!,\d)", text) is not None
