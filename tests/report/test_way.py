"""The way of a figure from a result to its page: which rooms of the report a chart passes."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

import analysis
from analysis import Plan
from analysis.report.blocks.view import View
from analysis.report.notebook import chart, registry
from tests.report.test_figures import asked

SOURCE = Path(analysis.__file__).parent
MOST_ROOMS, MOST_FILES = 3, 14
"""Those of `CONTRIBUTING.md`: what notebooks call, what all charts share, and the chart's own."""


@pytest.fixture(scope="module")
def view() -> View:
    return Plan("norrbotten-2025").project("base").view


def one_of_each_room() -> Iterator[tuple[str, dict[str, str]]]:
    """The first chart of each chapter and question that draws, with its options."""
    seen = set()
    for name, options in asked():
        room = registry().charts[name].draw.__module__
        if room not in seen:
            seen.add(room)
            yield name, options


def passed(view: View, name: str, options: dict[str, str]) -> set[Path]:
    """The files of the report and of questions in which something runs while a chart is shown."""
    found: set[str] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            found.add(frame.f_code.co_filename)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        chart(name, view, **options)
    finally:
        sys.setprofile(before)
    files = {Path(f).relative_to(SOURCE) for f in found if Path(f).is_relative_to(SOURCE)}
    return {file for file in files if file.parts[0] in {"report", "questions"}}


def test_a_chart_passes_what_all_charts_share_and_one_room_of_its_own(view: View) -> None:
    far = {}
    for name, options in one_of_each_room():
        files = passed(view, name, options)
        rooms = {file.parent.as_posix() for file in files}
        assert {"report", "report/blocks"} <= rooms, "the way is seen"
        if len(rooms) > MOST_ROOMS or len(files) > MOST_FILES:
            far[name] = (sorted(rooms), len(files))
    assert far == {}
