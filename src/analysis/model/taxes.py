"""Tax revenue (*skatteintäkter*, chapter 3): a tax base that is paid out two years later.

Lag (1965:269) 4 §: the preliminary tax of year t is paid on the tax base of t − 2, raised by the
government's growth factors for t − 1 and t. When the outcome is known the difference is settled
per head, equally in the whole country (RKR R2).

Axes: income years run from the year before the first plan year to the last, shape (..., T + 1);
`tax_base_by_income_year` begins two years before the first plan year, shape (..., T + 2).
"""

import numpy as np

from analysis.model.years import blank, compounded

Array = np.ndarray


def first_growth_factor(growth_factor_before: Array, national_tax_base_growth: Array) -> Array:
    """Uppräkningsfaktor för året före, a factor (..., T), as decided for payment year t.

    1 + the expected national growth where none is decided. Government decides two factors a
    payment year, and the first can differ from what was decided for its income year a year earlier.
    """
    expected = 1 + national_tax_base_growth[..., :-1]
    return np.where(np.isnan(growth_factor_before), expected, growth_factor_before)


def second_growth_factor(growth_factor: Array, national_tax_base_growth: Array) -> Array:
    """Uppräkningsfaktor för året självt, a factor (..., T), as decided for payment year t."""
    expected = 1 + national_tax_base_growth[..., 1:]
    return np.where(np.isnan(growth_factor), expected, growth_factor)


def tax_base_by_income_year(
    opening_tax_base: Array,
    national_tax_base_growth: Array,
    population_before: Array,
    population_path: Array,
    national_population_growth_income: Array,
    tax_base_residual: Array,
    own_tax_base_deviation: Array,
) -> Array:
    """Eget skatteunderlag SU[y], mnkr (..., T + 2): chained from the year the plan rests on.

    SU[y] = SU[y−1] · (1+g[y]) · n[y]/n[y−1] / (1+ν[y]) · (1+ε[y]) · (1+own deviation[y]), since a
    resident pays where they lived on 1 November of the year before (inkomstskattelagen 65:3).
    """
    people = blank((*population_path.shape[:-1], population_path.shape[-1] - 1), population_path)
    people[..., 1:] = population_path[..., 1:-1] / population_path[..., :-2]
    people[..., 0] = population_path[..., 0] / population_before[..., 0]
    growth = (
        (1 + national_tax_base_growth)
        * people
        * ((1 + tax_base_residual) / (1 + national_population_growth_income))
        * (1 + own_tax_base_deviation)
    )
    base = blank((*growth.shape[:-1], growth.shape[-1] + 1), growth)
    base[..., 0] = opening_tax_base[..., 0]
    for y in range(growth.shape[-1]):
        np.multiply(base[..., y], growth[..., y], out=base[..., y + 1])
    return base


def own_tax_base(tax_base_by_income_year: Array) -> Array:
    """Skatteunderlag of the income year itself, mnkr (..., T)."""
    return tax_base_by_income_year[..., 2:]


def uplifted_tax_base(
    tax_base_by_income_year: Array, first_growth_factor: Array, second_growth_factor: Array
) -> Array:
    """Uppräknat skatteunderlag, mnkr (..., T): SU[t−2] · f[t−1] · f[t], what year t is paid on."""
    return tax_base_by_income_year[..., :-2] * first_growth_factor * second_growth_factor


def own_tax_base_per_capita(uplifted_tax_base: Array, population: Array) -> Array:
    """Uppräknat skatteunderlag per invånare s[t], kr (..., T) (lag 2004:773)."""
    return uplifted_tax_base * 1e6 / population


def tax_preliminary(tax_rate: Array, uplifted_tax_base: Array) -> Array:
    """Preliminär skatt, mnkr (..., T): τ[t] · SU[t−2] · f[t−1] · f[t] (lag 1965:269 4 §)."""
    return tax_rate * uplifted_tax_base


def national_tax_capacity(
    opening_national_capacity: Array,
    national_tax_base_growth: Array,
    first_growth_factor: Array,
    second_growth_factor: Array,
    national_population_index: Array,
    national_capacity_residual: Array,
) -> Array:
    """Uppräknad medelskattekraft M[t], kr per head (..., T) (lag 2004:773).

    The national tax base of t − 2 raised by f[t−1] · f[t], over the national population of t;
    `opening_national_capacity` is that base per head two years before the first plan year.
    """
    capacity = first_growth_factor * second_growth_factor
    capacity[..., 1:] *= compounded(national_tax_base_growth[..., :-2])
    per_head = (1 + national_capacity_residual) / national_population_index
    return capacity * (opening_national_capacity * per_head)


def tax_settlement(
    mean_county_rate: Array,
    national_tax_capacity: Array,
    national_tax_base_growth: Array,
    first_growth_factor: Array,
    second_growth_factor: Array,
    population: Array,
    add_tax_settlement: Array,
) -> Array:
    """Del- och slutavräkning, mnkr (..., T): the same amount per head in the whole country.

    τ̄ · M[t] · ((1+g[t−1])(1+g[t]) / (f[t−1] f[t]) − 1) · n[t] / 10⁶ (RKR R2).
    """
    outcome = 1 + national_tax_base_growth
    factors = first_growth_factor * second_growth_factor
    surprise = outcome[..., :-1] * outcome[..., 1:] / factors - 1
    per_head = mean_county_rate * national_tax_capacity * surprise
    return per_head * population / 1e6 + add_tax_settlement


def tax_revenue(tax_preliminary: Array, tax_settlement: Array, add_tax_revenue: Array) -> Array:
    """Skatteintäkter, mnkr (..., T) (LKBR 5:2)."""
    return tax_preliminary + tax_settlement + add_tax_revenue
