"""A mixed integer programme by names (*heltalsprogrammering*), solved by HiGHS (SciPy)."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from analysis.errors import Message, RunFailed
from analysis.model.graph import Array


class Program:
    """Collects named variables and rows, and solves."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, int, int], int] = {}
        self.upper: list[float] = []
        self.whole: list[int] = []
        self.rows: list[tuple[dict[int, float], float, float]] = []

    def variable(self, name: str, i: int, j: int = 0, upper: float = np.inf, whole: int = 0) -> int:
        self.names[name, i, j] = len(self.upper)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.upper) - 1

    def at(self, name: str, i: int, j: int = 0) -> int:
        return self.names[name, i, j]

    def row(self, terms: dict[int, float], low: float, high: float) -> None:
        self.rows.append((terms, low, high))

    def solve(self, cost: dict[int, float]) -> Array:
        """The values of the variables. Raises RunFailed when the solver gives none."""
        size = len(self.upper)
        cells = [(r, c, v) for r, (terms, *_) in enumerate(self.rows) for c, v in terms.items()]
        rows, columns, values = map(np.array, zip(*cells, strict=True))
        matrix = csr_array((values, (rows, columns)), shape=(len(self.rows), size))
        found = milp(
            np.array([cost.get(i, 0.0) for i in range(size)]),
            constraints=LinearConstraint(
                matrix, [low for _, low, _ in self.rows], [high for _, _, high in self.rows]
            ),
            bounds=Bounds(0, self.upper),
            integrality=np.array(self.whole),
            options={"mip_rel_gap": 0.0},
        )
        if found.x is None:
            raise RunFailed(Message("no lawful path was found: {message}", message=found.message))
        return np.maximum(found.x, 0)
