"""Statistics Sweden over PxWeb API v2 (*hämtning från SCB*), by pxwebpy.

Only `regionkalkyl data fetch` comes here: a run reads local copies and never the network.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import requests
import requests.adapters

from analysis.errors import InputError, Message, nearest, verbatim
from analysis.inputs import demography_ages as ages
from analysis.inputs.documents import read_yaml
from analysis.inputs.service import LIMIT, PAUSE, answered
from analysis.inputs.snapshots import Snapshot, keep, table_text

if TYPE_CHECKING:
    from pxweb import PxApi

STATISTICS_SWEDEN = "https://statistikdatabasen.scb.se/api/v2"
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Wanted:
    """A kind of figures: how its table, contents and ages are found."""

    kind: str
    title: str
    contents: str
    age: str
    table: str | None = None


def wanted_tables() -> dict[str, Wanted]:
    """The kinds of figures that can be fetched, by name."""
    document = read_yaml(Path(str(files("analysis.inputs") / "statistics.yml")))
    return {kind: Wanted(kind, **entry) for kind, entry in document.data.items()}


def fetch(
    kind: str,
    folder: Path,
    years: tuple[int, int] | None = None,
    table: str | None = None,
    url: str = STATISTICS_SWEDEN,
    pause: float = PAUSE,
) -> Snapshot:
    """Fetch one kind of figures for all counties and keep a copy in `folder`.

    Raises InputError for an unknown kind or table, RunFailed when the service does not answer;
    then nothing is written.
    """
    kinds = wanted_tables()
    if kind not in kinds:
        raise InputError(
            Message("unknown kind of figures"), value=kind, expected=verbatim(", ".join(kinds)),
            nearest=nearest(kind, kinds))  # fmt: skip
    with _time_limit(LIMIT):
        return _fetch(kinds[kind], folder, years, table, url, pause)


def _fetch(
    wanted: Wanted,
    folder: Path,
    years: tuple[int, int] | None,
    table: str | None,
    url: str,
    pause: float,
) -> Snapshot:
    def asked(question: Callable[[], Answer]) -> Answer:
        return answered(question, url, pause)

    api = asked(lambda: _connected(url))
    table_id = table or wanted.table or asked(lambda: _found_table(api, wanted))
    metadata = asked(lambda: api.get_table_metadata(table_id))
    query, labels = _query(metadata["dimension"], wanted, years, table_id)
    rows = asked(lambda: api.get_table_data(table_id, value_codes=dict(query), show="code"))
    return keep(
        table_text(_rows(rows, metadata["dimension"], wanted, labels)),
        wanted.kind,
        source=f"SCB, {url}",
        folder=folder,
        table=table_id,
        title=str(metadata.get("label", "")),
        updated=metadata.get("updated"),
        query=query,
    )


def _connected(url: str) -> "PxApi":
    from pxweb import PxApi

    return PxApi(url, language="sv", disable_cache=True, max_workers=1)


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """pxwebpy 0.6 sets no time limit on its requests; a silent service would hold us forever."""
    original = requests.adapters.HTTPAdapter.send

    def limited(self: Any, request: Any, *args: Any, **options: Any) -> Any:
        options["timeout"] = options.get("timeout") or seconds
        return original(self, request, *args, **options)

    requests.adapters.HTTPAdapter.send = limited  # type: ignore[method-assign]
    try:
        yield
    finally:
        requests.adapters.HTTPAdapter.send = original  # type: ignore[method-assign]


def _found_table(api: "PxApi", wanted: Wanted) -> str:
    answer = api.search(query=wanted.title, page_size=50)
    tables = {t["id"]: str(t.get("label", "")) for t in answer.get("tables", [])}
    begins = wanted.title.casefold()
    fitting = [i for i, label in tables.items() if label.casefold().startswith(begins)]
    if len(fitting) != 1:
        listed = "; ".join(f"{i}: {label}" for i, label in list(tables.items())[:8])
        raise InputError(
            Message(
                "{fitting} tables are called {title!r}", fitting=len(fitting), title=wanted.title
            ),
            expected=Message("--table with one of: {value}", value=listed or "no table was found"),
        )
    return fitting[0]


def _labels(dimension: dict[str, Any]) -> dict[str, str]:
    return {str(k): str(v) for k, v in dimension["category"]["label"].items()}


def _query(
    dimensions: dict[str, Any], wanted: Wanted, years: tuple[int, int] | None, table: str
) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The codes to ask for by variable, and the label of each age code."""
    missing = {"Region", "Kon", "Tid", "ContentsCode", wanted.age} - set(dimensions)
    if missing:
        raise InputError(
            Message("the table lacks the variables {names}", names=", ".join(sorted(missing))),
            value=table,
            expected=Message("a table by region, age, sex and year"),
        )
    contents = {c for c, t in _labels(dimensions["ContentsCode"]).items() if _says(t, wanted)}
    if len(contents) != 1:
        listed = ", ".join(_labels(dimensions["ContentsCode"]).values())
        raise InputError(
            Message("no single content is {contents!r}", contents=wanted.contents),
            value=table,
            expected=verbatim(listed),
        )
    labels = _labels(dimensions[wanted.age])
    known = {code: ages.age_class(label) for code, label in labels.items()}
    times = _labels(dimensions["Tid"])
    span = years or (0, 9999)
    return {
        "Region": [c for c in _labels(dimensions["Region"]) if _is_county(c)],
        wanted.age: [c for c, age in known.items() if age is not None and age.kind != "total"],
        "Kon": [
            c for c, label in _labels(dimensions["Kon"]).items() if ages.sex(label) is not None
        ],
        "ContentsCode": sorted(contents),
        "Tid": [t for t in times if t.isdecimal() and span[0] <= int(t) <= span[1]],
    }, labels


def _says(label: str, wanted: Wanted) -> bool:
    return label.casefold() == wanted.contents.casefold()


def _is_county(code: str) -> bool:
    return len(code) == 2 and ages.county(code) is not None


def _rows(
    rows: Sequence[dict[str, Any]],
    dimensions: dict[str, Any],
    wanted: Wanted,
    labels: dict[str, str],
) -> list[list[str]]:
    """The answer as rows of our own table; codes become the labels that the reader knows."""
    name = {code: dimensions[code]["label"] for code in ("Region", "Kon", "Tid", wanted.age)}
    sexes = _labels(dimensions["Kon"])
    return [
        [
            ages.county(row[name["Region"]]) or row[name["Region"]],
            sexes[row[name["Kon"]]],
            labels[row[name[wanted.age]]],
            row[name["Tid"]],
            "" if row["value"] is None else str(row["value"]),
        ]
        for row in rows
    ]
