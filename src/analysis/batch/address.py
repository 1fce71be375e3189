"""Where the numbers of a batch lie: tried before a run, noted in its folder, found again by it.

A store is a folder or a URL that fsspec knows. The folder of a batch remembers a store elsewhere,
so that a question, the overview and `--resume` need not be told again.
"""

import contextlib
import json
import re
import uuid
from collections.abc import Container, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from analysis.batch.journal import intact, read
from analysis.batch.store import check, is_local, local_path, located, put
from analysis.errors import InputError, Message, RunFailed, said, verbatim
from analysis.storage import REASONS, write_whole

if TYPE_CHECKING:
    import pyarrow as pa

NOTE, GOALS, FIXED = "store.json", "goals.json", "fixed.parquet"
"""Where the numbers lie, the goals, and the lines that are the same for all members of a batch."""
AGAIN = Message("batch run --resume first")
PART = "part-*.parquet"
PASSWORD = re.compile(r"://[^/@]*:[^/@]*@")


def settled(store: str) -> str:
    """A store as others can find it: a folder by its whole path, a URL that holds no password.

    InputError for a URL that fsspec does not know; RunFailed when nobody answers there.
    """
    if PASSWORD.search(store):
        raise InputError(
            Message(
                "a password does not belong in the address of a storage: it is kept in clear text"
            ),
            expected=Message("it in the environment or in the configuration of fsspec"),
        )
    if is_local(store):
        return str(local_path(store, "").absolute())
    with reaching(store, "reached"):
        check(store)
    return store


def note(folder: Path, store: str) -> None:
    """Note in the folder of a batch where its numbers lie, when that is elsewhere."""
    if store == settled(str(folder)):
        (folder / NOTE).unlink(missing_ok=True)
    else:
        write_whole(folder / NOTE, json.dumps({"store": store}, ensure_ascii=False).encode())


def noted(folder: Path) -> str:
    """Where the numbers of the batch in a folder lie. Raises InputError for a damaged note."""
    path = folder / NOTE
    if not path.is_file():
        return settled(str(folder))
    try:
        return settled(str(json.loads(path.read_bytes())["store"]))
    except (ValueError, TypeError, KeyError):
        raise InputError(
            Message("the note of where the numbers lie is damaged"),
            file=path,
            expected=verbatim("--store"),
        ) from None


def claim(folder: Path, store: str, resume: bool) -> None:
    """See that a store can be written, and that no batch but the one to be resumed lies there.

    A small file is written and removed again, before anything is written here. Raises RunFailed
    for a store that refuses, InputError for one that holds another batch.
    """
    name = f"trial-{uuid.uuid4().hex}"
    with reaching(store, "written"):
        try:
            put(store, name, b"regionkalkyl")
        except RunFailed as error:
            why = reason(error.__cause__ or error)
            raise RunFailed(
                Message("{store} cannot be written: {why}", store=store, why=why)
            ) from error
        system, path = located(store, name)
        system.rm(path)
    if not parts(store, "results"):
        return
    if not resume or not (store == noted(folder) or vouches(folder, store)):
        expected = Message("another --store") if resume else Message("--resume, or another --store")
        raise InputError(
            Message("the storage holds a batch already"), value=store, expected=expected
        )


def vouches(folder: Path, store: str) -> bool:
    """Whether the journal of a folder knows any part that lies in a store."""
    return any(e.artefacts and intact(store, e) for e in read(folder).values() if e.state == "done")


def parts(store: str, table: str) -> list[str]:
    """Paths of the parts of a table in a store, in order, as its file system names them."""
    if is_local(store):
        return sorted(map(str, local_path(store, table).absolute().glob(PART)))
    with reaching(store, "read"):
        system, path = located(store, table)
        system.invalidate_cache()
        try:
            found = system.ls(path, detail=False)
        except FileNotFoundError:
            return []
    return sorted(name for name in found if fnmatch(name.rsplit("/", 1)[-1], PART))


def prune(store: str, table: str, vouched: Container[str]) -> None:
    """Remove the parts that the journal does not vouch for: damaged, or of an earlier grid file.

    So a question never meets members of two batches.
    """
    for path in parts(store, table):
        if f"{table}/{path.rsplit('/', 1)[-1]}" not in vouched:
            with reaching(store, "written"):
                located(store)[0].rm(path)


def renew(store: str, name: str, new: bytes | memoryview) -> None:
    """Put a small file in a store unless it is there already."""
    with reaching(store, "written"):
        if content(store, name) != new:
            put(store, name, new)


def content(store: str, name: str) -> bytes | None:
    """A small file of a store, or None when there is no such file."""
    with reaching(store, "read"):
        system, path = located(store, name)
        try:
            return bytes(system.cat_file(path))
        except FileNotFoundError:
            return None


class Goal(TypedDict):
    """A goal as a batch keeps it: a bound on a line each year, or on a ratio over a period."""

    id: str
    label: dict[str, str]
    scale: float
    years: list[int]
    kind: str
    measure: str | None
    numerator: str | None
    denominator: str | None
    minimum: float | None
    maximum: float | None
    period: str


def goals_of(store: str) -> list[Goal] | None:
    """The goals that lie beside the results, or None when there is no batch."""
    found = content(store, GOALS)
    try:
        return None if found is None else list(json.loads(found))
    except ValueError:
        raise InputError(
            Message("the goals are damaged"), file=f"{store}/{GOALS}", expected=AGAIN
        ) from None


def schema(store: str, table: str) -> "pa.Schema":
    """The columns of a table, with what is said of them. The first part tells."""
    import pyarrow.parquet as pq

    with reaching(store, "read"):
        system, _ = located(store)
        with system.open(parts(store, table)[0], "rb") as file:
            return pq.read_schema(file)


@contextlib.contextmanager
def reaching(store: str, what: str, but: type[Exception] = InputError) -> Iterator[None]:
    """Turn whatever a protocol raises, `but` for one kind, into one line. Each has its own."""
    try:
        yield
    except (InputError, RunFailed, but):
        raise
    except Exception as error:
        raise RunFailed(
            Message(
                "{store} cannot be {what}: {error}", store=store, what=what, error=reason(error)
            )
        ) from error


def reason(error: BaseException) -> str:
    """Why, in the words of the innermost fault of the system; else in those of the error."""
    inner: BaseException | None = error
    words = said(error)
    while inner is not None:
        if isinstance(inner, OSError) and inner.errno:
            words = REASONS.get(inner.errno, inner.strerror or words)
        inner = inner.__cause__ or inner.__context__
    return words
