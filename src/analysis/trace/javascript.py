"""The trace as JavaScript: one function from numbers to numbers, equal to the arrays to the bit."""

from collections.abc import Iterator, Sequence

from analysis.trace.layout import Layout
from analysis.trace.loops import folded
from analysis.trace.steps import Step, steps
from analysis.trace.writing import Language

_SAME = {
    **{"add": "({0}+{1})", "subtract": "({0}-{1})", "multiply": "({0}*{1})"},
    **{"divide": "({0}/{1})", "negative": "(-{0})", "select": "({0}?{1}:{2})"},
    **{"less": "({0}<{1})", "less_equal": "({0}<={1})", "greater": "({0}>{1})"},
    **{"greater_equal": "({0}>={1})", "equal": "({0}==={1})", "not_equal": "({0}!={1})"},
}
JAVASCRIPT = Language(
    _SAME
    | {"absolute": "Math.abs({0})", "maximum": "mx({0},{1})", "minimum": "mn({0},{1})"}
    | {"isnan": "nn({0})", "not": "(!{0})", "and": "({0}&&{1})", "or": "({0}||{1})"},
    {"nan": "NaN", "inf": "Infinity", "-inf": "(-Infinity)", "True": "true", "False": "false"},
)
HELPERS = (
    "const mx=(a,b)=>a>=b||a!==a?a:b,mn=(a,b)=>a<=b||a!==a?a:b,nn=a=>a!==a;"  # as NumPy chooses
)


PART = 4_000
"""Signs of a function: engines leave long ones uncompiled, and they run twenty times slower."""


def javascript(layout: Layout, name: str = "calculate") -> str:
    """The source of a function `name(x)`: the inputs in, the results out, both in flat lists.

    What repeats from year to year is a loop, and so are rows of loops (a sum over years in every
    year); truth is 1 and 0.
    """
    found, places = steps(layout, JAVASCRIPT)
    parts = list(_parts(folded(folded(found, "i"), "j")))
    lines = [HELPERS, f"const v=new Float64Array({places});"]
    lines += [f"function {name}{n}(x,r){{let i,j;{part}}}" for n, part in enumerate(parts)]
    calls = "".join(f"{name}{n}(x,r);" for n in range(len(parts)))
    results = f"const r=new Float64Array({len(layout.outputs)})"
    return "\n".join([*lines, f"function {name}(x){{{results};{calls}return r}}"])


def _parts(found: Sequence[Step]) -> Iterator[str]:
    """The steps as text, parted where it grows long."""
    part = ""
    for step in found:
        part += step.text + ";"
        if len(part) > PART:
            yield part
            part = ""
    yield part
