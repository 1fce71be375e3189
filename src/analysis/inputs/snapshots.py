"""Local copies of statistics (*lokala kopior*): the counts, and beside them what they are.

A copy is never changed. Its name holds kind, date and the beginning of its hash; the file beside
it holds the whole hash, the query and the source. Runs read copies and fetch nothing.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from analysis.errors import InputError, Message, Problem, verbatim
from analysis.inputs.demography import Demography, read_demography
from analysis.inputs.demography_table import read_counts
from analysis.inputs.opened import read_bytes
from analysis.inputs.places import project_root
from analysis.storage import write_text, write_whole

KINDS = ("population", "deaths", "births", "in_migration", "out_migration", "prognosis")
HEADER = ("region", "kön", "ålder", "år", "värde")


@dataclass(frozen=True)
class Snapshot:
    """What a copy is: kind, date of retrieval (ISO), SHA-256, source, and the query behind it."""

    kind: str
    retrieved: str
    sha256: str
    source: str
    table: str | None
    title: str | None
    updated: str | None
    query: Mapping[str, object] | None
    rows: int
    regions: tuple[str, ...]
    first_year: int
    last_year: int
    file: str
    original: str | None = None
    notes: tuple[str, ...] = ()


def snapshot_folder() -> Path:
    """Where copies are kept in the project."""
    return project_root() / "data" / "raw" / "statistics"


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def table_text(rows: Sequence[Sequence[str]]) -> bytes:
    """Counts as the CSV that the reader understands."""
    return ("\n".join(";".join(row) for row in [HEADER, *rows]) + "\n").encode("utf-8")


def keep(
    content: bytes,
    kind: str,
    source: str,
    folder: Path,
    suffix: str = ".csv",
    table: str | None = None,
    title: str | None = None,
    updated: str | None = None,
    query: Mapping[str, object] | None = None,
    original: str | None = None,
    today: date | None = None,
) -> Snapshot:
    """Check the counts, then keep them. Nothing is left behind when they are not good.

    Raises InputError with every fault of the counts.
    """
    if kind not in KINDS:
        raise InputError(
            Message("unknown kind of figures"), value=kind, expected=verbatim(", ".join(KINDS))
        )
    found, day = digest(content), (today or date.today()).isoformat()
    path = folder / f"{kind}-{day.replace('-', '')}-{found[:8]}{suffix}"
    checked = folder / f".checking-{found[:8]}{suffix}"
    write_whole(checked, content)
    try:
        counts = read_counts(checked, kind)  # type: ignore[arg-type]
    except InputError as error:
        raise InputError(problems=_renamed(error, checked, original or source)) from None
    finally:
        checked.unlink(missing_ok=True)
    rows = int(counts.values.size)
    years = (counts.years[0], counts.years[-1])
    notes = tuple(_named(n, checked.name, original or source) for n in counts.notes)
    snapshot = Snapshot(
        kind, day, found, source, table, title, updated, query, rows, counts.regions, *years,
        path.name, original, notes
    )  # fmt: skip
    write_whole(path, content)
    facts = json.dumps(asdict(snapshot), ensure_ascii=False, indent=2) + "\n"
    write_text(path.with_name(path.name + ".json"), facts)
    return snapshot


def _named(note: str, checked: str, name: str) -> str:
    """A note about the file under the name that its owner knows, still in both languages."""
    if not isinstance(note, Message):
        return note.replace(checked, name)
    named = {key: name if value == checked else value for key, value in note.fields.items()}
    return Message(note.text, **named)


def _renamed(error: InputError, checked: Path, name: str) -> list[Problem]:
    from dataclasses import replace

    return [replace(p, file=name if p.file == str(checked) else p.file) for p in error.problems]


def snapshots(folder: Path) -> list[Snapshot]:
    """All copies of a folder, the oldest first. Raises InputError for a broken description."""
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            facts = json.loads(read_bytes(path))
            found.append(
                Snapshot(**facts | {k: tuple(facts.get(k, ())) for k in ("regions", "notes")})
            )
        except (OSError, ValueError, TypeError, KeyError):
            raise InputError(
                Message("the description of the copy cannot be read"), file=path
            ) from None
    return sorted(found, key=lambda s: (s.retrieved, s.file))


def intact(snapshot: Snapshot, folder: Path) -> bool:
    """Whether the copy is there and has not been changed since it was retrieved."""
    path = folder / snapshot.file
    return path.is_file() and digest(path.read_bytes()) == snapshot.sha256


def read_snapshots(folder: Path) -> Demography:
    """The newest population, deaths and births of a folder, hashes checked. Raises InputError."""
    return read_demography(*(latest(folder, kind) for kind in ("population", "deaths", "births")))


def latest(folder: Path, kind: str) -> Path:
    """The newest copy of a kind, its hash checked. Raises InputError."""
    found = [s for s in snapshots(folder) if s.kind == kind]
    if not found:
        raise InputError(
            Message("there are no {kind} figures here", kind=kind),
            file=folder,
            expected=Message(
                "`regionkalkyl data fetch {kind}`, or `data add FILE --kind {kind}`", kind=kind
            ),
        )
    if not intact(found[-1], folder):
        raise InputError(
            Message("the figures have been changed since they were retrieved"),
            file=folder / found[-1].file,
            expected=Message("the hash that stands beside them; fetch or add them again"),
        )
    return folder / found[-1].file
