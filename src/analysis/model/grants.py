"""Equalisation and general grants (*utjämning och statsbidrag*, chapter 4): lag 2004:773.

Income equalisation lifts a region to a guaranteed share of the national tax capacity: three
quarters of what the own tax base gains above the nation are taken back. Not knowing that
misleads every "what if" about the own tax base.
"""

import numpy as np

Array = np.ndarray


def income_equalisation(
    equalisation_level: Array,
    national_tax_capacity: Array,
    own_tax_base_per_capita: Array,
    equalisation_grant_rate: Array,
    equalisation_fee_rate: Array,
    population: Array,
) -> Array:
    """Inkomstutjämning, mnkr (..., T): a grant below the guaranteed level, a fee above it.

    (level · M − s) · t_b · n / 10⁶, with the lower fee rate t_a where s exceeds the level
    (lag 2004:773; county rates in förordning 2004:881).
    """
    distance = equalisation_level * national_tax_capacity - own_tax_base_per_capita
    rate = np.where(distance > 0, equalisation_grant_rate, equalisation_fee_rate)
    return distance * rate * population / 1e6


def cost_equalisation(cost_equalisation_per_capita: Array, population: Array) -> Array:
    """Kostnadsutjämning, mnkr (..., T): kr per head times residents."""
    return cost_equalisation_per_capita * population / 1e6


def regulation_item(regulation_item_per_capita: Array, population: Array) -> Array:
    """Regleringsavgift eller regleringsbidrag, mnkr (..., T): kr per head times residents."""
    return regulation_item_per_capita * population / 1e6


def pharmaceutical_grant(
    pharmaceutical_grant_path: Array, pharmaceutical_grant_level: Array
) -> Array:
    """Statsbidrag läkemedel, mnkr (..., T): the plan's path times the scenario's level."""
    return pharmaceutical_grant_path * pharmaceutical_grant_level


def state_grants(
    income_equalisation: Array,
    cost_equalisation: Array,
    structural_grant: Array,
    regulation_item: Array,
    pharmaceutical_grant: Array,
    state_grants_change: Array,
    add_state_grants: Array,
) -> Array:
    """Generella statsbidrag och utjämning, mnkr (..., T): the sum (LKBR 5:2)."""
    return (
        income_equalisation
        + cost_equalisation
        + structural_grant
        + regulation_item
        + pharmaceutical_grant
        + state_grants_change
        + add_state_grants
    )
