"""A plan that is open already is shared by the notebooks of a run, and by nothing else."""

import os

import numpy as np
import pytest

from analysis.inputs.places import plan_folders
from analysis.study import opened
from analysis.study.opened import SHARED, open_plan, open_scenario, shared_plan


@pytest.fixture
def unread(monkeypatch):
    """Opening a plan from its files fails."""

    def refuse(plan):
        raise AssertionError(f"{plan} is read again")

    monkeypatch.setattr(opened, "load_plan", refuse)


def test_a_shared_plan_projects_the_same_bits_without_being_read_again(
    calibration, unread, tmp_path
):
    folder = calibration.plan.folder.resolve()
    with shared_plan(calibration, tmp_path):
        again = open_plan(folder)
        for name in ("base", "stagflation"):
            ours, theirs = (open_scenario(c, name) for c in (calibration, again))
            assert ours.lines.keys() == theirs.lines.keys()
            for line, values in ours.lines.items():
                np.testing.assert_array_equal(values, theirs.lines[line])
            assert ours.digest == theirs.digest
    assert SHARED not in os.environ


def test_another_plan_or_horizon_is_read_from_its_files(calibration, tmp_path):
    other = plan_folders()["vasterbotten-2023"].resolve()
    with shared_plan(calibration, tmp_path):
        assert open_plan(other).plan.name == "vasterbotten-2023"
        longer = open_plan(calibration.plan.folder.resolve(), 2032)
        assert longer.years[-1] == 2032


def test_a_run_that_has_ended_shares_nothing(calibration, tmp_path, monkeypatch):
    monkeypatch.setenv(SHARED, str(tmp_path / "gone.pickle"))
    assert open_plan(calibration.plan.folder.resolve()).plan.name == calibration.plan.name


def test_a_plan_by_name_is_read_where_it_lies(calibration, tmp_path):
    with shared_plan(calibration, tmp_path):
        assert open_plan("norrbotten-2025") is not calibration
