"""JSON, Parquet and manifest: exact, valid and traceable."""

import io
import json
from datetime import UTC, datetime

import numpy as np
import pyarrow.parquet as pq
import pytest

from analysis.report.output import files
from analysis.study.document import result_document
from tests.report.conftest import YEARS, make_plan


def test_the_result_document_has_every_line_unrounded_by_year(make):
    document = result_document(make(net_result=(1 / 3, 394, 250, 226, 151, 90)))
    read = json.loads(files.json_bytes(document))
    assert read["plan"] == "norrbotten-2025"
    assert read["years"] == list(YEARS)
    assert read["lines"]["net_result"][0] == 1 / 3
    assert set(read["goals"][0]) >= {"id", "value", "threshold", "margin", "passed", "years"}
    assert set(read) >= {"plan", "scenario", "years", "lines", "goals", "add_factors", "gaps"}


def test_a_value_that_does_not_exist_is_null(make):
    document = result_document(make(self_financing_ratio=(np.nan, np.inf, 1, 2, 3, 4)))
    read = json.loads(files.json_bytes(document))
    assert read["lines"]["self_financing_ratio"][:3] == [None, None, 1.0]


def test_parquet_and_json_hold_the_same_numbers(make):
    projection = make()
    table = pq.read_table(io.BytesIO(files.parquet_bytes(projection))).to_pylist()
    lines = result_document(projection)["lines"]
    found = {(row["line"], row["year"]): row["value"] for row in table}
    assert found == {
        (line, year): value
        for line, values in lines.items()
        for year, value in zip(YEARS, values, strict=True)
    }
    assert {row["unit"] for row in table if row["line"] == "tax_rate"} == {"pct"}


@pytest.fixture
def on_disk(tmp_path, make):
    (tmp_path / "tables").mkdir()
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "plan.yml").write_text("name: x\n")
    (tmp_path / "tables" / "a.csv").write_text("rad;ar;varde\n")
    (tmp_path / "scenarios" / "other.yml").write_text("question: not used\n")
    return make(plan=make_plan(folder=tmp_path))


def test_the_manifest_lists_each_input_and_output_with_its_hash(on_disk):
    inputs = files.input_files(on_disk, [])
    names = [item.name for item in inputs]
    assert [name for name in names if name.startswith("plan/")] == [
        "plan/plan.yml",
        "plan/tables/a.csv",
    ]
    assert {"code/errors.py", "lock/requirements.txt", "demography/method.csv"} <= set(names)
    made = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    manifest = files.manifest(on_disk, "sv", made, inputs, {"index.html": b"x"})
    assert manifest["made"] == "2026-01-02T03:04:05+00:00"
    assert manifest["files"][0]["name"] == "index.html"
    assert manifest["versions"]["numpy"] == np.__version__
    json.loads(files.json_bytes(manifest))


def test_the_checksum_changes_with_any_input_and_only_then(on_disk):
    before = files.digest(files.input_files(on_disk, []))
    (on_disk.plan.folder / "scenarios" / "other.yml").write_text("question: still not used\n")
    assert files.digest(files.input_files(on_disk, [])) == before
    (on_disk.plan.folder / "tables" / "a.csv").write_text("rad;ar;varde\nx;2025;1\n")
    assert files.digest(files.input_files(on_disk, [])) != before
