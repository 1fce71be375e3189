"""The forecast of the year before the plan stands beside the frame that it is a forecast of."""

import shutil
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.inputs.plan import Plan, load_plan
from analysis.inputs.year_forecast import read_year_forecast
from analysis.report.blocks.opened import open_view
from analysis.report.blocks.parts import parts_of
from analysis.report.chapters.frames.year_forecast import by_year
from tests.data.printed import RAW


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    shutil.copytree(RAW / "vasterbotten-2023", tmp_path / "plan")
    return load_plan(tmp_path / "plan")


def test_the_forecast_is_the_frame_less_the_surplus() -> None:
    """Region Västerbotten, Nämndplan 2023, Årsprognos 2022: 31 mnkr under a frame of 3 559."""
    found = by_year(parts_of(open_view("vasterbotten-2023")))[-1]
    rows = {row.name: row.cells[0].replace("\u00a0", " ") for row in found.rows}
    assert rows["Prognos mot budget"] == "31 mnkr"
    assert rows["Nettokostnadsutveckling per augusti"] == "11,8 %"
    assert rows["Ram 2022"] == "3 559 mnkr"
    assert rows["Prognos för 2022"] == "3 528 mnkr"
    assert "Årsprognos 2022" in found.note


def test_a_plan_that_names_no_forecast_has_none() -> None:
    assert read_year_forecast(load_plan(RAW / "norrbotten-2025")) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("surplus: Prognos mot budget", "surplus: Prognos"),
        ("frame_row: Summa Regionstyrelse", "frame_row: Summa"),
        ("frame_table: ramar_per_anslag", "frame_table: ramar"),
        ("year: 2022", "year: 2021"),
    ],
)
def test_a_row_table_or_year_that_is_not_there_is_one_error(plan: Plan, old: str, new: str) -> None:
    path = plan.folder / "frames.yml"
    head, mark, tail = path.read_text("utf-8").partition("\nforecast:")
    assert old in tail
    path.write_text(head + mark + tail.replace(old, new), "utf-8")
    with pytest.raises(InputError) as caught:
        read_year_forecast(plan)
    (problem,) = caught.value.problems
    assert problem.file == str(path)
