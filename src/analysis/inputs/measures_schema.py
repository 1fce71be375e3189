"""The form of `measures.yml`: which tables hold measures, baselines, targets and risks."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from analysis.errors import Message
from analysis.inputs.table_spec import Strict

Direction = Literal["up", "down", "keep"]


class MeasureTable(Strict):
    """The table of measures (*styrmått*) and which columns say what."""

    table: str
    number: str
    goal: str
    factor: str | None = None
    measure: str
    unit: str | None = None
    baseline: str | None = None
    baseline_year: int | None = None
    targets: dict[int, str] = {}
    direction: str | None = None
    directions: dict[str, Direction] = {}
    period: str | None = None
    source: str | None = None


class Readings(Strict):
    """A table of single figures by measure: number, year, group and value."""

    table: str
    number: str
    year: str
    value: str
    group: str | None = None
    period: str | None = None
    kind: str | None = None
    level: str | None = None


class RiskTable(Strict):
    """The risk matrix: probability times consequence, and where the document says what can happen,
    what then follows, why, what is to be done and how that is checked."""

    table: str
    number: str
    label: str
    goal: str | None = None
    probability: str
    derived_probability: str | None = None
    consequence: str
    risk: str
    event: str | None = None
    effect: str | None = None
    cause: str | None = None
    action: str | None = None
    control: str | None = None

    @property
    def words(self) -> tuple[str | None, ...]:
        """The columns of what is said in words, as a risk holds them."""
        return self.event, self.effect, self.cause, self.action, self.control


class RiskLevels(Strict):
    """The levels of risk and what each calls for; `acts` names the words that ask for action."""

    table: str
    low: str
    high: str
    words: str
    acts: Annotated[list[str], Field(min_length=1)]
    scale: Annotated[int, Field(ge=2, le=10)] = 4


class MeasuresFile(Strict):
    """The whole of `measures.yml`."""

    measures: MeasureTable | None = None
    baselines: Readings | None = None
    targets: Readings | None = None
    risks: RiskTable | None = None
    levels: RiskLevels | None = None

    @model_validator(mode="after")
    def levels_with_risks(self) -> "MeasuresFile":
        if (self.risks is None) != (self.levels is None):
            raise ValueError(Message("risks and levels together"))
        return self
