"""Assumptions beyond the plan's last year (*förlängd horisont*): `horizon.yml` beside the plan."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from analysis.errors import InputError, Message
from analysis.inputs.documents import read_yaml
from analysis.inputs.plan import Plan
from analysis.inputs.plan_schema import Label, Source, Status
from analysis.inputs.table_spec import Strict
from analysis.inputs.validation import validate

FILE = "horizon.yml"


class Assumption(Strict):
    """One value for all years after the plan, with status and source or note."""

    value: float
    unit: Literal["pct", "mnkr"]
    status: Status
    source: Source | None = None
    note: str


class Year(Strict):
    """A year that something is tested in."""

    value: Annotated[int, Field(ge=2000, le=2150)]
    unit: Literal["year"]
    status: Status
    source: Source | None = None
    note: str


class Case(Strict):
    """A scenario of return and inflation: percentage points a year."""

    label: Label
    return_change: Annotated[float, Field(ge=-50, le=50)]
    inflation_change: Annotated[float, Field(ge=-20, le=20)]


Reading = Literal["financial_income", "return_row", "placements"]
"""Which figures of the plan the invested capital is read from."""


class CapitalReading(Strict):
    """Which reading of the invested capital the portfolio begins with, and why."""

    reading: Reading = "financial_income"
    status: Status = "assumed"
    source: Source | None = None
    note: str = "Finansiella intäkter genom avkastningen."


class Horizon(Strict):
    """The whole of `horizon.yml`."""

    until: Year
    target_coverage: Assumption
    capital: CapitalReading = CapitalReading()
    price_base_amount_growth: Assumption
    portfolio_return_rate: Assumption
    contingent_liability_growth: Assumption
    pension_accrual_other: Assumption
    return_low: Assumption
    return_high: Assumption
    contribution_low: Assumption
    contribution_high: Assumption
    cases: Annotated[dict[str, Case], Field(min_length=1)]

    @model_validator(mode="after")
    def has_base(self) -> "Horizon":
        first = next(iter(self.cases.values()))
        if first.return_change or first.inflation_change:
            raise ValueError(
                Message("the first case to be the assumptions as they stand, without changes")
            )
        return self


def load_horizon(plan: Plan) -> Horizon:
    """The assumptions of a plan. Raises InputError with every fault, each with its line."""
    path = plan.folder / FILE
    if not path.is_file():
        raise InputError(
            Message(
                "the plan {name} has no assumptions beyond its last year (horizon.yml)",
                name=plan.name,
            ),
            file=path,
            expected=Message("a file {file}", file=FILE),
        )
    document = read_yaml(path)
    horizon = validate(document, Horizon)
    if horizon.until.value <= plan.own_years[-1]:
        raise InputError(
            Message("the horizon ends within the plan"),
            file=path,
            line=document.line(("until",)),
            value=horizon.until.value,
            expected=Message("a year after {years}", years=plan.own_years[-1]),
        )
    return horizon


def horizon_of(plan: Plan) -> Horizon | None:
    """The same; None for a plan without such a file."""
    return load_horizon(plan) if (plan.folder / FILE).is_file() else None
