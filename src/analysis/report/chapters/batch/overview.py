"""The overview of a batch: what varied, fans, how often goals are missed, links to reports."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from IPython.display import HTML
from markupsafe import Markup
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis import catalogue
from analysis.batch.address import goals_of, noted, schema
from analysis.batch.query import ask, connect
from analysis.errors import InputError
from analysis.inputs.parameters import scenario_keys
from analysis.report.blocks import theme
from analysis.report.blocks.display import figure_html, table_html
from analysis.report.blocks.injected import refuse_unknown
from analysis.report.blocks.pictures import svg
from analysis.report.blocks.table import Row, Table

BANDS = (("p05", "p95"), ("p25", "p75"))


@dataclass(frozen=True)
class BatchView:
    """A finished batch, open for questions, in one language."""

    folder: Path
    language: str
    base: duckdb.DuckDBPyConnection
    about: dict[str, str]
    axes: pa.Schema
    goals: list[dict[str, Any]]

    def text(self, key: str, **values: object) -> str:
        return catalogue.text(f"batch.{key}", self.language, **values)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return ask(self.base, sql)[1]


def open_batch(folder: str, language: str = "sv") -> BatchView:
    """Open the batch of `folder`, wherever its numbers lie. InputError when there is none."""
    refuse_unknown()
    place = Path(folder)
    store = noted(place)
    goals = goals_of(store)
    if goals is None:
        raise InputError("there is no finished batch here", file=store)
    base = connect(store, goals)
    axes = schema(store, "assumptions")
    about = {key.decode(): value.decode() for key, value in (axes.metadata or {}).items()}
    return BatchView(place, language, base, about, axes, goals)


def size(view: BatchView) -> HTML:
    """The question, and how many members answer it."""
    ((members,),) = view.rows("SELECT count(*) FROM assumptions")
    count = catalogue.number(float(members), "persons", view.language, 0)
    words = view.text(
        "size", members=count, plan=view.about["plan"], scenario=view.about["scenario"]
    )
    return HTML(Markup("<p>{}</p><p>{}</p>").format(view.about["question"], words))


def varied(view: BatchView) -> HTML:
    """A table of the axes: years, how they act, lowest, middle and highest value."""
    rows = []
    for field in view.axes:
        about = {k.decode(): v.decode() for k, v in (field.metadata or {}).items()}
        if "key" not in about:
            continue
        column = '"' + field.name.replace('"', '""') + '"'
        ((low, middle, high),) = view.rows(
            f"SELECT min({column}), median({column}), max({column}) FROM assumptions"
        )
        spec = scenario_keys()[about["key"]]
        years = json.loads(about["years"])
        last = field.name.rsplit("_", 1)[-1]
        shown = last if last.isdecimal() and int(last) in years else catalogue.year_span(years)
        numbers = [catalogue.number(v, spec.unit, view.language, 2) for v in (low, middle, high)]
        name = str(getattr(spec, view.language))
        rows.append(Row(name, (shown, view.text(f"kind.{about['kind']}"), *numbers)))
    heads = tuple(view.text(k) for k in ("axis", "years", "kind", "lowest", "middle", "highest"))
    numeric = (False, False, True, True, True)
    table = table_html(Table(view.text("varied"), heads, tuple(rows), numeric))
    return HTML(Markup("{}<p>{}</p>").format(Markup(table), held_words(view)))


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


def held_words(view: BatchView) -> str:
    """What is said of draws that would have ended out of bounds; nothing where none is drawn."""
    counts = held(view)
    if not counts:
        return ""
    beyond = [
        f"{name} {catalogue.number(count, 'persons', view.language)}"
        for name, count in counts.items()
        if count
    ]
    if not beyond:
        return view.text("held.none")
    return view.text("held", counts=catalogue.enumerate_words(beyond, view.language))


def fan(line: str, view: BatchView) -> HTML:
    """A fan chart of a line: middle, half and nine tenths of the outcomes."""
    names = [p for pair in BANDS for p in pair] + ["p50"]
    sql = f"SELECT year, {', '.join(names)} FROM percentiles WHERE line = '{line}' ORDER BY year"
    found = np.array(view.rows(sql), dtype=float)
    if line not in catalogue.line_items() or not found.size:
        raise InputError("the batch does not hold the line", value=line)
    unit, label = catalogue.unit(line), catalogue.label(line, view.language)

    def amount(value: float) -> str:
        return catalogue.amount(value, unit, view.language)

    years = found[:, 0].astype(int)
    middle = found[:, 5]
    title = view.text("fan", label=label, first=amount(middle[0]), last=amount(middle[-1]))
    alt = view.text(
        "fan_alt", label=label, year=years[-1], low=amount(found[-1, 1]),
        high=amount(found[-1, 2]), middle=amount(middle[-1]),
    )  # fmt: skip
    rows = tuple(
        Row(name, tuple(catalogue.number(v, unit, view.language) for v in found[:, i]))
        for i, name in enumerate(names, 1)
    )
    head = (view.text("percentile"), *map(str, years))
    table = Table(title, head, rows, (True,) * len(years))
    drawn = svg(_draw_fan(years, found, unit, view))
    return HTML(figure_html(f"fan-{line}", title, drawn, alt, table, view.language))


def _draw_fan(years: np.ndarray, found: np.ndarray, unit: str, view: BatchView) -> Figure:
    with theme.themed():
        figure = Figure(figsize=theme.SIZE, layout="constrained")
        axes = figure.subplots()
    for column in (1, 3):
        low, high = found[:, column], found[:, column + 1]
        axes.fill_between(years, low, high, color=theme.BLUE, alpha=0.25, lw=0)
    axes.plot(years, found[:, 5], color=theme.BLUE, lw=2)
    axes.axhline(0, color=theme.INK, lw=0.8, zorder=1)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    form = FuncFormatter(lambda v, _: catalogue.number(v, unit, view.language, 0))
    axes.yaxis.set_major_formatter(form)
    return figure


def failures(view: BatchView) -> HTML:
    """A heat map of the share of members that miss each goal, by year or period, and under each
    band the share that lies above it: room, in another colour."""
    found = view.rows("SELECT goal, years, failure_share, standard_error, over_share FROM goals")
    columns = sorted({row[1] for row in found}, key=lambda years: (len(years), years))
    names = [goal["id"] for goal in view.goals if any(goal["id"] == row[0] for row in found)]
    bands = {row[0] for row in found if row[4] is not None}
    sides = [(name, side) for name in names for side in (2, 4)[: 1 + (name in bands)]]
    shares = {(row[0], side, row[1]): row[side] for row in found for side in (2, 4)}
    grid = np.array([[shares.get((*pair, c), np.nan) for c in columns] for pair in sides]) * 100
    labels = [_side(view, name, side, name in bands) for name, side in sides]
    worst = max(found, key=lambda row: row[2])
    alt = view.text(
        "failures_alt", goal=_goal(view, worst[0]), years=worst[1],
        share=catalogue.amount(100 * worst[2], "pct", view.language, 0),
    )  # fmt: skip
    rows = tuple(
        Row(label, tuple("–" if np.isnan(v) else _percent(v, view) for v in values))
        for label, values in zip(labels, grid, strict=True)
    )
    error = catalogue.number(100 * max(row[3] for row in found), "pct", view.language, 2)
    note = view.text("failures_note", error=error)
    title = view.text("failures")
    table = Table(title, (view.text("goal"), *columns), rows, (True,) * len(columns), note)
    figure = _draw_heat(labels, columns, grid, np.array([side == 4 for _, side in sides]), view)
    return HTML(figure_html("failures", title, svg(figure), alt, table, view.language))


def _side(view: BatchView, name: str, side: int, band: bool) -> str:
    """What a row of the heat map is called: a band has one for each side."""
    if not band:
        return _goal(view, name)
    return view.text("failures_missed" if side == 2 else "failures_room", goal=_goal(view, name))


def _percent(value: float, view: BatchView) -> str:
    return catalogue.number(value, "pct", view.language, 1)


def _goal(view: BatchView, name: str) -> str:
    labels = {goal["id"]: goal.get("label", {}) for goal in view.goals}
    return str(labels[name].get(view.language, name))


def _draw_heat(
    labels: Sequence[str],
    columns: Sequence[str],
    grid: np.ndarray,
    room: np.ndarray,
    view: BatchView,
) -> Figure:
    with theme.themed():
        figure = Figure(figsize=(theme.SIZE[0], 0.9 + 0.45 * len(labels)), layout="constrained")
        axes = figure.subplots()
    for rows, colours in ((~room, "Oranges"), (room, "Greens")):
        own = np.where(rows[:, None], grid, np.nan)
        axes.imshow(own, cmap=colours, vmin=0, vmax=100, aspect="auto")
    axes.set_xticks(range(len(columns)), [c.replace("-", "–\n") for c in columns], fontsize=9)
    axes.set_yticks(range(len(labels)), [fill(name, 30) for name in labels], fontsize=8.5)
    axes.grid(visible=False)
    for (row, column), value in np.ndenumerate(grid):
        if not np.isnan(value):
            colour = "white" if value > 55 else theme.INK
            text = catalogue.number(float(value), "pct", view.language, 0)
            axes.text(column, row, text, ha="center", va="center", color=colour, fontsize=9)
    return figure


def members(view: BatchView) -> HTML:
    """Links to the reports of the members that were chosen."""
    pages = sorted(view.folder.glob("reports/*/*/index.html"))
    if not pages:
        return HTML(Markup("<p>{}</p>").format(view.text("no_members")))
    links = (
        Markup('<li><a href="{}">{}</a></li>').format(
            page.relative_to(view.folder).as_posix(), page.parent.name
        )
        for page in pages
    )
    return HTML(Markup("<ul>{}</ul>").format(Markup("").join(links)))
