"""A picture is drawn once for its content, and a drawing can read nothing that its key has not."""

import os
from pathlib import Path

import nbformat
import pytest
from matplotlib.figure import Figure

from analysis.inputs.places import project_root
from analysis.report.blocks.opened import open_view
from analysis.report.blocks.pictures import FOLDER, picture, shared_pictures, svg
from analysis.report.blocks.view import View
from analysis.runner.jobs import NotebookJob
from analysis.runner.notebooks import run_notebooks
from tests.report.conftest import CHARTS

PLAN = "norrbotten-2025"


class Pen:
    """Draws and counts how often."""

    def __init__(self) -> None:
        self.drawn = 0

    def __call__(self, *content: object) -> Figure:
        self.drawn += 1
        figure = Figure()
        figure.text(0.1, 0.5, str(content))
        return figure


@pytest.fixture
def pen() -> Pen:
    return Pen()


def test_what_has_been_drawn_is_not_drawn_again(pen: Pen) -> None:
    with shared_pictures():
        first, again = (picture("x", pen, 1.0, "a") for _ in range(2))
        assert pen.drawn == 1
        assert first == again == svg(pen(1.0, "a"))


def test_other_content_or_another_drawing_is_another_picture(pen: Pen) -> None:
    with shared_pictures():
        found = [picture("x", pen, 1.0), picture("x", pen, 1.5), picture("y", pen, 1.0)]
    assert pen.drawn == 3
    assert found[0] == found[2] != found[1]


def test_alone_every_picture_is_drawn(pen: Pen) -> None:
    assert FOLDER not in os.environ
    assert picture("x", pen, 1) == picture("x", pen, 1)
    assert pen.drawn == 2


def test_the_folder_lasts_as_long_as_the_outer_block(tmp_path: Path) -> None:
    with shared_pictures(tmp_path):
        folder = Path(os.environ[FOLDER])
        with shared_pictures():
            assert os.environ[FOLDER] == str(folder)
        assert folder.is_dir()
        # What a killed batch leaves is removed by the next one under this pattern.
        assert list(tmp_path.rglob(".*.part")) == [folder]
    assert not folder.exists()
    assert FOLDER not in os.environ


def test_a_folder_that_cannot_be_used_costs_no_picture(
    pen: Pen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "gone"))
    assert picture("x", pen, 1) == svg(pen(1))


def test_a_drawing_reaches_nothing_but_its_lines() -> None:
    view = open_view(PLAN, "weak-growth").narrowed(("cash",))
    assert view.values("cash").shape == view.base_values("cash").shape  # type: ignore[union-attr]
    with pytest.raises(KeyError):
        view.values("net_result")
    assert view.base_values("net_result") is None
    for beyond in ("scenario", "nodes", "calibration", "goals", "projection", "base"):
        with pytest.raises(AttributeError):
            getattr(view, beyond)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_of_its_lines_alone_is_the_chart_of_the_whole_view(name: str) -> None:
    for scenario in ("base", "stagflation"):
        view, chart = seen(scenario), CHARTS[name]
        assert svg(chart.draw(*chart.given(view))) == svg(chart.draw(view))


_SEEN: dict[str, View] = {}


def seen(scenario: str) -> View:
    """A view, opened once."""
    if scenario not in _SEEN:
        _SEEN[scenario] = open_view(PLAN, scenario)
    return _SEEN[scenario]


def test_notebooks_share_pictures_and_show_what_they_would_alone(tmp_path: Path) -> None:
    def outputs(where: str) -> list[list[object]]:
        jobs = [
            NotebookJob(
                project_root() / "notebooks" / "07_residents.ipynb",
                tmp_path / where / f"{scenario}.ipynb",
                {"scenario": scenario},
            )
            for scenario in ("wages-plus-one", "weak-growth")
        ]
        results = run_notebooks(jobs)
        assert all(result.ok for result in results), [result.message for result in results]
        return [nbformat.read(result.path, as_version=4).cells for result in results]

    alone = outputs("alone")
    with shared_pictures(tmp_path):
        together = outputs("together")
        kept = list(Path(os.environ[FOLDER]).glob("*.svg"))
        shown = str(together).count("image/svg+xml;base64")
        assert 0 < len(kept) < shown
    assert together == alone
