"""Numbers along an axis, as the reader writes them."""

from collections.abc import Sequence

import numpy as np
from matplotlib.ticker import Formatter

from analysis import catalogue


class Ticks(Formatter):
    """Numbers on an axis in the reader's language, with the decimals that tell them apart."""

    def __init__(self, unit: str, language: str) -> None:
        self.unit, self.language = unit, language

    def __call__(self, x: float, pos: int | None = None) -> str:
        return self.format_ticks([x])[0]

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """All ticks of the axis, with the same number of decimals."""
        ticks = np.asarray(values, dtype=float)
        places = next((p for p in (0, 1) if np.allclose(ticks, ticks.round(p))), 2)
        return [catalogue.number(float(x), self.unit, self.language, places) for x in ticks]
