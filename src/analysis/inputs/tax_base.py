"""Own tax base of every region (*skatteunderlag*) from Statistics Sweden, by income year.

Only `regionkalkyl data fetch tax_base` asks the service. The copy holds mnkr by region, and `data
outcomes` puts those of a plan's region into the plan's history.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from analysis.errors import InputError, Message, verbatim
from analysis.inputs import demography_ages as ages
from analysis.inputs.figures import UNITS
from analysis.inputs.labels import folded
from analysis.inputs.region_copy import RegionCopy, Row, copies, keep
from analysis.inputs.service import PAUSE
from analysis.inputs.statistics import (
    STATISTICS_SWEDEN,
    Opened,
    Wanted,
    is_county,
    labels_of,
    no_content,
    opened,
    refuse_without,
    wanted_tables,
)

KIND = "tax_base"
LINE = "own_tax_base"
TO_MNKR = {"kr": -6, "tkr": -3, "mnkr": 0}
"""Places that the decimal point moves."""


def fetch(
    folder: Path,
    years: tuple[int, int] | None = None,
    table: str | None = None,
    url: str = STATISTICS_SWEDEN,
    pause: float = PAUSE,
) -> RegionCopy:
    """Fetch the tax base of all counties in `years` (of income) and keep a copy in `folder`.

    Raises InputError for a table that is another, RunFailed when the service does not answer;
    then nothing is written.
    """
    wanted = wanted_tables()[KIND]
    with opened(wanted, table, url, pause) as found:
        query, unit = _query(found, wanted, years)
        rows = list(_rows(found, query, unit, wanted.years_back))
    if not rows:
        raise InputError(
            Message("the table has no figures for these years"), file=url, value=found.id,
            expected=verbatim(", ".join(labels_of(found.dimensions["Tid"]))),
        )  # fmt: skip
    return keep(
        rows, folder, f"SCB, {url}", query, kind=KIND, title=found.title,
        updated=found.metadata.get("updated"),
    )  # fmt: skip


def latest(folder: Path) -> Path:
    """The newest copy of a folder. Raises InputError where there is none."""
    found = copies(folder)
    if not found:
        raise InputError(
            Message("there are no figures of the tax base here"), file=folder,
            expected=verbatim(f"regionkalkyl data fetch {KIND}"),
        )  # fmt: skip
    return found[-1]


def _query(
    found: Opened, wanted: Wanted, years: tuple[int, int] | None
) -> tuple[dict[str, list[str]], str]:
    """The codes to ask for by variable, and the unit of the contents."""
    variables = {"Region", "Tid", "ContentsCode"}
    refuse_without(found.dimensions, variables, found.id, Message("a table by region and year"))
    contents, unit = _contents(labels_of(found.dimensions["ContentsCode"]), wanted, found.id)
    first, last = years or (0, 9999)
    times = [t for t in labels_of(found.dimensions["Tid"]) if t.isdecimal()]
    return {
        "Region": [c for c in labels_of(found.dimensions["Region"]) if is_county(c)],
        "ContentsCode": [contents],
        "Tid": [t for t in times if first <= int(t) - wanted.years_back <= last],
    }, unit


def _contents(labels: dict[str, str], wanted: Wanted, table: str) -> tuple[str, str]:
    """The code of the contents, which name their unit: `Skatteunderlag, kronor`."""
    for code, label in labels.items():
        name, _, unit = folded(label).casefold().partition(", ")
        if name == wanted.contents.casefold() and unit in UNITS:
            return code, UNITS[unit]
    raise no_content(wanted, table, "; ".join(labels.values()))


def _rows(found: Opened, query: dict[str, list[str]], unit: str, years_back: int) -> Iterator[Row]:
    name = {code: found.dimensions[code]["label"] for code in ("Region", "Tid")}
    for row in found.rows(query) if query["Tid"] else ():
        region = ages.county(str(row[name["Region"]]))
        if region is not None and row["value"] is not None:
            year = int(str(row[name["Tid"]])) - years_back
            yield Row(LINE, found.id, region, year, _mnkr(row["value"], unit, found.id))


def _mnkr(value: object, unit: str, table: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise InputError(Message("the service gives a figure that is no number"), value=table)
    return float(Decimal(repr(value)).scaleb(TO_MNKR[unit]))
