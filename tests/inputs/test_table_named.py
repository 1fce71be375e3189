"""A table that a file beside a plan names and the plan does not have: one error, said one way."""

import shutil
from collections.abc import Callable

import pytest

from analysis.errors import InputError
from analysis.inputs.assignments import read_assignments
from analysis.inputs.frames_reader import read_frames
from analysis.inputs.investments import read_investments
from analysis.inputs.plan import Plan, load_plan
from analysis.inputs.rules import read_rules
from analysis.inputs.staff import read_staff
from analysis.study.compare_plans import published_bridge
from tests.data.printed import RAW

READERS = [
    ("assignments.yml", "uppdrag", read_assignments),
    ("frames.yml", "ram_regionstyrelsen", read_frames),
    ("frames.yml", "brygga_foregaende_plan", published_bridge),
    ("investments.yml", "investeringsramar", read_investments),
    ("rules.yml", "befolkning", read_rules),
    ("staff.yml", "medarbetare_divisioner", read_staff),
]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    folder = tmp_path_factory.mktemp("named") / "plan"
    shutil.copytree(RAW / "norrbotten-2025", folder)
    return load_plan(folder)


@pytest.mark.parametrize(("file", "table", "read"), READERS)
def test_a_table_that_the_plan_does_not_have_is_said_with_its_file_and_nearest_name(
    plan: Plan, file: str, table: str, read: Callable[[Plan], object]
) -> None:
    path = plan.folder / file
    kept = path.read_text("utf-8")
    path.write_text(kept.replace(f"table: {table}", f"table: {table}x", 1), "utf-8")
    try:
        with pytest.raises(InputError, match="the plan has no such table") as caught:
            read(plan)
    finally:
        path.write_text(kept, "utf-8")
    problem = caught.value.problems[0]
    assert (problem.file, problem.value, problem.nearest) == (str(path), f"{table}x", table)
    assert problem.line or read is published_bridge
