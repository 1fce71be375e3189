"""The legal figures of the balanced budget (*balanskravet*): `balance_rules.yml`."""

from functools import cache
from pathlib import Path
from typing import Literal

from analysis.inputs.documents import read_yaml
from analysis.inputs.plan_schema import Status
from analysis.inputs.table_spec import Strict
from analysis.inputs.validation import validate


class Rule(Strict):
    """One figure of the law with its paragraph."""

    value: float | int
    unit: Literal["years", "year", "pct"]
    source: str
    status: Status
    note: str


class BalanceRules(Strict):
    """All figures that the tests of a balanced budget use."""

    restoring_years: Rule
    reservation_share: Rule
    reservation_share_negative_equity: Rule
    stock_share: Rule
    old_reserve_last_year: Rule


@cache
def balance_rules() -> BalanceRules:
    """The rules in force. Raises InputError."""
    return validate(read_yaml(Path(__file__).with_suffix(".yml")), BalanceRules)
