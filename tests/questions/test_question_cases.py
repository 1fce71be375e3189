"""Hand arithmetic on the questions, one case a reader can check (tests/cases/questions/*.yml)."""

import json
import shlex
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
import yaml
from typer.testing import CliRunner

from analysis import questions
from analysis.cli import application

CASES = [
    pytest.param(path.stem, case, id=case["case"])
    for path in sorted((Path(__file__).parents[1] / "cases/questions").glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
MODULES = [import_module(f"analysis.questions.{m.name}") for m in iter_modules(questions.__path__)]
NAMES = {module.QUESTION.name for module in MODULES if hasattr(module, "QUESTION")}


def answer(plan: str, case: dict, folder: Path) -> dict:
    """The answer of the command as tables by name, each a list of rows."""
    words = shlex.split(case["ask"])
    if "outcomes" in case:
        path = folder / "outcomes.csv"
        path.write_text(case["outcomes"], encoding="utf-8")
        words.append(str(path))
    asked = CliRunner().invoke(
        application(), [*words, "--plan", plan, "--format", "json"], catch_exceptions=False
    )
    assert asked.exit_code == 0, asked.stderr
    found = json.loads(asked.stdout)
    return {k: list(v.values()) if isinstance(v, dict) else v for k, v in found.items()}


def wrong(case: dict, tables: dict) -> list[str]:
    """What a case says that the answer does not, one sentence for each figure."""
    told = []
    for expected in case["expect"]:
        rows = [row for row in tables[expected["table"]] if expected["row"].items() <= row.items()]
        column = str(expected["column"])
        found = rows[0][column] if rows else None
        if found is None or not abs(found - expected["is"]) <= expected["within"]:
            told.append(
                f"{case['case']}: {expected['table']} {expected['row']} {column} ska vara "
                f"{expected['is']:g}, ± {expected['within']:g}, men är {found}. "
                f"Så räknas det: {case['by']}"
            )
    return told


@pytest.mark.parametrize(("plan", "case"), CASES)
def test_an_answer_holds_what_hand_arithmetic_says(plan: str, case: dict, tmp_path: Path) -> None:
    assert case["by"]
    assert case["expect"]
    assert wrong(case, answer(plan, case, tmp_path)) == []


def test_every_question_has_a_case() -> None:
    asked = {case.values[1]["ask"].split()[0] for case in CASES}
    assert asked == NAMES


def test_a_wrong_case_says_what_came() -> None:
    case = {
        "case": "Fel",
        "by": "gissat",
        "expect": [{"table": "t", "row": {"line": "cash"}, "column": 2026, "is": 1, "within": 0.1}],
    }
    (told,) = wrong(case, {"t": [{"line": "cash", "2026": 2.0}]})
    assert told.startswith("Fel: t {'line': 'cash'} 2026 ska vara 1, ± 0.1, men är 2.0.")
    assert wrong(case, {"t": [{"line": "cash", "2026": 1.05}]}) == []
