"""Hand arithmetic, one case a reader can check on paper (tests/cases/*.yml)."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from analysis.model.calibration import Calibration
from analysis.model.projection import Projection
from analysis.study.opened import open_plan, open_scenario
from tests.gaps import largest_gap

CASES = [
    pytest.param(path.stem, case, id=case["case"])
    for path in sorted((Path(__file__).parent.parent / "cases").glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@cache
def calibrated(plan: str) -> Calibration:
    return open_plan(plan)


def asked(plan: str, case: dict) -> Projection:
    differences = [case.get(kind, []) for kind in ("change", "set")]
    return open_scenario(calibrated(plan), case.get("scenario", "base"), *differences)


def wrong(case: dict, base: Projection, moved: Projection) -> list[str]:
    """What a case says that the model does not, one sentence for each line and year."""
    told = []
    for expected in case["expect"]:
        lines = expected["sum"]
        got = sum(moved.lines[name] - base.lines[name] for name in lines)
        for year, value in expected["years"].items():
            found = float(got[base.years.index(year)])
            if not abs(found - value) <= expected["within"]:
                told.append(
                    f"{case['case']}: {' + '.join(lines)} {year} ska röra sig {value:+g} mnkr, "
                    f"± {expected['within']:g}, men rör sig {found:+.4f}. "
                    f"Så räknas det: {case['by']}"
                )
    return told


@pytest.mark.parametrize(("plan", "case"), CASES)
def test_a_difference_moves_what_hand_arithmetic_says(plan: str, case: dict) -> None:
    base, moved = asked(plan, {}), asked(plan, case)
    assert case["by"]
    assert sum(len(expected["years"]) for expected in case["expect"]) > 0
    assert wrong(case, base, moved) == []
    assert largest_gap(moved) < 1e-6


def test_a_wrong_case_says_which_line_and_year_and_what_came() -> None:
    expect = [{"sum": ["tax_revenue"], "years": {2025: 600.0}, "within": 0.1}]
    case = {
        "case": "En krona",
        "by": "gissat",
        "change": ["tax_rate:2025-2030=1"],
        "expect": expect,
    }
    told = wrong(case, asked("norrbotten-2025", {}), asked("norrbotten-2025", case))
    assert len(told) == 1
    assert told[0].startswith("En krona: tax_revenue 2025 ska röra sig +600 mnkr, ± 0.1, men rör")
    assert "+698.9" in told[0] or "+699.0" in told[0]
