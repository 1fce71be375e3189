"""`regionkalkyl investments`: itemised investments, their sums and their depreciation."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.common import (
    DEFAULT_PLAN,
    Format,
    FormatOption,
    PlanOption,
    ScenarioOption,
    note,
    print_csv,
    print_json,
    print_table,
    projected,
)

if TYPE_CHECKING:
    from analysis.inputs.investments import Investment


class By(StrEnum):
    """What sums are made by."""

    division = "division"
    category = "category"
    type = "type"
    kind = "kind"


def register(app: typer.Typer) -> None:
    app.command(name="investments", help="Print sums and depreciation of itemised investments.")(
        investments_command
    )


def investments_command(
    plan: PlanOption = DEFAULT_PLAN,
    scenario: ScenarioOption = "base",
    by: Annotated[By, typer.Option("--by", help="division, category, type or kind.")] = By.division,
    format_: FormatOption = Format.table,
) -> None:
    """Sums by list in mnkr; depreciation by category and year, positive."""
    from analysis.model.investment_projection import project_investments

    projection = projected(plan, scenario)
    found = project_investments(projection)
    if found is None or not found.investments.items:
        note(f"{projection.plan.name} holds no investment lists (investments.yml)")
        if format_ is Format.json:
            print_json({"sums": [], "depreciation": {}})
        return
    key: Callable[[Investment], str] = lambda item: str(getattr(item, by))  # noqa: E731
    rows: list[list[object]] = [
        [name, label, value]
        for name in found.investments.file.lists
        for label, value in found.sums(key, name).items()
    ]
    header = ["list", str(by), "mnkr"]
    wear = dict(found.by_category)
    wear |= {n: v for n in ("existing", "rest", "explained", "published")
             if (v := getattr(found, n)) is not None}  # fmt: skip
    if format_ is Format.json:
        sums = [dict(zip(header, row, strict=True)) for row in rows]
        print_json({"sums": sums, "years": list(found.years), "depreciation": wear})
    elif format_ is Format.csv:
        print_csv(header, rows)
    else:
        print_table(header, [[*map(str, row[:2]), f"{row[2]:.3f}"] for row in rows], texts=2)
        print()
        body = [[name, *(f"{v:.1f}" for v in values)] for name, values in wear.items()]
        print_table(["depreciation", *map(str, found.years)], body)
    for item in found.investments.without_amount:
        note(f"without an amount: {item.name} ({item.file}, line {item.line})")
