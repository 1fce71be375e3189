"""How costs respond to more need (*kostnadernas anpassning*): a part at once, the rest in time."""

import numpy as np

from analysis.model.years import blank

Array = np.ndarray


def responding(deviation: Array, at_once: Array, in_the_end: Array, years: Array) -> Array:
    """Share of the costs that a deviation in need has brought, a fraction (..., T).

    deviation (..., T): need against the plan's own, 0.01 for one per cent more. What is added in a
    year brings `at_once` (T,) of its share, and rises in a straight line to `in_the_end` (1,) over
    `years` (1,).
    """
    brought = blank(deviation.shape, deviation)
    part = blank((*deviation.shape[:-1], 1), deviation)[..., 0]
    years_on = np.arange(deviation.shape[-1])
    come = _come(years_on, at_once, in_the_end, years)
    # A deviation counts for what was added in its year less what the next year adds to it.
    weights = come[..., :-1] - come[..., 1:]
    for t in years_on:
        np.multiply(deviation[..., t], come[..., t, t], out=brought[..., t])
        for s in range(t):
            np.multiply(deviation[..., s], weights[..., t, s], out=part)
            brought[..., t] += part
    return brought


def _come(years_on: Array, at_once: Array, in_the_end: Array, years: Array) -> Array:
    """The share that has come in year t of what was added in year s, (..., T, T); what is added
    later counts as added now. It is small and holds for all scenarios of a batch."""
    age = np.maximum(np.subtract.outer(years_on, years_on), 0)
    rise = np.minimum(age / years[..., None], 1.0)
    first = at_once[..., None, :]
    return first + (in_the_end[..., None] - first) * rise
