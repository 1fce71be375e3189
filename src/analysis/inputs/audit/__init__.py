"""Audit of printed tables (*revision av tryckta tabeller*): what do the documents' sums say?

Every sum, subtotal, roll-forward, tie, ratio and growth that a plan states is recomputed from the
printed rows, exactly. A difference beyond what the printed decimals can hide is listed with its
place; one that the plan acknowledges is listed with its reason. Nothing is repaired.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from analysis.errors import Problem
from analysis.inputs.audit.compare import compare
from analysis.inputs.audit.places import Comparison
from analysis.inputs.checks import Checks, read_checks
from analysis.inputs.checks_schema import Acknowledged
from analysis.inputs.plan import Plan
from analysis.inputs.sheet import Sheet

Status = Literal["agrees", "acknowledged", "difference"]


@dataclass(frozen=True)
class Finding:
    """One recomputed figure (*avstämning*).

    `difference` is printed − computed, in the unit of the table; `tolerance` is what rounding can
    explain of it: half a unit of the last printed decimal of every figure that takes part.
    """

    document: str
    table: str
    heading: str
    row: str
    column: str
    unit: str
    printed: Decimal
    computed: Decimal
    difference: Decimal
    tolerance: Decimal
    check: str
    basis: str
    status: Status
    reason: str | None = None
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True)
class Audit:
    """All comparisons of a plan, and acknowledgements that no longer meet a difference."""

    plan: str
    findings: tuple[Finding, ...]
    unused: tuple[Problem, ...] = ()
    without_checks: tuple[str, ...] = ()

    @property
    def differences(self) -> tuple[Finding, ...]:
        """What does not agree, acknowledged or not."""
        return tuple(f for f in self.findings if f.status != "agrees")

    @property
    def breaks(self) -> tuple[Finding, ...]:
        """What does not agree and is not acknowledged."""
        return tuple(f for f in self.findings if f.status == "difference")


def audit(plan: Plan) -> Audit:
    """Recompute everything that the tables of a plan state. Raises InputError for a bad check."""
    return audited(plan, read_checks(plan))


def audited(plan: Plan, checks: Checks) -> Audit:
    """The audit of a plan whose checks are read."""
    findings: list[Finding] = []
    used: set[tuple[str, int]] = set()
    sheets = {table_id: Sheet(table) for table_id, table in checks.tables.items()}
    for table_id, stated in checks.stated.items():
        known = checks.acknowledged[table_id]
        for item in stated:
            for comparison in compare(item.check, sheets[table_id], sheets):
                number = _acknowledgement(comparison, known)
                finding = _finding(plan, checks, item.check.kind, comparison, known, number)
                if finding.status == "acknowledged" and number is not None:
                    used.add((table_id, number))
                findings.append(finding)
    bare = tuple(t for t, stated in checks.stated.items() if not stated)
    return Audit(plan.name, tuple(findings), tuple(_unused(plan, checks, used)), bare)


def _acknowledgement(comparison: Comparison, known: Iterable[Acknowledged]) -> int | None:
    row, column, table = comparison.key
    for number, entry in enumerate(known):
        where = entry.kolumn if entry.ar is None else str(entry.ar)
        if entry.row == row and (where or "") == column and entry.table == table:
            return number
    return None


def _finding(
    plan: Plan,
    checks: Checks,
    kind: str,
    found: Comparison,
    known: tuple[Acknowledged, ...],
    number: int | None,
) -> Finding:
    table, reason = checks.tables[found.table], None if number is None else known[number].reason
    difference = found.stated.value - found.computed.value
    tolerance = found.stated.half + found.computed.half
    agrees = abs(difference) <= tolerance
    status: Status = "agrees" if agrees else "acknowledged" if reason else "difference"
    title = plan.file.documents[table.spec.document].title
    return Finding(
        *(title, found.table, table.spec.heading, found.row, found.column),
        table.spec.units.get(found.row, table.spec.unit),
        found.stated.value,
        found.computed.value,
        difference,
        tolerance,
        kind,
        found.basis,
        status,
        reason if status == "acknowledged" else None,
        str(table.path),
        found.line,
    )


def _unused(plan: Plan, checks: Checks, used: set[tuple[str, int]]) -> Iterable[Problem]:
    """Acknowledgements of differences that are not there: a name is wrong or a figure changed."""
    for table_id, known in checks.acknowledged.items():
        for number, entry in enumerate(known):
            if (table_id, number) not in used:
                where = entry.kolumn or entry.ar or ""
                yield Problem(
                    f"table {table_id}: an acknowledged difference is not there",
                    str(plan.folder / "tables.yml"),
                    value=f"{entry.row}, {where}".rstrip(", "),
                    expected="a difference that a check of this table finds",
                )
