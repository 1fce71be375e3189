"""`regionkalkyl measures`: goals against outcomes, and risks that call for action."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.common import Format, FormatOption, note, print_columns, print_csv, print_json
from analysis.errors import Message

if TYPE_CHECKING:
    from analysis.inputs.measures import Measures, Reading
    from analysis.inputs.plan import Plan
    from analysis.study.measures import Judged, Placed

COLUMNS = (
    "number", "measure", "goal", "group", "unit", "outcome_year", "period", "outcome", "against",
    "gap", "status",
)  # fmt: skip
PEERS = ("number", "year", "outcome", "peer_lowest", "peer_median", "peer_highest", "peers", "rank")
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
    kolada: Annotated[
        Path | None, typer.Option(help="Copy of key figures by `data kolada`: outcomes and peers.")
    ] = None,
    format_: FormatOption = Format.table,
) -> None:
    """Status of every measure, and every risk with what its level calls for."""
    from analysis.inputs.measure_outcomes import read_outcomes
    from analysis.inputs.measures import read_measures
    from analysis.inputs.plan import load_plan
    from analysis.study.measures import judge, place_risks

    opened = load_plan(plan)
    found = read_measures(opened)
    if found is None:
        note(Message("{plan} holds no measures or risks (measures.yml)", plan=plan))
        if format_ is Format.json:
            print_json({"measures": [], "risks": []})
        return
    entered = read_outcomes(outcomes, found) if outcomes else ()
    fetched, others = _fetched(kolada, opened, found) if kolada else ((), [])
    taken = {(r.number, r.group, r.year, r.period) for r in entered}  # these go before
    fetched = tuple(r for r in fetched if (r.number, r.group, r.year, r.period) not in taken)
    rows = [_row(item) for item in judge(found, (*entered, *fetched))]
    _write(rows, [_risk(item) for item in place_risks(found)], others, bool(kolada), format_)
    if outcomes is None and kolada is None:
        note(Message("no outcomes are given (--outcomes), so no measure is judged"))


def _fetched(
    path: Path, plan: "Plan", measures: "Measures"
) -> tuple[tuple["Reading", ...], list[list[object]]]:
    """Outcomes of the plan's region from a copy, and the region among the others, last year."""
    from analysis.inputs.measure_outcomes import fetched_outcomes
    from analysis.inputs.region_copy import read_copy
    from analysis.study.peers import latest, peer_cells, peers
    from analysis.study.population_plan import region_name

    _, rows = read_copy(path)
    region = region_name(plan)
    both = [row for row in rows if row.measure is not None and not row.group]
    number = {row.line: row.measure for row in both}
    among = [each for each in latest(peers(both, region)) if each.others]
    table: list[list[object]] = [
        [number[each.line], each.year, *peer_cells(each)] for each in among
    ]
    return fetched_outcomes(path, rows, region, measures), table


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


def _write(
    rows: list[list[object]],
    risks: list[list[object]],
    peers: list[list[object]],
    compared: bool,
    format_: Format,
) -> None:
    """Measures, risks and, where the region is `compared`, what it is beside others."""
    if format_ is Format.json:
        named = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        answer = {"measures": named, "risks": [dict(zip(RISKS, r, strict=True)) for r in risks]}
        if compared:
            answer["peers"] = [dict(zip(PEERS, row, strict=True)) for row in peers]
        print_json(answer)
    elif format_.is_csv:
        print_csv(COLUMNS, rows, format_)
    else:
        _print(rows, risks)
        if peers:
            print()
            print_columns(PEERS, peers)


def _print(rows: list[list[object]], risks: list[list[object]]) -> None:
    print_columns(COLUMNS, [[row[0], str(row[1])[:60], *row[2:]] for row in rows], texts=5)
    if risks:
        print()
        print_columns(RISKS, risks, texts=2)
