"""The trace as mathematics, names in words and ordinary signs: as MathML, and as lines of text."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from math import isinf

from analysis.trace.cells import Cells, Value

LOOSE, OR, AND, RELATION, SUM, PRODUCT, ATOM = range(7)
"""How tightly an expression holds together; a looser one within a tighter gets brackets."""
Form = tuple[str, int, tuple[int, ...]]
"""How an operation is written, how tightly it holds, and what each of its parts must hold."""
SIGNS = {
    "less": "<",
    "less_equal": "≤",
    "greater": ">",
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
class Notation:
    """How a formula is written; `{when}` and the like are filled with words."""

    forms: Mapping[str, Form]
    bracket: str
    number: str
    negative: str
    unknown: str
    letter: str


@dataclass(frozen=True)
class Mathematics:
    """A formula, and the steps before it, each a letter with its own formula."""

    formula: str
    steps: tuple[tuple[str, str], ...]


def _choice() -> str:
    first = (
        "<mtr><mtd><mrow>{1}</mrow></mtd><mtd><mtext>{when} </mtext><mrow>{0}</mrow></mtd></mtr>"
    )
    second = "<mtr><mtd><mrow>{2}</mrow></mtd><mtd><mtext>{otherwise}</mtext></mtd></mtr>"
    return f"<mrow><mo>{{{{</mo><mtable>{first}{second}</mtable></mrow>"


def _signs(form: str, written: Callable[[str], str]) -> dict[str, Form]:
    """Comparisons of sums, and what joins them: *and* tighter than *or*."""
    joins = {"and": (AND, AND), "or": (OR, OR)}
    return {
        name: (form.format(written(sign)), *_held(*joins.get(name, (RELATION, SUM))))
        for name, sign in SIGNS.items()
    }


def _held(holds: int, part: int) -> tuple[int, tuple[int, int]]:
    return holds, (part, part)


MATHML = Notation(
    {
        # A part of an input that no figure of the report goes by.
        "input": ("<mi>x</mi>", ATOM, ()),
        "add": ("{0}<mo>+</mo>{1}", SUM, (SUM, SUM)),
        "subtract": ("{0}<mo>−</mo>{1}", SUM, (SUM, PRODUCT)),
        "multiply": ("{0}<mo>·</mo>{1}", PRODUCT, (PRODUCT, PRODUCT)),
        "divide": ("<mfrac><mrow>{0}</mrow><mrow>{1}</mrow></mfrac>", ATOM, (LOOSE, LOOSE)),
        "negative": ("<mo>−</mo>{0}", PRODUCT, (PRODUCT,)),
        "absolute": ("<mo>|</mo>{0}<mo>|</mo>", ATOM, (LOOSE,)),
        "maximum": ("<mi>max</mi><mo>(</mo>{0}<mo>,</mo>{1}<mo>)</mo>", ATOM, (LOOSE, LOOSE)),
        "minimum": ("<mi>min</mi><mo>(</mo>{0}<mo>,</mo>{1}<mo>)</mo>", ATOM, (LOOSE, LOOSE)),
        "select": (_choice(), ATOM, (LOOSE, LOOSE, LOOSE)),
        "isnan": ("{0}<mtext> {unknown}</mtext>", RELATION, (SUM,)),
        "not": ("<mo>¬</mo>{0}", PRODUCT, (ATOM,)),
        **_signs("{{0}}<mo>{}</mo>{{1}}", escape),
    },
    "<mrow><mo>(</mo>{0}<mo>)</mo></mrow>",
    "<mn>{0}</mn>",
    "<mo>−</mo><mn>{0}</mn>",
    "<mtext>{unknown}</mtext>",
    "<msub><mi>a</mi><mn>{0}</mn></msub>",
)
PLAIN = Notation(
    {
        "input": ("x", ATOM, ()),
        "add": ("{0} + {1}", SUM, (SUM, SUM)),
        "subtract": ("{0} − {1}", SUM, (SUM, PRODUCT)),
        "multiply": ("{0} · {1}", PRODUCT, (PRODUCT, PRODUCT)),
        "divide": ("{0} / {1}", PRODUCT, (PRODUCT, ATOM)),
        "negative": ("−{0}", PRODUCT, (PRODUCT,)),
        "absolute": ("|{0}|", ATOM, (LOOSE,)),
        "maximum": ("max({0}; {1})", ATOM, (LOOSE, LOOSE)),
        "minimum": ("min({0}; {1})", ATOM, (LOOSE, LOOSE)),
        "select": ("{1} {when} {0}, {otherwise} {2}", LOOSE, (OR, OR, LOOSE)),
        "isnan": ("{0} {unknown}", RELATION, (SUM,)),
        "not": ("¬{0}", PRODUCT, (ATOM,)),
        **_signs("{{0}} {} {{1}}", str),
    },
    "({0})",
    "{0}",
    "−{0}",
    "{unknown}",
    "a{0}",
)


def mathematics(
    cells: Cells, cell: int, known: Mapping[int, str], words: Words, notation: Notation = MATHML
) -> Mathematics:
    """A cell in terms of `known` cells, which are written in the notation already."""
    inside = [c for c in cells.needed([cell], known) if c not in known]
    named: dict[int, str] = dict(known)
    steps = list[tuple[str, str]]()
    write = _Writer(cells, vars(words), notation)
    if len(inside) > LONG:
        uses = Counter(a for c in inside for a in cells.arguments[c])
        for each in inside:
            if uses[each] > 1 and each != cell and each not in cells.numbers:
                letter = notation.letter.format(len(steps) + 1)
                steps.append((letter, write(each, named)))
                named[each] = letter
    return Mathematics(write(cell, named), tuple(steps))


@dataclass(frozen=True)
class _Writer:
    """A cell as text of one notation."""

    cells: Cells
    words: Mapping[str, str]
    notation: Notation

    def __call__(self, cell: int, known: Mapping[int, str]) -> str:
        done: dict[int, Piece] = {}
        for each in self.cells.needed([cell], known):
            if each in known:
                done[each] = (known[each], ATOM)
            elif each in self.cells.numbers:
                done[each] = (self._number(self.cells.numbers[each]), ATOM)
            else:
                form, holds, wanted = self.notation.forms[self.cells.operations[each]]
                parts = (done[a] for a in self.cells.arguments[each])
                texts = [self._in(p, least) for p, least in zip(parts, wanted, strict=True)]
                done[each] = (form.format(*texts, **self.words), holds)
        return done[cell][0]

    def _in(self, part: Piece, wanted: int) -> str:
        """A part where `wanted` is expected: bracketed when it is looser."""
        return part[0] if part[1] >= wanted else self.notation.bracket.format(part[0])

    def _number(self, value: Value) -> str:
        if value != value:
            return self.notation.unknown.format(**self.words)
        number = self.notation.negative if value < 0 else self.notation.number
        if isinf(value):
            return number.format("∞").replace("mn>", "mi>")
        whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
        return number.format((str(int(value)) if whole else repr(value)).removeprefix("-"))
