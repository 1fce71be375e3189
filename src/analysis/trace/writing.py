"""A trace written out in a language of expressions: names for what is used twice, else nested."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.trace.cells import Value
from analysis.trace.layout import Layout

BASE = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Language:
    """How operations, numbers and inputs are written."""

    operations: Mapping[str, str]
    number: Mapping[str, str]
    given: str
    name: str
    assign: str

    def value(self, value: Value) -> str:
        """A number with every digit that it needs."""
        text = repr(value)
        found = self.number.get(text)
        return found if found is not None else (f"({text})" if text.startswith("-") else text)


def written(layout: Layout, language: Language) -> tuple[list[str], list[str]]:
    """The assignments in order, and the expression of each result."""
    cells, texts, lines = layout.cells, dict[int, str](), list[str]()
    for cell in layout.needed:
        if cell in cells.numbers:
            texts[cell] = language.value(cells.numbers[cell])
        elif cell in cells.inputs:
            texts[cell] = language.given.format(layout.places[cell])
        else:
            form = language.operations[cells.operations[cell]]
            texts[cell] = form.format(*(texts[a] for a in cells.arguments[cell]))
        if cell in layout.named:
            name = language.name.format(short(cell))
            lines.append(language.assign.format(name, texts[cell]))
            texts[cell] = name
    return lines, [texts[cell] for cell in layout.outputs]


def short(number: int) -> str:
    """A number in few letters."""
    text = ""
    while True:
        number, digit = divmod(number, len(BASE))
        text = BASE[digit] + text
        if not number:
            return text
