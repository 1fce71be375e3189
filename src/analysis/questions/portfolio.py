"""Does the pension portfolio meet the obligation in time (*pensionsportföljen*)?"""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from analysis import catalogue
from analysis.inputs.horizon import load_horizon
from analysis.questions.amounts import by_year
from analysis.report.blocks import shapes, theme
from analysis.report.blocks.method import Method, difference
from analysis.report.blocks.question import Answer, Asked, Picture, Question, said_of
from analysis.report.blocks.rows import number_ticks
from analysis.report.blocks.view import Reader, View
from analysis.study.portfolio import Outcome, Portfolio, full_from, portfolio

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NAMED = (
    "portfolio_return_rate",
    "price_base_amount_growth",
    "contingent_liability_growth",
    "pension_accrual_other",
)
"""The assumptions of the longer horizon that are stated."""


class After(StrEnum):
    """What happens to the return after the plan's last year."""

    reinvest = "reinvest"
    as_plan = "as_plan"


def ask(
    view: View,
    after: Annotated[
        After, typer.Option("--after", help="After the plan: reinvest, or take out as_plan.")
    ] = After.reinvest,
    move: Annotated[
        list[str] | None,
        typer.Option("--move", help="Out of the portfolio into cash: 2026=500 mnkr. Repeatable."),
    ] = None,
) -> Answer:
    """Coverage under return and inflation, and the contribution or return that reaches the goal."""
    asked, rule = view.projection, After(after)
    horizon = load_horizon(asked.plan)
    found = portfolio(asked, horizon, rule.value, by_year(move or [], "2026=500"))
    rest = After.as_plan if rule is After.reinvest else After.reinvest
    other = portfolio(asked, horizon, rest.value)
    told = (*assumes(found, view), *said_of(view, "portfolio"))
    return Answer(view, found, says(found, other, view), told, found.sheets())


def says(found: Portfolio, other: Portfolio, reader: Reader) -> dict[str, str]:
    """Coverage at the end in every case, what reaches the goal, and the other rule."""
    first, language = found.outcomes[0], reader.language
    obligation = float(first.provision[-1] + first.liability[-1])
    said = {f"case {each.case}": _case(found, each, reader) for each in found.outcomes}
    said[f"case {first.case}"] += f" {_other(other, reader)}"
    said["size"] = reader.text(
        "says.portfolio.size",
        capital=catalogue.amount(float(first.portfolio[-1]), "mnkr", language),
        obligation=catalogue.amount(obligation, "mnkr", language),
        year=found.years[-1],
    )
    said["readings"] = _readings(found, reader)
    if found.moved:
        said["moved"] = reader.text(
            "says.portfolio.moved",
            amount=catalogue.amount(sum(found.moved.values()), "mnkr", language),
            cash=catalogue.amount(float(found.effects["cash"][-1]), "mnkr", language, sign=True),
            result=catalogue.amount(
                float(found.effects["net_result"][-1]), "mnkr", language, sign=True
            ),
            year=found.projection.years[-1],
        )
    return said


def _other(other: Portfolio, reader: Reader) -> str:
    """The coverage by the other rule of what happens to the return after the plan: a coverage
    is never told without it."""
    return reader.text(
        f"says.portfolio.other.{other.after}",
        coverage=_percent(other.outcomes[0].coverage[-1], reader.language),
        year=other.years[-1],
    )


def _readings(found: Portfolio, reader: Reader) -> str:
    """What the figures of the plan say that the capital is, and which of them is used."""
    said = [
        reader.text(
            f"says.portfolio.reading.{one.name}",
            capital=catalogue.amount(one.capital, "mnkr", reader.language),
            coverage=_percent(one.coverage, reader.language),
        )
        for one in found.readings
    ]
    return reader.text(
        "says.portfolio.readings",
        year=found.projection.years[0],
        readings=catalogue.enumerate_words(said, reader.language),
        used=reader.text(f"word.{found.horizon.capital.reading}"),
    )


def _percent(share: float, language: str) -> str:
    return catalogue.amount(100 * float(share), "pct", language, 0)


def _case(found: Portfolio, outcome: Outcome, reader: Reader) -> str:
    language = reader.language
    reached = full_from(found.years, outcome.coverage, found.horizon)
    words = {
        "case": getattr(found.horizon.cases[outcome.case].label, language),
        "coverage": _percent(outcome.coverage[-1], language),
        "year": found.years[-1],
        "reached": reached,
        "goal": _percent(found.horizon.target_coverage.value / 100, language),
        "start": found.start,
    }
    said = reader.text("says.portfolio.full" if reached else "says.portfolio.short", **words)
    needed = outcome.contribution
    if needed is None:
        return f"{said} {reader.text('says.portfolio.none', **words)}"
    key = "says.portfolio.contribution" if needed > 0 else "says.portfolio.draw"
    change = reader.text(key, amount=catalogue.amount(abs(needed), "mnkr", language), **words)
    return f"{said} {change}"


