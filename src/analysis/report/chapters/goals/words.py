"""What is said of goals: the plan's own, the law's and derived ones, each counted on its own."""

from collections.abc import Sequence

from analysis import catalogue
from analysis.model.goal_results import GoalResult
from analysis.report.blocks.view import View
from analysis.report.chapters.goals import tables

KINDS = ("plan", "law", "derived")

Results = dict[str, list[GoalResult]]


def say_goals(view: View) -> str:
    """How many goals of each kind are met in plan years and in the outlook, and which are not."""
    results = tables.by_goal(view)
    if not results:
        return view.text("headline.goals.none")
    said = []
    for kind in KINDS:
        own = {name: tests for name, tests in results.items() if tests[0].kind == kind}
        parts = [part for stage in tables.STAGES if (part := _part(view, own, stage))]
        if parts:
            listed = catalogue.enumerate_words(parts, view.language)
            heading = view.text(f"goals.kinds.{kind}")
            said.append(view.text("headline.goals.kind", kind=heading, parts=listed))
    return " ".join([*said, *_room(view, results)])


def _part(view: View, results: Results, stage: str) -> str:
    """The count of one kind of goals in one stage; empty when none is tested in it."""
    tested = {n: found for n, r in results.items() if (found := tables.of_stage(view, r, stage))}
    if not tested:
        return ""
    failed = [name for name, tests in tested.items() if tables.failing_years(tests)]
    years = sorted({year for tests in tested.values() for test in tests for year in test.years})
    key = f"goals.stage.{stage}" + ("_one" if len(years) == 1 else "")
    words = {
        "met": len(tested) - len(failed),
        "count": len(tested),
        "stage": view.text(key, years=catalogue.year_span(years, view.language)),
        "failed": _names(view, failed),
    }
    return view.text("headline.goals.part_failed" if failed else "headline.goals.part", **words)


def _room(view: View, results: Results) -> list[str]:
    """The goals whose band is exceeded, and when."""
    parts = []
    for name, tests in results.items():
        if over := tables.years_over(tests):
            years = catalogue.year_span(over, view.language)
            parts.append(view.text("goals.room_in", goal=_names(view, [name]), years=years))
    return [view.text("headline.goals.room", goals="; ".join(parts))] if parts else []


def _names(view: View, names: Sequence[str]) -> str:
    """Goals within a sentence; their names may hold commas."""
    labels = (tables.goal_label(view, name) for name in names)
    return "; ".join(label[:1].lower() + label[1:] for label in labels)
