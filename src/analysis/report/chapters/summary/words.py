"""The headline in words, generated from the results: never typed, so never out of date."""

import numpy as np
from markupsafe import Markup

from analysis import catalogue
from analysis.report.blocks.view import View, years_where
from analysis.report.chapters.statements.words import say_measures
from analysis.study.compare_plans import published_bridge


def result(view: View) -> str:
    """The balanced-budget result: where it ends up and in which years it fails the law."""
    values = view.values("balanced_budget_result")
    below = years_where(view, np.round(values) < 0)
    low = int(np.argmin(values))
    course = "above" if not below else "below_one" if len(below) == 1 else "below"
    said = view.text(
        f"headline.result.{course}",
        years=catalogue.year_span(below or view.years, view.language),
        low=view.amount("balanced_budget_result", float(values[low])),
        low_year=view.years[low],
    )
    if low == 0:
        return said
    first = view.amount("balanced_budget_result", float(values[0]))
    return f"{said} {view.text('headline.result.first', year=view.years[0], value=first)}"


def liquidity(view: View) -> str:
    """Whether money lasts: the year cash turns negative, how much is short, what would cover it."""
    values = view.values("cash")
    below = years_where(view, np.round(values) < 0)
    low = int(np.argmin(values))
    if not below:
        return view.text(
            "headline.liquidity.lasts",
            value=view.amount("cash", float(values[low])),
            year=view.years[low],
        )
    first = view.years.index(below[0])
    short = view.amount("cash", -float(values[low]))
    return " ".join(
        (
            view.text(
                "headline.liquidity.short",
                year=below[0],
                value=view.amount("cash", float(values[first])),
                short=short,
                low_year=view.years[low],
            ),
            _cover(view, low, short),
        )
    )


def _cover(view: View, low: int, short: str) -> str:
    """What would cover the shortage: placements as long as they reach, or a loan."""
    if "current_assets" not in view.projection.lines:
        return view.text("headline.liquidity.cover_unknown", short=short)
    held = float(view.values("current_assets")[low] - view.values("cash")[low])
    share = -float(view.values("cash")[low]) / held if held > 0 else np.inf
    if share > 1:
        return view.text("headline.liquidity.cover_loan", short=short)
    return view.text(
        "headline.liquidity.cover_placements",
        short=short,
        share=catalogue.amount(100 * share, "pct", view.language),
        held=catalogue.amount(held, "mnkr", view.language),
    )


def measures(view: View) -> str:
    """Which years need measures to reach the result requirement, and how large they are."""
    return f"{say_measures(view)}. {view.text('headline.measures.meaning')}"


def scenario(view: View) -> str:
    """What the scenario does to the balanced-budget result and to cash, beside the base.

    A plan that holds neither line says so.
    """
    if view.base is None:
        return view.text("headline.scenario.base")
    said = []
    for line in ("balanced_budget_result", "cash"):
        base = view.base_values(line)
        if base is not None and line in view.projection.lines:
            moved = float(view.values(line)[-1] - base[-1])
            change = catalogue.amount(moved, "mnkr", view.language, sign=True)
            name = view.label(line)
            label = name[:1].lower() + name[1:]
            said.append(view.text("headline.scenario.part", label=label, change=change))
    if not said:
        return view.text("headline.scenario.unknown")
    parts = catalogue.enumerate_words(said, view.language)
    return view.text("headline.scenario.effect", parts=parts, year=view.years[-1])


def last_plan(view: View) -> Markup:
    """What the plan prints of the way from the plan before, in its first year, and the largest of
    the changes; nothing where it prints no such bridge. Rows are in Swedish in any language."""
    found = published_bridge(view.projection.plan)
    steps = found.year(found.years[0]) if found else []
    of = {step.kind: catalogue.amount(float(step.value), "mnkr", view.language) for step in steps}
    if not found or not {"start", "step", "end"} <= of.keys():
        return Markup("")
    largest = max((s for s in steps if s.kind == "step"), key=lambda step: abs(step.value))
    swedish = Markup("") if view.language == "sv" else Markup(' lang="sv"')
    said = view.text(
        "headline.last_plan",
        year=found.years[0],
        opening=of["start"],
        closing=of["end"],
        cause="{cause}",
        value=catalogue.amount(float(largest.value), "mnkr", view.language, sign=True),
    )
    cause = Markup("<span{}>{}</span>").format(swedish, largest.label)
    return Markup("<p>{}</p>").format(Markup(said).format(cause=cause))


def warns(view: View) -> bool:
    """Whether money runs out."""
    return bool((np.round(view.values("cash")) < 0).any())
