"""Statistics Sweden over PxWeb API v2 (*hämtning från SCB*), by pxwebpy.

Only `regionkalkyl data fetch` comes here: a run reads local copies and never the network.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypedDict, TypeVar

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter

from analysis.errors import InputError, Message, nearest, verbatim
from analysis.inputs import demography_ages as ages
from analysis.inputs.documents import Data, Key, keys_of, read_yaml
from analysis.inputs.service import LIMIT, PAUSE, answered
from analysis.inputs.snapshots import Snapshot, keep, table_text
from analysis.untyped import Keywords, Passed

if TYPE_CHECKING:
    from pxweb import PxApi

STATISTICS_SWEDEN = "https://statistikdatabasen.scb.se/api/v2"
Answer = TypeVar("Answer")

Cell = Mapping[str, str | float | None]
"""A figure under `value`, and the code of every variable under its label."""


class Category(TypedDict):
    """The text of each code of a variable."""

    label: dict[str, str]


class Dimension(TypedDict):
    """A variable of a table, as the service says it (JSON-stat 2)."""

    label: str
    category: Category


class Metadata(TypedDict, total=False):
    """What a table says of itself; its variables by code."""

    label: str
    updated: str | None
    dimension: dict[str, Dimension]


class Asks(Protocol):
    """Puts a question to the service, again when it fails."""

    def __call__(self, question: Callable[[], Answer]) -> Answer: ...


@dataclass(frozen=True)
class Wanted:
    """A kind of figures: how its table, contents and ages are found.

    years_back: how many years the figures lie before the year of the table.
    """

    kind: str
    title: str
    contents: str
    age: str = ""
    table: str | None = None
    years_back: int = 0


@dataclass(frozen=True)
class Opened:
    """A table of the service: its id, what it says of itself, and a way to ask it."""

    api: "PxApi"
    id: str
    metadata: Metadata
    asked: Asks

    @property
    def title(self) -> str:
        return str(self.metadata.get("label", ""))

    @property
    def dimensions(self) -> dict[str, Dimension]:
        """Its variables by code."""
        return self.metadata["dimension"]

    def rows(self, query: dict[str, list[str]]) -> Sequence[Cell]:
        """The cells of a query, each with the code of every variable."""
        found: Sequence[Cell] = self.asked(
            lambda: self.api.get_table_data(self.id, value_codes=dict(query), show="code")
        )
        return found


def wanted_tables() -> dict[str, Wanted]:
    """The kinds of figures that can be fetched, by name."""
    document = read_yaml(Path(str(files("analysis.inputs") / "statistics.yml")))
    kinds = keys_of(document.data).items()
    return {str(kind): _wanted(str(kind), keys_of(entry)) for kind, entry in kinds}


def _wanted(kind: str, entry: Mapping[Key, Data]) -> Wanted:
    said: Keywords = {str(name): value for name, value in entry.items()}
    return Wanted(kind, **said)


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
    wanted = kinds[kind]
    with opened(wanted, table, url, pause) as found:
        query, labels = _query(found.dimensions, wanted, years, found.id)
        rows = _rows(found.rows(query), found.dimensions, wanted, labels)
    return keep(
        table_text(rows),
        wanted.kind,
        source=f"SCB, {url}",
        folder=folder,
        table=found.id,
        title=found.title,
        updated=found.metadata.get("updated"),
        query=query,
    )


@contextmanager
def opened(wanted: Wanted, table: str | None, url: str, pause: float) -> Iterator[Opened]:
    """The table of a kind, found by its title unless its id is known, while the block asks it."""

    def asked(question: Callable[[], Answer]) -> Answer:
        return answered(question, url, pause)

    with _time_limit(LIMIT):
        api = asked(lambda: _connected(url))
        table_id = table or wanted.table or asked(lambda: _found_table(api, wanted))
        metadata = asked(lambda: api.get_table_metadata(table_id))
        yield Opened(api, table_id, metadata, asked)


def _connected(url: str) -> "PxApi":
    from pxweb import PxApi

    return PxApi(url, language="sv", disable_cache=True, max_workers=1)


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """pxwebpy 0.6 sets no time limit on its requests; a silent service would hold us forever."""
    original = HTTPAdapter.send

    def limited(
        self: HTTPAdapter, request: PreparedRequest, *args: Passed, **options: Passed
    ) -> Response:
        options["timeout"] = options.get("timeout") or seconds
        return original(self, request, *args, **options)

    HTTPAdapter.send = limited  # type: ignore[method-assign]
    try:
        yield
    finally:
        HTTPAdapter.send = original  # type: ignore[method-assign]


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


def labels_of(dimension: Dimension) -> dict[str, str]:
    """The text of each code of a variable."""
    return {str(k): str(v) for k, v in dimension["category"]["label"].items()}


def refuse_without(
    dimensions: Collection[str], variables: set[str], table: str, expected: Message
) -> None:
    """Raises InputError where a table lacks one of the variables that are asked for."""
    missing = variables - set(dimensions)
    if missing:
        text = Message("the table lacks the variables {names}", names=", ".join(sorted(missing)))
        raise InputError(text, value=table, expected=expected)


def no_content(wanted: Wanted, table: str, listed: str) -> InputError:
    """That a table has no content of the name that is wanted; those `listed` are what it has."""
    text = Message("no single content is {contents!r}", contents=wanted.contents)
    return InputError(text, value=table, expected=verbatim(listed))


def _query(
    dimensions: dict[str, Dimension], wanted: Wanted, years: tuple[int, int] | None, table: str
) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The codes to ask for by variable, and the label of each age code."""
    variables = {"Region", "Kon", "Tid", "ContentsCode", wanted.age}
    refuse_without(dimensions, variables, table, Message("a table by region, age, sex and year"))
    contents = {c for c, t in labels_of(dimensions["ContentsCode"]).items() if _says(t, wanted)}
    if len(contents) != 1:
        raise no_content(wanted, table, ", ".join(labels_of(dimensions["ContentsCode"]).values()))
    labels = labels_of(dimensions[wanted.age])
    known = {code: ages.age_class(label) for code, label in labels.items()}
    times = labels_of(dimensions["Tid"])
    span = years or (0, 9999)
    return {
        "Region": [c for c in labels_of(dimensions["Region"]) if is_county(c)],
        wanted.age: [c for c, age in known.items() if age is not None and age.kind != "total"],
        "Kon": [
            c for c, label in labels_of(dimensions["Kon"]).items() if ages.sex(label) is not None
        ],
        "ContentsCode": sorted(contents),
        "Tid": [t for t in times if t.isdecimal() and span[0] <= int(t) <= span[1]],
    }, labels


def _says(label: str, wanted: Wanted) -> bool:
    return label.casefold() == wanted.contents.casefold()


def is_county(code: str) -> bool:
    """Whether a code is that of a county or of the whole country."""
    return len(code) == 2 and ages.county(code) is not None


def _rows(
    rows: Sequence[Cell],
    dimensions: dict[str, Dimension],
    wanted: Wanted,
    labels: dict[str, str],
) -> list[list[str]]:
    """The answer as rows of our own table; codes become the labels that the reader knows."""
    name = {code: dimensions[code]["label"] for code in ("Region", "Kon", "Tid", wanted.age)}
    sexes = labels_of(dimensions["Kon"])
    found = []
    for row in rows:
        region, sex, year, age = (str(row[label]) for label in name.values())
        value = "" if row["value"] is None else str(row["value"])
        found.append([ages.county(region) or region, sexes[sex], labels[age], year, value])
    return found
