"""What every engine is given and gives: the elements of inputs and of results in a fixed order."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.trace.cells import Cells
from analysis.trace.tracing import Traced

DEPTH = 40
"""Operations that may stand within one another in an expression; deeper ones get a name."""


@dataclass(frozen=True)
class Layout:
    """A calculation to be written out: numbers in (flat), the cells of results out (flat)."""

    cells: Cells
    inputs: tuple[tuple[str, int], ...]
    outputs: tuple[int, ...]

    @cached_property
    def places(self) -> dict[int, int]:
        """Where the number of an input cell stands among what is given."""
        place = {key: i for i, key in enumerate(self.inputs)}
        return {c: place[i.name, i.position] for c, i in self.cells.inputs.items()}

    @cached_property
    def needed(self) -> list[int]:
        return self.cells.needed(self.outputs)

    @cached_property
    def named(self) -> set[int]:
        """Cells that get a name of their own: those used twice, and those that lie deep."""
        uses = Counter(a for cell in self.needed for a in self.cells.arguments[cell])
        named, depth = set[int](), dict[int, int]()
        for cell in self.needed:
            args = self.cells.arguments[cell]
            depth[cell] = 1 + max((0 if a in named else depth[a] for a in args), default=0)
            if args and (uses[cell] > 1 or depth[cell] > DEPTH):
                named.add(cell)
        return named

    def flat(self, inputs: Mapping[str, np.ndarray]) -> list[float]:
        """The inputs of one scenario as the engines take them."""
        return [float(np.atleast_1d(inputs[name])[i]) for name, i in self.inputs]


def layout(traced: Traced, rows: Iterable[Sequence[int]]) -> Layout:
    """The layout of a trace with these rows of cells as results."""
    outputs = tuple(cell for row in rows for cell in row)
    return Layout(traced.cells, tuple(traced.flat_inputs()), outputs)
