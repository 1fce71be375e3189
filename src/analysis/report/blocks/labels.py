"""What the things of an answer are called: lines, assumptions, levers, goals, groups."""

from analysis import catalogue
from analysis.catalogue.lines import line_items
from analysis.inputs.levers import load_levers
from analysis.inputs.parameters import registry
from analysis.inputs.plan import Plan
from analysis.model.units import parameter_of


def value_label(name: str, language: str) -> str:
    """What any value of the calculation is called: a line, an assumption or a step between."""
    if name in line_items():
        return catalogue.label(name, language)
    parameter = parameter_of().get(name)
    if parameter is not None:
        return str(getattr(registry()[parameter], language))
    key = f"value.{name}"
    if catalogue.has_text(key):
        return catalogue.text(key, language)
    if name.startswith("add_"):
        line = value_label(name.removeprefix("add_"), language)
        return catalogue.text("explain.add_factor", language, line=line)
    return name


def assumption_label(key: str, language: str) -> str:
    """What an assumption is called; `state_grants` is a change of grants here, not the line."""
    spec = registry().get(key)
    return str(getattr(spec, language)) if spec else value_label(key, language)


def lever_label(plan: Plan, lever: str, language: str) -> str:
    """What the plan's list of levers calls one of them."""
    return str(getattr(load_levers(plan)[lever].label, language))


def goal_label(plan: Plan, goal: str, language: str) -> str:
    """What the plan calls a goal; a legal test of ours by the catalogue."""
    if goal in plan.goals:
        return str(getattr(plan.goals[goal].label, language))
    key = f"goal.{goal}"
    return catalogue.text(key, language) if catalogue.has_text(key) else _bound(goal, language)


def _bound(goal: str, language: str) -> str:
    """A line with a bound, such as cash>=0, by the name of the line."""
    for sign, words in ((">=", "aim.least"), ("<=", "aim.most")):
        line, found, value = goal.partition(sign)
        if found and line.strip() in line_items():
            unit = line_items()[line.strip()].unit
            number = catalogue.number(float(value), unit, language)
            amount = catalogue.text(f"unit.{unit}.amount", language, number=number)
            label = catalogue.label(line.strip(), language)
            return catalogue.text(words, language, label=label, value=amount)
    return goal


def group_label(group: str, language: str) -> str:
    """A group of assumptions, or a single value of the calculation, by its name."""
    key = f"group.{group}"
    return (
        catalogue.text(key, language) if catalogue.has_text(key) else value_label(group, language)
    )
