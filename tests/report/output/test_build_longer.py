"""A whole report of a longer horizon: every chapter is there, and no figure of the plan moves."""

import json
import re

import pytest

from analysis.report.chapters import chapters
from analysis.report.output import build


@pytest.mark.slow
def test_a_report_to_2040_shows_every_statement_and_what_the_year_costs(tmp_path):
    folder = build.build_report("norrbotten-2025", "base", tmp_path, "sv", horizon=2040)
    assert folder.name == "base-2040"
    assert {chapter.page for chapter in chapters()} <= {path.name for path in folder.iterdir()}
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    assert result["years"][-1] == 2040
    assert [round(v) for v in result["lines"]["operating_result"][:6]] == [
        133,
        205,
        138,
        129,
        50,
        -11,
    ]
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["title"].endswith("till 2040")
    budget = re.sub(r"<[^>]+>", " ", (folder / "budget.html").read_text(encoding="utf-8"))
    assert "budget 2025–2027, kalkyl 2028–2030, efter regler 2031–2040" in budget
    for part in ("Priser (LPIK)", "Behov efter ålder", "Avskrivningar av förnyelse", "Finansiell"):
        assert part in budget
