"""`regionkalkyl investments`: itemised investments, their sums and their depreciation."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli import common
from analysis.cli.speech import spoken
from analysis.errors import Message

if TYPE_CHECKING:
    import numpy as np

    from analysis.inputs.investments import Investment
    from analysis.model.investment_projection import InvestmentProjection


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
    plan: common.PlanOption = common.DEFAULT_PLAN,
    scenario: common.ScenarioOption = "base",
    by: Annotated[By, typer.Option("--by", help="division, category, type or kind.")] = By.division,
    format_: common.FormatOption = common.Format.table,
) -> None:
    """Sums by list in mnkr; depreciation by category and year, positive."""
    from analysis.model.investment_projection import project_investments

    projection = common.projected(plan, scenario)
    found = project_investments(projection)
    if found is None or not found.investments.items:
        common.note(
            Message("{plan} holds no investment lists (investments.yml)", plan=projection.plan.name)
        )
        if format_ is common.Format.json:
            common.print_json({"sums": [], "depreciation": {}})
        return
    header, rows, wear = ["list", str(by), "mnkr"], _sums(found, by), _wear(found)
    if format_ is common.Format.json:
        sums = [dict(zip(header, row, strict=True)) for row in rows]
        common.print_json({"sums": sums, "years": list(found.years), "depreciation": wear})
    elif format_.is_csv:
        common.print_csv(header, rows, format_)
    else:
        _print(found, header, rows, wear)
    for item in found.investments.without_amount:
        place = Message("{file}, line {line}", file=item.file, line=item.line)
        common.note(Message("without an amount: {name} ({place})", name=item.name, place=place))


def _sums(found: "InvestmentProjection", by: str) -> list[list[object]]:
    key: Callable[[Investment], str] = lambda item: str(getattr(item, by))  # noqa: E731
    lists = found.investments.file.lists
    return [[n, label, value] for n in lists for label, value in found.sums(key, n).items()]


def _wear(found: "InvestmentProjection") -> dict[str, "np.ndarray"]:
    whole = {n: getattr(found, n) for n in ("existing", "rest", "explained", "published")}
    return found.by_category | {name: v for name, v in whole.items() if v is not None}


def _print(
    found: "InvestmentProjection",
    header: list[str],
    rows: list[list[object]],
    wear: "dict[str, np.ndarray]",
) -> None:
    from analysis.catalogue import number

    language = spoken()
    named = {
        id_: getattr(part.label, language)
        for id_, part in found.investments.file.categories.items()
    }
    sums = [
        [row[0], named.get(str(row[1]), row[1]), number(float(str(row[2])), "mnkr", language, 3)]
        for row in rows
    ]
    common.print_columns(header, sums, texts=2)
    print()
    body = [
        [named.get(name, name), *(number(float(v), "mnkr", language, 1) for v in values)]
        for name, values in wear.items()
    ]
    common.print_columns(["depreciation", *map(str, found.years)], body)
