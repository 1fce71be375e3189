"""Goals at a glance: for every report a few small bars a goal, in the same scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analysis import catalogue
from analysis.report.output.site.found import Found

HALF = 20
"""Height of the tallest bar on either side of the line, in the units of the drawing."""
STEP, WIDTH = 12, 10
"""From one bar to the next, and how wide a bar is."""


@dataclass(frozen=True)
class Goal:
    """A goal of a plan: its name, and the widest distance to it in any report of the plan."""

    id: str
    label: str
    widest: float


def goals(reports: Sequence[Found]) -> list[Goal]:
    """The goals that the reports of a plan name and test, in their order."""
    names: dict[str, str] = {}
    for report in reports:
        names |= {g: label for g, label in report.told.goals.items() if g not in names}
    found = []
    for goal, label in names.items():
        margins = [abs(t.margin or 0.0) for report in reports for t in report.tests(goal)]
        if margins:
            found.append(Goal(goal, label, max(margins)))
    return found


def glance(report: Found, goal: Goal, language: str) -> dict[str, object]:
    """The bars of a goal in a report, how many tests are met, and the same in words."""
    tests = report.tests(goal.id)
    if not tests:
        return {"bars": "", "words": "–", "kind": ""}
    met = sum(test.passed for test in tests)
    words = catalogue.text(
        "site.met",
        language,
        mark="✓" if met == len(tests) else "✗",
        met=met,
        number=len(tests),
    )
    kind = "" if met == len(tests) else "fail"
    return {"bars": _bars(report, goal, language), "words": words, "kind": kind}


def _bars(report: Found, goal: Goal, language: str) -> Markup:
    """A bar a test from the line of the goal: up where it is met, down where it is missed."""
    tests = report.tests(goal.id)
    bars = Markup("").join(
        Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
            f"{'met' if test.passed else 'missed'}{' later' if test.outlook else ''}",
            place * STEP + 1,
            HALF - height if test.passed else HALF,
            WIDTH,
            height,
        )
        for place, test in enumerate(tests)
        for height in [_height(test.margin, goal.widest)]
    )
    width = len(tests) * STEP
    return Markup(
        '<svg role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">'
        '{}<line x1="0" x2="{}" y1="{}" y2="{}"/></svg>'
    ).format(
        _said(report, goal, language), width, 2 * HALF, width, 2 * HALF, bars, width, HALF, HALF
    )


def _height(margin: float | None, widest: float) -> float:
    """Of a bar: in proportion to the margin, and never so low that it cannot be seen."""
    return max(1.5, round(HALF * abs(margin or 0.0) / widest, 1)) if widest else 1.5


def _said(report: Found, goal: Goal, language: str) -> str:
    """In which years the goal is met and in which it is missed; a period counts by its last."""
    parts = []
    for key, passed in (("met", True), ("missed", False)):
        tests = [t for t in report.tests(goal.id) if t.passed == passed and t.years]
        if tests:
            years = catalogue.year_span([test.years[-1] for test in tests], language)
            parts.append(catalogue.text(f"site.goal.{key}", language, years=years))
    return f"{goal.label}: {'; '.join(parts)}" if parts else goal.label
