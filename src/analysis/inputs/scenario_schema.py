"""The form of a scenario file: a question, what it builds on, and two kinds of difference."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from analysis.errors import Message
from analysis.inputs.plan_schema import Source
from analysis.inputs.table_spec import Strict

ByKey = dict[str, object]
"""Years with values by key; read by `analysis.inputs.differences`, whatever route they come by."""


class Blend(Strict):
    """A weighted mean of population scenarios; the weights sum to one."""

    blend: Annotated[dict[str, Annotated[float, Field(ge=0, le=1)]], Field(min_length=1)]


class Financing(Strict):
    """What covers negative cash: nothing, sold placements, or a loan with a floor and a rate."""

    mode: Literal["none", "sell_placements", "borrow"]
    floor: Annotated[float, Field(ge=-100_000, le=100_000)] = 0.0
    rate: Annotated[float, Field(ge=-5, le=50)] | None = None


class RiskSize(Strict):
    """How large a risk of the plan is taken to be: where the amount stands, or why it is assumed.

    `number` is the place of the risk among those that the plan lists.
    """

    number: Annotated[int, Field(ge=1, le=999)]
    status: Literal["published", "estimated", "assumed"]
    source: Source | None = None
    sv: Annotated[str, Field(min_length=1, max_length=1000)]
    en: Annotated[str, Field(min_length=1, max_length=1000)]

    @model_validator(mode="after")
    def _has_source(self) -> "RiskSize":
        if self.status == "published" and self.source is None:
            raise ValueError(Message("a source, where the size is published"))
        return self


class ScenarioFile(Strict):
    """The whole of a scenario file."""

    question: Annotated[str, Field(min_length=1, max_length=500)]
    title: Annotated[str, Field(max_length=120)] | None = None
    question_en: Annotated[str, Field(max_length=500)] | None = None
    title_en: Annotated[str, Field(max_length=120)] | None = None
    note: Annotated[str, Field(max_length=4000)] | None = None
    risk: RiskSize | None = None
    extends: list[str] = []
    links: Literal["default", "none"] | None = None
    scope: Literal["own", "national"] | None = None
    change: ByKey = {}
    set: ByKey = {}
    confirm: Annotated[list[str], Field(description="keys whose values are meant as written")] = []
