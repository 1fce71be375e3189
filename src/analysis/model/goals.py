"""Goals and legal tests (*mål och balanskrav*, chapter 9).

The measures are values of the model; which bound applies, when and by whose decision is data in
the plan (`goal_results.py` holds the one against the other).
"""

import numpy as np

Array = np.ndarray


def operating_result_share(operating_result: Array, tax_and_grants: Array) -> Array:
    """Verksamhetens resultat as a share of tax and grants, a fraction (..., T)."""
    return operating_result / tax_and_grants


def solidity_mixed(equity: Array, total_assets: Array) -> Array:
    """Soliditet enligt blandmodellen, a fraction (..., T): equity over assets."""
    return equity / total_assets


def solidity_full(equity: Array, contingent_pension_liability: Array, total_assets: Array) -> Array:
    """Soliditet vid fullfondering, a fraction (..., T): the contingent liability as debt."""
    return (equity - contingent_pension_liability) / total_assets


def balanced_budget_result(
    net_result: Array,
    portfolio_return: Array,
    other_exclusions: Array,
    reserve_transfer: Array,
) -> Array:
    """Balanskravsresultat, mnkr (..., T): what the law counts of the result (LKBR 11:10).

    `portfolio_return` is negative (the unrealised return is left out); a reservation is
    negative, the use of a reserve positive.
    """
    return net_result + portfolio_return + other_exclusions + reserve_transfer


def result_target(result_target_share: Array, tax_and_grants: Array) -> Array:
    """Resultatkrav, mnkr (..., T): the required share of tax and grants."""
    return result_target_share * tax_and_grants


def measures_needed(result_target: Array, balanced_budget_result: Array) -> Array:
    """Behov av åtgärder, mnkr (..., T): requirement less balanced-budget result."""
    return result_target - balanced_budget_result
