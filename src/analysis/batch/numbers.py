"""The numbers path: members through the model in chunks that fit the cache, streamed to Parquet.

A part is the unit of work and of the journal: as many members as the grid file says, however many
workers there are, so that a part is the same bytes wherever it is made. Results have one row per
member and year and one column per line; assumptions one row per member.
"""

import contextlib
import ctypes
import io
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.batch.design import members, overrides
from analysis.batch.fingerprint import fingerprint
from analysis.batch.grid import Grid, load_grid
from analysis.batch.store import put
from analysis.catalogue.lines import line_items
from analysis.errors import RunFailed
from analysis.model import graph
from analysis.model.assumptions import apply
from analysis.model.calibration import Calibration, calibrate
from analysis.model.chapters import model
from analysis.model.graph import touched
from analysis.model.projection import evaluate, shown

CHUNK = 16_384
"""Members at a time: large enough to hide the cost of calls, small enough for the cache."""
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, KEPT = -1, -3, 1 << 30
Array = np.ndarray


@dataclass(frozen=True)
class Work:
    """A grid ready to be evaluated: its calibration and the inputs of its scenario."""

    grid: Grid
    calibration: Calibration
    moved: dict[str, Array]
    lines: tuple[str, ...]
    varying: frozenset[str]

    @property
    def inputs(self) -> dict[str, Array]:
        return {**self.calibration.inputs, **self.moved}


@cache
def keep_memory() -> None:
    """Have the C library keep freed memory, as chunk after chunk asks for the same again.

    Otherwise every array of a chunk is mapped and unmapped anew, which takes as long as the model.
    """
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(M_MMAP_THRESHOLD, KEPT)
        library.mallopt(M_TRIM_THRESHOLD, KEPT)


@lru_cache(maxsize=4)
def prepare(path: str, expected: str = "") -> Work:
    """Read the grid, calibrate its plan, and settle which lines it can keep.

    Raises RunFailed when code, packages, plan or grid are not those of `expected`, the
    fingerprint of the batch: a worker of another version would give other numbers.
    """
    keep_memory()
    grid = load_grid(path)
    if expected and fingerprint(grid) != expected:
        raise RunFailed("a worker has other code, packages, plan or grid file than the batch")
    calibration = calibrate(grid.plan)
    moved = apply(grid.scenario, grid.plan, calibration.inputs)
    available = evaluate_possible(calibration)
    wanted = dict.fromkeys((*grid.lines, *read_lines(grid)))
    lines = tuple(name for name in wanted if name in available)
    varying = touched(model(), {axis.target for axis in grid.axes})
    return Work(grid, calibration, moved, lines, frozenset(varying))


def read_lines(grid: Grid) -> list[str]:
    """Lines that are kept unasked: those that goals and the rules of rendering read."""
    read: list[str | None] = []
    for goal in grid.plan.goals.values():
        read += [goal.measure, goal.numerator, goal.denominator]
    read += [rule.line for rule in (grid.render.worst, grid.render.best) if rule is not None]
    return [name for name in read if name is not None]


def evaluate_possible(calibration: Calibration) -> set[str]:
    """The line items that this plan can give by year."""
    nodes = graph.evaluate(model(), calibration.inputs)
    years = len(calibration.plan.years)
    return {n for n in line_items() if n in nodes and nodes[n].shape[-1] in (1, years)}


def chunk(work: Work, start: int, stop: int) -> tuple[dict[str, Array], dict[str, Array]]:
    """Assumptions (n, …) in the unit of the file and lines (n, years) in that of the catalogue."""
    values = members(work.grid, start, stop)
    moved = {**work.moved, **overrides(work.grid, work.inputs, values)}
    found = evaluate(work.calibration, moved, work.lines)
    years = len(work.grid.plan.years)
    return values, {name: shown(name, found[name], years) for name in work.lines}


def parts(grid: Grid) -> list[tuple[int, int]]:
    """First member and end of every part of a batch."""
    step = grid.file.part
    return [(start, min(start + step, grid.size)) for start in range(0, grid.size, step)]


def part_name(number: int) -> str:
    """File name of a part; both tables use it, in folders of their own."""
    return f"part-{number:05d}.parquet"


