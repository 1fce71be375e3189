"""The form of a grid file, `batch.yml`."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator

from analysis.errors import Message
from analysis.inputs.table_spec import Strict

MAX_LISTED = 100_000


class Range(Strict):
    """Equally spaced values from `from` to `to`, both included: by step or by count."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
    start: float = Field(alias="from")
    stop: float = Field(alias="to")
    step: float | None = Field(default=None, gt=0)
    count: int | None = Field(default=None, ge=2, le=MAX_LISTED)

    @model_validator(mode="after")
    def _one_of(self) -> "Range":
        if (self.step is None) == (self.count is None):
            raise ValueError(Message("either step or count"))
        if self.stop < self.start:
            raise ValueError(Message("from before to"))
        if self.step and (self.stop - self.start) / self.step > MAX_LISTED:
            raise ValueError(Message("at most {max_listed} steps", max_listed=MAX_LISTED))
        return self


class FileOfValues(Strict):
    """One column of a CSV file beside the grid file: `;` separated, decimal comma or point."""

    file: str
    column: str


class Normal(Strict):
    distribution: Literal["normal"]
    mean: float = 0.0
    sd: float = Field(gt=0)


class StudentT(Strict):
    """Student's t with `df` degrees of freedom, scaled by `scale`."""

    distribution: Literal["student_t"]
    mean: float = 0.0
    scale: float = Field(gt=0)
    df: float = Field(gt=2)


class Uniform(Strict):
    distribution: Literal["uniform"]
    low: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> "Uniform":
        if self.high <= self.low:
            raise ValueError(Message("low below high"))
        return self


class Triangular(Strict):
    distribution: Literal["triangular"]
    low: float
    mode: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> "Triangular":
        if not self.low <= self.mode <= self.high or self.high <= self.low:
            raise ValueError(Message("low, mode and high in order"))
        return self


class Lognormal(Strict):
    """exp of a normal variable with these moments: a factor around exp(mean)."""

    distribution: Literal["lognormal"]
    mean: float = 0.0
    sd: float = Field(gt=0)


DISTRIBUTIONS = ("normal", "student_t", "uniform", "triangular", "lognormal")


def _form(given: object) -> str | None:
    """Which form the values of an axis have; the tags are left out of messages."""
    if isinstance(given, list):
        return "list[values]"
    if not isinstance(given, dict):
        return None
    if "distribution" in given:
        return f"dict[{given['distribution']}]"
    return "dict[file]" if "file" in given or "column" in given else "dict[range]"


Values = Annotated[
    Annotated[list[object], Tag("list[values]")]
    | Annotated[Range, Tag("dict[range]")]
    | Annotated[FileOfValues, Tag("dict[file]")]
    | Annotated[Normal, Tag("dict[normal]")]
    | Annotated[StudentT, Tag("dict[student_t]")]
    | Annotated[Uniform, Tag("dict[uniform]")]
    | Annotated[Triangular, Tag("dict[triangular]")]
    | Annotated[Lognormal, Tag("dict[lognormal]")],
    Discriminator(
        _form,
        custom_error_type="form_of_values",
        custom_error_message="a list of numbers, a range with from, to and step or count, a file "
        f"with a column, or a distribution: {', '.join(DISTRIBUTIONS)}",
    ),
]


class AxisFile(Strict):
    """One axis: a scenario key, its years, and the values that it takes.

    `per_year` draws anew for every year of the axis; otherwise a value holds for all its years.
    `uprate` carries a level that is set on to later years, in per cent a year by years.
    `confirm` says that values which look like a slip of unit are meant.
    """

    key: str | None = None
    years: object
    change: Values | None = None
    set: Values | None = None
    uprate: dict[int | str, object] | None = None
    per_year: bool = False
    confirm: bool = False

    @model_validator(mode="after")
    def _one_of(self) -> "AxisFile":
        if (self.change is None) == (self.set is None):
            raise ValueError(Message("either change or set"))
        if self.uprate is not None and (self.set is None or self.per_year):
            raise ValueError(Message("uprate beside set, for a level that is drawn once"))
        return self


class Worst(Strict):
    """The members with the lowest (`worst`) or highest (`best`) value of a line in a year."""

    line: str
    year: int
    count: int = Field(default=10, ge=1, le=1000)


class Render(Strict):
    """Which members get reports."""

    corners: int | None = Field(default=None, ge=1, le=1000)
    worst: Worst | None = None
    best: Worst | None = None
    members: list[int] | None = None
    query: str | None = None


class BatchFile(Strict):
    """A batch: a question, what varies, how it combines, what is kept and what is rendered."""

    question: str
    plan: str
    scenario: str = "base"
    links: Literal["default", "none"] | None = None
    scope: Literal["own", "national"] | None = None
    axes: dict[str, AxisFile] = Field(min_length=1)
    combine: Literal["product", "zip", "latin_hypercube", "sobol"] = "product"
    draws: int | None = Field(default=None, ge=1, le=1_000_000_000)
    seed: int | None = Field(default=None, ge=0, lt=2**63)
    lines: list[str] = []
    part: int = Field(default=32_768, ge=1, le=10_000_000, description="members per file")
    render: Render = Render()
