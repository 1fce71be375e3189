"""Audit of printed tables (*revision av tryckta tabeller*): what do the documents' sums say?

Every sum, subtotal, roll-forward, tie, ratio and growth that a plan states is recomputed from the
printed rows, exactly. A difference beyond what the printed decimals can hide is listed with its
place; so is one within it that rounding makes too seldom. One that the plan acknowledges, with its
size, is listed with its reason. Nothing is repaired.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal

from analysis.errors import Message, Problem
from analysis.inputs.audit.chance import LEVEL, chance
from analysis.inputs.audit.compare import compare
from analysis.inputs.audit.places import Comparison
from analysis.inputs.checks import Checks, read_checks
from analysis.inputs.checks_schema import Acknowledged
from analysis.inputs.plan_record import Plan
from analysis.inputs.printed_table import PrintedTable
from analysis.inputs.tables import Cell

Status = Literal["agrees", "acknowledged", "improbable", "difference"]


@dataclass(frozen=True)
class Finding:
    """One recomputed figure (*avstämning*).

    `difference` is printed − computed, in the unit of the table; `tolerance` is what rounding can
    explain of it at worst: half a unit of the last printed decimal of every figure that takes
    part. `chance` is how likely rounding makes a sum differ this much, None where it was not asked.
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
    chance: float | None = None
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Audit:
    """All comparisons of a plan, and acknowledgements that no longer meet a difference."""

    plan: str
    findings: tuple[Finding, ...]
    unused: tuple[Problem, ...] = ()

    @property
    def differences(self) -> tuple[Finding, ...]:
        """What does not agree, acknowledged or not."""
        return tuple(f for f in self.findings if f.status != "agrees")

    @property
    def breaks(self) -> tuple[Finding, ...]:
        """What rounding cannot explain and the plan does not acknowledge."""
        return tuple(f for f in self.findings if f.status == "difference")

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """What rounding explains too seldom, and the plan does not acknowledge."""
        return tuple(f for f in self.findings if f.status == "improbable")

    @cached_property
    def covered(self) -> frozenset[tuple[str, int, str]]:
        """Table, line and column of every printed figure that takes part in a comparison."""
        return frozenset((c.table, c.line, c.column) for f in self.findings for c in f.cells)


def audit(plan: Plan) -> Audit:
    """Recompute everything that the tables of a plan state. Raises InputError for a bad check."""
    return audited(plan, read_checks(plan))


def audited(plan: Plan, checks: Checks) -> Audit:
    """The audit of a plan whose checks are read."""
    findings: list[Finding] = []
    used: set[tuple[str, int]] = set()
    sheets = {table_id: PrintedTable(table) for table_id, table in checks.tables.items()}
    for table_id, stated in checks.stated.items():
        known = checks.acknowledged[table_id]
        for item in stated:
            for comparison in compare(item.check, sheets[table_id], sheets):
                number = _acknowledgement(comparison, known)
                finding = _finding(plan, checks, item.check.kind, comparison, known, number)
                if finding.status == "acknowledged" and number is not None:
                    used.add((table_id, number))
                findings.append(finding)
    return Audit(plan.name, tuple(findings), tuple(_unused(plan, checks, used)))


def _acknowledgement(comparison: Comparison, known: Sequence[Acknowledged]) -> int | None:
    row, column, table = comparison.key
    difference = comparison.stated.value - comparison.computed.value
    for number, entry in enumerate(known):
        where = entry.kolumn if entry.ar is None else str(entry.ar)
        same = entry.row == row and (where or "") == column and entry.table == table
        if same and Decimal(repr(entry.difference)) == difference:
            return number
    return None


def _finding(
    plan: Plan,
    checks: Checks,
    kind: str,
    found: Comparison,
    known: Sequence[Acknowledged],
    number: int | None,
) -> Finding:
    table, reason = checks.tables[found.table], None if number is None else known[number].reason
    difference = found.stated.value - found.computed.value
    tolerance = found.stated.half + found.computed.half
    probability = _probability(found, difference)
    status = _status(abs(difference) <= tolerance, probability)
    if status != "agrees" and reason:
        status = "acknowledged"
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
        None if probability is None else float(probability),
        (*found.stated.cells, *found.computed.cells),
    )


def _probability(found: Comparison, difference: Decimal) -> Fraction | None:
    """How likely rounding makes the difference; None for what is no sum."""
    if found.stated.halves is None or found.computed.halves is None:
        return None
    return chance(difference, (*found.stated.halves, *found.computed.halves))


def _status(within: bool, probability: Fraction | None) -> Status:
    if not within:
        return "difference"
    return "agrees" if probability is None or probability >= LEVEL else "improbable"


def _unused(plan: Plan, checks: Checks, used: set[tuple[str, int]]) -> Iterable[Problem]:
    """Acknowledgements of differences that are not there: a name is wrong or a figure changed."""
    for table_id, known in checks.acknowledged.items():
        for number, entry in enumerate(known):
            if (table_id, number) not in used:
                where = entry.kolumn or entry.ar or ""
                yield Problem(
                    Message(
                        "table {table}: an acknowledged difference of {difference:g} is not there",
                        table=table_id,
                        difference=entry.difference,
                    ),
                    str(plan.folder / "tables.yml"),
                    value=f"{entry.row}, {where}".rstrip(", "),
                    expected=Message("a difference of this size that a check of this table finds"),
                )
