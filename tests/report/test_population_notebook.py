"""What the notebook on residents shows, and what it says when a plan has no population."""

import re

from analysis.report.notebook import open_view
from analysis.report.population import CHARTS
from analysis.report.population_notebook import people


def test_every_chart_of_the_notebook_exists(project_root):
    text = (project_root / "notebooks" / "7_residents.ipynb").read_text(encoding="utf-8")
    assert re.findall(r'people\(\\"(\w+)\\"', text) == list(CHARTS)


def test_a_plan_without_a_population_says_so_instead_of_drawing():
    view = open_view("vasterbotten-2023")
    shown = people("pyramid", view).data
    assert "kan inte visas" in shown
    assert "<img" not in shown


def test_two_views_are_never_mixed_up():
    base, package = open_view("norrbotten-2025"), open_view("norrbotten-2025", "package-5000")
    first, other, again = (people("totals", view).data for view in (base, package, base))
    assert "5 000 inflyttade: " in other.replace("\xa0", " ")
    assert first == again != other
