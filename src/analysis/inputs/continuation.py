"""How assumptions go on after a plan's last year (*förlängd horisont*): one rule each, as data."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, RootModel, model_validator

from analysis.errors import InputError, Message
from analysis.inputs.documents import read_yaml
from analysis.inputs.plan import Plan
from analysis.inputs.table_spec import Strict
from analysis.inputs.validation import validate

FILE = Path(__file__).with_name("continuation.yml")

LATEST = 2060
"""No plan is carried further: assets bought in it would be replaced twice."""


class Rule(Strict):
    """The rule of one assumption, with status and reason in both languages."""

    rule: Literal[
        "hold", "mean", "grow", "follow", "follow_growth", "value", "default", "renewal", "life",
        "pension_share", "cohorts", "wages_and_people",
    ]  # fmt: skip
    years: Annotated[int, Field(ge=1, le=20)] | None = None
    value: float | None = None
    with_: str | None = Field(default=None, alias="with")
    status: Literal["published", "assumed"]
    sv: str
    en: str

    @model_validator(mode="after")
    def _whole(self) -> "Rule":
        needs = {
            "mean": self.years,
            "grow": self.value,
            "value": self.value,
            "follow": self.with_,
            "follow_growth": self.with_,
        }
        if self.rule in needs and needs[self.rule] is None:
            raise ValueError(f"what the rule {self.rule} needs")
        return self


class _Rules(RootModel[dict[str, Rule]]):
    pass


@cache
def rules() -> dict[str, Rule]:
    """The rule of every assumption that has years, by parameter."""
    return validate(read_yaml(FILE), _Rules).root


def checked_horizon(plan: Plan, until: object) -> int:
    """The year that a plan is carried to. Raises InputError for one before its last, or too late.

    The plan's own last year leaves it as it is. One gate for command, Python, notebook and the
    `horizon` of plan.yml, whose line is then named.
    """
    last, stated = plan.years[-1], until == plan.file.years.horizon
    if type(until) is not int or not last <= until <= LATEST:
        raise InputError(
            Message("the plan cannot be carried to this year"),
            file=plan.document.path if stated else None,
            line=plan.document.line(("years", "horizon")) if stated else None,
            value=until,
            expected=Message(
                "a year from {first}, the plan's last, to {last}", first=last, last=LATEST
            ),
        )
    return until
