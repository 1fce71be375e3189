"""The trace as mathematics: presentation MathML, with names in words and ordinary signs."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import isinf

from analysis.trace.cells import Cells, Value

SUM, PRODUCT, ATOM = 1, 2, 3
"""How tightly an expression holds together; a looser one within a tighter gets brackets."""
SIGNS = {
    "less": "&lt;",
    "less_equal": "≤",
    "greater": "&gt;",
    "greater_equal": "≥",
    "equal": "=",
    "not_equal": "≠",
    "and": "∧",
    "or": "∨",
}
LONG = 14
"""Operations from which what is used more than once becomes a step with a letter."""
Piece = tuple[str, int]


@dataclass(frozen=True)
class Words:
    """What is said in words: where there is no number, and the two ends of a choice."""

    when: str
    otherwise: str
    unknown: str


@dataclass(frozen=True)
class Mathematics:
    """A formula as MathML, and the steps before it, each a letter with its own formula."""

    formula: str
    steps: tuple[tuple[str, str], ...]


def mathematics(cells: Cells, cell: int, known: Mapping[int, str], words: Words) -> Mathematics:
    """A cell in terms of `known` cells, which are MathML of their own."""
    inside = [c for c in cells.needed([cell], known) if c not in known]
    named: dict[int, str] = dict(known)
    steps = list[tuple[str, str]]()
    if len(inside) > LONG:
        uses = Counter(a for c in inside for a in cells.arguments[c])
        for each in inside:
            if uses[each] > 1 and each != cell and each not in cells.numbers:
                letter = f"<msub><mi>a</mi><mn>{len(steps) + 1}</mn></msub>"
                steps.append((letter, _written(cells, each, named, words)))
                named[each] = letter
    return Mathematics(_written(cells, cell, named, words), tuple(steps))


def _written(cells: Cells, cell: int, known: Mapping[int, str], words: Words) -> str:
    done: dict[int, Piece] = {}
    for each in cells.needed([cell], known):
        if each in known:
            done[each] = (known[each], ATOM)
        elif each in cells.numbers:
            done[each] = (_number(cells.numbers[each], words), ATOM)
        else:
            parts = [done[a] for a in cells.arguments[each]]
            done[each] = _operation(cells.operations[each], parts, words)
    return done[cell][0]


def _operation(name: str, parts: list[Piece], words: Words) -> Piece:
    match name:
        case "input":  # a part of an input that no figure of the report goes by
            return "<mi>x</mi>", ATOM
        case "add":
            return f"{parts[0][0]}<mo>+</mo>{parts[1][0]}", SUM
        case "subtract":
            return f"{parts[0][0]}<mo>−</mo>{_in(parts[1], PRODUCT)}", SUM
        case "multiply":
            return f"{_in(parts[0], PRODUCT)}<mo>·</mo>{_in(parts[1], PRODUCT)}", PRODUCT
        case "divide":
            return f"<mfrac>{_row(parts[0])}{_row(parts[1])}</mfrac>", ATOM
        case "negative":
            return f"<mo>−</mo>{_in(parts[0], PRODUCT)}", PRODUCT
        case "absolute":
            return f"<mo>|</mo>{parts[0][0]}<mo>|</mo>", ATOM
        case "maximum" | "minimum":
            both = f"{parts[0][0]}<mo>,</mo>{parts[1][0]}"
            return f"<mi>{name[:3]}</mi><mo>(</mo>{both}<mo>)</mo>", ATOM
        case "select":
            return _choice(parts, words), ATOM
        case "isnan":
            return f"{parts[0][0]}<mtext> {words.unknown}</mtext>", SUM
        case "not":
            return f"<mo>¬</mo>{_in(parts[0], ATOM)}", PRODUCT
    return f"{parts[0][0]}<mo>{SIGNS[name]}</mo>{parts[1][0]}", SUM


def _choice(parts: list[Piece], words: Words) -> str:
    test, yes, no = (_row(part) for part in parts)
    first = f"<mtr><mtd>{yes}</mtd><mtd><mtext>{words.when} </mtext>{test}</mtd></mtr>"
    second = f"<mtr><mtd>{no}</mtd><mtd><mtext>{words.otherwise}</mtext></mtd></mtr>"
    return f"<mrow><mo>{{</mo><mtable>{first}{second}</mtable></mrow>"


def _row(part: Piece) -> str:
    return f"<mrow>{part[0]}</mrow>"


def _in(part: Piece, wanted: int) -> str:
    """A part where `wanted` is expected: bracketed when it is looser."""
    return part[0] if part[1] >= wanted else f"<mrow><mo>(</mo>{part[0]}<mo>)</mo></mrow>"


def _number(value: Value, words: Words) -> str:
    if value != value:
        return f"<mtext>{words.unknown}</mtext>"
    if isinf(value):
        return "<mi>∞</mi>" if value > 0 else "<mo>−</mo><mi>∞</mi>"
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
    text = str(int(value)) if whole else repr(value)
    return f"<mo>−</mo><mn>{text[1:]}</mn>" if text.startswith("-") else f"<mn>{text}</mn>"
