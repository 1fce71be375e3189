"""A figure of a plan with where it comes from."""

from dataclasses import dataclass, fields
from decimal import Decimal

from analysis.inputs.parameters import year_range
from analysis.untyped import Keywords


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a figure comes from: document, table and row, or a remark, and the place in a file.

    `held` is a figure that is that of an earlier year.
    """

    document: str | None = None
    heading: str | None = None
    table: str | None = None
    row: str | None = None
    note: str | None = None
    file: str | None = None
    line: int | None = None
    held: bool = False

    def origin(self) -> Keywords:
        """The fields of where it comes from by name, for another record of the same figure."""
        return {field.name: getattr(self, field.name) for field in fields(Origin)}


@dataclass(frozen=True)
class Value(Origin):
    """One year of a parameter, in the unit of the file, with where it comes from.

    `half` is half a unit of its last written decimal, added up over the rows it is a sum of.
    """

    value: float
    status: str
    implied: bool = False
    half: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Published(Origin):
    """A printed figure of a line item: its place is known in full."""

    value: Decimal
    document: str
    heading: str
    table: str
    row: str
    file: str
    line: int

    @property
    def half(self) -> Decimal:
        """Half a unit of the last printed decimal, in the unit of the figure."""
        return half_unit(self.value)


def half_unit(value: Decimal) -> Decimal:
    """Half a unit of the last written decimal; of one where the figure ends in noughts."""
    return Decimal(5).scaleb(min(int(value.as_tuple().exponent), 0) - 1)


def years_of(text: int | str) -> tuple[int, ...]:
    """The years of a year or range that the schema has checked."""
    bounds = year_range(text)
    assert bounds is not None
    return tuple(range(bounds[0], bounds[1] + 1))
