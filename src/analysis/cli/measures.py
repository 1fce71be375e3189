"""`regionkalkyl measures`: goals against outcomes, and risks that call for action."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.common import Format, FormatOption, note, print_columns, print_csv, print_json
from analysis.errors import Message

if TYPE_CHECKING:
    from analysis.study.measures import Judged, Placed

COLUMNS = (
    "number", "measure", "goal", "group", "unit", "outcome_year", "period", "outcome", "against",
    "gap", "status",
)  # fmt: skip
RISKS = ("number", "risk", "probability", "consequence", "value", "calls_for")


def register(app: typer.Typer) -> None:
    app.command(name="measures", help="Judge measures by outcomes and place risks.")(
        measures_command
    )


def measures_command(
    plan: Annotated[str, typer.Argument(help="Name of a plan, or the path of its folder.")],
    outcomes: Annotated[
        Path | None,
        typer.Option(
            "--outcomes", "-o", help="CSV with outcomes of measures: nr;ar;period;grupp;varde."
        ),
    ] = None,
    format_: FormatOption = Format.table,
) -> None:
    """Status of every measure, and every risk with what its level calls for."""
    from analysis.inputs.measure_outcomes import read_outcomes
    from analysis.inputs.measures import read_measures
    from analysis.inputs.plan import load_plan
    from analysis.study.measures import judge, place_risks

    found = read_measures(load_plan(plan))
    if found is None:
        note(Message("{plan} holds no measures or risks (measures.yml)", plan=plan))
        if format_ is Format.json:
            print_json({"measures": [], "risks": []})
        return
    judged = judge(found, read_outcomes(outcomes, found) if outcomes else ())
    placed = place_risks(found)
    rows, risks = [_row(item) for item in judged], [_risk(item) for item in placed]
    if format_ is Format.json:
        named = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        print_json({"measures": named, "risks": [dict(zip(RISKS, r, strict=True)) for r in risks]})
    elif format_.is_csv:
        print_csv(COLUMNS, rows, format_)
    else:
        _print(rows, risks)
    if outcomes is None:
        note(Message("no outcomes are given (--outcomes), so no measure is judged"))


def _row(item: "Judged") -> list[object]:
    outcome, against = item.outcome, item.against
    return [
        item.measure.number,
        item.measure.label,
        item.measure.goal,
        outcome.group if outcome else "",
        item.measure.unit,
        outcome.year if outcome else None,
        outcome.period if outcome else "",
        outcome.value if outcome else None,
        against.value if against else None,
        item.gap,
        item.status,
    ]


def _risk(item: "Placed") -> list[object]:
    risk = item.risk
    words = item.level.words
    return [risk.number, risk.label, risk.probability, risk.consequence, risk.risk, words]


def _print(rows: list[list[object]], risks: list[list[object]]) -> None:
    print_columns(COLUMNS, [[row[0], str(row[1])[:60], *row[2:]] for row in rows], texts=5)
    if risks:
        print()
        print_columns(RISKS, risks, texts=2)
