"""Tables of measures and risks (*styrmått och risker*)."""

from collections import Counter
from dataclasses import replace

from analysis.catalogue.number_format import NO_VALUE
from analysis.report.blocks.parts import Parts, held
from analysis.report.blocks.table import Listing, Row, Table, swedish_columns
from analysis.study.measures import STATUSES, counts, judge, place_risks


def measures(view: Parts) -> Table:
    """Every measure with baseline, targets and direction, as printed."""
    assert view.measures is not None
    found = view.measures.measures
    years = list(dict.fromkeys(year for measure in found for year in measure.targets))
    rows = tuple(
        Row(
            m.label,
            (
                m.goal,
                m.baseline or "–",
                *(m.targets.get(year) or "–" for year in years),
                view.text(f"direction.{m.direction}") if m.direction else "–",
            ),
        )
        for m in found
    )
    targets = [view.text("table.target", year=year) for year in years]
    names = (view.text("table.measure"), view.text("table.goal"), view.text("table.baseline"))
    head = (*names, *targets, view.text("table.direction"))
    caption = view.text("table.measures", count=len(found))
    note = view.text("table.measures_note")
    in_swedish = swedish_columns(view, *range(len(head)))
    numeric = (False,) * (len(head) - 1)
    return Table(caption, head, rows, numeric, note, folded=True, swedish=in_swedish, listing=True)


def success_factors(view: Parts) -> Table:
    """Each success factor with its goal, and the measures and the risk that the document ties to
    it: a risk by the same label, since risks are judged for success factors."""
    assert view.measures is not None
    tied: dict[tuple[str, str], list[str]] = {}
    for m in view.measures.measures:
        tied.setdefault((m.goal, m.factor), []).append(f"{m.number}. {m.label}")
    risks = {p.risk.label: p for p in place_risks(view.measures)}
    rows = []
    for (goal, factor), measures in tied.items():
        p = risks.get(factor)
        cells = [goal, "; ".join(measures)]
        if risks:
            cells.append(f"{p.risk.number} ({p.risk.risk})" if p else NO_VALUE)
        rows.append(Row(factor, tuple(cells), "fail" if p and p.acts else ""))
    head = ["factor", "goal", "factor_measures", *(["factor_risk"] if risks else [])]
    note = view.text("table.factors_note") if risks else ""
    return Table(
        view.text("table.factors", count=len(rows)),
        tuple(view.text(f"table.{name}") for name in head),
        tuple(rows),
        (False,) * (len(head) - 1),
        note,
        folded=True,
        swedish=swedish_columns(view, 0, 1, 2),
    )


def _tied(view: Parts) -> bool:
    return view.measures is not None and any(m.factor for m in view.measures.measures)


def statuses(view: Parts) -> Table:
    """How many measures, or groups of them, are met; without outcomes nothing is judged."""
    assert view.measures is not None
    found = counts(judge(view.measures, view.view.outcomes))
    rows = tuple(
        Row(view.text(f"status.{status}"), (str(found[status]),))
        for status in STATUSES
        if found[status]
    )
    head = (view.text("table.status"), view.text("table.count"))
    given = view.text("table.statuses_given" if view.view.outcomes else "table.statuses_note")
    return Table(view.text("table.statuses"), head, rows, (True,), given, made="counts")


def risks(view: Parts) -> Table:
    """Every risk, the largest first, with what its level calls for."""
    assert view.measures is not None
    placed = place_risks(view.measures)
    rows = tuple(
        Row(
            f"{p.risk.number}. {p.risk.label}",
            (
                p.risk.goal,
                f"{p.risk.probability}{'*' if p.risk.derived else ''}",
                str(p.risk.consequence),
                str(p.risk.risk),
                view.text("risk.acts" if p.acts else "risk.rests"),
            ),
            "fail" if p.acts else "pass",
        )
        for p in placed
    )
    names = ("risk", "goal", "probability", "consequence", "value", "level_word")
    head = tuple(view.text(f"table.{name}") for name in names)
    derived = any(p.risk.derived for p in placed)
    note = view.text("table.derived") if derived else ""
    numeric = (False, True, True, True, False)
    caption, swedish = view.text("table.risks"), swedish_columns(view, 0)
    return Table(caption, head, rows, numeric, note, swedish=swedish, made="printed")


