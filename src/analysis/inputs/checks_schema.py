"""The form of a check: what a document claims about its own figures, as `tables.yml` states it.

A name here is a row as printed; in a table with further label columns a row may be named in full,
`group / row`. `factor` changes unit or sign and is 1 unless said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, model_validator

from analysis.errors import Message
from analysis.inputs.plan_schema import Years
from analysis.inputs.table_spec import Strict

Names = Annotated[list[str], Field(min_length=1)]
YearOrColumn = int | str


class Reference(Strict):
    """A printed figure somewhere in the plan: a row and a column, or the rows of a list."""

    table: str
    row: str | None = None
    ar: YearOrColumn | None = None
    kolumn: str | None = None
    where: dict[str, str] = {}
    column: str | None = None
    factor: float = 1.0

    @model_validator(mode="after")
    def one_place(self) -> "Reference":
        cell = self.row is not None and (self.ar is not None) != (self.kolumn is not None)
        item = self.row is None and self.column is not None
        if not cell and not item:
            raise ValueError(Message("row with ar or kolumn, or where with column"))
        return self


class SumCheck(Strict):
    """total = factor · (Σ of − Σ minus), in every year or column."""

    kind: Literal["sum"]
    total: str
    of: Names
    minus: list[str] = []
    factor: float = 1.0


class ColumnSumCheck(Strict):
    """The same over columns, in every row."""

    kind: Literal["column_sum"]
    total: str
    of: Names
    minus: list[str] = []
    factor: float = 1.0


class RollCheck(Strict):
    """The closing of year t is the opening of year t + 1."""

    kind: Literal["roll"]
    closing: str | Names
    next_opening: str


class TieCheck(Strict):
    """factor · own + plus = the row of another table."""

    kind: Literal["tie"]
    table: str
    row: str
    own: str | Names
    own_column: str | None = None
    column: str | None = None
    ar: YearOrColumn | None = None
    years: Years | list[int] | None = None
    factor: float = 1.0
    plus: list[Reference] = []


class ZeroSumCheck(Strict):
    """The figures of every row, of every column, or of the whole table add to zero."""

    kind: Literal["zero_sum"]
    over: Literal["columns", "rows", "all"]
    rows: list[str] = []
    except_: Annotated[list[str], Field(alias="except")] = []


class ListSumCheck(Strict):
    """factor · Σ of a column over the list rows that meet `where` + plus = a printed figure."""

    kind: Literal["list_sum"]
    column: str
    where: dict[str, str] = {}
    equals: Reference
    factor: float = 1.0
    plus: list[Reference] = []


class RatioCheck(Strict):
    """row = factor · Σ numerator / Σ denominator, each year or over all (`years: total`)."""

    kind: Literal["ratio"]
    row: str | None = None
    equals: Reference | None = None
    ar: YearOrColumn | None = None
    years: Literal["total"] | None = None
    numerator: Names
    denominator: Names
    factor: float = 100.0

    @model_validator(mode="after")
    def one_stated(self) -> "RatioCheck":
        if (self.row is None) == (self.equals is None):
            raise ValueError(Message("either row or equals: where the ratio is printed"))
        if self.equals is not None and self.ar is None and self.years is None:
            raise ValueError(Message("ar or 'years: total', beside equals"))
        return self


class GrowthCheck(Strict):
    """row of year t = factor · (source of t / source of t − 1 − 1)."""

    kind: Literal["growth"]
    row: str
    table: str
    of: str
    factor: float = 100.0


class ProductCheck(Strict):
    """In every row of a list where all are printed: column = the product of the columns in `of`."""

    kind: Literal["product"]
    column: str
    of: Names


Check = (
    SumCheck
    | ColumnSumCheck
    | RollCheck
    | TieCheck
    | ZeroSumCheck
    | ListSumCheck
    | RatioCheck
    | GrowthCheck
    | ProductCheck
)

KINDS: dict[str, type[Strict]] = {
    "sum": SumCheck,
    "column_sum": ColumnSumCheck,
    "roll": RollCheck,
    "tie": TieCheck,
    "zero_sum": ZeroSumCheck,
    "list_sum": ListSumCheck,
    "ratio": RatioCheck,
    "growth": GrowthCheck,
    "product": ProductCheck,
}


class Acknowledged(Strict):
    """A known difference: the printed figure as its check names it, and why it is let stand.

    `difference` is printed − computed, in the unit of the printed figure: another difference in
    the same place is not the known one.
    """

    row: str
    ar: YearOrColumn | None = None
    kolumn: str | None = None
    table: str | None = None
    difference: float
    reason: Annotated[str, Field(min_length=1)]


def listed(names_: str | Sequence[str]) -> list[str]:
    """One name or several, as a list."""
    return [names_] if isinstance(names_, str) else list(names_)


@dataclass(frozen=True)
class StatedCheck:
    """One check of a table and the line on which it stands."""

    check: Check
    line: int | None
