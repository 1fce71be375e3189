"""What things are called: values of the calculation, and a plan's levers, goals and groups."""

from collections.abc import Sequence

from analysis import catalogue
from analysis.catalogue.lines import line_items
from analysis.errors import Message
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
            amount = catalogue.amount(float(value), unit, language)
            label = catalogue.label(line.strip(), language)
            return catalogue.text(words, language, label=label, value=amount)
    return goal


def group_label(group: str, language: str) -> str:
    """A group of assumptions, or a single value of the calculation, by its name."""
    key = f"group.{group}"
    return (
        catalogue.text(key, language) if catalogue.has_text(key) else value_label(group, language)
    )


FEW = 6
"""How many are named before the rest are counted."""


class Labels(Message):
    """Values of the calculation in a message, by what they are called in the reader's language."""

    names: tuple[str, ...]

    def __new__(cls, names: Sequence[str]) -> "Labels":
        made = super().__new__(cls, "{text}", text=_listed(names, "en"))
        assert isinstance(made, Labels)
        made.names = tuple(names)
        return made

    def said(self, language: str) -> str:
        return _listed(self.names, language)

    def __reduce__(self) -> tuple[object, ...]:
        return (Labels, (self.names,))


def few(names: Sequence[str]) -> Message:
    """The first names by their labels, and how many more there are."""
    return and_more(Labels(names[:FEW]), len(names) - FEW)


def and_more(first: Message, more: int) -> Message:
    """What is named first, and how many there are beside it."""
    return first if more <= 0 else Message("{first} and {more} more", first=first, more=more)


def _listed(names: Sequence[str], language: str) -> str:
    return ", ".join(value_label(name, language) for name in names)
