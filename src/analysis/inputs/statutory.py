"""What law, ordinances and common forecasts say for a region (*regionens lagstyrda underlag*).

`data/raw/statutory/` holds it with source and date: by county in `regions.csv`, alike for all in
`national.csv`, decided growth factors in `growth_factors.csv`; `titles.csv` says what a plan calls
the documents that they come from. An empty cell is not known.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.errors import InputError, Message, nearest, shown
from analysis.inputs.delimited import records_under
from analysis.inputs.labels import folded
from analysis.inputs.numbers import parse_swedish
from analysis.inputs.places import statutory_folder

COUNTY_COLUMNS = (
    "kod", "lan", "region", "engelska", "bidrag", "avgift", "skattesats", "folkmangd",
)  # fmt: skip
NATIONAL_COLUMNS = ("antagande", "ar", "varde", "status", "kalla", "anteckning")
FACTOR_COLUMNS = ("utbetalningsar", "inkomstar", "faktor", "sfs")
TITLE_COLUMNS = ("uppgift", "titel", "utgivare", "rubrik", "datum")
WORDS = ("region", "regionen", "län", "lan", "county", "of")
"""Words around the name of a region that do not tell it from another."""


@dataclass(frozen=True)
class Region:
    """A region (*region*): per cent of the ordinance, kr per 100 kr, persons. None: not known."""

    code: str
    county: str
    name: str
    english: str
    grant_rate: float
    fee_rate: float
    tax_rate: float | None
    residents: float


@dataclass(frozen=True)
class Stated:
    """One year of an assumption that is the same for all regions, in the unit of the parameter."""

    value: float
    status: str
    source: str
    note: str


@dataclass(frozen=True)
class Title:
    """What a plan calls the document of a figure, where in it, and the day that it speaks of."""

    title: str
    publisher: str
    heading: str
    date: str


def titles() -> dict[str, Title]:
    """The documents of counties, growth factors and the law on balance, by what they say."""
    path = statutory_folder() / "titles.csv"
    return {
        row["uppgift"]: Title(row["titel"], row["utgivare"], row["rubrik"], row["datum"])
        for _, row in records_under(path, TITLE_COLUMNS).rows
    }


def regions() -> dict[str, Region]:
    """The 21 regions by code. Raises InputError for a faulty file."""
    path = statutory_folder() / "regions.csv"
    return {
        row["kod"]: Region(
            row["kod"],
            row["lan"],
            row["region"],
            row["engelska"],
            float(parse_swedish(row["bidrag"])),
            float(parse_swedish(row["avgift"])),
            float(parse_swedish(row["skattesats"])) if row["skattesats"] else None,
            float(parse_swedish(row["folkmangd"])),
        )
        for _, row in records_under(path, COUNTY_COLUMNS).rows
    }


def region_named(text: str) -> Region:
    """A region by code or by its Swedish or English name.

    Raises InputError with the nearest name where there is none.
    """
    known = regions()
    code = text.strip().zfill(2)
    if code in known:
        return known[code]
    by_name = {name: region for region in known.values() for name in _names(region)}
    found = by_name.get(_bare(text))
    if found is None:
        close = nearest(_bare(text), by_name)
        raise InputError(
            Message("there is no region {name!r}", name=shown(text)),
            value=text,
            expected=Message("a code from 01 to 25 or the name of a region"),
            nearest=by_name[close].name if close else None,
        )
    return found


def _names(region: Region) -> Iterator[str]:
    yield from (_bare(name) for name in (region.county, region.name, region.english))


def _bare(text: str) -> str:
    """A name without what all regions are called: `Kronobergs län` and `region kronoberg`."""
    words = [w for w in folded(text).casefold().split() if w not in WORDS]
    return " ".join(word.removesuffix("regionen").removesuffix("s") for word in words)


def national() -> dict[str, dict[int, Stated]]:
    """Assumptions that are the same for all regions, by parameter and year."""
    path, found = statutory_folder() / "national.csv", dict[str, dict[int, Stated]]()
    for _, row in records_under(path, NATIONAL_COLUMNS).rows:
        value = float(parse_swedish(row["varde"]))
        stated = Stated(value, row["status"], row["kalla"], row["anteckning"])
        found.setdefault(row["antagande"], {})[int(row["ar"])] = stated
    return found


def decided_factors() -> dict[tuple[int, int], tuple[float, str]]:
    """Growth factors set by government, by payment year and income year, each with its SFS."""
    path = statutory_folder() / "growth_factors.csv"
    return {
        (int(row["utbetalningsar"]), int(row["inkomstar"])): (
            float(parse_swedish(row["faktor"])), row["sfs"],
        )
        for _, row in records_under(path, FACTOR_COLUMNS).rows
    }  # fmt: skip
