"""What `tables.yml` says of a printed table: its place in a document, its form and its claims."""

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from analysis.errors import Message
from analysis.inputs.documents import Document
from analysis.inputs.validation import validate

Unit = Literal["mnkr", "tkr", "kr", "pct", "persons", "share", "number", "years", "text"]
ALL: Literal["all"] = "all"


class Strict(BaseModel):
    """Base of all documents: nothing unknown, nothing converted, nothing infinite."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, frozen=True)


class Column(Strict):
    """A column of a list table. `one_of` are the texts that may stand in it."""

    unit: Unit
    sv: str | None = None
    en: str | None = None
    note: str | None = None
    one_of: list[str] = []


Before = Literal["outcome", "forecast", "budget"]
"""What a figure of a year before the plan is."""
Figured = Literal["all"] | list[int | str]
"""The years or columns in which a row holds a figure."""


class TableSpec(Strict):
    """What `tables.yml` says of one printed table.

    `rows` with `years` (a series) or `across` (a matrix) say which cells the print holds: a list
    of rows, each with a figure in every year or column, or a mapping from row to the years or
    columns in which it holds one. A list table says how many rows it has (`count`). `before` says
    what the years are that the print holds ahead of the plan.
    """

    document: str
    heading: str
    page: int | None = None
    unit: Unit
    units: dict[str, Unit] = {}
    status: Literal["published", "estimated", "implied", "assumed"]
    kind: Literal["series", "matrix", "list"]
    rows: list[str] | dict[str, Figured] = []
    years: Annotated[list[int], Field(min_length=1)] | None = None
    across: list[str] = []
    count: int | None = Field(default=None, ge=1)
    lines: dict[str, str] = {}
    before: dict[int, Before] = {}
    note: str | None = None
    columns: dict[str, Column] = {}
    checks: list[dict[str, object]] = []
    acknowledged: list[dict[str, object]] = []

    @model_validator(mode="after")
    def described_as_its_kind(self) -> "TableSpec":
        """Refuse a description that its kind of table cannot have, or that contradicts itself."""
        wanted = {"series": "years", "matrix": "across", "list": "count"}[self.kind]
        for name in {"rows", "years", "across", "count"} - {wanted}:
            if getattr(self, name) and (self.kind == "list" or name != "rows"):
                raise ValueError(
                    Message(
                        "no {name}: a {kind} is described by {wanted}",
                        name=name,
                        kind=self.kind,
                        wanted=wanted,
                    )
                )
        if strange := sorted(set(self.before) - set(self.years or [])):
            raise ValueError(
                Message("before to name years of the table, not {year}", year=strange[0])
            )
        if bool(self.rows) != bool(getattr(self, wanted)) and self.kind != "list":
            raise ValueError(Message("rows and {wanted} together, or neither", wanted=wanted))
        for row, figured in self.rows.items() if isinstance(self.rows, dict) else ():
            unknown = [c for c in figured if str(c) not in self.printed_columns]
            if figured != ALL and unknown:
                raise ValueError(
                    Message(
                        "years or columns of the table at {row!r}, not {unknown!r}",
                        row=row,
                        unknown=unknown[0],
                    )
                )
        return self

    @cached_property
    def printed_columns(self) -> tuple[str, ...]:
        """The years or columns of the print, as they stand in the file."""
        return tuple(map(str, self.years or self.across))

    @cached_property
    def demanded(self) -> dict[str, tuple[str, ...]]:
        """The years or columns in which each row holds a figure; empty when nothing is said."""
        if not isinstance(self.rows, dict):
            return dict.fromkeys(self.rows, self.printed_columns)
        return {row: self._figured(figured) for row, figured in self.rows.items()}

    def _figured(self, figured: Sequence[int | str]) -> tuple[str, ...]:
        return self.printed_columns if figured == ALL else tuple(map(str, figured))


class TableSpecs(BaseModel):
    """The whole of `tables.yml`."""

    model_config = ConfigDict(extra="forbid", strict=True)
    tables: dict[str, TableSpec]


def read_specs(document: Document) -> dict[str, TableSpec]:
    """The tables that `tables.yml` describes. Raises InputError with every fault."""
    lines = {("tables", *place): line for place, line in document.lines.items()}
    lines[()] = 1
    wrapped = Document(document.path, {"tables": document.data}, lines)
    return validate(wrapped, TableSpecs).tables
