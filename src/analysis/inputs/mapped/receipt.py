"""The receipt of an import (*kvitto*): what was read, from where, and what was not and why."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.inputs.audit import Audit
from analysis.inputs.mapped.account import Account, Entry, TableRead


@dataclass(frozen=True)
class Sums:
    """Recomputed sums of one table beside its printed ones: how many agree, which do not."""

    table: str
    agree: int
    differ: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class Receipt:
    """Tables read, ways of reading that should be known, cells left out, sums, and encodings."""

    tables: tuple[TableRead, ...]
    told: dict[str, tuple[Entry, ...]]
    left: dict[str, tuple[Entry, ...]]
    sums: tuple[Sums, ...]
    encodings: dict[str, str]
    cells: int
    kept: int

    @property
    def left_out(self) -> int:
        """Cells that are not part of the plan."""
        return sum(map(len, self.left.values()))


def receipt(account: Account, audit: Audit) -> Receipt:
    """The receipt of an account that is closed, and of the audit of the plan that was made."""
    cells = sum(len(sheet.cells) for sheet in account.sheets.values())
    return Receipt(
        tuple(account.tables),
        _by_reason(account.told),
        _by_reason(account.left.values()),
        tuple(_sums(audit)),
        {s.file: s.encoding for s in account.sheets.values() if s.encoding},
        cells,
        cells - len(account.left),
    )


def _by_reason(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.reason, []).append(entry)
    return {reason: tuple(same) for reason, same in found.items()}


def _sums(audit: Audit) -> list[Sums]:
    agree = Counter(f.table for f in audit.findings if f.status != "difference")
    differ: dict[str, list[tuple[str, str, str, str]]] = {}
    for found in audit.breaks:
        printed, computed = (f"{v:f}".replace(".", ",") for v in (found.printed, found.computed))
        cells = (found.row, found.column, printed, computed)
        if cells not in differ.setdefault(found.table, []):  # summed both ways, told once
            differ[found.table].append(cells)
    tables = dict.fromkeys(f.table for f in audit.findings)
    return [Sums(name, agree[name], tuple(differ.get(name, ()))) for name in tables]
