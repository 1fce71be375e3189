"""The receipt of an import in words (*kvitto på en inläsning*)."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.catalogue import text
from analysis.catalogue.number_format import MINUS
from analysis.errors import shown
from analysis.inputs.forecast_table import ForecastTable
from analysis.inputs.mapped.account import Entry
from analysis.inputs.mapped.receipt import Receipt

NAMED = 8
"""Cells of one reason that the terminal names; a receipt on file names all."""


def says_receipt(receipt: Receipt, language: str = "sv") -> str:
    """What was read, from where to where, what was not and why, and sums beside printed ones."""
    return "\n".join(_lines(receipt, language))


def _lines(receipt: Receipt, language: str) -> Iterator[str]:
    numbers = {"cells": receipt.cells, "kept": receipt.kept, "left": receipt.left_out}
    yield text("import.receipt", language)
    yield text("import.cells", language, **numbers)
    yield text("import.read", language)
    for table in receipt.tables:
        yield text(
            "import.table", language, table=table.table, figures=table.figures, rows=table.rows,
            first=table.first, last=table.last,
        )  # fmt: skip
    if receipt.encodings:
        named = ", ".join(f"{file}: {name}" for file, name in receipt.encodings.items())
        yield text("import.encoding", language, encodings=named)
    yield from _reasons("import.told", receipt.told, language)
    yield from _reasons("import.left", receipt.left, language)
    yield from _sums(receipt, language)


def _reasons(key: str, found: dict[str, tuple[Entry, ...]], language: str) -> Iterator[str]:
    if found:
        yield text(key, language)
    for reason, entries in found.items():
        named = _named(entries, language)
        yield text(
            "import.reason", language, reason=text(f"{key}.{reason}", language),
            number=len(entries), entries=named,
        )  # fmt: skip


def _named(entries: Sequence[Entry], language: str) -> str:
    told = ", ".join(f"{e.place} {shown(e.value)!r}" for e in entries[:NAMED])
    if len(entries) <= NAMED:
        return told
    return text("import.more", language, entries=told, number=len(entries) - NAMED)


def _sums(receipt: Receipt, language: str) -> Iterator[str]:
    yield text("import.sums", language)
    if not receipt.sums:
        yield text("import.no_sums", language)
    for sums in receipt.sums:
        numbers = {"agree": sums.agree, "differ": len(sums.differ)}
        yield text("import.sums_table", language, table=sums.table, **numbers)
        for row, column, printed, computed in sums.differ:
            yield text(
                "import.sums_break", language, row=row, column=column,
                printed=printed.replace("-", MINUS), computed=computed.replace("-", MINUS),
            )  # fmt: skip


def receipt_rows(receipt: Receipt, language: str = "sv") -> list[list[str]]:
    """Every cell that the receipt tells of, for a file: place, value, how or why."""
    rows = [["cell", "value", "reason"]]
    for key, found in (("import.told", receipt.told), ("import.left", receipt.left)):
        for reason, entries in found.items():
            why = text(f"{key}.{reason}", language)
            rows += [[e.place, e.value, why] for e in entries]
    return rows


def says_forecast(found: ForecastTable, source: Path, language: str = "sv") -> Iterator[str]:
    """What was read of a forecast's table, and every cell that was not, with the reason."""
    first = ", ".join(found.account.sheets)
    numbers = {"keys": len(found.set_), "values": sum(map(len, found.set_.values()))}
    yield text("update.read", language, file=source.name, first=first, **numbers)
    left: dict[str, list[Entry]] = {}
    for entry in found.account.left.values():
        left.setdefault(entry.reason, []).append(entry)
    yield from _reasons("import.left", {k: tuple(v) for k, v in left.items()}, language)
