"""The values of any members of a grid, the same whoever asks and however they are cut.

Random numbers come from one stream per axis and block of 8 192 draws, keyed by seed, name of the
axis and number of the block. So a chunk, a worker or a resumed run sees what a whole run sees, and
an axis that is added leaves the others as they were.
"""

import zlib
from functools import lru_cache

import numpy as np
from scipy.stats import qmc

from analysis.batch import grid_schema as schema
from analysis.batch.axes import Axis, frozen
from analysis.batch.grid import Grid
from analysis.model.inputs_of_keys import input_name
from analysis.model.links import brought

BLOCK = 8192
Array = np.ndarray


def members(grid: Grid, start: int, stop: int) -> dict[str, Array]:
    """Values by axis for the members start … stop − 1, in the unit of the file.

    Shape (n,), or (n, years) for an axis that is drawn per year.
    """
    if grid.combine in {"latin_hypercube", "sobol"}:
        return _sampled(grid, start, stop)
    number = np.arange(start, stop)
    found: dict[str, Array] = {}
    if grid.combine == "zip":
        found = {a.name: a.values[number] for a in grid.listed if a.values is not None}
        draw = number
    else:
        draw = number
        for axis in reversed(grid.listed):
            assert axis.values is not None
            draw, place = np.divmod(draw, len(axis.values))
            found[axis.name] = axis.values[place]
    for axis in grid.axes:
        if axis.values is None:
            first, last = int(draw[0]), int(draw[-1]) + 1
            drawn = _random(axis, grid.seed, first, last)
            found[axis.name] = drawn if last - first == len(draw) else drawn[draw - first]
    return {axis.name: found[axis.name] for axis in grid.axes}


def _random(axis: Axis, seed: int, start: int, stop: int) -> Array:
    """Draws start … stop − 1 of a distribution, by whole blocks."""
    first, last = start // BLOCK, -(-stop // BLOCK)
    blocks = [_block(axis, seed, block) for block in range(first, last)]
    whole = blocks[0] if len(blocks) == 1 else np.concatenate(blocks)
    return whole[start - first * BLOCK : stop - first * BLOCK]


def _block(axis: Axis, seed: int, block: int) -> Array:
    key = [seed, zlib.crc32(axis.name.encode())]
    sequence = np.random.SeedSequence(key, spawn_key=(block,))
    generator = np.random.Generator(np.random.SFC64(sequence))
    # A single draw is drawn as a whole block: its value must not depend on how many are asked for.
    shape = (axis.dimensions, BLOCK) if axis.per_year else (BLOCK,)
    drawn = _draw(axis.distribution, generator, shape)
    low, high = (axis.low[:, None], axis.high[:, None]) if axis.per_year else (axis.low, axis.high)
    # What would end out of bounds is held at the bound; `held` counts how often.
    return np.clip(drawn, low, high, out=drawn).T


def _draw(d: object, generator: np.random.Generator, shape: tuple[int, ...]) -> Array:
    match d:
        case schema.Normal():
            drawn = generator.standard_normal(shape)
            drawn *= d.sd
            drawn += d.mean
            return drawn
        case schema.StudentT():
            return d.mean + d.scale * generator.standard_t(d.df, shape)
        case schema.Uniform():
            return d.low + (d.high - d.low) * generator.random(shape)
        case schema.Triangular():
            return generator.triangular(d.low, d.mode, d.high, shape)
        case schema.Lognormal():
            return np.exp(d.mean + d.sd * generator.standard_normal(shape))
    raise TypeError(f"{d} is not a distribution")


def _sampled(grid: Grid, start: int, stop: int) -> dict[str, Array]:
    """Members of a Latin hypercube or Sobol sequence over all axes."""
    dimensions = sum(axis.dimensions for axis in grid.axes)
    if grid.combine == "sobol":
        uniform = _sobol(dimensions, grid.seed, start, stop)
    else:
        uniform = _hypercube(dimensions, grid.draws, grid.seed)[start:stop]
    found, column = {}, 0
    for axis in grid.axes:
        u = uniform[:, column : column + axis.dimensions]
        column += axis.dimensions
        values = _quantile(axis, u)
        found[axis.name] = values if axis.per_year else values[:, 0]
    return found


def _sobol(dimensions: int, seed: int, start: int, stop: int) -> Array:
    generator = np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed)))
    engine = qmc.Sobol(dimensions, scramble=True, rng=generator)
    if start:
        engine.fast_forward(start)
    return np.asarray(engine.random(stop - start))


@lru_cache(maxsize=1)
def _hypercube(dimensions: int, draws: int, seed: int) -> Array:
    generator = np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed)))
    return np.asarray(qmc.LatinHypercube(dimensions, rng=generator).random(draws))


def _quantile(axis: Axis, u: Array) -> Array:
    """The values of an axis at probabilities u in [0, 1)."""
    if axis.values is not None:
        return axis.values[np.minimum((u * len(axis.values)).astype(int), len(axis.values) - 1)]
    u = np.clip(u, 1e-15, 1 - 1e-15)
    values = np.asarray(frozen(axis.distribution).ppf(u))
    return np.clip(values, axis.low, axis.high)


def overrides(grid: Grid, inputs: dict[str, Array], values: dict[str, Array]) -> dict[str, Array]:
    """The inputs of the model that the members move, shape (n, years), calculation units.

    `inputs` are those of the scenario that the grid builds on, as it says them itself; what links
    bring comes on top, as in a scenario file.
    """
    moved: dict[str, Array] = {}
    for axis in sorted(grid.axes, key=lambda a: a.kind, reverse=True):  # set before change
        step = axis.by_year(values[axis.name]) * axis.factor
        count = len(step)
        if axis.target not in moved:
            series = inputs[axis.target]
            # A year of all members lies in one piece: half again as fast as row by row.
            moved[axis.target] = np.repeat(series[:, None], count, axis=1).T
        columns = _columns(axis)
        if axis.kind == "set":
            moved[axis.target][:, columns] = step
        else:
            moved[axis.target][:, columns] += step
    return moved | _linked(grid, inputs, moved)


def _linked(grid: Grid, inputs: dict[str, Array], moved: dict[str, Array]) -> dict[str, Array]:
    """Inputs that links move in the members, with what the axes do to them on their own."""
    own = {**grid.resolved.own, **moved}
    found = {}
    for target, parts in brought(grid.links, grid.plan, own, grid.calibration.inputs).items():
        if target in moved or any(input_name(key) in moved for key in parts):
            found[target] = sum(parts.values(), start=own.get(target, inputs[target]))
    return found


def _columns(axis: Axis) -> slice | list[int]:
    """The columns of an axis; as a slice where they follow one another, which moves in place."""
    first, end = axis.columns[0], axis.columns[-1] + 1
    return slice(first, end) if axis.columns == tuple(range(first, end)) else list(axis.columns)
