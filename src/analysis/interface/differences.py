"""Differences as Python values, made into the texts that every other route is checked as."""

from collections.abc import Iterable, Mapping, Sequence
from typing import SupportsFloat

from analysis.errors import InputError, Message, verbatim
from analysis.inputs.parameters import year_range
from analysis.inputs.stated_numbers import as_float

Years = int | str | range | Iterable[int]
ByYear = Mapping[int, float] | Mapping[str, float] | Mapping[int | str, float]
Differences = Mapping[str, ByYear | str] | Sequence[str | Mapping[str, ByYear | str]] | str


def difference_texts(given: Differences | None) -> list[str]:
    """`{"wage_growth": {"2026-2030": 1.0}}` as the texts of the command line.

    A text ("wage_growth:2026-2030=1.0") or several stand as they are. Whether a key, a year or a
    value is right is settled where all routes meet; here only the form is.
    Raises InputError for what is no mapping of years.
    """
    if given is None:
        return []
    if isinstance(given, str):
        return [given]
    if not isinstance(given, Mapping):
        return [
            text
            for each in given
            for text in (difference_texts(each) if isinstance(each, Mapping) else [str(each)])
        ]
    return [text for key, body in given.items() for text in _of_key(str(key), body)]


def _of_key(key: str, body: object) -> list[str]:
    if isinstance(body, str):
        return [f"{key}={body}"]
    if not isinstance(body, Mapping) or not body:
        raise InputError(
            Message("the value of {key} is no mapping of years", key=key),
            value=repr(body),
            expected=Message(
                'years with values, such as {{"{key}": {{"2026-2030": 1.0}}}}', key=key
            ),
        )
    return [f"{key}:{year}={_number(value)}" for year, value in body.items()]


def _number(value: object) -> str:
    """A number as text; NumPy's numbers write themselves as `np.float64(1.0)`."""
    if isinstance(value, bool) or not isinstance(value, SupportsFloat):
        return str(value)
    return repr(as_float(value))


def chosen_years(years: Years | None, held: Sequence[int]) -> list[int]:
    """2027, "2027-2030", [2027, 2028] or range(2027, 2031) as years; None is all that are held.

    Raises InputError for a year that the plan does not hold.
    """
    if years is None:
        return list(held)
    if isinstance(years, int | str):
        bounds = year_range(years)
        if bounds is None:
            raise InputError(
                Message("this is neither a year nor a range of years"),
                value=years,
                expected=verbatim("2027-2030"),
            )
        found = list(range(bounds[0], bounds[1] + 1))
    else:
        found = [int(year) for year in years]
    absent = [year for year in found if year not in held]
    if absent or not found:
        raise InputError(
            Message("the plan does not hold these years"),
            value=", ".join(map(str, absent)) or "none",
            expected=Message("years within {first}-{last}", first=held[0], last=held[-1]),
        )
    return found
