"""Numbers as a reader of Swedish or English expects them (*talformat*).

Babel knows the locales; this module adds the true minus sign U+2212 (Babel writes an ASCII hyphen),
commercial rounding, no minus before a zero, and units. The reading direction is
`analysis.inputs.numbers`.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from math import ceil, copysign, floor, isfinite, log10

from analysis.catalogue.texts import enumerate_words, has_text, text

LANGUAGES = ("sv", "en")
MINUS = "\u2212"
SIGNS = ("+", "-", MINUS)
NO_VALUE = "\u2013"
DECIMALS = {"mnkr": 0, "persons": 0, "kr": 0, "pct": 1, "pp": 1, "tkr": 0}
"""Decimals shown for a unit. The published plans print whole mnkr."""
LINE_DECIMALS = {"tax_rate": 2}
"""A tax rate is decided and printed in öre."""


def decimals(line_id: str, unit: str) -> int:
    """How many decimals a line is shown with."""
    return LINE_DECIMALS.get(line_id, DECIMALS.get(unit, 1))


@lru_cache(maxsize=8192)
def number(value: float, unit: str, language: str = "sv", decimals: int | None = None) -> str:
    """A number without its unit: −1 234,5 in Swedish, −1,234.5 in English, – when there is none.

    `unit` decides the number of decimals unless `decimals` does. Halves are rounded away from
    zero, as the published documents do.
    """
    if not isfinite(value):
        return NO_VALUE
    places = DECIMALS.get(unit, 1) if decimals is None else decimals
    rounded = _rounded(value, places)
    from babel.numbers import format_decimal  # only where numbers are written: 50 ms to import

    pattern = "#,##0" + ("." + "0" * places if places else "")
    written = format_decimal(abs(rounded), format=pattern, locale=language)
    return MINUS + written if rounded < 0 else written


def exact(value: Decimal | float, language: str = "sv") -> str:
    """A number with every decimal that it has, as a printed figure is written: 13,27."""
    if not isfinite(value):
        return NO_VALUE
    places = -int(Decimal(str(value)).normalize().as_tuple().exponent)
    return number(float(value), "", language, max(0, places))


def places_written(value: float) -> int:
    """As many decimals as a figure has in its file, at most six."""
    return len(f"{value:.6f}".rstrip("0").split(".")[1])


def as_written(value: float, language: str = "sv") -> str:
    """A figure of a file with the decimals that it has there, up to six."""
    return number(value, "", language, places_written(value))


def unit_of_change(unit: str) -> str:
    """The unit of a difference: a difference of per cent is percentage points."""
    return "pp" if unit == "pct" else unit


def signed(value: float, unit: str, language: str = "sv", decimals: int | None = None) -> str:
    """A change: as `number`, with a plus before what is above zero."""
    written = number(value, unit, language, decimals)
    changed = any(c in "123456789" for c in written)
    return f"+{written}" if value > 0 and changed else written


PULLED = {"kr per 100 kr": 2, "years": 1, "pct": 1}
"""Decimals that a lever is pulled by; others by whole units."""


def enough(value: float, unit: str, language: str = "sv") -> str:
    """A change that reaches something, rounded away from zero: as told, it must be enough."""
    places = PULLED.get(unit, 0)
    scale = 10.0**places
    return signed(copysign(ceil(abs(value) * scale - 1e-9) / scale, value), unit, language, places)


def amount(
    value: float, unit: str, language: str = "sv", decimals: int | None = None, sign: bool = False
) -> str:
    """A number with its unit, for running text: −361 mnkr, 36,3 %, −SEK 361 million; with `sign`
    also a plus."""
    write = signed if sign else number
    return with_unit(write(value, unit, language, decimals), unit, language)


def with_unit(written: str, unit: str, language: str = "sv") -> str:
    """A written number with its unit, for running text: a sign stands before the currency, and a
    unit without a form of its own for running text behind the number."""
    key = f"unit.{unit}.amount"
    if not has_text(key):
        return f"{written} {text(f'unit.{unit}', language)}"
    said = text(key, language, number=written)
    if written[:1] in SIGNS and not said.startswith(written[0]):
        return written[0] + text(key, language, number=written[1:])
    return said


MOST_PLACES = 3


def places_apart(before: float, now: float, unit: str) -> int:
    """The fewest decimals, from those of the unit, with which the shown difference is that of the
    shown values: −578 beside −131 is −447, and where it would be −448 each is told closer."""
    found = places_adding([[before, now - before, now]], unit)
    return DECIMALS.get(unit, 1) + MOST_PLACES if found is None else found


def places_adding(
    columns: Iterable[Sequence[float]], unit: str, least: int | None = None
) -> int | None:
    """The fewest decimals, from `least` or those of the unit, with which the last of each column
    is shown as the sum of those before it; None where no few decimals do that for all columns."""
    least = DECIMALS.get(unit, 1) if least is None else least
    known = [list(column) for column in columns]
    for places in range(least, least + MOST_PLACES):
        shown = [[_rounded(value, places) for value in column] for column in known]
        if all(sum(parts) == whole for *parts, whole in shown):
            return places
    return None


def _rounded(value: float, places: int) -> Decimal:
    with localcontext() as context:
        context.prec = 40
        return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def interval(low: float, high: float) -> tuple[float, float]:
    """The ends of an interval with no more figures than its width bears: two of the width's own.

    An interval 32 117 wide is told in thousands, one 1 904 wide in hundreds. Each end moves by at
    most a twentieth of the width; an interval without width stays as it is.
    """
    width = high - low
    if not isfinite(width) or width <= 0:
        return low, high
    step = Decimal(1).scaleb(floor(log10(width)) - 1)
    return float(round(Decimal(low) / step) * step), float(round(Decimal(high) / step) * step)


def year_span(years: Sequence[int], language: str | None = None) -> str:
    """Years in a row: 2026, 2026–2028, or 2025, 2027–2028.

    With a `language` the runs are joined as words are: 2025 och 2027–2028.
    """
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    written = [str(r[0]) if len(r) == 1 else f"{r[0]}\u2013{r[-1]}" for r in runs]
    return ", ".join(written) if language is None else enumerate_words(written, language)
