"""The functions of the model as spreadsheet formulas, read from their source.

A function of sums, products, slices of years and balances that roll becomes one formula a year.
What cannot be told in a formula is left out: the workbook then holds its values.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping
from itertools import accumulate

Cells = list[str]
"""One expression a year; a single one stands for every year."""
OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"}


class NotAFormula(Exception):
    """The function does something that is not translated."""


def formulas(function: Callable[..., object], names: Mapping[str, Cells]) -> Cells:
    """The formulas of a function whose arguments stand in cells. Raises NotAFormula."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(tree, ast.FunctionDef)
    scope = dict(names)
    for statement in tree.body:
        match statement:
            case ast.Expr(ast.Constant()):
                continue  # the docstring
            case ast.Assign([ast.Name(name)], value):
                scope[name] = told(value, scope, function)
            case ast.Return(value) if value is not None:
                return told(value, scope, function)
            case _:
                break
    raise NotAFormula(function.__name__)


def told(node: ast.expr, scope: Mapping[str, Cells], function: Callable[..., object]) -> Cells:
    """An expression as cells."""
    match node:
        case ast.Name(name) if name in scope:
            return scope[name]
        case ast.Constant(int() | float() as value):
            return [repr(value)]
        case ast.UnaryOp(ast.USub(), inner):
            return [f"(-{cell})" for cell in told(inner, scope, function)]
        case ast.BinOp(left, operator, right) if type(operator) in OPERATORS:
            sign = OPERATORS[type(operator)]
            pairs = together(told(left, scope, function), told(right, scope, function))
            return [f"({a}{sign}{b})" for a, b in pairs]
        case ast.Subscript(value, ast.Tuple([ast.Constant(), ast.Slice() as part])):
            first, last = (None if e is None else ast.literal_eval(e)
                           for e in (part.lower, part.upper))  # fmt: skip
            return told(value, scope, function)[first:last]
        case ast.Call(ast.Attribute(ast.Name("np"), name), arguments, []):
            return numpy_call(name, arguments, scope, function)
        case ast.Call(ast.Name(name), arguments, []):
            return own_call(name, [told(a, scope, function) for a in arguments], function)
    raise NotAFormula(ast.unparse(node))


def numpy_call(
    name: str,
    arguments: list[ast.expr],
    scope: Mapping[str, Cells],
    function: Callable[..., object],
) -> Cells:
    """maximum, minimum, and the choice of what is known; empty cells stand for what is not."""
    if name in {"maximum", "minimum"}:
        pairs = together(*(told(a, scope, function) for a in arguments))
        return [f"{name[:3].upper()}({a},{b})" for a, b in pairs]
    match name, arguments:
        case "where", [ast.Call(ast.Attribute(_, "isnan"), [test]), other, known]:
            cells = told(test, scope, function), told(known, scope, function)
            both = together(*cells, told(other, scope, function))
            return [f"IF(ISNUMBER({a}),{b},{c})" for a, b, c in both]
    raise NotAFormula(name)


def own_call(name: str, given: list[Cells], function: Callable[..., object]) -> Cells:
    """A balance that rolls, the year before, a level that compounds, or a helper of the module."""
    match name, given:
        case "rolled", [opening, flow]:
            return list(accumulate(flow, lambda a, b: f"({a}+{b})", initial=opening[0]))[1:]
        case "year_later", [values]:
            return ["0", *values[:-1]]
        case "compounded", [growth]:
            return list(accumulate((f"(1+{g})" for g in growth), lambda a, b: f"({a}*{b})"))
        case "growth_of", [level, start]:
            pairs = zip(level, [start[0], *level[:-1]], strict=True)
            return [f"({now}/{before}-1)" for now, before in pairs]
    helper = function.__globals__.get(name)
    if not inspect.isfunction(helper):
        raise NotAFormula(name)
    return formulas(helper, dict(zip(inspect.signature(helper).parameters, given, strict=True)))


def together(*lists: Cells) -> list[tuple[str, ...]]:
    """Expressions of the same year side by side; a single one is used every year."""
    length = max(map(len, lists))
    return list(zip(*(each * length if len(each) == 1 else each for each in lists), strict=True))
