"""The rules of a balanced budget (*balanskravet*) on results by year: LKBR 11:10, KL 11:12, 11:14.

All functions take arrays (..., T), so that one plan and a million draws are tested alike.
"""

from dataclasses import dataclass

import numpy as np

from analysis.inputs.balance_rules import balance_rules
from analysis.model.graph import Array


@dataclass(frozen=True)
class Restoring:
    """Deficits and how later surpluses restore them (KL 11:12), mnkr.

    `deficit` (..., T); `restored` (..., T, T): of the deficit of the row's year in the column's
    year; `open` (..., T, T): what is left of it at the end of the column's year.
    """

    deficit: Array
    restored: Array
    open: Array

    def overdue(self, years: int) -> Array:
        """Whether a deficit is still open at the end of its last lawful year, (..., T)."""
        late = np.zeros(self.deficit.shape, dtype=bool)
        last = self.deficit.shape[-1]
        for first in range(last - years):
            late[..., first + years] |= self.open[..., first, first + years] > TOLERANCE
        return late

    def overdue_amount(self, years: int) -> Array:
        """What is still open of the deficits whose last lawful year has come, mnkr (..., T)."""
        late = np.zeros(self.deficit.shape)
        for first in range(self.deficit.shape[-1] - years):
            late[..., first + years :] += self.open[..., first, first + years :]
        return late


TOLERANCE = 1e-9
"""mnkr. Below this a deficit is restored."""


def restoring(balanced_budget_result: Array) -> Restoring:
    """Surpluses restore the oldest deficit first: it is the first to fall due (KL 11:12)."""
    result = np.asarray(balanced_budget_result, dtype=float)
    years = result.shape[-1]
    deficit = np.maximum(-result, 0)
    restored = np.zeros((*result.shape, years))
    left = np.zeros((*result.shape, years))
    open_ = np.zeros(result.shape)
    for t in range(years):
        surplus = np.maximum(result[..., t], 0)
        for first in range(t):
            paid = np.minimum(open_[..., first], surplus)
            restored[..., first, t] = paid
            open_[..., first] -= paid
            surplus = surplus - paid
        open_[..., t] = deficit[..., t]
        left[..., :, t] = open_
    return Restoring(deficit, restored, left)


def overdue(balanced_budget_result: Array) -> Array:
    """Years in which a deficit is not restored in time, (..., T): KL 11:12 is broken."""
    years = int(balance_rules().restoring_years.value)
    return restoring(balanced_budget_result).overdue(years)


def reservation_floor(tax_and_grants: Array, equity_after_liability: Array) -> Array:
    """c · T, mnkr (..., T): what must remain of a result before anything may be reserved.

    One share of tax and grants, a higher one when equity is negative once the contingent pension
    liability is counted (KL 11:14).
    """
    rules = balance_rules()
    low, high = rules.reservation_share.value, rules.reservation_share_negative_equity.value
    share = np.where(np.asarray(equity_after_liability) < 0, high, low) / 100
    return share * tax_and_grants


def reservation_room(
    net_result: Array,
    adjusted_result: Array,
    tax_and_grants: Array,
    equity_after_liability: Array,
    stock: Array,
    restored: Array | float = 0.0,
) -> Array:
    """The most that may be reserved to the result reserve, mnkr (..., T) (KL 11:14).

    The lower of the result and the adjusted result, less c · T and what the year restores of
    earlier deficits, and no more than the stock may still grow: together at most its share of
    tax and grants. `stock` is the opening reserve.
    """
    surplus = np.minimum(net_result, adjusted_result)
    room = surplus - restored - reservation_floor(tax_and_grants, equity_after_liability)
    cap = stock_cap(tax_and_grants) - stock
    return np.maximum(np.minimum(room, cap), 0)


def stock_cap(tax_and_grants: Array) -> Array:
    """The largest result reserve, mnkr (..., T) (KL 11:14)."""
    return balance_rules().stock_share.value / 100 * np.asarray(tax_and_grants)
