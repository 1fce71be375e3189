"""Tables of goals and legal tests (*finansiella mål och balanskrav*)."""

from collections.abc import Collection, Sequence

from analysis import catalogue
from analysis.model.goal_results import GoalResult
from analysis.report.blocks.statement import whole
from analysis.report.blocks.table import Listing, Row, Table
from analysis.report.blocks.view import View
from analysis.study.figure_names import ABOUT


def goal_label(view: View, goal_id: str) -> str:
    """What the plan calls a goal."""
    label = str(getattr(view.projection.plan.goals[goal_id].label, view.language))
    return label.replace(" %", "\u00a0%")


def requirement(view: View, goal: GoalResult) -> str:
    """What a goal asks for, in words: "minst 60 %", "1–3 %", "högst 5 %"."""
    low, high = goal.minimum, goal.maximum
    if low is not None and high is not None:
        both = view.text(
            "goal.between", low=_bound(view, low, goal.unit), high=_bound(view, high, goal.unit)
        )
        return catalogue.with_unit(both, goal.unit, view.language)
    key = "goal.most" if low is None else "goal.least"
    bound = catalogue.with_unit(_bound(view, goal.threshold, goal.unit), goal.unit, view.language)
    return view.text(key, value=bound)


def _bound(view: View, value: float, unit: str) -> str:
    """A bound with no more decimals than it needs: 60, not 60,0."""
    return catalogue.number(value, unit, view.language, 0 if value == round(value) else None)


def by_goal(view: View) -> dict[str, list[GoalResult]]:
    """The results of each goal, in the order of the plan."""
    found: dict[str, list[GoalResult]] = {}
    for goal in view.projection.goals:
        found.setdefault(goal.id, []).append(goal)
    return found


def failing_years(results: Sequence[GoalResult]) -> tuple[int, ...]:
    """The years in which a goal is not met."""
    return tuple(sorted({year for goal in results if not goal.passed for year in goal.years}))


def worst(results: Sequence[GoalResult]) -> GoalResult:
    """The result with the smallest margin."""
    return min(results, key=lambda goal: float(goal.margin))


STAGES = ("budget", "outlook")
"""The years that a plan decides and those that it only looks ahead to: never counted together."""


def of_stage(view: View, results: Sequence[GoalResult], stage: str) -> list[GoalResult]:
    """The tests that fall in the plan years or in the outlook, by the last year of a period."""
    budget = view.projection.plan.budget_years
    return [r for r in results if (r.years[-1] in budget) == (stage == "budget")]


def stage(view: View, goal: GoalResult) -> str:
    """Plan year or outlook, in a word."""
    found = next(name for name in STAGES if of_stage(view, [goal], name))
    return view.text(f"goals.in.{found}")


def years_over(results: Sequence[GoalResult]) -> tuple[int, ...]:
    """The years in which a band is exceeded: there is room."""
    return tuple(sorted({year for goal in results if goal.over for year in goal.years}))


def goals(view: View) -> Table:
    """One row a goal: whose it is, requirement, met in plan years and in the outlook, the worst."""
    stages = [s for s in STAGES if of_stage(view, view.projection.goals, s)]
    columns = ("goal", "kind", *(f"met_{stage}" for stage in stages), "requirement")
    head = tuple(view.text(f"goals.{name}") for name in (*columns, "worst", "year", "margin"))
    rows = []
    for goal_id, results in by_goal(view).items():
        least = worst(results)
        met = (_met(view, of_stage(view, results, stage)) for stage in stages)
        kind = view.text(f"goals.kind.{least.kind}")
        cells = (kind, *met, requirement(view, least), *_outcome(view, least))
        figures = (*[""] * (2 + len(stages)), *_figures(view, least))
        rows.append(Row(goal_label(view, goal_id), cells, _row_kind(results), figures))
    numeric = (*(False,) * (2 + len(stages)), True, False, True)
    note, caption = _note(view), view.text("goals.caption")
    return Table(caption, head, tuple(rows), numeric, note, made="goals")


def _row_kind(results: Sequence[GoalResult]) -> str:
    if failing_years(results):
        return "fail"
    return "room" if years_over(results) else "pass"


def _met(view: View, results: Sequence[GoalResult]) -> str:
    """Whether a goal is met in all of these tests, and where there is room."""
    if not results:
        return catalogue.number_format.NO_VALUE
    failed, over = failing_years(results), years_over(results)
    met = (
        view.text("goals.no_in", years=catalogue.year_span(failed))
        if failed
        else view.text("goals.yes")
    )
    if over:
        return view.text("goals.and_room", met=met, years=catalogue.year_span(over))
    return met


def standing(view: View, goal: GoalResult) -> str:
    """Met or not, in words, with the side of a band."""
    if goal.passed:
        return view.text("goals.over" if goal.over else "goals.yes")
    return view.text("goals.under" if goal.is_band else "goals.no")


def _note(view: View) -> str:
    return view.text("goals.note" if view.projection.goals else "headline.goals.none")


def _outcome(view: View, goal: GoalResult) -> tuple[str, str, str]:
    margin = catalogue.unit_of_change(goal.unit)
    return (
        catalogue.amount(float(goal.value), goal.unit, view.language),
        catalogue.year_span(goal.years),
        catalogue.signed(float(goal.margin), margin, view.language),
    )


def _figures(view: View, goal: GoalResult) -> tuple[str, str, str]:
    """What the outcome of a goal, its year and its margin lead to: what is measured that year. A
    quotient over several years is no value of the calculation."""
    measure = view.projection.plan.goals[goal.id].measure
    own = f"{ABOUT}{measure}@{goal.years[0]}" if measure and len(goal.years) == 1 else ""
    return own, "", own


def goals_by_year(view: View, of: Collection[str] | None = None) -> Table:
    """Every test of every goal, or of those in `of`: year, requirement, outcome, margin, met."""
    head = tuple(
        view.text(f"goals.{column}")
        for column in ("goal", "requirement", "value", "year", "margin", "met")
    )
    rows = tuple(
        Row(
            goal_label(view, goal.id),
            (
                requirement(view, goal),
                *_outcome(view, goal),
                standing(view, goal),
            ),
            _row_kind([goal]),
            ("", *_figures(view, goal), ""),
        )
        for goal in view.projection.goals
        if of is None or goal.id in of
    )
    numeric = (False, True, False, True, False)
    caption = view.text("goals.by_year_caption")
    return Table(caption, head, rows, numeric, _note(view), bool(rows), made="goals")


TABLES = (Listing("goals", whole, goals), Listing("goals_by_year", whole, goals_by_year))
