"""What the things of an answer are called: lines, assumptions, levers, goals, groups."""

from collections.abc import Sequence

from analysis import catalogue
from analysis.catalogue.lines import line_items
from analysis.inputs.levers import load_levers
from analysis.inputs.plan import Plan
from analysis.study.labels import value_label


def lever_label(plan: Plan, lever: str, language: str) -> str:
    """What the plan's list of levers calls one of them."""
    return str(getattr(load_levers(plan)[lever].label, language))


def goal_label(plan: Plan, goal: str, language: str) -> str:
    """What the plan calls a goal; a legal test of ours by the catalogue."""
    if goal in plan.goals:
        return str(getattr(plan.goals[goal].label, language))
    key = f"goal.{goal}"
    return catalogue.text(key, language) if catalogue.has_text(key) else _bound(goal, language)


def bands(percentiles: Sequence[float], language: str) -> str:
    """How much of the outcomes each band of a fan holds, from the innermost: the percentiles, from
    the lowest to the highest, are its edges."""
    pairs = zip(percentiles, reversed(percentiles), strict=True)
    shares = sorted(high - low for low, high in pairs if high > low)
    said = [catalogue.amount(share, "pct", language, 0) for share in shares]
    return catalogue.text("chart.bands", language, shares=catalogue.enumerate_words(said, language))


def within(name: str) -> str:
    """A name as it stands within a sentence, with a small first letter."""
    return name[:1].lower() + name[1:]


def _bound(goal: str, language: str) -> str:
    """A line with a bound, such as cash>=0, by the name of the line."""
    for sign, words in ((">=", "aim.least"), ("<=", "aim.most")):
        line, found, value = goal.partition(sign)
        if found and line.strip() in line_items():
            unit = line_items()[line.strip()].unit
            number = catalogue.number(float(value), unit, language)
            amount = catalogue.with_unit(number, unit, language)
            label = catalogue.label(line.strip(), language)
            return catalogue.text(words, language, label=label, value=amount)
    return goal


def group_label(group: str, language: str) -> str:
    """A group of assumptions, or a single value of the calculation, by its name."""
    key = f"group.{group}"
    return (
        catalogue.text(key, language) if catalogue.has_text(key) else value_label(group, language)
    )
