"""Sums in one order on every machine.

A matrix product leaves the order of its additions, and so the last bits, to the linear algebra
library and the processor; these add elementwise, first to last, whatever the number of scenarios.
"""

import numpy as np

Array = np.ndarray


def summed(values: Array, axis: int = -1) -> Array:
    """The sum along an axis, added from its first position to its last."""
    along = np.moveaxis(np.asarray(values), axis, 0)
    if not len(along):
        return np.zeros(along.shape[1:])
    total = along[0].copy()
    for part in along[1:]:
        total = total + part
    return np.asarray(total)


def mixed(weights: Array, values: Array) -> Array:
    """Σ over k of weights (U, K) times values (..., K, T), shape (..., U, T)."""
    total = np.zeros((*values.shape[:-2], len(weights), values.shape[-1]))
    for k in range(weights.shape[1]):
        total = total + weights[:, k, None] * values[..., k : k + 1, :]
    return total