SAID = ("event", "effect", "cause", "action", "control")


def register(view: Parts) -> Table:
    """What can happen for each risk, what then follows, why, what is to be done and how that is
    checked: the largest first, with whether its level calls for action."""
    assert view.measures is not None
    placed = place_risks(view.measures)
    columns = [name for name in SAID if any(getattr(p.risk, name) for p in placed)]
    rows = tuple(
        Row(
            f"{p.risk.number}. {p.risk.label}",
            (str(p.risk.risk), *(getattr(p.risk, name) or NO_VALUE for name in columns)),
            "fail" if p.acts else "pass",
        )
        for p in placed
    )
    head = tuple(view.text(f"table.risk_{name}") for name in columns)
    head = (view.text("table.risk"), view.text("table.value"), *head)
    swedish = swedish_columns(view, 0, *range(2, len(head)))
    caption = view.text("table.register", count=len(rows))
    numeric = (True, *(False,) * len(columns))
    return Table(
        caption,
        head,
        rows,
        numeric,
        view.text("table.register_note"),
        swedish=swedish,
        listing=True,
        made="printed",
    )


MANY = 20
"""Assignments that stand open on a page; more are counted, and the list is folded."""


def assignments(view: Parts) -> tuple[Table, ...]:
    """Every assignment; of many, first how many each has given to whom."""
    listed = _assignments(view)
    if len(view.assignments) <= MANY or not all(a.by and a.to for a in view.assignments):
        return (listed,)
    given = Counter((a.by, a.to) for a in view.assignments)
    rows = tuple(Row(by, (to, str(count))) for (by, to), count in given.items())
    head = tuple(view.text(f"table.assignment_{name}") for name in ("by", "to", "count"))
    swedish = swedish_columns(view, 0, 1)
    caption = view.text("table.assignments", count=len(view.assignments))
    counted = Table(caption, head, rows, (False, True), swedish=swedish, made="counts")
    caption = view.text("table.assignments_listed")
    return counted, replace(listed, caption=caption, folded=True)


def _assignments(view: Parts) -> Table:
    """What, by whom, to whom, by when and how each stands, as the document says."""
    found = view.assignments
    columns = [c for c in ("by", "to", "deadline", "standing", "follow_up")
               if any(getattr(a, c) for a in found)]  # fmt: skip
    rows = tuple(
        Row(a.what, tuple(getattr(a, column) or NO_VALUE for column in columns)) for a in found
    )
    head = tuple(view.text(f"table.assignment_{name}") for name in ("what", *columns))
    where = dict.fromkeys(f"{a.document}: {a.heading}" for a in found)
    caption = view.text("table.assignments", count=len(found))
    note = view.text("table.assignments_note")
    swedish = swedish_columns(view, *range(len(head)))
    if view.language == "sv":
        note = f"{note} {'; '.join(where)}."
    numeric = (False,) * len(columns)
    return Table(caption, head, rows, numeric, note, swedish=swedish, listing=True)


def measured(view: Parts) -> bool:
    return view.measures is not None and bool(view.measures.measures)


def _risky(view: Parts) -> bool:
    return view.measures is not None and bool(view.measures.risks)


def _registered(view: Parts) -> bool:
    return view.measures is not None and any(r.cause or r.action for r in view.measures.risks)


TABLES = (
    Listing("measures", held("measures", measured), measures),
    Listing("success_factors", held("factors", _tied), success_factors),
    Listing("measure_statuses", held("measures", measured), statuses),
    Listing("assignments", held("assignments", lambda view: view.assignments), assignments),
    Listing("risks", held("risks", _risky), risks),
    Listing("risk_register", held("register", _registered), register),
)
