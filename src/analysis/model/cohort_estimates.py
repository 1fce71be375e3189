"""From counts to the assumptions of a projection: level of the region, pattern of the country.

Every estimate uses only the years up to the jump-off (*startår*). Mortality and fertility take
their age pattern from Sweden and their level from the region; migration is the region's own.
"""

from dataclasses import dataclass, fields

import numpy as np

from analysis.inputs.demography import Demography
from analysis.model import cohort_rates as rates
from analysis.model.cohort import Array, Assumptions
from analysis.model.cohort_migration import residual_migration, smoothed_migration


@dataclass(frozen=True)
class Method:
    """Settings of the estimation (*metodval*); values and sources in method.csv.

    Periods are in years and end with the jump-off; where the series is shorter, it is used as far
    as it reaches. A persistence of 1 keeps the last level, 0 goes to the long mean at once.
    """

    base_period: int
    mortality_period: int
    mortality_ratio_period: int
    mortality_smoothness: float
    improvement_window: int
    improvement_share: float
    improvement_smoothness: float
    fertility_memory: int
    fertility_persistence: float
    migration_memory: int
    migration_persistence: float
    migration_smoothness: float
    oldest_migrant: int
    draw_persistence: float


def method_from(settings: dict[str, float], **changed: float) -> Method:
    """A method from named numbers, some of them changed. Raises KeyError for an unknown name."""
    values = settings | changed
    unknown = set(changed) - {f.name for f in fields(Method)}
    if unknown:
        raise KeyError(f"no such setting: {', '.join(sorted(unknown))}")
    return Method(**{f.name: f.type(values[f.name]) for f in fields(Method)})  # type: ignore[operator]


@dataclass(frozen=True)
class Estimate:
    """What was estimated at a jump-off, for R regions; also what a reader may want to see.

    start (R, 2, 101); mortality (R, 2, 101) at the middle of the mortality period; improvement
    (2, 101) a year in log; fertility_level (R,) relative to Sweden; fertility_shape (35,) summing
    to 1; total_fertility (Y,) of Sweden; recent_migration and long_migration (R, 2, 101).
    """

    start: Array
    mortality: Array
    improvement: Array
    fertility_level: Array
    fertility_shape: Array
    total_fertility: Array
    recent_migration: Array
    long_migration: Array
    male_share: float
    method: Method


def _recent(counts: Array, years: int) -> Array:
    """The last `years` of counts with the year on axis 1; all when there are fewer."""
    return counts[:, -years:]


def exposure(data: Demography) -> Array:
    """Person-years (R, Y-1, 2, 101) of every year but the first."""
    return rates.person_years(data.population[:, :-1], data.population[:, 1:])


def _standard(deaths: Array, lived: Array, smoothness: float) -> Array:
    return rates.graduated_mortality(deaths.sum(axis=(0, 1)), lived.sum(axis=(0, 1)), smoothness)


def national_mortality(nation: Demography, method: Method) -> tuple[Array, Array]:
    """Graduated death rates of the mortality period, and their yearly improvement, (2, 101)."""
    deaths, lived = nation.deaths[:, 1:], exposure(nation)
    period = method.mortality_period
    apart = min(method.improvement_window, deaths.shape[1] - period)
    later = _standard(deaths[:, -period:], lived[:, -period:], method.mortality_smoothness)
    if apart < 1:
        return later, np.zeros_like(later)
    window = slice(-period - apart, -apart)
    earlier = _standard(deaths[:, window], lived[:, window], method.mortality_smoothness)
    change = rates.yearly_improvement(earlier, later, apart, method.improvement_smoothness)
    return later, change * method.improvement_share


def regional_ratio(data: Demography, nation: Demography, method: Method) -> Array:
    """Standardised mortality ratio (*SMR*) of every region and sex, (R, 2)."""
    years = method.mortality_ratio_period
    lived, national = _recent(exposure(data), years), _recent(exposure(nation), years)
    deaths = _recent(nation.deaths[:, 1:], years)
    standard = _standard(deaths, national, method.mortality_smoothness)
    own = _recent(data.deaths[:, 1:], years).sum(axis=1)
    return rates.mortality_ratio(own, lived.sum(axis=1), standard)


