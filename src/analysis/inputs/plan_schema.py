"""The form of `plan.yml`: documents, years, parameters with their sources, goals."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from analysis.errors import Message
from analysis.inputs.look_schema import Look
from analysis.inputs.parameters import ParameterUnit, registry, year_range
from analysis.inputs.table_spec import Strict

Status = Literal["published", "estimated", "implied", "assumed"]
GoalKind = Literal["plan", "law", "derived"]
"""Whose a goal is: decided in the plan, asked by law, or worked out from the plan by the model."""


def _years(value: int | str) -> str:
    if year_range(value) is None:
        raise ValueError(Message("a year such as 2026 or a range such as 2026-2030"))
    return str(value)


Years = Annotated[int | str, AfterValidator(_years)]


class Label(Strict):
    """A text in Swedish and English."""

    sv: str
    en: str


class DocumentSpec(Strict):
    """A published document that figures come from."""

    title: str
    publisher: str
    date: str | None = None
    note: str | None = None


class Source(Strict):
    """Where in a document a figure stands."""

    document: str
    heading: str
    page: int | None = None


class Segment(Strict):
    """A stretch of years of a parameter: rows of a table, a stated value, or the last one held.

    `rows` adds several rows up; `scale` multiplies (a cost that is printed negative becomes a
    spending with −1); `shift` moves a printed year (the base amount of year t follows the prices
    of t − 1). `implied` leaves the value to the calibration. `valid_until` is the last
    day that the value holds by its source; years after it are warned about.
    """

    years: Years | None = None
    value: float | None = None
    table: str | None = None
    row: str | None = None
    rows: list[str] = []
    scale: float = 1.0
    shift: int = 0
    hold: Literal["last"] | None = None
    implied: str | None = None
    source: Source | None = None
    status: Status | None = None
    note: str | None = None
    valid_until: Annotated[date, Field(strict=False)] | None = None

    @model_validator(mode="after")
    def one_origin(self) -> "Segment":
        origins = [
            self.value is not None,
            self.table is not None,
            bool(self.hold),
            bool(self.implied),
        ]
        if sum(origins) != 1:
            raise ValueError(Message("exactly one of value, table, hold and implied"))
        if self.table is not None and not (self.row or self.rows):
            raise ValueError(Message("a row or rows of the table"))
        if self.table is None and self.status is None:
            raise ValueError(Message("a status: published, estimated, implied or assumed"))
        if self.value is not None and self.status == "published" and self.source is None:
            raise ValueError(Message("a source, since the status is published"))
        if self.value is not None and self.source is None and not self.note:
            raise ValueError(Message("a source, or a note that says why the value is assumed"))
        return self


class Parameter(Strict):
    """One parameter of a plan."""

    unit: ParameterUnit
    base_year: int | None = None
    segments: Annotated[list[Segment], Field(min_length=1)]


class PopulationScenario(Strict):
    """A named path of residents on 1 November of the year before."""

    label: Label
    segments: Annotated[list[Segment], Field(min_length=1)]


class Goal(Strict):
    """A goal or legal test as data: what is measured, its bounds, when, and who decided it.

    `each` plan year, or one `window` of years over which `measure` is the sum of `numerator`
    over the sum of `denominator`. With both bounds it is a band: missed below, room above.
    """

    label: Label
    kind: GoalKind
    unit: Literal["pct", "mnkr"]
    measure: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    years: Years | None = None
    period: Literal["each", "window"] = "each"
    legal: str | None = None
    source: Source

    @model_validator(mode="after")
    def measurable(self) -> "Goal":
        if self.period == "each" and not self.measure:
            raise ValueError(Message("a measure: the line that is tested each year"))
        if self.period == "window" and not (self.numerator and self.denominator and self.years):
            raise ValueError(Message("numerator, denominator and years, for a goal over a period"))
        if self.minimum is None and self.maximum is None:
            raise ValueError(Message("a minimum or a maximum"))
        if self.minimum is not None and self.maximum is not None and self.minimum >= self.maximum:
            raise ValueError(Message("a minimum below the maximum"))
        if (self.kind == "law") != (self.legal is not None):
            raise ValueError(
                Message("legal, the paragraph, for a goal of the kind law and for no other")
            )
        return self


class Acknowledged(Strict):
    """A printed figure that the rest of the print contradicts by more than rounding.

    `size` is how far, in the unit of the line, the model's own figure may end from the printed one.
    """

    line: str
    year: int
    size: Annotated[float, Field(gt=0)]
    reason: Annotated[str, Field(min_length=1)]


class PlanYears(Strict):
    """Plan years, the outlook that follows them, and the year that both are carried to by rule."""

    budget: Years
    kalkyl: Years | None = None
    horizon: int | None = None

    @model_validator(mode="after")
    def consecutive(self) -> "PlanYears":
        if self.kalkyl is not None:
            before, after = year_range(self.budget), year_range(self.kalkyl)
            if before and after and after[0] != before[1] + 1:
                raise ValueError(
                    Message(
                        "kalkyl to begin in {before}, the year after budget", before=before[1] + 1
                    )
                )
        return self


class Said(Label):
    """What a document says in words that the calculation does not follow, and where."""

    source: Source


class PlanFile(Strict):
    """The whole of `plan.yml`.

    `costs_include` are lines that the printed costs hold and that are not printed apart: frames are
    net of revenue, and a grant pays the depreciation too. `says` is what the documents say in words
    of a question that the calculation answers otherwise; the answer tells it.
    """

    name: str
    title: Label
    region: str
    county: str | None = None
    note: str | None = None
    documents: Annotated[dict[str, DocumentSpec], Field(min_length=1)]
    years: PlanYears
    population: str | None = None
    population_scenarios: dict[str, PopulationScenario] = {}
    parameters: dict[str, Parameter] = {}
    goals: dict[str, Goal] = {}
    acknowledged: list[Acknowledged] = []
    look: Look | None = None
    says: dict[Literal["balance", "portfolio"], Said] = {}
    costs_include: list[Literal["operating_revenue", "depreciation"]] = []

    @model_validator(mode="after")
    def known_units(self) -> "PlanFile":
        for name, parameter in self.parameters.items():
            spec = registry().get(name)
            if spec and spec.unit != parameter.unit:
                raise ValueError(
                    Message("parameters.{name}.unit to be {unit!r}", name=name, unit=spec.unit)
                )
        return self