def make_part(path: str, expected: str, number: int, store: str) -> dict[str, str]:
    """Evaluate a part and put its two files in place; returns their SHA-256 by name."""
    work = prepare(path, expected)
    start, stop = parts(work.grid)[number]
    content = tables(work, start, stop)
    return {
        f"{table}/{part_name(number)}": put(store, f"{table}/{part_name(number)}", data)
        for table, data in content.items()
    }


def tables(work: Work, start: int, stop: int) -> dict[str, memoryview]:
    """The Parquet files of the members start … stop − 1, by table."""
    results, assumptions = io.BytesIO(), io.BytesIO()
    schemas = results_schema(work), assumptions_schema(work.grid)
    with (
        pq.ParquetWriter(results, schemas[0], **options(schemas[0])) as wide,
        pq.ParquetWriter(assumptions, schemas[1], **PLAIN) as narrow,
    ):
        for first in range(start, stop, CHUNK):
            last = min(first + CHUNK, stop)
            values, lines = chunk(work, first, last)
            wide.write_batch(results_batch(work, first, last, lines, schemas[0]))
            narrow.write_batch(assumptions_batch(work.grid, first, last, values, schemas[1]))
    return {"results": results.getbuffer(), "assumptions": assumptions.getbuffer()}


def options(schema: pa.Schema) -> dict[str, Any]:
    """How results are written: floats as split bytes, then lz4.

    zstd packs 5 % tighter and takes half as long again; a dictionary for lines that do not vary
    is no smaller and takes longer than packing them.
    """
    split = dict.fromkeys(schema.names[2:], "BYTE_STREAM_SPLIT")
    return {
        "compression": "lz4",
        "column_encoding": {"member": "DELTA_BINARY_PACKED", **split},
        "use_dictionary": ["year"],
        "write_statistics": ["member", "year"],
    }


PLAIN = {"compression": "none", "use_dictionary": False, "write_statistics": ["member"]}
"""How assumptions are written: what was drawn at random cannot be packed."""


def results_schema(work: Work) -> pa.Schema:
    """Columns of the results: member, year, one per line with unit and labels as metadata."""
    fields = [pa.field("member", pa.int32(), False), pa.field("year", pa.int16(), False)]
    for name in work.lines:
        item = line_items()[name]
        about = {"unit": item.unit, "sv": item.sv, "en": item.en}
        fields.append(pa.field(name, pa.float32(), False, about))
    return pa.schema(fields, metadata=about_batch(work.grid))


def assumptions_schema(grid: Grid) -> pa.Schema:
    """Columns of the assumptions: member, one per axis, or one per axis and year."""
    fields = [pa.field("member", pa.int32(), False)]
    for axis in grid.axes:
        about = {"key": axis.key, "kind": axis.kind, "years": json.dumps(axis.years)}
        names = [f"{axis.name}_{y}" for y in axis.years] if axis.per_year else [axis.name]
        fields += [pa.field(name, pa.float64(), False, about) for name in names]
    return pa.schema(fields, metadata=about_batch(grid))


def about_batch(grid: Grid) -> dict[str, str]:
    """What a reader of the files needs to know of the batch."""
    return {
        "question": grid.question,
        "plan": grid.plan.name,
        "scenario": grid.scenario.name,
        "combine": grid.combine,
        "seed": str(grid.seed),
        "note": "lines are stored in single precision",
    }


def results_batch(
    work: Work, first: int, last: int, lines: dict[str, Array], schema: pa.Schema
) -> pa.RecordBatch:
    """Lines (n, years) as rows by year, then member: a year of a line lies in one piece."""
    years = np.array(work.grid.plan.years, dtype=np.int16)
    columns = [
        pa.array(np.tile(np.arange(first, last, dtype=np.int32), len(years))),
        pa.array(np.repeat(years, last - first)),
    ]
    for name in work.lines:
        by_year = np.broadcast_to(lines[name], (last - first, len(years))).T
        columns.append(pa.array(np.ascontiguousarray(by_year, dtype=np.float32).ravel()))
    return pa.record_batch(columns, schema=schema)


def assumptions_batch(
    grid: Grid, first: int, last: int, values: dict[str, Array], schema: pa.Schema
) -> pa.RecordBatch:
    """Values by axis as columns."""
    columns = [pa.array(np.arange(first, last, dtype=np.int32))]
    for axis in grid.axes:
        given = values[axis.name]
        for column in given.T if axis.per_year else [given]:
            columns.append(pa.array(np.ascontiguousarray(column, dtype=np.float64)))
    return pa.record_batch(columns, schema=schema)
