"""What the law on a balanced budget says of a plan (*balanskravet*), and the way out."""

from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from analysis import catalogue
from analysis.inputs.balance_rules import balance_rules
from analysis.questions.amounts import by_year
from analysis.report.blocks import shapes, theme
from analysis.report.blocks.method import Method
from analysis.report.blocks.question import Answer, Asked, Picture, Question, said_of
from analysis.report.blocks.view import Lines, Reader, View
from analysis.study.balance_path import Opening, Path
from analysis.study.balance_plan import BalancePlan, balance_plan, stated_reserve

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SWING = 20.0
"""The fall of the portfolio that a page asks about, per cent."""
SHOWN_BEYOND = 0.05
"""mnkr: what is less than this above the room is not seen in a figure with one decimal."""


def ask(
    view: View,
    rur: Annotated[
        float, typer.Option("--rur", help="Opening resultatutjämningsreserv, mnkr.")
    ] = 0.0,
    reserve: Annotated[
        float | None,
        typer.Option("--reserve", help="Opening resultatreserv, mnkr; else that of the plan."),
    ] = None,
    deficit: Annotated[
        list[str] | None,
        typer.Option("--deficit", help="An old deficit still open: 2024=50. Repeatable."),
    ] = None,
    swing: Annotated[
        float, typer.Option("--swing", help="A fall of the portfolio, per cent.")
    ] = 0.0,
    swing_year: Annotated[int | None, typer.Option("--swing-year", help="When it falls.")] = None,
) -> Answer:
    """The plan as it stands, the cheapest lawful path, and the one that leaves nothing behind."""
    held = stated_reserve(view.projection) if reserve is None else reserve
    opening = Opening(rur, held, by_year(deficit or [], "2024=50"))
    found = balance_plan(view.projection, opening, swing, swing_year)
    told = (*assumes(found, view), *said_of(view, "balance"))
    said = says(found, view) | _beyond(found, view)
    return Answer(view, found, said, told, found.sheets())


def on_page(view: View) -> Answer:
    """The plan, and what a fall of the portfolio in the second year would add."""
    return ask(view, swing=SWING, swing_year=view.years[min(1, len(view.years) - 1)])


def says(found: BalancePlan, reader: Reader) -> dict[str, str]:
    """Deficits as the plan stands, what the law demands of them, and what a swing adds."""
    said = _standing(found, reader)
    said["lawful"] = _path("lawful", found.lawful, reader)
    said["closed"] = _path("closed", found.closed, reader)
    closed = found.closed.total_measures
    for swing in found.swings[1:]:
        total = swing.path.total_measures
        said[f"swing {swing.name}"] = reader.text(
            "says.balance.swing",
            case=reader.text(f"word.{swing.name}"),
            measures=catalogue.amount(total, "mnkr", reader.language, decimals=1),
            extra=catalogue.amount(total - closed, "mnkr", reader.language, sign=True, decimals=1),
        )
    return said


def _beyond(found: BalancePlan, view: View) -> dict[str, str]:
    """Where the scenario's own reservation is above what the law allows in the year."""
    reserved, language = -view.values("reserve_transfer"), view.language
    listed = [
        view.text(
            "says.balance.beyond_year",
            value=catalogue.amount(float(value), "mnkr", language, decimals=1),
            year=year,
            room=catalogue.amount(float(room), "mnkr", language, decimals=1),
        )
        for year, value, room in zip(found.results.years, reserved, found.room, strict=True)
        if value - room > SHOWN_BEYOND
    ]
    said = catalogue.enumerate_words(listed, language)
    return {"beyond": view.text("says.balance.beyond", listed=said)} if listed else {}


def _standing(found: BalancePlan, reader: Reader) -> dict[str, str]:
    years, language = found.results.years, reader.language
    short = [y for y, d in zip(years, found.standing.deficit, strict=True) if round(d) > 0]
    if not short:
        return {"deficits": reader.text("says.balance.none")}
    said = reader.text(
        "says.balance.deficits",
        years=catalogue.year_span(short, language),
        total=catalogue.amount(float(found.standing.deficit.sum()), "mnkr", language, decimals=1),
    )
    late = [y for y, is_late in zip(years, found.overdue, strict=True) if is_late]
    if not late:
        return {"deficits": said, "restored": reader.text("says.balance.in_time")}
    span = catalogue.year_span(late, language)
    return {"deficits": said, "restored": reader.text("says.balance.overdue", years=span)}


