"""The cells of a trace (*celler*): one graph of scalar operations, each written down once.

A cell is a number, an input, or an operation on other cells. Equal cells are one cell, and what
rests on numbers alone is worked out at once with the arithmetic that the arrays use.
"""

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

Value = float | bool
Args = tuple[int, ...]


def _divided(a: float, b: float) -> float:
    """IEEE 754, as the arrays divide: by nought is infinity or no number."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.float64(a) / np.float64(b))


OPERATIONS: dict[str, Callable[..., Value]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": _divided,
    "negative": lambda a: -a,
    "absolute": abs,
    "maximum": lambda a, b: a if a >= b or a != a else b,
    "minimum": lambda a, b: a if a <= b or a != a else b,
    "less": lambda a, b: a < b,
    "less_equal": lambda a, b: a <= b,
    "greater": lambda a, b: a > b,
    "greater_equal": lambda a, b: a >= b,
    "equal": lambda a, b: a == b,
    "not_equal": lambda a, b: a != b,
    "isnan": lambda a: a != a,
    "not": lambda a: not a,
    "and": lambda a, b: bool(a and b),
    "or": lambda a, b: bool(a or b),
    "select": lambda test, a, b: a if test else b,
}
"""Everything that the model may do with a number: what IEEE 754 gives to the same last bit in
every language. Powers, logarithms and exponentials are not, and are refused."""


COMPARISONS = ("less", "less_equal", "greater", "greater_equal", "equal", "not_equal")
LOGICAL = frozenset((*COMPARISONS, "isnan", "not", "and", "or"))
"""Operations whose result is true or false."""


@dataclass(frozen=True)
class Input:
    """An element of an input: its name and position, and whose part of the resolution it is."""

    name: str
    position: int


class Undecided(Exception):
    """The model asks whether a cell is true (`if x.any()`): both answers have to be traced."""

    def __init__(self, condition: int) -> None:
        super().__init__(condition)
        self.condition = condition


@dataclass
class Cells:
    """The graph. Cells are numbered in an order in which each comes after what it needs."""

    operations: list[str] = field(default_factory=list)
    arguments: list[Args] = field(default_factory=list)
    numbers: dict[int, Value] = field(default_factory=dict)
    inputs: dict[int, Input] = field(default_factory=dict)
    answers: tuple[bool, ...] = ()
    asked: int = 0
    _known: dict[tuple[object, ...], int] = field(default_factory=dict)

    def number(self, value: Value) -> int:
        """The cell of a number; of truth values too."""
        whole = bool(value) if isinstance(value, bool | np.bool_) else float(value)
        key = ("number", whole if isinstance(whole, bool) else struct.pack("<d", whole))
        cell = self._cell(key, "number", ())
        self.numbers[cell] = whole
        return cell

    def input(self, name: str, position: int) -> int:
        """The cell of an element of an input."""
        cell = self._cell(("input", name, position), "input", ())
        self.inputs[cell] = Input(name, position)
        return cell

    def apply(self, operation: str, *args: int) -> int:
        """The cell of an operation on cells. Raises KeyError for one that is not known."""
        work = OPERATIONS[operation]
        if operation == "select" and args[0] in self.numbers:
            return args[1] if self.numbers[args[0]] else args[2]
        if operation == "select" and args[1] == args[2]:
            return args[1]
        if operation in {"multiply", "divide"} and self.numbers.get(args[1]) is True:
            return args[0]
        if all(a in self.numbers for a in args):
            return self.number(work(*(self.numbers[a] for a in args)))
        return self._cell((operation, *args), operation, args)

    def truth(self, cell: int) -> int:
        """A cell as true or false: a number is true when it is not nought."""
        if self.operations[cell] in LOGICAL or isinstance(self.numbers.get(cell), bool):
            return cell
        return self.apply("not_equal", cell, self.number(0.0))

    def decide(self, condition: int) -> bool:
        """Whether a condition is true on the road that is being traced. Raises Undecided."""
        if condition in self.numbers:
            return bool(self.numbers[condition])
        if self.asked >= len(self.answers):
            raise Undecided(condition)
        self.asked += 1
        return self.answers[self.asked - 1]

    def needed(self, targets: Iterable[int], stops: Iterable[int] = ()) -> list[int]:
        """The cells that `targets` rest on, themselves included, in order; nothing below `stops`
        but what they are themselves."""
        known, halt = set[int](), set(stops)
        stack = list(targets)
        while stack:
            cell = stack.pop()
            if cell not in known:
                known.add(cell)
                stack.extend(() if cell in halt else self.arguments[cell])
        return sorted(known)

    def worked_out(self, given: dict[int, Value], targets: Iterable[int]) -> dict[int, Value]:
        """Every needed cell as a number, in plain arithmetic; `given` holds the inputs."""
        done: dict[int, Value] = dict(given)
        for cell in self.needed(targets, given):
            if cell in done:
                continue
            if cell in self.numbers:
                done[cell] = self.numbers[cell]
            else:
                work = OPERATIONS[self.operations[cell]]
                done[cell] = work(*(done[a] for a in self.arguments[cell]))
        return done

    def _cell(self, key: tuple[object, ...], operation: str, args: Args) -> int:
        if key not in self._known:
            self._known[key] = len(self.operations)
            self.operations.append(operation)
            self.arguments.append(args)
        return self._known[key]
