"""What the overview of a batch looks at: a finished batch, open for questions."""

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from analysis import catalogue
from analysis.batch.address import Goal, goals_of, noted, schema
from analysis.batch.query import ask, connect
from analysis.errors import InputError, Message
from analysis.report.blocks.injected import refuse_unknown
from analysis.report.blocks.view import Reader
from analysis.untyped import SqlRow

BANDS = ("p05", "p95", "p25", "p75")


@dataclass(frozen=True)
class BatchView(Reader):
    """A finished batch, open for questions, in one language."""

    folder: Path
    language: str
    base: duckdb.DuckDBPyConnection
    about: dict[str, str]
    axes: pa.Schema
    goals: list[Goal]

    def rows(self, sql: str) -> list[SqlRow]:
        """The rows that a question in SQL gives."""
        return ask(self.base, sql)[1]


def open_batch(folder: str, language: str = "sv") -> BatchView:
    """Open the batch of `folder`, wherever its numbers lie. InputError when there is none."""
    refuse_unknown()
    place = Path(folder)
    store = noted(place)
    goals = goals_of(store)
    if goals is None:
        raise InputError(Message("there is no finished batch here"), file=store)
    base = connect(store, goals)
    axes = schema(store, "assumptions")
    about = {key.decode(): value.decode() for key, value in (axes.metadata or {}).items()}
    return BatchView(place, language, base, about, axes, goals)


@dataclass(frozen=True)
class Fan:
    """Percentiles of a line by year: `found` (T, 5) holds `BANDS` and the middle."""

    view: BatchView
    line: str
    years: np.ndarray
    found: np.ndarray

    def amount(self, value: float) -> str:
        """A value of the line with its unit."""
        return catalogue.amount(value, catalogue.unit(self.line), self.view.language)


def fan(view: BatchView, line: str) -> Fan:
    """The spread of a line. Raises InputError when the batch does not hold it."""
    names = ", ".join((*BANDS, "p50"))
    sql = f"SELECT year, {names} FROM percentiles WHERE line = '{line}' ORDER BY year"
    if line not in catalogue.line_items() or not (rows := view.rows(sql)):
        raise InputError(Message("the batch does not hold the line"), value=line)
    found = np.array(rows, dtype=float)
    return Fan(view, line, found[:, 0].astype(int), found[:, 1:])


@dataclass(frozen=True)
class Failures:
    """Shares of members that miss each goal, per cent, (G, Y); NaN where a goal is not tested.

    Under each band stands the share that lies above it: `room` tells those rows, (G,).
    """

    view: BatchView
    labels: list[str]
    columns: list[str]
    shares: np.ndarray
    room: np.ndarray
    error: float
    worst: tuple[str, str, float]


def failures(view: BatchView) -> Failures:
    """How often goals are missed, by year or period, and how often a band is exceeded."""
    found = view.rows("SELECT goal, years, failure_share, standard_error, over_share FROM goals")
    columns = sorted({row[1] for row in found}, key=lambda years: (len(years), years))
    names = [goal["id"] for goal in view.goals if any(goal["id"] == row[0] for row in found)]
    bands = {row[0] for row in found if row[4] is not None}
    sides = [(name, side) for name in names for side in (2, 4)[: 1 + (name in bands)]]
    shares = {(row[0], side, row[1]): row[side] for row in found for side in (2, 4)}
    held = np.array([[shares.get((*pair, c), np.nan) for c in columns] for pair in sides]) * 100
    labels = [_side(view, name, side, name in bands) for name, side in sides]
    goal, years, share, *_ = max(found, key=lambda row: row[2])
    worst = _goal(view, goal), years, 100 * share
    room = np.array([side == 4 for _, side in sides])
    return Failures(view, labels, columns, held, room, 100 * max(row[3] for row in found), worst)


def _side(view: BatchView, name: str, side: int, band: bool) -> str:
    """What a row of the heat map is called: a band has one for each side."""
    if not band:
        return _goal(view, name)
    key = "batch.failures_missed" if side == 2 else "batch.failures_room"
    return view.text(key, goal=_goal(view, name))


def _goal(view: BatchView, name: str) -> str:
    labels = {goal["id"]: goal.get("label", {}) for goal in view.goals}
    return str(labels[name].get(view.language, name))


def held(view: BatchView) -> dict[str, int]:
    """How many members have a drawn value that was held at a bound of reason, by column."""
    found = {}
    for field in view.axes:
        bounds = json.loads((field.metadata or {}).get(b"bounds", b"null"))
        if bounds is not None:
            column = '"' + field.name.replace('"', '""') + '"'
            beyond = f"{column} <= {bounds[0]!r} OR {column} >= {bounds[1]!r}"
            ((count,),) = view.rows(f"SELECT count(*) FROM assumptions WHERE {beyond}")
            found[field.name] = int(count)
    return found


def reports(view: BatchView) -> dict[int, str]:
    """Where the report of each chosen member lies, from the folder of the batch."""
    pages = sorted(view.folder.glob("reports/*/member-*/index.html"))
    return {
        int(page.parent.name.removeprefix("member-")): page.relative_to(view.folder).as_posix()
        for page in pages
    }
