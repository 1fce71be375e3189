"""`regionkalkyl frames`: frames by board, division and item under a scenario."""

from typing import TYPE_CHECKING

import typer

from analysis.cli import common
from analysis.errors import Message

if TYPE_CHECKING:
    from analysis.model.capitation import CapitationPath
    from analysis.model.frame_projection import FrameProjection

COLUMNS = ("unit", "label", "level", "parent", "part", "year", "value")


def register(app: typer.Typer) -> None:
    app.command(name="frames", help="Print frames and care-choice budgets under a scenario.")(
        frames_command
    )


def frames_command(
    plan: common.PlanOption = common.DEFAULT_PLAN,
    scenario: common.ScenarioOption = "base",
    change: common.ChangeOption = None,
    set_: common.SetOption = None,
    format_: common.FormatOption = common.Format.table,
    language: common.LanguageOption = common.Language.sv,
) -> None:
    """Frames in mnkr, costs negative: opening, uplift, changes and closing by unit and year."""
    from analysis.model.capitation import project_capitation
    from analysis.model.frame_projection import project_frames

    projection = common.projected(plan, scenario, change, set_)
    found = project_frames(projection)
    if found is None:
        common.note(Message("{plan} holds no frames (frames.yml)", plan=projection.plan.name))
        if format_ is common.Format.json:
            common.print_json({"frames": [], "ties": [], "capitation": []})
        return
    care = project_capitation(projection, found.frames)
    if format_ is common.Format.json:
        common.print_json(_json(found, care, language))
    elif format_.is_csv:
        common.print_csv(COLUMNS, _rows(found, language), format_, language)
    else:
        _print(found, care, language)
    if found.missing:
        common.note(
            Message(
                "not rolled forward, for want of prices: {units}",
                units=", ".join(u.label(language) for u in found.units if u.id in found.missing),
            )
        )


def _json(
    found: "FrameProjection", care: "tuple[CapitationPath, ...]", language: str
) -> dict[str, object]:
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in _rows(found, language)]
    ties = [vars(tie) | {"difference": tie.difference} for tie in found.ties]
    return {"frames": rows, "ties": ties, "capitation": _care(care)}


def _rows(found: "FrameProjection", language: str) -> list[list[object]]:
    """Every part of every frame that is known, one a row."""
    from math import isfinite

    from analysis.model.frames import NAMES

    return [
        [unit.id, unit.label(language), unit.level, unit.parent or "", part, year, float(value)]
        for unit in found.units
        for part in NAMES
        for year, value in zip(found.years, found.values(part, unit.id), strict=True)
        if isfinite(value)
    ]


def _care(care: "tuple[CapitationPath, ...]") -> list[dict[str, object]]:
    return [
        {
            "id": path.id,
            "price": path.price,
            "listed": path.listed,
            "budget": path.budget,
            "years": list(path.years),
            "listed_path": path.listed_path,
            "budget_path": path.budget_path,
            "reserve": path.reserve,
            "parts": [vars(share) for share in path.shares],
            "status": path.status,
        }
        for path in care
    ]


def _print_ties(found: "FrameProjection", language: str) -> None:
    """The sum of the boards beside the line of the plan that it is tied to, year by year."""
    from analysis.catalogue import label, number, places_adding, text

    sums = [[tie.stated, tie.difference, tie.frames] for tie in found.ties]
    if not sums:
        return
    places = places_adding(sums, "mnkr", 1)  # as many as make the shown figures add up
    rows = [
        [
            label(tie.line, language),
            tie.year,
            *(
                number(value, "mnkr", language, places)
                for value in (tie.frames, tie.stated, tie.difference)
            ),
        ]
        for tie in found.ties
    ]
    print(f"\n{text('frames.table.ties', language)}")
    common.print_columns(("line", "year", "boards_sum", "plan", "difference"), rows)
    common.note(text("frames.table.ties_note", language))


def _print(found: "FrameProjection", care: "tuple[CapitationPath, ...]", language: str) -> None:
    from analysis.catalogue import number

    rows = [
        [
            unit.label(language),
            *(number(float(v), "mnkr", language, 1) for v in found.values("closing", unit.id)),
        ]
        for unit in found.units
    ]
    common.print_table(["mnkr", *map(str, found.years)], rows)
    _print_ties(found, language)
    for path in care:
        print()
        print(f"{path.label[language]}: {number(path.price, 'kr', language)} kr × "
              f"{number(path.listed, 'persons', language)}")  # fmt: skip
        body = [[number(float(v), "mnkr", language, 1) for v in path.budget_path]]
        common.print_table(list(map(str, path.years)), body, texts=0)
