"""What the values of the calculation are called: lines, assumptions and the steps between."""

from collections.abc import Sequence

from analysis import catalogue
from analysis.catalogue.lines import line_items
from analysis.errors import Message
from analysis.inputs.parameters import registry
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
