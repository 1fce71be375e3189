"""Results for machines: JSON, Parquet and the manifest that says what they were made from."""

import hashlib
import json
import platform
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analysis import catalogue
from analysis.inputs.look import logotype
from analysis.inputs.plan import Plan
from analysis.model.projection import Projection
from analysis.report.blocks.titles import question_of, title_of
from analysis.report.seal.sources import Roots, named_files
from analysis.study.document import plain_numbers
from analysis.study.labels import goal_label

PACKAGES = ("regionkalkyl", "numpy", "matplotlib", "nbconvert", "papermill", "pyarrow", "typst")


SHOWN = ("plan", "law")
"""Goals that have their own names: the plan's, and those of the law."""


def json_bytes(document: Mapping[str, object]) -> bytes:
    """Plain data as UTF-8 JSON with a final line end; NaN and infinity never get here."""
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    return f"{text}\n".encode()


def parquet_bytes(projection: Projection) -> bytes:
    """A projection as one long table: plan, scenario, line, labels, unit, year, value."""
    items = [item for item in catalogue.line_items().values() if item.id in projection.lines]
    years = list(projection.years)
    table = pa.table(
        {
            "plan": pa.array([projection.plan.name] * len(items) * len(years)),
            "scenario": pa.array([projection.scenario.name] * len(items) * len(years)),
            "line": [item.id for item in items for _ in years],
            "label_sv": [item.sv for item in items for _ in years],
            "label_en": [item.en for item in items for _ in years],
            "unit": [item.unit for item in items for _ in years],
            "year": pa.array(years * len(items), pa.int16()),
            "value": pa.array([v for i in items for v in plain_numbers(projection.lines[i.id])]),
        }
    )
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return bytes(sink.getvalue())


@dataclass(frozen=True)
class InputFile:
    """A file that the report was made from: its name in the manifest, size and SHA-256."""

    name: str
    bytes: int
    sha256: str


def input_files(
    projection: Projection, notebooks: Iterable[str], outcomes: Path | None = None
) -> list[InputFile]:
    """Every file that the report depends on: plan, scenario, demography, notebooks, code, lock, and
    the user's outcomes of measures where there are any."""
    own = () if outcomes is None else (outcomes,)
    roots = Roots(projection.plan.folder, tuple(projection.scenario.files), outcomes=own)
    found = sorted(named_files(roots, notebooks).items())
    return [fingerprint(name, path.read_bytes()) for name, path in found]


def fingerprint(name: str, content: bytes) -> InputFile:
    return InputFile(name, len(content), hashlib.sha256(content).hexdigest())


def digest(inputs: Iterable[InputFile]) -> str:
    """One checksum of all inputs: equal when nothing that a report depends on has changed."""
    lines = sorted(f"{item.name} {item.sha256}" for item in inputs)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def checksum(projection: Projection, inputs: Iterable[InputFile]) -> str:
    """One checksum of what a report is: its plan, its code and its resolved differences.

    A scenario counts by what it does and not by how its file says it: two runs with the same
    differences have the same checksum, and two with different ones never.
    """
    rest = [item for item in inputs if not item.name.startswith("scenario/")]
    return digest([*rest, InputFile("differences", 0, projection.digest)])


def _look(plan: Plan) -> dict[str, object]:
    """The colours and the logotype that the report wears: the page over all reports wears them."""
    picture = logotype(plan.folder, plan.file)
    return {
        "colours": plan.file.look.colours if plan.file.look else [],
        "picture": b64encode(picture).decode() if picture else "",
    }


def manifest(
    projection: Projection,
    language: str,
    made: datetime,
    inputs: Iterable[InputFile],
    written: Mapping[str, bytes],
) -> dict[str, object]:
    """What a report was made from and what it consists of."""
    scenario, inputs = projection.scenario, list(inputs)
    return {
        "kind": "report",
        "plan": projection.plan.name,
        "scenario": scenario.name,
        "title": title_of(projection, language),
        "plan_title": str(getattr(projection.plan.file.title, language)),
        "region": projection.plan.file.region,
        "look": _look(projection.plan),
        "goals": {
            goal: goal_label(projection.plan, goal, language)
            for goal in dict.fromkeys(each.id for each in projection.goals if each.kind in SHOWN)
        },
        "question": question_of(projection, language),
        "checksum": checksum(projection, inputs),
        "differences": projection.differences,
        "language": language,
        "made": made.astimezone(UTC).isoformat(timespec="seconds"),
        "versions": {"python": platform.python_version()} | {p: version(p) for p in PACKAGES},
        "inputs_sha256": digest(inputs),
        "inputs": [vars(item) for item in inputs],
        "files": [vars(fingerprint(name, body)) for name, body in sorted(written.items())],
    }
