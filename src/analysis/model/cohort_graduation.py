"""Graduation (*utjämning av åldersserier*) where counts are small.

Whittaker-Henderson: the smoothed series lies close to the observed one, weighted by how much each
age is worth, while its differences of a given order stay small. For death counts the weights are
those of a Poisson model, solved by iteratively reweighted least squares (Currie, Durban & Eilers
2004; the same equations as P-splines with one knot per age).
"""

from functools import cache

import numpy as np
from scipy.linalg import solveh_banded

from analysis.model.cohort import Array

ITERATIONS = 30
TOLERANCE = 1e-10
CONTINUITY = 0.5
"""Added to a zero count so that its logarithm exists: only where the iteration starts."""


@cache
def _penalty(length: int, order: int) -> Array:
    """Bands of D'D, lowest band last as `solveh_banded` wants the upper form. Not to be changed."""
    difference = np.diff(np.eye(length), n=order, axis=0)
    square = difference.T @ difference
    bands = np.zeros((order + 1, length))
    for k in range(order + 1):
        bands[order - k, k:] = np.diagonal(square, offset=k)
    return bands


def whittaker(values: Array, weights: Array, smoothness: float, order: int = 2) -> Array:
    """Smooth one series: minimise sum w (v - s)^2 + smoothness * sum (difference of order s)^2."""
    bands = smoothness * _penalty(len(values), order)
    bands[-1] += weights
    return np.asarray(solveh_banded(bands, weights * values))


def graduate_rates(
    events: Array, exposure: Array, smoothness: float = 100.0, order: int = 3
) -> Array:
    """Central rates (*dödstal*) per age from events and person-years, Poisson weights, log scale.

    Third differences leave an exponential rise with age (Gompertz) as it is. Ages without events
    borrow from their neighbours. Raises ValueError when nothing was observed at all.
    """
    if not (events.sum() > 0 and exposure.sum() > 0):
        raise ValueError("no events or no exposure to graduate")
    log_rate = np.log((events + CONTINUITY) / (exposure + 2 * CONTINUITY))
    for _ in range(ITERATIONS):
        expected = exposure * np.exp(log_rate)
        # A trace of weight where nobody was exposed keeps the equations solvable.
        weights = np.maximum(expected, 1e-8)
        step = whittaker(log_rate + (events - expected) / weights, weights, smoothness, order)
        done = np.max(np.abs(step - log_rate)) < TOLERANCE
        log_rate = step
        if done:
            break
    return np.asarray(np.exp(log_rate))


def smooth_over_age(values: Array, smoothness: float, order: int = 2) -> Array:
    """Whittaker along the last axis with equal weights, for all leading axes at once.

    The sum over age is kept: differences of order 1 and more do not see a constant.
    """
    bands = smoothness * _penalty(values.shape[-1], order)
    bands[-1] += 1.0
    columns = values.reshape(-1, values.shape[-1]).T
    return np.asarray(solveh_banded(bands, columns).T.reshape(values.shape))
