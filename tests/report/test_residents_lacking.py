"""The residents of a plan that does not hold what they move: a word in their place, no failure."""

import pytest

from analysis.report.blocks import missing
from analysis.report.blocks.missing import Lacking
from analysis.report.blocks.opened import open_view
from analysis.report.chapters.residents.view import people, people_in_the_budget


def test_a_plan_without_costs_by_residents_is_told_what_it_lacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(missing, "lacking", lambda view, lines: ["self_financing_ratio"])
    view = open_view("norrbotten-2025", "base")
    with pytest.raises(Lacking, match="inte underlag för"):
        people_in_the_budget(view)
    assert people(view).fan is not None  # how many and how old they are needs no budget
