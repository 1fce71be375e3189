"""How does the year end (*årsprognos*): what is booked until a month, and the plan."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis import catalogue
from analysis.inputs.in_year import latest_booked, read_booked
from analysis.inputs.seasonality import Season, seasons
from analysis.report.blocks import theme
from analysis.report.blocks.method import Method, difference
from analysis.report.blocks.missing import unanswered
from analysis.report.blocks.question import Answer, Asked, Picture, Question
from analysis.report.blocks.rows import key, number_ticks, rows
from analysis.report.blocks.view import Reader, View
from analysis.study.in_year import InYear, LineForecast, in_year

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TOLD = ("net_result", "operating_result", "net_operating_cost")
"""The total that is spoken of first, the first of them that the plan holds."""


def ask(
    view: View,
    booked: Annotated[Path, typer.Argument(help="CSV of what is booked: line;month;accumulated.")],
    year: Annotated[
        int | None,
        typer.Option("--year", help="The year under way; the plan's first if not given."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the draws.")] = 1,
) -> Answer:
    """The outcome of a year under way, with its interval, line by line and in total."""
    asked = view.projection
    known = seasons(asked.plan.folder)
    found = in_year(asked, year or asked.years[0], read_booked(booked, known), known, seed=seed)
    return Answer(view, found, says(found, view), assumes(found, known, view), found.sheets())


def on_page(view: View) -> Answer:
    """The latest year of the plan that has a file of what is booked in the plan's folder."""
    found = latest_booked(view.projection.plan.folder, view.projection.years)
    if found is None:
        example = f"delar-{view.projection.years[0]}.csv"
        raise unanswered(view, view.text("forecast.nothing_booked", file=example))
    path, year = found
    return ask(view, path, year)


def says(found: InYear, reader: Reader) -> dict[str, str]:
    """The total against the plan, and the line that moves it most."""
    lines = {one.line: one for one in found.lines}
    total = next((lines[name] for name in TOLD if name in lines), None)
    said = {} if total is None else {"total": _total(total, found.year, reader)}
    moved = [one for one in found.lines if one.booked is not None]
    most = max(moved, key=lambda one: abs(one.forecast - one.plan))
    assert most.booked is not None
    said["most"] = reader.text(
        "says.forecast.most",
        label=reader.label(most.line),
        deviation=_mnkr(most.forecast - most.plan, reader, True),
        month=most.booked.month,
        booked=_mnkr(most.booked.value, reader),
        weight=catalogue.amount(100 * (most.weight or 0.0), "pct", reader.language, 0),
    )
    return said


def _total(one: LineForecast, year: int, reader: Reader) -> str:
    low, inner_low, inner_high, high = one.ends
    return reader.text(
        "says.forecast.total",
        label=reader.label(one.line),
        year=year,
        forecast=_mnkr(one.forecast, reader),
        plan=_mnkr(one.plan, reader),
        low=_mnkr(low, reader),
        high=_mnkr(high, reader),
        inner_low=_mnkr(inner_low, reader),
        inner_high=_mnkr(inner_high, reader),
    )


def _mnkr(value: float, reader: Reader, signed: bool = False) -> str:
    return catalogue.amount(value, "mnkr", reader.language, sign=signed)


def assumes(found: InYear, known: dict[str, Season], reader: Reader) -> tuple[str, ...]:
    """How the two are weighted, where the plan's error comes from, and each season with its
    status."""
    told = [
        reader.text(
            "assumes.forecast.season",
            label=reader.label(one.line),
            share=catalogue.amount(
                100 * known[one.line].share(one.booked.month), "pct", reader.language
            ),
            month=one.booked.month,
            spread=catalogue.amount(known[one.line].spread, "pct", reader.language),
            why=getattr(known[one.line], reader.language),
            status=reader.text(f"explain.status.{known[one.line].status}"),
        )
        for one in found.lines
        if one.booked is not None
    ]
    prior = "drawn" if found.drawn else "stated"
    return (
        reader.text("assumes.forecast.weight"),
        reader.text(f"assumes.forecast.prior_{prior}"),
        *told,
    )


def draw(found: InYear, reader: Reader) -> "Figure":
    """Each line against the plan: the forecast as a dot on its two intervals."""
    figure, axes = rows([reader.label(one.line) for one in found.lines])
    for row, one in enumerate(found.lines):
        low, inner_low, inner_high, high = (end - one.plan for end in one.ends)
        axes.plot([low, high], [row, row], color=theme.GREY, lw=1.4, zorder=2)
        axes.plot([inner_low, inner_high], [row, row], color=theme.PALE_BLUE, lw=8, zorder=3)
        apart = one.forecast - one.plan
        axes.plot([apart], [row], "o", color=theme.BLUE, ms=5, zorder=4)
        axes.annotate(
            catalogue.signed(apart, "mnkr", reader.language), (high, row), xytext=(5, 0),
            textcoords="offset points", va="center", fontsize=theme.LETTERS,
        )  # fmt: skip
    axes.axvline(0, color=theme.INK, lw=1)
    axes.margins(x=0.15)
    axes.xaxis.set_major_formatter(number_ticks("mnkr", reader, 0))
    key(axes, reader.text("chart.forecast_key"))
    return figure


PICTURES = (Picture("forecast", draw, "forecast"),)
METHODS = (
    Method("forecast", "19_score"),
    Method("forecast_results", "19_score", formula=difference),
)
QUESTION = Question("forecast", ask, (Asked("forecast", on_page, PICTURES),), methods=METHODS)
SHOWS = QUESTION.shows
