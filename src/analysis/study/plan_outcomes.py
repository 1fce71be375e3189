"""Fetched figures of earlier years as entered outcomes of a plan (*utfall*): `outcomes.csv`."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from analysis.inputs.delimited import csv_text, numbered_rows
from analysis.inputs.documents import read_text
from analysis.inputs.outcomes import line_named, read_entered
from analysis.inputs.region_copy import Row

HEADER = ("post", "ar", "varde", "slag", "kalla")


@dataclass(frozen=True)
class Merged:
    """The file with the new rows, and the years that were added and that stood there already."""

    text: str
    added: tuple[int, ...]
    held: tuple[int, ...]


def with_outcomes(path: Path, rows: Iterable[Row], source: str) -> Merged:
    """The outcomes of a plan and `rows` beside them; what its owner has written stands as it is.

    Raises InputError for a file that cannot be read.
    """
    entered = read_entered(path) if path.is_file() else {}
    old = [list(row) for _, row in numbered_rows(read_text(path), path)] if entered else []
    body = [[*row, *[""] * (len(HEADER) - len(row))] for row in old[1:] if any(row)]
    added, held = list[int](), list[int]()
    for row in sorted(rows, key=lambda r: (r.line, r.year)):
        if row.year in entered.get(line_named(row.line) or "", {}):
            held.append(row.year)
            continue
        added.append(row.year)
        value = f"{row.value:.3f}".rstrip("0").rstrip(".").replace(".", ",")
        body.append([row.line, str(row.year), value, "utfall", source])
    return Merged(csv_text([list(HEADER), *body]), tuple(added), tuple(held))