def migration_history(data: Demography, nation: Demography, method: Method) -> Array:
    """Residual net migration of every year but the first, (R, Y-1, 2, 101), not smoothed.

    The death rates of each year are Sweden's of the three years up to it, scaled to the region.
    """
    ratio = regional_ratio(data, nation, method)[..., None]
    deaths, lived = nation.deaths[:, 1:], exposure(nation)
    found = []
    for y in range(lived.shape[1]):
        near = slice(max(0, y - 2), y + 1)
        standard = _standard(deaths[:, near], lived[:, near], method.mortality_smoothness)
        survival = rates.survival_ratios(standard * ratio)
        before, after = data.population[:, y], data.population[:, y + 1]
        births = data.births[:, y + 1].sum(axis=-1)
        found.append(residual_migration(before, after, births, survival))
    return np.stack(found, axis=1)


def fertility(data: Demography, nation: Demography, method: Method) -> tuple[Array, Array, Array]:
    """Age shape (35,) of the base period, level of each region (R,), Sweden's series (Y-1,)."""
    born = nation.births[:, 1:].sum(axis=2)
    women = rates.mothers(exposure(nation))
    series = rates.fertility_rates(born[0], women[0])
    shape = rates.fertility_rates(
        _recent(born, method.base_period).sum(axis=(0, 1)),
        _recent(women, method.base_period).sum(axis=(0, 1)),
    )
    years = method.mortality_ratio_period
    standard = rates.fertility_rates(
        _recent(born, years).sum(axis=(0, 1)), _recent(women, years).sum(axis=(0, 1))
    )
    own = _recent(data.births[:, 1:].sum(axis=2), years).sum(axis=1)
    lived = _recent(rates.mothers(exposure(data)), years).sum(axis=1)
    level = rates.relative_fertility(own, lived, standard)
    return shape / rates.total_fertility(shape), level, rates.total_fertility(series)


def estimate(
    data: Demography, nation: Demography, method: Method, migration: Array | None = None
) -> Estimate:
    """Estimate everything at the last year of `data`, the jump-off.

    `migration` is `migration_history` of the same years where it has been worked out before.
    """
    mortality, improvement = national_mortality(nation, method)
    shape, level, series = fertility(data, nation, method)
    history = migration_history(data, nation, method) if migration is None else migration
    smooth = (method.migration_smoothness, method.oldest_migrant)
    recent = _recent(history, method.base_period).mean(axis=1)
    long = _recent(history, method.migration_memory).mean(axis=1)
    sexes = nation.births.sum(axis=(0, 1, 3))
    return Estimate(
        start=data.population[:, -1],
        mortality=mortality * regional_ratio(data, nation, method)[..., None],
        improvement=improvement,
        fertility_level=level,
        fertility_shape=shape,
        total_fertility=series,
        recent_migration=smoothed_migration(recent, *smooth),
        long_migration=smoothed_migration(long, *smooth),
        male_share=float(sexes[1] / sexes.sum()),
        method=method,
    )


def total_fertility_path(found: Estimate, horizon: int) -> Array:
    """Sweden's total fertility (T,): from the last year back to the mean of the long memory."""
    series = found.total_fertility
    mean = series[-found.method.fertility_memory :].mean()
    return rates.reverting(series[-1], mean, found.method.fertility_persistence, horizon)


def assumptions(found: Estimate, horizon: int) -> Assumptions:
    """The assumptions (R, T, …) that an estimate gives for `horizon` years."""
    method = found.method
    years = np.arange(1, horizon + 1) + (method.mortality_period - 1) / 2
    hazard = found.mortality[:, None] * np.exp(found.improvement * years[:, None, None])
    level = found.fertility_level[:, None] * total_fertility_path(found, horizon)
    inflow = rates.reverting(
        found.recent_migration,
        found.long_migration,
        method.migration_persistence,
        horizon,
    )
    return Assumptions(
        survival=rates.survival_ratios(hazard),
        fertility=level[..., None] * found.fertility_shape,
        inflow=np.moveaxis(inflow, 0, 1),
        out_rate=np.zeros((horizon, 1, 1)),
        male_share=found.male_share,
    )
