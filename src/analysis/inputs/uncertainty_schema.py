"""The form of `uncertainty.yml`: sizes of errors, correlations, events and steps, with origin."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from analysis.errors import Message
from analysis.inputs.plan_schema import DocumentSpec, Label, Source, Status
from analysis.inputs.table_spec import Strict

Share = Annotated[float, Field(ge=0, le=1)]


class Distribution(Strict):
    """The shape of an error. The first three are scaled to a size; the last two have ends."""

    kind: Literal["normal", "student_t", "laplace", "uniform", "triangular"] = "normal"
    df: Annotated[float, Field(gt=2, le=200)] | None = None
    low: float | None = None
    high: float | None = None
    mode: float | None = None

    @model_validator(mode="after")
    def complete(self) -> "Distribution":
        if (self.kind == "student_t") != (self.df is not None):
            raise ValueError(
                Message("df (degrees of freedom, above 2) for student_t, and only for it")
            )
        ended = self.kind in {"uniform", "triangular"}
        if ended and (self.low is None or self.high is None or self.low >= self.high):
            raise ValueError(Message("low and high, low below high, for a distribution with ends"))
        if not ended and (self.low is not None or self.high is not None):
            raise ValueError(Message("no low or high: this distribution is scaled to a size"))
        if (self.kind == "triangular") != (self.mode is not None):
            raise ValueError(Message("mode for triangular, and only for it"))
        if self.mode is not None and not (self.low or 0) <= self.mode <= (self.high or 0):
            raise ValueError(Message("mode between low and high"))
        return self

    @property
    def has_ends(self) -> bool:
        return self.kind in {"uniform", "triangular"}


class Origin(Strict):
    """Where a size comes from: a source, or a note that says why it is assumed."""

    status: Status
    source: Source | None = None
    note: str | None = None

    @model_validator(mode="after")
    def explained(self) -> "Origin":
        if self.source is None and not self.note:
            raise ValueError(Message("a source, or a note that says why the size is assumed"))
        return self


class ErrorSpec(Origin):
    """The error of one scenario key.

    `size` maps a horizon in years to a standard deviation; the last one holds beyond. `lag` is 1
    where the value of a year is observed the year before (the population). `persistence` is the
    correlation of one year's error with the next (AR(1)).
    """

    distribution: Distribution = Distribution()
    size: dict[int, Annotated[float, Field(ge=0)]] = {}
    relative: bool = False
    lag: Annotated[int, Field(ge=0, le=3)] = 0
    persistence: Annotated[float, Field(gt=-1, lt=1)] = 0.0

    @model_validator(mode="after")
    def sized(self) -> "ErrorSpec":
        if self.distribution.has_ends == bool(self.size):
            raise ValueError(
                Message("a size by horizon, unless the distribution has ends of its own")
            )
        if any(horizon < 1 for horizon in self.size):
            raise ValueError(Message("horizons from 1: the first year without a known outcome"))
        return self

    def at(self, horizon: int) -> float:
        """The standard deviation at a horizon; zero before the first, the last one beyond."""
        reached = [h for h in sorted(self.size) if h <= horizon]
        return self.size[reached[-1]] if reached else 0.0


class Correlation(Origin):
    """The correlation of two keys' errors within a year."""

    between: Annotated[list[str], Field(min_length=2, max_length=2)]
    value: Annotated[float, Field(gt=-1, lt=1)]


class EventSpec(Origin):
    """A discrete risk: an amount added to an input of the calculation in the year it occurs."""

    label: Label
    input: str
    amount: float
    unit: Literal["mnkr"]
    probability: Share
    once: bool = True
    lasting: bool = False


class StepSpec(Strict):
    """One step of a lever in the table of elasticities: in one year, or from that year on."""

    step: float
    lasting: bool = False


class RecordsSpec(Strict):
    """Which forecasts with outcomes give sizes, beside those of the plan's own file, and how many
    of a horizon it takes."""

    shipped: list[Literal["growth_factors"]] = []
    least: Annotated[int, Field(ge=2, le=1000)]
    note: str


class UncertaintyFile(Strict):
    """The whole of `uncertainty.yml`."""

    documents: dict[str, DocumentSpec] = {}
    known_through: Annotated[int, Field(ge=1990, le=2100)]
    tail: Annotated[float, Field(gt=0, lt=0.5)]
    interval: Annotated[list[Share], Field(min_length=2, max_length=2)]
    percentiles: Annotated[list[Share], Field(min_length=1)]
    errors: Annotated[dict[str, ErrorSpec], Field(min_length=1)]
    records: RecordsSpec | None = None
    correlations: list[Correlation] = []
    events: dict[str, EventSpec] = {}
    steps: dict[str, StepSpec] = {}
