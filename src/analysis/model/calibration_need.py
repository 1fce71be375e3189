"""What need and renewal are measured against: the plan's own ages, and its assets before it."""

import numpy as np

from analysis.model.graph import arguments
from analysis.model.need import age_need, need_beyond_print
from analysis.model.years import compounded

Array = np.ndarray

BASE_AGE_NEED = "base_age_need"


def base_needs(inputs: dict[str, Array]) -> None:
    """Add the need of the plan's own ages; one where the plan has no ages or no costs by age."""
    needs = [name for name in arguments(age_need) if name != BASE_AGE_NEED]
    if all(name in inputs for name in needs):
        unknown = {BASE_AGE_NEED: np.full(1, np.nan)}
        inputs[BASE_AGE_NEED] = age_need(**{name: inputs[name] for name in needs}, **unknown)
    else:
        inputs[BASE_AGE_NEED] = inputs["age_need"] = np.ones(1)
    if "base_population" not in inputs or "long_run_population_share" not in inputs:
        # Without residents need is not known: costs follow their printed path and prices.
        inputs[need_beyond_print.__name__] = np.ones(1)


def opening_renewal(inputs: dict[str, Array]) -> None:
    """Add what was bought each year before the plan, in the prices of the year before its first.

    D = R/L · Σ (1 + π)^−a over the ages a = 0 … L − 1 of assets bought evenly in fixed prices: the
    depreciation D of the first plan year gives R.
    """
    needs = ("depreciation_path", "asset_life", "investment_price_growth")
    if any(name not in inputs for name in needs):
        return
    depreciation, life, growth = (float(inputs[name].flat[0]) for name in needs)
    ages = np.arange(int(np.ceil(life)))
    weight = np.minimum(life - ages, 1.0) / compounded(np.full(len(ages), growth)) * (1 + growth)
    inputs["opening_renewal_need"] = np.array([-depreciation * life / float(weight.sum())])
