"""Kolada over its API v3 (*hämtning från Kolada*): key figures of all regions, for peers.

Only `regionkalkyl data kolada` comes here. koladapy was weighed and not taken: it is untyped, and
brings two dependencies for the one question that is asked here.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypedDict

import requests

from analysis.errors import InputError, Message, shown
from analysis.inputs.region_copy import MEASURE, RegionCopy, Row, keep, region_named
from analysis.inputs.service import LIMIT, PAUSE, answered

KOLADA = "https://api.kolada.se/v3"
PAGES = 100
"""More pages than all figures of 25 measures fill: a service that never ends is given up."""


class Figure(TypedDict, total=False):
    """A value of an item, as the service writes it: gender T, K or M."""

    gender: str
    value: float | None


class Item(TypedDict, total=False):
    """A key figure of one region or municipality in one period (a year)."""

    kpi: str
    municipality: str
    period: int
    values: list[Figure]


class Page(TypedDict, total=False):
    """A page of an answer: there is another where `next_url` is said."""

    values: list[Item]
    next_url: str | None


def fetch(
    measures: Mapping[str, str],
    folder: Path,
    years: tuple[int, int],
    url: str = KOLADA,
    pause: float = PAUSE,
) -> RegionCopy:
    """Fetch key figures of every region and keep a copy in `folder`.

    `measures` gives the id of the key figure (*nyckeltal*) of each line. Raises InputError where a
    figure has no outcome, RunFailed when the service does not answer; then nothing is written.
    """
    query = {
        "kpi_id": sorted(set(measures.values())),
        "year": [str(year) for year in range(years[0], years[1] + 1)],
    }
    items = list(_items(url, query, pause))
    rows = [row for line, kpi in measures.items() for row in _rows(line, kpi, items, url)]
    for line, kpi in measures.items():
        if not any(row.line == line for row in rows):
            raise InputError(
                Message("Kolada has no figure of a region for {kpi}", kpi=shown(kpi)),
                file=url, value=line, expected=Message("the id of a key figure with these years"),
            )  # fmt: skip
    return keep(rows, folder, f"Kolada, {url}", query)


def _items(url: str, query: Mapping[str, list[str]], pause: float) -> Iterator[Item]:
    """What every page of the answer holds."""
    for page in range(1, PAGES + 1):
        asked = {**query, "per_page": "5000", "page": str(page)}
        answer = answered(lambda asked=asked: _page(url, asked), url, pause)  # type: ignore[misc]
        yield from answer["values"]
        if not answer.get("next_url"):
            return


def _page(url: str, asked: Mapping[str, str | list[str]]) -> Page:
    answer = requests.get(f"{url}/data/", params=dict(asked), timeout=LIMIT)
    if answer.status_code >= 400:
        raise requests.HTTPError(f"Error {answer.status_code}")
    found = answer.json()
    if not isinstance(found, dict) or not isinstance(found.get("values"), list):
        raise ValueError("no values")
    return Page(values=found["values"], next_url=found.get("next_url"))


def _rows(line: str, kpi: str, items: list[Item], url: str) -> Iterator[Row]:
    """The figures of one key figure, of the country and its regions: of a measure by sex too."""
    groups = {"T": "", "K": "K", "M": "M"} if line.startswith(MEASURE) else {"T": ""}
    for item in items:
        region = region_named(str(item.get("municipality", "")))
        if item.get("kpi") != kpi or region is None:
            continue
        for value in item.get("values", ()):
            figure = value.get("value")
            if value.get("gender") in groups and figure is not None:
                try:
                    year, group = int(item["period"]), groups[value["gender"]]
                    yield Row(line, kpi, region, year, float(figure), group)
                except (KeyError, TypeError, ValueError):
                    raise InputError(
                        Message("Kolada gives a figure that is no number"), file=url,
                        value=shown(str(item)[:80]),
                    ) from None  # fmt: skip
