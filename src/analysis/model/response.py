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
    for t in range(deviation.shape[-1]):
        weights = _weights(t, at_once, in_the_end, years)
        np.multiply(deviation[..., 0], weights[0], out=brought[..., t])
        for s in range(1, t + 1):
            np.multiply(deviation[..., s], weights[s], out=part)
            brought[..., t] += part
    return brought


def _weights(t: int, at_once: Array, in_the_end: Array, years: Array) -> list[Array]:
    """What the deviation of each year up to t weighs in year t: the share that has come of what
    was added that year, less the share of what was added the year after, which is counted from it.

    The weights are few and hold for all scenarios, so that a batch multiplies each year once.
    """
    come = []
    for s in range(t + 1):
        rise = np.minimum((t - s) / years[..., 0], 1.0)
        come.append(at_once[..., s] + (in_the_end[..., 0] - at_once[..., s]) * rise)
    return [*(come[s] - come[s + 1] for s in range(t)), come[t]]
