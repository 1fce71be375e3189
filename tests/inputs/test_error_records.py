"""Forecasts with outcomes: what is shipped, what a user adds, and the sizes that follow."""

import shutil

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.inputs.error_records import growth_factor_records, own_records, size_of
from analysis.inputs.places import plan_folders
from analysis.inputs.plan import load_plan
from analysis.inputs.uncertainty import load_uncertainty
from analysis.study.coverage import covered

HEADING = "antagande;gjord;ar;prognos;utfall\n"


def test_the_growth_factors_are_twenty_one_forecasts_with_outcomes():
    """Income year 2023: first 1.047 (SFS 2022:1422), a year later 1.046 (SFS 2023:551)."""
    found = {record.year: record for record in growth_factor_records()}
    assert len(found) == 21
    assert (found[2023].made, found[2023].horizon) == (2022, 1)
    assert (found[2023].forecast, found[2023].outcome) == pytest.approx((4.7, 4.6))
    errors = np.array([record.error for record in found.values()])
    assert np.sqrt((errors**2).mean()) == pytest.approx(0.9951, abs=1e-4)
    assert size_of(errors) == 1.0


def test_sizes_come_from_records_and_the_others_as_stated():
    read = load_uncertainty(load_plan("norrbotten-2025"))
    assert list(read.records) == ["national_tax_base_growth"]
    assert read.file.errors["national_tax_base_growth"].size == {1: 1.0, 2: 1.2, 3: 1.3}
    assert read.file.errors["wage_growth"].size == {1: 0.4, 2: 0.8, 3: 1.0}


def test_coverage_holds_each_outcome_against_the_others():
    (found,) = covered(load_uncertainty(load_plan("norrbotten-2025")))
    assert (found.number, found.horizon, found.size) == (21, 1, 1.0)
    assert [round(21 * share) for share in found.shares] == [13, 19]


@pytest.fixture
def folder(tmp_path):
    target = tmp_path / "norrbotten-2025"
    shutil.copytree(plan_folders()["norrbotten-2025"], target)
    return target


def test_a_users_records_give_the_size_of_a_horizon_once_there_are_enough(folder):
    rows = [
        f"Timlön;{2010 + n};{2011 + n};3,0;{3.0 - (0.6 if n % 2 else -0.6):.1f}" for n in range(8)
    ]
    path = folder / "forecast_records.csv"
    path.write_text(HEADING + "\n".join(rows[:7]).replace(".", ",") + "\n", encoding="utf-8")
    assert load_uncertainty(load_plan(folder)).file.errors["wage_growth"].size[1] == 0.4
    path.write_text(HEADING + "\n".join(rows).replace(".", ",") + "\n", encoding="utf-8")
    sizes = load_uncertainty(load_plan(folder)).file.errors["wage_growth"].size
    assert sizes == {1: 0.6, 2: 0.8, 3: 1.0}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Timlon;2010;2011;3;3", "no such assumption.*did you mean"),
        ("wage_growth;2011;2011;3;3", "a year after the one"),
        ("wage_growth;2010;2011;3;tre", "cannot be read"),
    ],
)
def test_a_faulty_record_is_refused_with_its_line(folder, row, words):
    (folder / "forecast_records.csv").write_text(HEADING + row + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=f"line 2.*{words}"):
        own_records(folder)
