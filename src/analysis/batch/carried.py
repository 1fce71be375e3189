"""A level of an axis carried on (*uppräkning*): `uprate: {2027-2030: 2.0}` after its own years."""

from collections.abc import Iterator

from analysis.batch import grid_schema as schema
from analysis.errors import InputError, Message, reason, shown
from analysis.inputs.documents import Document
from analysis.inputs.parameters import year_range
from analysis.inputs.stated_numbers import number


def carried(
    name: str, body: schema.AxisFile, document: Document
) -> tuple[object, tuple[float, ...]]:
    """The years of an axis with those that it is carried on to, and the factor of each year.

    The factor of its own years is 1. No factors where nothing is carried on. Raises InputError for
    a rate that is none and for years that do not follow on the year before.
    """
    first, last = year_range(body.years) or (0, -1)
    if not body.uprate or last < first:  # years that are none are refused where all years are
        return body.years, ()
    factors = [1.0] * (last - first + 1)
    for years, rate in _rates(name, body, document):
        start, end = year_range(years) or (0, -1)
        if start != first + len(factors):
            raise InputError(
                Message("the level of the year before is not known"), file=document.path,
                line=document.line(("axes", name, "uprate", years)), column=f"axes.{name}.uprate",
                value=shown(years),
                expected=Message("years that begin with {year}", year=first + len(factors)),
            )  # fmt: skip
        for _ in range(start, end + 1):
            factors.append(factors[-1] * (1 + rate / 100))
    return f"{first}-{first + len(factors) - 1}", tuple(factors)


def _rates(
    name: str, body: schema.AxisFile, document: Document
) -> Iterator[tuple[int | str, float]]:
    for years, stated in (body.uprate or {}).items():
        try:
            rate = number(stated, "pct")
            if not rate > -100:
                raise ValueError(Message("more than {gt}", gt=-100))
        except ValueError as error:
            raise InputError(
                Message("the value is not a number"), file=document.path,
                line=document.line(("axes", name, "uprate", years)), column=f"axes.{name}.uprate",
                value=shown(stated), expected=reason(error),
            ) from None  # fmt: skip
        yield years, rate
