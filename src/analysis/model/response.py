"""How costs respond to more need (*kostnadernas anpassning*): a part at once, the rest in time."""

import numpy as np

from analysis.model.years import blank, year_later

Array = np.ndarray


def responding(deviation: Array, at_once: Array, in_the_end: Array, years: Array) -> Array:
    """Share of the costs that a deviation in need has brought, a fraction (..., T).

    deviation (..., T): need against the plan's own, 0.01 for one per cent more. What is added in a
    year brings `at_once` (T,) of its share, and rises in a straight line to `in_the_end` (1,) over
    `years` (1,).
    """
    brought = blank(deviation.shape, deviation)
    added = deviation - year_later(deviation)
    for t in range(deviation.shape[-1]):
        brought[..., t] = 0.0
        for s in range(t + 1):
            rise = np.minimum((t - s) / years[..., 0], 1.0)
            part = at_once[..., s] + (in_the_end[..., 0] - at_once[..., s]) * rise
            brought[..., t] += part * added[..., s]
    return brought
