"""The trace as plain Python (*skalär väg*): one scenario without the overhead of arrays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from analysis.trace.cells import OPERATIONS, Value
from analysis.trace.layout import Layout
from analysis.trace.writing import Language

Scalar = Callable[[Sequence[float]], list[Value]]
_SAME = {
    **{"add": "({0}+{1})", "subtract": "({0}-{1})", "multiply": "({0}*{1})"},
    **{"negative": "(-{0})", "select": "({1} if {0} else {2})", "absolute": "abs({0})"},
    **{"less": "({0}<{1})", "less_equal": "({0}<={1})", "greater": "({0}>{1})"},
    **{"greater_equal": "({0}>={1})", "equal": "({0}=={1})", "not_equal": "({0}!={1})"},
    **{"maximum": "mx({0},{1})", "minimum": "mn({0},{1})", "isnan": "nn({0})"},
    **{"not": "(not {0})", "and": "({0} and {1})", "or": "({0} or {1})"},
}
_NUMBERS = {"nan": "nan", "inf": "inf", "-inf": "(-inf)"}
NAMES = {
    "mx": OPERATIONS["maximum"],
    "mn": OPERATIONS["minimum"],
    "nn": OPERATIONS["isnan"],
    "dv": OPERATIONS["divide"],
    "nan": float("nan"),
    "inf": float("inf"),
}


def python(layout: Layout, division: str = "({0}/{1})") -> str:
    """The source of a function `calculate(x)`, as `javascript` but in Python."""
    language = Language(_SAME | {"divide": division}, _NUMBERS)
    lines, results = _written(layout, language)
    body = "".join(f"    {line}\n" for line in lines)
    return f"def calculate(x):\n{body}    return [{', '.join(results)}]\n"


def _written(layout: Layout, language: Language) -> tuple[list[str], list[str]]:
    """The assignments in order, and the expression of each result: names for what is used twice,
    else nested."""
    cells, texts, lines = layout.cells, dict[int, str](), list[str]()
    for cell in layout.needed:
        if cell in cells.numbers:
            texts[cell] = language.value(cells.numbers[cell])
        elif cell in cells.inputs:
            texts[cell] = f"x[{layout.places[cell]}]"
        else:
            form = language.operations[cells.operations[cell]]
            texts[cell] = form.format(*(texts[a] for a in cells.arguments[cell]))
        if cell in layout.named:
            lines.append(f"_{cell} = {texts[cell]}")
            texts[cell] = f"_{cell}"
    return lines, [texts[cell] for cell in layout.outputs]


@dataclass
class ScalarModel:
    """A layout compiled: call it with the flat inputs of one scenario.

    Python refuses to divide by nought where arrays give infinity or no number: the same is then
    worked out anew with the division of the arrays.
    """

    layout: Layout
    _fast: Scalar = field(init=False)
    _careful: Scalar | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._fast = _compiled(python(self.layout))

    def __call__(self, x: Sequence[float]) -> list[Value]:
        try:
            return self._fast(x)
        except ZeroDivisionError:
            if self._careful is None:
                self._careful = _compiled(python(self.layout, "dv({0},{1})"))
            return self._careful(x)


def _compiled(source: str) -> Scalar:
    """The function of a source that is written here from the model alone: no text of a user is
    in it, only operations, numbers and places."""
    space: dict[str, Scalar] = {}
    exec(compile(source, "<trace>", "exec"), dict(NAMES), space)
    return space["calculate"]