def _path(name: str, path: Path, reader: Reader) -> str:
    """How large the measures are and what is left open at the end."""
    language = reader.language
    pulled = [y for y, m in zip(path.results.years, path.measures, strict=True) if round(m, 2) > 0]
    left = [
        reader.text(
            "says.balance.open",
            value=catalogue.amount(v, "mnkr", language, decimals=1),
            due=path.due[y],
            year=y,
        )
        for y, v in path.open.items()
        if round(v) > 0
    ]
    said = reader.text(
        f"says.balance.{name}" if pulled else f"says.balance.{name}_free",
        total=catalogue.amount(path.total_measures, "mnkr", language, decimals=1),
        years=catalogue.year_span(pulled or path.results.years, language),
        used=catalogue.amount(
            float((path.used + path.old_used).sum()), "mnkr", language, decimals=1
        ),
    )
    return " ".join((said, *left))


def assumes(found: BalancePlan, reader: Reader) -> tuple[str, ...]:
    """The paragraphs, the opening reserves, and what the planner leaves to the council."""
    opening, rules, language = found.opening, balance_rules(), reader.language
    negative = rules.reservation_share_negative_equity.value
    return (
        reader.text("assumes.balance.law", years=rules.restoring_years.value),
        reader.text(
            "assumes.balance.reservation",
            year=rules.old_reserve_last_year.value,
            low=catalogue.amount(rules.reservation_share.value, "pct", language, 0),
            high=catalogue.amount(negative, "pct", language, 0),
            stock=catalogue.amount(rules.stock_share.value, "pct", language, 0),
        ),
        *(reader.text(f"assumes.balance.{k}") for k in ("measures", "judgement")),
        reader.text(
            "assumes.balance.opening",
            old=catalogue.amount(opening.old_reserve, "mnkr", language),
            reserve=catalogue.amount(opening.reserve, "mnkr", language),
            deficits=catalogue.amount(
                float(np.sum(list(opening.deficits.values()))), "mnkr", language
            ),
        ),
    )


def draw(found: BalancePlan, view: Lines) -> "Figure":
    """The result that the law counts, and what is left to restore at the end of each year."""
    figure, axes = shapes.year_axes(view, "mnkr")
    values = found.results.adjusted
    left = found.standing.open.sum(axis=-2)
    colours = np.where(np.round(values) < 0, theme.ORANGE, theme.BLUE)
    axes.bar(view.years, values, width=0.6, color=list(colours), zorder=2)
    axes.plot(view.years, -left, color=theme.INK, marker="s", zorder=4)
    for i in shapes.told(values):
        value = float(values[i])
        axes.annotate(  # above zero, where no line runs
            catalogue.number(value, "mnkr", view.language), (view.years[i], max(value, 0.0)),
            xytext=(0, 3), textcoords="offset points", ha="center", va="bottom",
            fontsize=theme.LETTERS, bbox=theme.BACKING, zorder=5,
        )  # fmt: skip
    shapes.zero_line(axes)
    low, high = axes.get_ylim()
    axes.set_ylim(low - 0.05 * (high - low), high + 0.14 * (high - low))
    names = [(float(-left[-1]), view.text("chart.left_to_restore"), theme.INK)]
    theme.name_lines(axes, names)
    return figure


PICTURES = (Picture("balance", draw, "balance_standing"),)
METHODS = tuple(
    Method(f"balance_{name}", "16_balance", ("balanced_budget_result", "net_result"))
    for name in ("standing", "lawful", "closed", "swing")
)
QUESTION = Question("balance", ask, (Asked("balance", on_page, PICTURES),), methods=METHODS)
SHOWS = QUESTION.shows
