"""A local copy of figures of all regions (*lokal kopia*), from Kolada or SCB: by line and year.

Beside the figures stands what they are: source, query, date and SHA-256. A copy that has been
changed is refused. Runs read copies and fetch nothing.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from analysis.errors import InputError, Message, Problem, shown
from analysis.inputs.delimited import csv_text, records_under, rows_read
from analysis.inputs.demography_ages import county
from analysis.inputs.figures import read_figure
from analysis.inputs.opened import read_bytes
from analysis.inputs.outcomes import line_named
from analysis.inputs.snapshots import digest
from analysis.storage import write_text

COLUMNS = ("line", "kpi", "region", "group", "year", "value")
MEASURE = "measure "
"""Before the number of a measure, where a line else stands."""
COUNTRY = "Riket"


@dataclass(frozen=True)
class Row:
    """A figure of a region, in the unit of its line, or of a measure (`measure 4`).

    group: `K` for women and `M` for men of a measure, empty for both.
    """

    line: str
    kpi: str
    region: str
    year: int
    value: float
    group: str = ""

    @property
    def measure(self) -> str | None:
        """The number of the measure that the figure is of; None for a line."""
        return self.line.removeprefix(MEASURE) if self.line.startswith(MEASURE) else None


@dataclass(frozen=True)
class RegionCopy:
    """What a copy is: date of retrieval (ISO), SHA-256, source and the query behind it."""

    retrieved: str
    sha256: str
    source: str
    query: Mapping[str, object]
    rows: int
    file: str
    title: str | None = None
    updated: str | None = None


def region_named(code: str) -> str | None:
    """The county of a region in Kolada, `0025` as Norrbotten; None for a municipality."""
    return county(code[2:]) if len(code) == 4 and code.startswith("00") else None


def keep(
    rows: Iterable[Row],
    folder: Path,
    source: str,
    query: Mapping[str, object],
    today: date | None = None,
    kind: str = "kolada",
    title: str | None = None,
    updated: str | None = None,
) -> RegionCopy:
    """Write the figures, and beside them what they are."""
    body = [[r.line, r.kpi, r.region, r.group, str(r.year), f"{r.value:.12g}"] for r in rows]
    text = csv_text([COLUMNS, *sorted(body)])
    found, day = digest(text.encode("utf-8")), (today or date.today()).isoformat()
    path = folder / f"{kind}-{day.replace('-', '')}-{found[:8]}.csv"
    copy = RegionCopy(day, found, source, query, len(body), path.name, title, updated)
    write_text(path, text)
    facts = json.dumps(asdict(copy), ensure_ascii=False, indent=2) + "\n"
    write_text(_facts(path), facts)
    return copy


def _facts(path: Path) -> Path:
    return path.with_name(path.name + ".json")


def read_copy(path: Path) -> tuple[RegionCopy, tuple[Row, ...]]:
    """A copy whose hash is the one beside it. Raises InputError with every faulty row."""
    facts = facts_of(path)
    if not intact(path, facts):
        raise InputError(
            Message("the figures have been changed since they were retrieved"), file=path,
            expected=Message("the hash that stands beside them; fetch or add them again"),
        )  # fmt: skip
    problems: list[Problem] = []
    rows = tuple(row for _, row in rows_read(records_under(path, COLUMNS), path, _row, problems))
    if problems:
        raise InputError(problems=problems)
    return facts, rows


def facts_of(path: Path) -> RegionCopy:
    """What stands beside a copy. Raises InputError where it cannot be read."""
    read_bytes(path)
    try:
        return RegionCopy(**json.loads(read_bytes(_facts(path))))
    except (InputError, ValueError, TypeError):
        raise InputError(
            Message("the description of the copy cannot be read"), file=_facts(path),
            expected=Message("a file that `regionkalkyl data` wrote"),
        ) from None  # fmt: skip


def intact(path: Path, facts: RegionCopy) -> bool:
    """Whether a copy has not been changed since it was retrieved."""
    return digest(read_bytes(path)) == facts.sha256


def copies(folder: Path) -> list[Path]:
    """Every copy of a folder, the oldest first."""
    found = (path.with_suffix("") for path in folder.glob("*.csv.json"))
    return sorted(found, key=lambda path: path.name)


def _row(cells: dict[str, str], line: int) -> Row:
    name, region = cells["line"], county(cells["region"])
    if not name.startswith(MEASURE):
        name = line_named(name) or ""
    if not name or region is None or not cells["year"].isdecimal():
        raise ValueError(Message("a line, a region and a year"))
    return Row(
        name,
        cells["kpi"],
        region,
        int(cells["year"]),
        float(read_figure(cells["value"]).value),
        cells["group"],
    )


def measures_of(texts: Iterable[str], numbers: Iterable[str] = ()) -> dict[str, str]:
    """`line=N12345` as the key figure of each line, or of the measure that has such a number.

    Raises InputError with every fault.
    """
    known = set(numbers)
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for text in texts:
        name, equals, kpi = (part.strip() for part in text.partition("="))
        line = f"{MEASURE}{name}" if name in known else line_named(name)
        if not equals or line is None or not (kpi.isascii() and kpi.isalnum()):
            problems.append(
                Problem(
                    Message("this is not a line with a key figure"), value=shown(text),
                    expected=Message("line=N12345, with the line by name or label"),
                )
            )  # fmt: skip
        elif line in found:
            problems.append(Problem(Message("the line stands twice"), value=shown(text)))
        else:
            found[line] = kpi
    if problems:
        raise InputError(problems=problems)
    return found


def own_outcomes(rows: Iterable[Row], region: str) -> dict[str, dict[int, float]]:
    """The figures of one region as outcomes by line and year."""
    found: dict[str, dict[int, float]] = {}
    for row in rows:
        if row.region == region and row.measure is None:
            found.setdefault(row.line, {})[row.year] = row.value
    return found
