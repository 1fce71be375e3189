"""The numbers of a batch as Parquet files, part by part.

A part is the unit of work and of the journal: as many members as the grid file says, however many
workers there are, so that a part is the same bytes wherever it is made. Results have one row per
member and year and one column per line; assumptions one row per member. Lines that no axis can move
are the same for every member: they are stored once, by year.
"""

import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.batch.axes import about_axis
from analysis.batch.executor import computing
from analysis.batch.grid import Grid
from analysis.batch.store import put
from analysis.batch.work import CHUNK, Work, chunk, lines_shown, parts, prepare_as
from analysis.catalogue.lines import line_items

Array = np.ndarray


def part_name(number: int) -> str:
    """File name of a part; both tables use it, in folders of their own."""
    return f"part-{number:05d}.parquet"


def make_part(path: str, expected: str, number: int, store: str) -> dict[str, str]:
    """Evaluate a part and put its two files in place; returns their checksums by name."""
    work = prepare_as(path, expected)
    start, stop = parts(work.grid)[number]
    with computing():
        content = tables(work, start, stop)
    return {
        f"{table}/{part_name(number)}": put(store, f"{table}/{part_name(number)}", data)
        for table, data in content.items()
    }


class Pieces(io.RawIOBase):
    """A file in memory that keeps what is written piece by piece: nothing is moved as it grows."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes | pa.Buffer) -> int:
        self.pieces.append(bytes(piece))  # no copy of what is bytes already
        self.size += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self.size


def tables(work: Work, start: int, stop: int) -> dict[str, list[bytes]]:
    """The Parquet files of the members start … stop − 1, by table, in pieces."""
    results, assumptions = Pieces(), Pieces()
    schemas = results_schema(work), assumptions_schema(work.grid)
    with (
        pq.ParquetWriter(results, schemas[0], **OPTIONS) as wide,
        pq.ParquetWriter(assumptions, schemas[1], **PLAIN) as narrow,
    ):
        for first in range(start, stop, CHUNK):
            last = min(first + CHUNK, stop)
            values, lines = chunk(work, first, last)
            wide.write_batch(results_batch(work, first, last, lines, schemas[0]))
            narrow.write_batch(assumptions_batch(work.grid, first, last, values, schemas[1]))
    return {"results": results.pieces, "assumptions": assumptions.pieces}


def fixed_table(work: Work) -> memoryview:
    """The Parquet file of the lines that are the same for all members, one row a year.

    It has all lines of the batch in their order; those that members move are empty.
    """
    years = work.grid.plan.years
    names = tuple(name for name in work.lines if name not in work.varying)
    held = lines_shown(work, work.moved, names)
    fields = [pa.field("year", pa.int16(), False)]
    columns = [column(np.array(years, dtype=np.int16))]
    for name in work.lines:
        fields.append(line_field(name, nullable=True))
        given = held.get(name)
        columns.append(
            pa.nulls(len(years), pa.float32())
            if given is None
            else column(given.ravel().astype(np.float32))
        )
    content = io.BytesIO()
    pq.write_table(pa.table(columns, pa.schema(fields, about_batch(work.grid))), content)
    return content.getbuffer()


OPTIONS: dict[str, object] = {
    "compression": "snappy",
    "column_encoding": {"member": "DELTA_BINARY_PACKED"},
    "use_dictionary": ["year"],
    "write_statistics": ["member", "year"],
}
"""How results are written. Splitting the bytes of floats before they are packed would save a fifth
of the room and take twice as long."""
PLAIN = {"compression": "none", "use_dictionary": False, "write_statistics": ["member"]}
"""How assumptions are written: what was drawn at random cannot be packed."""


def results_schema(work: Work) -> pa.Schema:
    """Columns of the results: member, year, one per line that members move."""
    fields = [pa.field("member", pa.int32(), False), pa.field("year", pa.int16(), False)]
    fields += map(line_field, work.varying)
    return pa.schema(fields, metadata=about_batch(work.grid))


def line_field(name: str, nullable: bool = False) -> pa.Field:
    """The column of a line, with unit and labels."""
    item = line_items()[name]
    about = {"unit": item.unit, "sv": item.sv, "en": item.en}
    return pa.field(name, pa.float32(), nullable, about)


def assumptions_schema(grid: Grid) -> pa.Schema:
    """Columns of the assumptions: member, one per axis, or one per axis and year."""
    fields = [pa.field("member", pa.int32(), False)]
    for axis in grid.axes:
        names = [f"{axis.name}_{y}" for y in axis.years] if axis.per_year else [axis.name]
        for dimension, name in enumerate(names):
            fields.append(pa.field(name, pa.float64(), False, about_axis(axis, dimension)))
    return pa.schema(fields, metadata=about_batch(grid))


def about_batch(grid: Grid) -> dict[str, str]:
    """What a reader of the files needs to know of the batch."""
    return {
        "question": grid.question,
        "plan": grid.plan.name,
        "title_sv": grid.plan.file.title.sv,
        "title_en": grid.plan.file.title.en,
        "scenario": grid.scenario.name,
        "combine": grid.combine,
        "seed": str(grid.seed),
        "note": "lines are stored in single precision",
    }


def column(values: Array) -> pa.Array:
    """A contiguous array as a column, without a copy and without the pandas that `pa.array` would
    import."""
    kind = pa.from_numpy_dtype(values.dtype)
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(values)])


def results_batch(
    work: Work, first: int, last: int, lines: dict[str, Array], schema: pa.Schema
) -> pa.RecordBatch:
    """Lines (n, years) as rows by year, then member: a year of a line lies in one piece."""
    years = np.array(work.grid.plan.years, dtype=np.int16)
    columns = [
        column(np.tile(np.arange(first, last, dtype=np.int32), len(years))),
        column(np.repeat(years, last - first)),
    ]
    for name in work.varying:
        by_year = np.broadcast_to(lines[name], (last - first, len(years))).T
        columns.append(column(np.ascontiguousarray(by_year, dtype=np.float32).ravel()))
    return pa.record_batch(columns, schema=schema)


def assumptions_batch(
    grid: Grid, first: int, last: int, values: dict[str, Array], schema: pa.Schema
) -> pa.RecordBatch:
    """Values by axis as columns."""
    columns = [column(np.arange(first, last, dtype=np.int32))]
    for axis in grid.axes:
        given = values[axis.name]
        for each in given.T if axis.per_year else [given]:
            columns.append(column(np.ascontiguousarray(each, dtype=np.float64)))
    return pa.record_batch(columns, schema=schema)
