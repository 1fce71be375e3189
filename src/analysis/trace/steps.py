"""A trace as steps (*räknesteg*): each fills one place, in an order in which all it needs is there.

A step is a form and the numbers that stand in its holes: where it takes from and puts to. Steps
that differ in their numbers alone can be written as one (`trace/loops.py`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from analysis.trace.layout import Layout
from analysis.trace.writing import Language

HOLE = "\0"
"""Stands in a form for a number: a place, or a whole number of the calculation."""
LONG_SUM = 4
"""Terms of one form from which a sum is added up in one place, term by term."""


@dataclass(frozen=True)
class Step:
    """A form with a number for each of its holes, in their order."""

    form: str
    numbers: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The step as it is written."""
        first, *rest = self.form.split(HOLE)
        return first + "".join(f"{n}{p}" for n, p in zip(self.numbers, rest, strict=True))

    @cached_property
    def size(self) -> int:
        """Signs that it takes, and one that parts it from the next."""
        return len(self.form) + sum(len(str(n)) - len(HOLE) for n in self.numbers) + 1


def steps(layout: Layout, language: Language) -> tuple[list[Step], int]:
    """The steps of a layout, which take from `x` and fill `v` and the results `r`; and how many
    places `v` has."""
    uses = _uses(layout)
    named = layout.named | {c for c in layout.outputs if uses[c] > 1 and layout.cells.arguments[c]}
    before = _long_sums(layout, language, named, uses)
    named = named | before.keys() | set(before.values())
    slots, known, found = dict[int, int](), dict[int, Step](), list[Step]()
    for cell in layout.needed:
        known[cell] = _expression(layout, language, cell, known)
        if cell in named:
            slots[cell] = slots[before[cell]] if cell in before else len(slots)
            found.append(_filled("v", slots[cell], known[cell]))
            known[cell] = Step(f"v[{HOLE}]", (slots[cell],))
    found += [_filled("r", at, known[cell]) for at, cell in enumerate(layout.outputs)]
    return found, len(slots)


def _uses(layout: Layout) -> Counter[int]:
    """How often each cell is taken from, as a result too."""
    uses = Counter(layout.outputs)
    for cell in layout.needed:
        uses.update(layout.cells.arguments[cell])
    return uses


def _filled(name: str, place: int, value: Step) -> Step:
    return Step(f"{name}[{HOLE}]={value.form}", (place, *value.numbers))


def _expression(layout: Layout, language: Language, cell: int, known: Mapping[int, Step]) -> Step:
    """A cell in terms of what is known of its arguments."""
    cells = layout.cells
    if cell in cells.inputs:
        return Step(f"x[{HOLE}]", (layout.places[cell],))
    if cell in cells.numbers:
        text = language.value(cells.numbers[cell])
        whole = text.removesuffix(".0")
        return Step(HOLE, (int(whole),)) if whole.isdigit() else Step(text)
    parts = [known[a] for a in cells.arguments[cell]]
    form = language.operations[cells.operations[cell]].format(*(part.form for part in parts))
    return Step(form, tuple(n for part in parts for n in part.numbers))


def _long_sums(
    layout: Layout, language: Language, named: Iterable[int], uses: Counter[int]
) -> dict[int, int]:
    """The cells that go on with a sum (or another chain of one operation), each by the cell that it
    goes on from and that nothing else takes from."""
    cells, known, length, before = layout.cells, dict[int, Step](), Counter[int](), dict[int, int]()
    for cell in layout.needed:
        known[cell] = _expression(layout, language, cell, known)
        args = cells.arguments[cell]
        length[cell] = 1
        if len(args) == 2 and uses[args[0]] == 1 and _alike(layout, known, cell, args[0]):
            before[cell], length[cell] = args[0], length[args[0]] + 1
        if cell in named:
            known[cell] = Step(f"v[{HOLE}]", (0,))
    for cell in reversed(layout.needed):
        if cell in before:
            length[before[cell]] = length[cell]
    return {cell: last for cell, last in before.items() if length[cell] >= LONG_SUM}


def _alike(layout: Layout, known: Mapping[int, Step], cell: int, last: int) -> bool:
    """Whether two cells do the same with terms of the same form."""
    cells = layout.cells
    if cells.operations[cell] != cells.operations[last]:
        return False
    return known[cells.arguments[cell][1]].form == known[cells.arguments[last][1]].form
