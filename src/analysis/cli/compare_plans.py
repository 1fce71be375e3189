"""`regionkalkyl compare-plans`: the same line in two vintages, and the published bridge."""

from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli import common
from analysis.errors import Message

if TYPE_CHECKING:
    from analysis.study.compare_plans import Pair, PublishedBridge

COLUMNS = (
    "kind",
    "id",
    "label",
    "year",
    "unit",
    "earlier",
    "later",
    "difference",
    "earlier_printed",
    "later_printed",
    "earlier_document",
    "earlier_table",
    "later_document",
    "later_table",
)


def register(app: typer.Typer) -> None:
    app.command(name="compare-plans", help="Compare two vintages of a region's plan.")(
        compare_plans_command
    )


def compare_plans_command(
    earlier: Annotated[str, typer.Argument(help="Name or path of the earlier plan.")],
    later: Annotated[str, typer.Argument(help="Name or path of the later plan.")],
    format_: common.FormatOption = common.Format.table,
    language: common.LanguageOption = common.Language.sv,
) -> None:
    """Lines and frames that both plans print, and the later plan's bridge from the one before."""
    from analysis.inputs.plan import load_plan
    from analysis.study.compare_plans import compare_plans, published_bridge

    before, after = load_plan(earlier), load_plan(later)
    pairs = compare_plans(before, after)
    bridge = published_bridge(after)
    rows = [dict(zip(COLUMNS, _row(pair, language), strict=True)) for pair in pairs]
    if format_ is common.Format.json:
        common.print_json({"lines": rows, "bridge": _bridge_json(bridge)})
    elif format_.is_csv:
        common.print_csv(COLUMNS, [list(row.values()) for row in rows], format_, language)
    else:
        _print(pairs, bridge, language)
    if not pairs:
        common.note(
            Message(
                "{earlier} and {later} print no line or frame for the same year",
                earlier=before.name,
                later=after.name,
            )
        )
    if bridge is None:
        common.note(
            Message("{plan} holds no published bridge (frames.yml: bridge)", plan=after.name)
        )


def _row(pair: "Pair", language: str) -> list[object]:
    return [
        pair.kind,
        pair.id,
        pair.en if language == "en" else pair.sv,
        pair.year,
        pair.unit,
        pair.earlier.value,
        pair.later.value,
        round(pair.difference, 6),
        pair.earlier.printed,
        pair.later.printed,
        pair.earlier.document,
        pair.earlier.table,
        pair.later.document,
        pair.later.table,
    ]


def _bridge_json(bridge: "PublishedBridge | None") -> object:
    if bridge is None:
        return None
    return {
        "document": bridge.document,
        "heading": bridge.heading,
        "table": bridge.table,
        "steps": [
            {"label": s.label, "kind": s.kind, "year": s.year, "value": float(s.value),
             "running": float(s.running)}
            for s in bridge.steps
        ],
        "closes": {year: bridge.closes(year) for year in bridge.years},
    }  # fmt: skip


def _print(pairs: "list[Pair]", bridge: "PublishedBridge | None", language: str) -> None:
    if pairs:
        _print_pairs(pairs, language)
    if bridge is not None:
        _print_bridge(bridge)


def _print_pairs(pairs: "list[Pair]", language: str) -> None:
    from analysis.catalogue import number, places_apart

    body = [
        [
            p.en if language == "en" else p.sv,
            str(p.year),
            *(
                number(v, p.unit, language, places)
                for v in (p.earlier.value, p.later.value, p.difference)
            ),
            f"{p.earlier.document} → {p.later.document}",
        ]
        for p in pairs
        for least in [0 if p.unit == "persons" else 1]
        for places in [max(least, places_apart(p.earlier.value, p.later.value, p.unit))]
    ]
    heads = ["", "year", "earlier", "later", "difference", "documents"]
    common.print_columns(heads, body)


def _print_bridge(bridge: "PublishedBridge") -> None:
    """The steps year by year, and beside the table whether each year closes."""
    print(f"\n{bridge.document}: {bridge.heading}")
    labels = list(dict.fromkeys(step.label for step in bridge.steps))
    values = {(s.label, s.year): s for s in bridge.steps}
    steps = [
        [name, *(values[name, y].value if (name, y) in values else None for y in bridge.years)]
        for name in labels
    ]
    common.print_columns(["", *map(str, bridge.years)], steps)
    for year in bridge.years:
        gap = bridge.gaps[year]
        told = {"year": year, "gap": gap.value, "half": gap.half}
        common.note(
            Message("bridge {year}: closes (off by {gap}, rounding can hide {half})", **told)
            if bridge.closes(year)
            else Message(
                "bridge {year}: does not close (off by {gap}, rounding can hide {half})", **told
            )
        )
