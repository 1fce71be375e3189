"""Random errors of the assumptions (*slumpade fel*): correlated, by horizon, the same every time.

Draws come in blocks of a fixed size. Block b has a stream of its own (Philox, keyed by the seed
and b) and is always drawn and calculated whole, so neither the number of workers nor the size of
the chunks handed to them can change a single bit of the result.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import ndtr, ndtri, stdtrit

from analysis.errors import InputError, Message, Problem, shown
from analysis.inputs.parameters import ParameterSpec, registry
from analysis.inputs.uncertainty import Uncertainty
from analysis.inputs.uncertainty_schema import Distribution
from analysis.model.bounds import limits
from analysis.model.graph import Array
from analysis.model.inputs_of_keys import input_name
from analysis.model.sums import summed

BLOCK = 8192
"""Draws in a block: a power of two (a whole Sobol net) that stays in the processor's cache."""

METHODS = ("random", "quasi")

HELD = 0.01
"""Largest share of the drawn values of a key that may be held at a bound."""


@dataclass(frozen=True)
class Errors:
    """The errors of a plan as arrays: keys K over the union of their years Y.

    `own` are the plan's own inputs of the graph, which bounds of reason are relative to.
    """

    uncertainty: Uncertainty
    own: Mapping[str, Array]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.uncertainty.file.errors)

    @property
    def events(self) -> tuple[str, ...]:
        return tuple(self.uncertainty.file.events)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Every year that some key needs, in order."""
        plan = self.uncertainty.plan
        needed = {y for key in self.keys for y in plan.spec_years(registry()[key])}
        return tuple(range(min(needed), max(needed) + 1))

    @cached_property
    def cholesky(self) -> Array:
        """Lower triangle of the correlations between keys, (K, K). Raises InputError."""
        matrix = np.eye(len(self.keys))
        for pair in self.uncertainty.file.correlations:
            i, j = (self.keys.index(key) for key in pair.between)
            matrix[i, j] = matrix[j, i] = pair.value
        try:
            return lower_triangle(matrix)
        except ValueError:
            raise InputError(
                Message("the correlations contradict one another: no errors can have them all"),
                file=self.uncertainty.document.path,
                line=self.uncertainty.document.line(("correlations",)),
                expected=Message("a positive definite matrix; weaken some of them"),
            ) from None

    def size(self, key: str, year: int) -> float:
        """Standard deviation of a key in a year, in the unit of the file."""
        return self.uncertainty.file.errors[key].at(self.uncertainty.horizon(key, year))


def lower_triangle(matrix: Array) -> Array:
    """The Cholesky factor (K, K) of a symmetric matrix, its sums in one order on every machine.

    Raises ValueError where the matrix is not positive definite.
    """
    lower = np.zeros_like(matrix)
    for i in range(len(matrix)):
        for j in range(i + 1):
            left = matrix[i, j] - summed(lower[i, :j] * lower[j, :j])
            if i == j and left <= 0:
                raise ValueError("not positive definite")
            lower[i, j] = np.sqrt(left) if i == j else left / lower[j, j]
    return lower


def check_method(method: str) -> None:
    """Raises InputError for a method of drawing that does not exist."""
    if method not in METHODS:
        raise InputError(
            Message("there is no method {method!r}", method=shown(method)),
            expected=Message("one of: {names}", names=", ".join(METHODS)),
        )


def normals(errors: Errors, seed: int, block: int, method: str) -> tuple[Array, Array]:
    """Standard normals (BLOCK, K, Y) and uniforms for events (BLOCK, E, T) of one block.

    Quasi-random blocks are Sobol nets, each scrambled on its own, so that their spread between
    blocks measures the error (randomised quasi Monte Carlo, Owen 1997).
    """
    keys, years = len(errors.keys), len(errors.years)
    events, plan_years = len(errors.events), len(errors.uncertainty.plan.years)
    stream = np.random.Generator(np.random.Philox(np.random.SeedSequence(seed, spawn_key=(block,))))
    if method == "random":
        return (
            stream.standard_normal((BLOCK, keys, years)),
            stream.random((BLOCK, events, plan_years)),
        )
    from scipy.stats import qmc  # only here: it takes a second to import

    net = qmc.Sobol(keys * years + events * plan_years, scramble=True, rng=stream)
    points = np.clip(net.random(BLOCK), 2.0**-53, 1 - 2.0**-53)
    return (
        ndtri(points[:, : keys * years]).reshape(BLOCK, keys, years),
        points[:, keys * years :].reshape(BLOCK, events, plan_years),
    )


def correlated(errors: Errors, drawn: Array) -> Array:
    """The normals with correlation between keys within a year and persistence between years.

    Written as sums in a fixed order, not as a matrix product, whose last bit can depend on how
    the library splits it.
    """
    lower, mixed = errors.cholesky, np.empty_like(drawn)
    for i in range(len(errors.keys)):
        mixed[:, i] = lower[i, i] * drawn[:, i]
        for j in np.flatnonzero(lower[i, :i]):
            mixed[:, i] += lower[i, j] * drawn[:, j]
    for i, key in enumerate(errors.keys):
        rho = errors.uncertainty.file.errors[key].persistence
        if rho:
            own = np.sqrt(1 - rho**2)
            for y in range(1, mixed.shape[-1]):
                mixed[:, i, y] = rho * mixed[:, i, y - 1] + own * mixed[:, i, y]
    return mixed


def quantile(shape: Distribution, normal: Array, size: Array) -> Array:
    """Errors with the wanted shape from standard normals (a Gaussian copula).

    `size` is the standard deviation of scaled shapes; shapes with ends ignore it.
    """
    if shape.kind == "normal":
        return normal * size
    probability = ndtr(normal)
    if shape.kind == "student_t":
        assert shape.df is not None
        return stdtrit(shape.df, probability) * (size * np.sqrt((shape.df - 2) / shape.df))
    if shape.kind == "laplace":
        tail = np.minimum(probability, 1 - probability)
        return -np.sign(normal) * np.log(2 * tail) * (size / np.sqrt(2))
    return _with_ends(shape, probability)


def _with_ends(shape: Distribution, probability: Array) -> Array:
    assert shape.low is not None
    assert shape.high is not None
    low, width = shape.low, shape.high - shape.low
    if shape.kind == "uniform" or shape.mode is None:
        return low + width * probability
    turn = (shape.mode - low) / width
    rising = np.sqrt(probability * turn)
    falling = 1 - np.sqrt((1 - probability) * (1 - turn))
    return low + width * np.where(probability < turn, rising, falling)


def overrides(
    errors: Errors,
    given: dict[str, Array],
    seed: int,
    block: int,
    method: str,
    held: dict[str, int] | None = None,
) -> dict[str, Array]:
    """Inputs of the graph for one block: the scenario's own values with errors on top.

    `held` counts, by key, the drawn values that were held at a bound.
    """
    drawn, uniforms = normals(errors, seed, block, method)
    mixed = correlated(errors, drawn)
    found: dict[str, Array] = {}
    for i, key in enumerate(errors.keys):
        name = input_name(key)
        if name in given:
            found[name] = with_error(errors, key, given[name], mixed[:, i], held)
    for e, event in enumerate(errors.events):
        _add_event(errors, event, given, uniforms[:, e], found)
    return found


def with_error(
    errors: Errors,
    key: str,
    base: Array,
    normal: Array,
    held: dict[str, int] | None = None,
) -> Array:
    """An input (T') with the error of its key, (N, T').

    What would end out of bounds is held at the bound, and counted in `held`: the error sizes of a
    plan are refused where that is more than one draw in a hundred (`refuse_wide`).
    """
    spec: ParameterSpec = registry()[key]
    file, years = errors.uncertainty.file.errors[key], errors.uncertainty.plan.spec_years(spec)
    start = errors.years.index(years[0])
    sizes = np.array([errors.size(key, year) for year in years])
    error = quantile(file.distribution, normal[..., start : start + len(years)], sizes)
    unknown = np.array([errors.uncertainty.horizon(key, year) >= 1 for year in years])
    error = error * unknown
    moved = base * (1 + error / 100) if file.relative else base + error * spec.factor
    bounds = limits(key, input_name(key), errors.uncertainty.plan, errors.own)
    kept = np.clip(moved, bounds.low * spec.factor, bounds.high * spec.factor)
    if held is not None:
        held[key] = held.get(key, 0) + int(np.count_nonzero((kept != moved) & ~np.isnan(moved)))
    return kept


def refuse_wide(errors: Errors, held: Mapping[str, int], draws: int) -> None:
    """Raises InputError where too many of the drawn values of a key were held at a bound."""
    document, problems = errors.uncertainty.document, []
    for key, count in held.items():
        years = errors.uncertainty.plan.spec_years(registry()[key])
        unknown = sum(errors.uncertainty.horizon(key, year) >= 1 for year in years)
        share = count / max(1, draws * unknown)
        if share > HELD:
            text = Message(
                "{value:.1f} per cent of the drawn values of {key} end out of bounds",
                value=100 * share,
                key=key,
            )
            line = document.line(("errors", key))
            expected = Message(
                "error sizes for which at most {value:g} per cent do", value=100 * HELD
            )
            problems.append(Problem(text, str(document.path), line, "errors", None, expected))
    if problems:
        raise InputError(problems=problems)


def _add_event(
    errors: Errors, event: str, given: dict[str, Array], uniform: Array, found: dict[str, Array]
) -> None:
    """Add the amount of a discrete risk in the years in which it strikes."""
    spec = errors.uncertainty.file.events[event]
    base = found.get(spec.input, given.get(spec.input))
    if base is None or base.shape[-1] != uniform.shape[-1]:
        raise InputError(
            Message(
                "the event {event} adds to an input that the plan does not hold by year",
                event=shown(event),
            ),
            file=errors.uncertainty.document.path,
            line=errors.uncertainty.document.line(("events", event, "input")),
            value=spec.input,
        )
    strikes = uniform < spec.probability
    if spec.once:
        strikes &= np.cumsum(strikes, axis=-1) == 1
    counted = np.cumsum(strikes, axis=-1) if spec.lasting else strikes
    found[spec.input] = base + spec.amount * counted