def assumes(found: Portfolio, reader: Reader) -> tuple[str, ...]:
    """The rule after the plan and every assumption of the longer horizon, with its status."""
    plan_end, language = found.projection.plan.own_years[-1], reader.language
    items = ((name, getattr(found.horizon, name)) for name in NAMED)
    return (
        reader.text(f"assumes.portfolio.{found.after}", year=plan_end),
        *(
            reader.text(
                "assumes.portfolio.value",
                name=reader.text(f"horizon.{name}"),
                value=catalogue.amount(item.value, item.unit, language, 1),
                status=reader.text(f"explain.status.{item.status}"),
                year=plan_end,
            )
            for name, item in items
        ),
        reader.text("assumes.portfolio.held"),
    )


def _long_axes(
    reader: Reader, years: Sequence[int], unit: str, decimals: int | None = None
) -> "tuple[Figure, Axes]":
    """An empty figure over the years to the target year, the unit above the axis."""
    figure, axes = theme.plot(reader.text(f"unit.{unit}"))
    shapes.year_ticks(axes, years)
    axes.yaxis.set_major_formatter(number_ticks(unit, reader, decimals))
    axes.margins(x=0)
    return figure, axes


def draw_coverage(found: Portfolio, reader: Reader) -> "Figure":
    """Coverage in every case of return and inflation; all is covered at the goal."""
    figure, axes = _long_axes(reader, found.years, "pct", 0)
    ends = []
    for rank, outcome in enumerate(found.outcomes):
        colour = theme.SERIES[rank % len(theme.SERIES)]
        axes.plot(found.years, 100 * outcome.coverage, color=colour, lw=2 if rank else 2.6)
        label = getattr(found.horizon.cases[outcome.case].label, reader.language)
        ends.append((float(100 * outcome.coverage[-1]), label, colour))
    axes.axhline(found.horizon.target_coverage.value, color=theme.INK, lw=1.2, ls=(0, (1, 2)))
    after = found.projection.plan.own_years[-1] + 0.5
    axes.axvspan(after, found.years[-1], color=theme.PALE, zorder=0, lw=0)
    axes.margins(y=0.1)
    theme.name_lines(axes, ends)
    return figure


def draw_obligation(found: Portfolio, reader: Reader) -> "Figure":
    """Provision and contingent liability stacked, and the portfolio as a line."""
    figure, axes = _long_axes(reader, found.years, "mnkr")
    first = found.outcomes[0]
    top = first.provision + first.liability
    axes.fill_between(found.years, first.provision, color=theme.PALE_BLUE, lw=0)
    axes.fill_between(found.years, first.provision, top, color=theme.PALE_ORANGE, lw=0)
    axes.plot(found.years, first.portfolio, color=theme.BLUE, lw=2.6)
    axes.set_ylim(bottom=0)
    upper = float(first.provision[-1] + first.liability[-1] / 2)
    ends = [
        (float(first.provision[-1]) / 2, reader.label("pension_provision"), theme.PALE_BLUE),
        (upper, reader.label("contingent_pension_liability"), theme.PALE_ORANGE),
        (float(first.portfolio[-1]), reader.label("pension_portfolio"), theme.BLUE),
    ]
    theme.name_lines(axes, ends)
    return figure


PICTURES = (
    Picture("coverage", draw_coverage, "portfolio_coverage"),
    Picture("obligation", draw_obligation, "portfolio_base", "size"),
)


def coverage(portfolio: np.ndarray, provision: np.ndarray, liability: np.ndarray) -> np.ndarray:
    """The share of the whole obligation that the portfolio covers."""
    return portfolio / (provision + liability)


CHAPTER = "17_portfolio"
OWN = ("pension_portfolio", "pension_provision", "contingent_pension_liability", "pension_coverage")
METHODS = (
    Method("portfolio_coverage", CHAPTER, OWN, formula=coverage),
    Method("portfolio_needed", CHAPTER, OWN),
    Method("portfolio_base", CHAPTER, OWN),
    Method("portfolio_readings", CHAPTER, (*OWN, "financial_income", "portfolio_return")),
    Method("portfolio_moved", CHAPTER, ("net_result", "cash"), formula=difference),
)
QUESTION = Question("portfolio", ask, (Asked("portfolio", ask, PICTURES),), methods=METHODS)
SHOWS = QUESTION.shows
