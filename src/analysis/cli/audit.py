"""`regionkalkyl audit`: do the printed tables of a plan follow from their own rows?"""

from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.common import (
    Format,
    FormatOption,
    note,
    print_columns,
    print_csv,
    print_json,
    print_remarks,
    tell,
)
from analysis.errors import Message, RunFailed

if TYPE_CHECKING:
    from analysis.inputs.audit import Audit, Finding
    from analysis.inputs.plan import Plan

COLUMNS = (
    "document",
    "table",
    "row",
    "column",
    "printed",
    "computed",
    "difference",
    "tolerance",
    "chance",
    "unit",
    "check",
    "basis",
    "status",
    "reason",
    "heading",
    "file",
    "line",
)
EXACT = ("printed", "computed", "difference", "tolerance")


def register(app: typer.Typer) -> None:
    app.command(name="audit", help="Recompute the sums that a plan's printed tables state.")(
        audit_command
    )


def audit_command(
    plan: Annotated[str, typer.Argument(help="Name of a plan, or the path of its folder.")],
    format_: FormatOption = Format.table,
    all_: Annotated[
        bool, typer.Option("--all", help="List every comparison, not only the differences.")
    ] = False,
    bare: Annotated[
        bool, typer.Option("--bare", help="List the figures that no sum, tie or ratio guards.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 when a difference is not acknowledged.")
    ] = False,
) -> None:
    """Differences beyond rounding: document, table, row, column, printed and computed."""
    from analysis.inputs.audit import audit
    from analysis.inputs.plan import load_plan
    from analysis.study.rules import rule_warnings

    loaded = load_plan(plan, trusted=False)
    found = audit(loaded)
    if bare:
        _print_bare(loaded, found, format_)
        return
    shown = found.findings if all_ else found.differences
    if format_ is Format.json:
        print_json([as_json(finding) for finding in shown])
    elif format_.is_csv:
        print_csv(COLUMNS, [[_cell(f, c) for c in COLUMNS] for f in shown], format_)
    else:
        _print(shown)
    _summary(found)
    print_remarks(rule_warnings(loaded))
    if strict and (number := len(found.breaks) + len(found.doubts)):
        raise RunFailed(Message("{number} differences are not acknowledged", number=number))


def _print_bare(plan: "Plan", found: "Audit", format_: Format) -> None:
    """The figures that stand in no comparison; only their acceptance guards them."""
    from analysis.inputs.table_trust import figure_places, row_text

    rows = [
        (table_id, str(line), column, row_text(table, line))
        for table_id in plan.specs
        for table in [plan.table(table_id)]
        for _, line, column in figure_places(table)
        if (table_id, line, column) not in found.covered
    ]
    head = ["table", "line", "column", "printed"]
    if format_ is Format.json:
        print_json([dict(zip(head, row, strict=True)) for row in rows])
    elif format_.is_csv:
        print_csv(head, rows, format_)
    else:
        print_columns(head, rows, texts=4)
    note(
        Message("{plan}: {number} figures stand in no comparison", plan=plan.name, number=len(rows))
    )


def as_json(finding: "Finding") -> dict[str, object]:
    """One finding as JSON: figures as numbers, in the unit of the table."""
    return {name: _cell(finding, name) for name in COLUMNS}


def _cell(finding: "Finding", name: str) -> object:
    value = getattr(finding, name)
    return float(value) if name in EXACT else value


def _print(findings: "tuple[Finding, ...]") -> None:
    """Small tables, one for each document and printed table, with the reasons beneath."""
    from analysis.inputs.table_trust import once

    for where in dict.fromkeys((f.document, f.table) for f in findings):
        group = [f for f in findings if (f.document, f.table) == where]
        print(f"{where[0]}: {group[0].heading} [{where[1]}], {group[0].unit}")
        rows = [[f.row, f.column, *(getattr(f, name) for name in EXACT), f.status] for f in group]
        print_columns(["row", "column", *EXACT, "status"], rows, texts=2)
        for finding in group:
            place = f"  {finding.row}, {finding.column}".removesuffix(", ")
            if abs(finding.difference) <= finding.tolerance and finding.status != "agrees":
                told = {"place": place, "once": once(finding.chance)}
                tell(Message("{place}: rounding alone gives this {once}", **told))
            if finding.reason:
                print(f"{place}: {finding.reason}")
        print()


def _summary(found: "Audit") -> None:
    acknowledged = len(found.differences) - len(found.breaks) - len(found.doubts)
    note(
        Message(
            "{plan}: {number} comparisons, {acknowledged} acknowledged differences, {others} "
            "others, {doubts} that rounding alone makes improbable",
            plan=found.plan,
            number=len(found.findings),
            acknowledged=acknowledged,
            others=len(found.breaks),
            doubts=len(found.doubts),
        )
    )
    if not found.findings:
        note(Message("the plan states no checks in tables.yml: there is nothing to recompute"))
    print_remarks(found.unused)
