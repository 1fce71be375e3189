"""The trace as JavaScript: one function from numbers to numbers, equal to the arrays to the bit."""

from analysis.trace.layout import Layout
from analysis.trace.writing import Language, written

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
    "x[{0}]",
    "_{0}",
    "{0}={1}",
)
HELPERS = (
    "const mx=(a,b)=>a>=b||a!==a?a:b,mn=(a,b)=>a<=b||a!==a?a:b,nn=a=>a!==a;"  # as NumPy chooses
)


def javascript(layout: Layout, name: str = "calculate") -> str:
    """The source of a function `name(x)`: the inputs in, the results out, both in flat lists."""
    lines, results = written(layout, JAVASCRIPT)
    body = f"const {','.join(lines)};" if lines else ""
    return f"{HELPERS}\nfunction {name}(x){{{body}return [{','.join(results)}]}}"
