"""Sums and products along the years, the last axis of every array.

NumPy's own `cumsum` and `cumprod` step through the years of one scenario at a time. With many
scenarios it is ten times faster to take one year of all of them at a time, and to keep each year
together in memory, which is what these do; the values are the same.
"""

import numpy as np

Array = np.ndarray


def blank(shape: tuple[int, ...], like: Array) -> Array:
    """An empty array (..., T) whose years lie one after another in memory, of the kind of `like`:
    numbers, or the cells of a trace."""
    return np.moveaxis(np.empty((shape[-1], *shape[:-1]), like=like), 0, -1)


def compounded(growth: Array) -> Array:
    """Π (1 + growth) up to each year, (..., T)."""
    level = blank(growth.shape, growth)
    np.add(growth, 1.0, out=level)
    for t in range(1, growth.shape[-1]):
        level[..., t] *= level[..., t - 1]
    return level


def rolled(opening: Array, flow: Array) -> Array:
    """A balance (..., T): opening (..., 1) and the flows up to each year."""
    shape = np.broadcast_shapes(flow.shape, (*opening.shape[:-1], flow.shape[-1]))
    closing = blank(shape, flow)
    closing[..., 0] = flow[..., 0]
    closing[..., 0] += opening[..., 0]
    for t in range(1, shape[-1]):
        np.add(closing[..., t - 1], flow[..., t], out=closing[..., t])
    return closing


def year_later(values: Array) -> Array:
    """Values of the year before, (..., T); zero in the first year."""
    later = blank(values.shape, values)
    later[..., 0] = 0.0
    later[..., 1:] = values[..., :-1]
    return later


def growth_of(level: Array, start: Array) -> Array:
    """Year-on-year growth (..., T) of a level whose value before the first year is `start`."""
    growth = blank(level.shape, level)
    np.divide(level[..., 0], start[..., 0], out=growth[..., 0])
    np.divide(level[..., 1:], level[..., :-1], out=growth[..., 1:])
    growth -= 1.0
    return growth
