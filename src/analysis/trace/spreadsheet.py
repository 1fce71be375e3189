"""The trace as spreadsheet formulas: each value by year, in terms of what its function is given."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isinf

from analysis.trace.cells import Cells, Value
from analysis.trace.tracing import Traced

FORMS = {
    **{"add": "({0}+{1})", "subtract": "({0}-{1})", "multiply": "({0}*{1})"},
    **{"divide": "({0}/{1})", "negative": "(-{0})", "absolute": "ABS({0})"},
    **{"maximum": "MAX({0},{1})", "minimum": "MIN({0},{1})", "select": "IF({0},{1},{2})"},
    **{"less": "({0}<{1})", "less_equal": "({0}<={1})", "greater": "({0}>{1})"},
    **{"greater_equal": "({0}>={1})", "equal": "({0}={1})", "not_equal": "({0}<>{1})"},
    **{"isnan": "NOT(ISNUMBER({0}))", "not": "NOT({0})", "and": "AND({0},{1})"},
    **{"or": "OR({0},{1})"},
}
Place = Callable[[str, int], str]
"""Where an element of a value stands in the book: name and position to a reference."""


def formula(cells: Cells, cell: int, known: Mapping[int, str]) -> str:
    """A cell as a formula, without the equals sign; it ends at the `known` cells."""
    texts: dict[int, str] = {}
    for each in cells.needed([cell], known):
        if each in known:
            texts[each] = known[each]
        elif each in cells.numbers:
            texts[each] = _number(cells.numbers[each])
        else:
            form = FORMS[cells.operations[each]]
            texts[each] = form.format(*(texts[a] for a in cells.arguments[each]))
    text = texts[cell]
    return text[1:-1] if text.startswith("(") and _closes_last(text) else text


LONG = 300
"""Signs from which a formula is broken up: what it uses more than once becomes a step before it."""


@dataclass(frozen=True)
class Formulas:
    """A value as formulas, one an element, and the steps (*mellanled*) that they rest on: each by
    its cell, in order."""

    texts: list[str]
    steps: dict[int, str]


def formulas(traced: Traced, name: str, place: Place, step: Callable[[int], str]) -> Formulas:
    """The formulas of a value of the model; `step` says where the step of a cell stands.

    Each is written with what the function is given and with earlier elements of the value itself,
    as one who builds the sheet by hand would.
    """
    if _longest(traced, name, place) <= LONG + len("()"):
        whole = _written(traced, name, place, {})
        if max(map(len, whole), default=0) <= LONG:
            return Formulas(whole, {})
    given, row = _given(traced, name, place), traced.values[name]
    inside = traced.cells.needed(row, given)
    uses = Counter(a for cell in inside if cell not in given for a in traced.cells.arguments[cell])
    known = {**{cell: place(name, i) for i, cell in enumerate(row)}, **given}
    steps = {}
    for cell in inside:
        if uses[cell] > 1 and cell not in known and traced.cells.arguments[cell]:
            steps[cell] = formula(traced.cells, cell, known)
            known[cell] = step(cell)
    return Formulas(_written(traced, name, place, {c: known[c] for c in steps}), steps)


def _given(traced: Traced, name: str, place: Place) -> dict[int, str]:
    return {
        cell: place(argument, i)
        for argument in traced.arguments(name)
        for i, cell in enumerate(traced.values[argument])
    }


def _written(traced: Traced, name: str, place: Place, steps: Mapping[int, str]) -> list[str]:
    known, found = {**_given(traced, name, place), **steps}, []
    for i, cell in enumerate(traced.values[name]):
        found.append(formula(traced.cells, cell, known))
        known.setdefault(cell, place(name, i))
    return found


def _longest(traced: Traced, name: str, place: Place) -> int:
    """Signs of the longest formula of a value, counted: one that uses each year before it more than
    once doubles with every year, and would be written with thousands of millions of signs."""
    cells, known = traced.cells, {**_given(traced, name, place)}
    longest = 0
    for i, cell in enumerate(traced.values[name]):
        signs: dict[int, int] = {}
        for each in cells.needed([cell], known):
            if each in known:
                signs[each] = len(known[each])
            elif each in cells.numbers:
                signs[each] = len(_number(cells.numbers[each]))
            else:
                form = FORMS[cells.operations[each]].format("", "", "")
                signs[each] = len(form) + sum(signs[a] for a in cells.arguments[each])
        longest = max(longest, signs[cell])
        known.setdefault(cell, place(name, i))
    return longest


def _number(value: Value) -> str:
    """A number as a spreadsheet writes it; infinity is the largest that it knows."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinf(value):
        return "1E+307" if value > 0 else "(-1E+307)"
    return "NA()" if value != value else f"({value!r})" if value < 0 else repr(value)


def _closes_last(text: str) -> bool:
    """Whether the first bracket is closed by the last sign."""
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return at == len(text) - 1
    return False
