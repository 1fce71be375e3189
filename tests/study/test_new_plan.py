"""A new plan passes every check before anything is filled in."""

from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.inputs.frames_reader import read_frames
from analysis.inputs.parameters import registry
from analysis.inputs.plan import load_plan
from analysis.report.output.plan_files import write_plan_folder
from analysis.study.new_plan import new_plan_files
from analysis.study.plan_files_check import file_problems, refuse_faults


def test_a_new_plan_has_no_faults_and_holds_nothing_invented(tmp_path: Path) -> None:
    write_plan_folder(tmp_path / "ny", new_plan_files("ny", 2031), refuse_faults)
    plan = load_plan(tmp_path / "ny")
    assert plan.years == tuple(range(2031, 2037))
    assert plan.values == {}
    assert file_problems(plan) == []
    frames = read_frames(plan)
    assert frames is not None
    assert frames.units == ()


def test_every_parameter_is_named_with_its_unit(tmp_path: Path) -> None:
    text = new_plan_files("ny", 2031)["plan.yml"]
    for name, spec in registry().items():
        assert name == "population" or f"# {name}:\n  #   unit: {spec.unit}" in text


def test_a_year_of_another_age_is_refused() -> None:
    with pytest.raises(InputError, match="out of reason"):
        new_plan_files("ny", 31)
