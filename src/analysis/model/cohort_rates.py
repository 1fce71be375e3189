"""Mortality and fertility rates from counts, and survival ratios from mortality rates.

Deaths are counted by age at death and population on 31 December, so central rates are deaths over
the mean of the two year-end populations. Counts end in (sex, age); leading axes are regions.
"""

import numpy as np

from analysis.model.cohort import AGES, MOTHERS, OPEN, Array
from analysis.model.cohort_graduation import graduate_rates, smooth_over_age


def person_years(before: Array, after: Array) -> Array:
    """Exposure (*medelfolkmängd*): mean of the populations of two successive 31 Decembers."""
    return np.asarray((before + after) / 2)


def graduated_mortality(deaths: Array, exposure: Array, smoothness: float) -> Array:
    """Central death rates (*dödstal*) m(x) per sex and age, (2, 101), graduated from age 1 on.

    Infants are left as observed: mortality falls too steeply after them for any smoother.
    """
    rates = np.empty((2, AGES))
    for sex in range(2):
        rates[sex, 0] = deaths[sex, 0] / exposure[sex, 0]
        rates[sex, 1:] = graduate_rates(deaths[sex, 1:], exposure[sex, 1:], smoothness)
    return rates


def mortality_ratio(deaths: Array, exposure: Array, standard: Array) -> Array:
    """Standardised mortality ratio (*SMR*) per region and sex, (..., 2).

    Observed deaths over those that the standard rates (2, 101) would give: it sets the level of a
    region whose own counts are too small to give an age pattern.
    """
    return np.asarray(deaths.sum(axis=-1) / (exposure * standard).sum(axis=-1))


def yearly_improvement(earlier: Array, later: Array, years: int, smoothness: float) -> Array:
    """Yearly change of log m(x), (2, 101), smoothed over age and never upwards.

    earlier, later: graduated rates whose periods lie `years` apart. Rises are set to 0: they are
    chance at ages with few deaths, and would double and redouble when prolonged.
    """
    change = np.log(later / earlier) / years
    return np.minimum(smooth_over_age(change, smoothness), 0.0)


def survival_ratios(rates: Array) -> Array:
    """Period survival ratios (*överlevnadskvoter*) from central rates m(x), both (..., 101).

    Index x is the share of those aged x-1 at one year end who live to the next, index 0 the share
    of children born in the year; index 100 serves both 99 and 100+ (T100/T99 of the life table).
    Infants die early in their first year: a0 = 0.07 + 1.7 m0 (Keyfitz & Flieger 1968).
    """
    lived = np.full(rates.shape, 0.5)
    lived[..., 0] = 0.07 + 1.7 * rates[..., 0]
    dying = np.minimum(rates / (1 + (1 - lived) * rates), 1.0)
    alive = np.ones((*rates.shape[:-1], AGES + 1))
    alive[..., 1:] = np.cumprod(1 - dying, axis=-1)
    years = alive[..., 1:] + lived * (alive[..., :-1] - alive[..., 1:])
    years[..., OPEN] = alive[..., OPEN] / rates[..., OPEN]
    ratios = np.empty(rates.shape)
    ratios[..., 0] = years[..., 0]
    ratios[..., 1:OPEN] = years[..., 1:OPEN] / years[..., : OPEN - 1]
    ratios[..., OPEN] = years[..., OPEN] / (years[..., OPEN - 1] + years[..., OPEN])
    return ratios


def fertility_rates(births: Array, women: Array) -> Array:
    """Births per woman by age of mother (*åldersspecifik fruktsamhet*), both (..., 35)."""
    return np.divide(births, women, out=np.zeros(np.shape(births)), where=women > 0)


def total_fertility(rates: Array) -> Array:
    """Summerad fruktsamhet, children per woman: the sum of the yearly rates over age."""
    return np.asarray(rates.sum(axis=-1))


def mothers(population: Array) -> Array:
    """Women aged 15-49 of a population (..., 2, 101): (..., 35)."""
    return np.asarray(population[..., 0, MOTHERS])


def relative_fertility(births: Array, women: Array, standard: Array) -> Array:
    """Births over those the standard rates (35,) would give: a region's level, (...)."""
    return np.asarray(births.sum(axis=-1) / (women * standard).sum(axis=-1))


def reverting(last: Array, mean: Array, persistence: float, horizon: int) -> Array:
    """A path from `last` back to `mean`: mean + persistence^h (last - mean), h = 1..T, on axis 0.

    The expected path of a first-order autoregressive process. Persistence 1 holds the last value,
    0 goes to the mean at once.
    """
    weight = persistence ** np.arange(1, horizon + 1)
    weight = weight.reshape(-1, *(1,) * np.ndim(last))
    return np.asarray(mean + weight * (np.asarray(last) - mean))
