"""Every command on every shipped plan: an answer, or one line that says what the plan lacks."""

import os
import re
import sys
from pathlib import Path

import pytest

from analysis.cli import application, main
from analysis.inputs.places import plan_folders, project_root
from tests.vocabulary import foreign

PLAN = "{plan}"
COMMANDS: dict[str, list[list[str]]] = {
    "audit": [[PLAN], [PLAN, "--bare"]],
    "balance": [["--plan", PLAN]],
    "bridge": [["--plan", PLAN]],
    "check": [[PLAN]],
    "compare": [["base", "--plan", PLAN]],
    "compare-plans": [[PLAN, "norrbotten-2025"], ["norrbotten-2023", PLAN]],
    "explain": [[line, "--year", "2025", "--plan", PLAN] for line in ("cash", "lpik_incl")],
    "export-plan": [[PLAN, "--out", "{out}/plan.xlsx"], [PLAN, "-f", "csv", "--out", "{out}/csv"]],
    "forecast": [["{booked}", "--plan", PLAN]],
    "frames": [["--plan", PLAN]],
    "investments": [["--plan", PLAN], ["--plan", PLAN, "--by", "category"]],
    "measures": [[PLAN]],
    "assignments": [[PLAN]],
    "portfolio": [["--plan", PLAN]],
    "project": [["--plan", PLAN], ["--plan", PLAN, "--change", "wage_growth:2026=1.0"]],
    "scenarios": [["--plan", PLAN]],
    "score": [["{outcomes}", "--plan", PLAN]],
    "seek": [["balanced_budget", "--years", "2026", "--plan", PLAN]],
    "sensitivity": [["--plan", PLAN]],
    "uncertainty": [["--draws", "100", "--plan", PLAN]],
    "what-if": [["--plan", PLAN, "--out", "{out}/page.html"]],
}
ELSEWHERE = {
    "batch": "takes a grid, which names its plan (tests/batch)",
    "data": "changes a plan's files (test_data)",
    "import-plan": "makes a plan (test_plans)",
    "new-plan": "makes a plan (test_plans)",
    "run": "makes every chapter of a partial plan (tests/report/output/test_partial_plans)",
    "schema": "asks no plan (test_check)",
    "seal": "signs what lies in a folder (tests/report/seal)",
    "site": "reads reports and asks no plan (tests/report/output/site)",
    "update-plan": "reads a circular and writes a scenario (test_update_plan)",
    "verify": "reads what lies in a folder (tests/report/seal)",
}
CASES = [(name, case) for name, cases in COMMANDS.items() for case in cases]


def raw_names(text: str) -> set[str]:
    """Names with an underscore, which no reader should meet.

    Ids of the plan's own tables stand in brackets.
    """
    return set(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", re.sub(r"\[[^\]]*\]", "", text)))


def test_every_command_is_tried_here_or_said_where_else() -> None:
    app = application()
    names = {str(c.name) for c in app.registered_commands}
    names |= {str(group.name) for group in app.registered_groups}
    assert names == COMMANDS.keys() | ELSEWHERE.keys()


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("plan", plan_folders())
@pytest.mark.parametrize(("name", "arguments"), CASES, ids=lambda part: str(part)[:40])
def test_a_command_answers_or_says_what_the_plan_lacks(
    name: str,
    arguments: list[str],
    plan: str,
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    outcomes = tmp_path / "utfall.csv"
    outcomes.write_text("line;year;value\nnet_result;2025;-12\n", encoding="utf-8")
    booked = tmp_path / "delar.csv"
    booked.write_text("post;manad;ackumulerat\nAvskrivningar;4;-190\n", encoding="utf-8")
    files = {"outcomes": outcomes, "booked": booked}
    filled = [a.format(plan=plan, out=tmp_path, **files) for a in arguments]
    monkeypatch.setattr(sys, "argv", ["regionkalkyl", "--language", language, name, *filled])
    with pytest.raises(SystemExit) as stop:
        main()
    captured = capsys.readouterr()
    assert stop.value.code in {0, 2}, captured.err
    said = (captured.out + captured.err).replace(str(tmp_path), "").replace(str(project_root()), "")
    if stop.value.code == 2:
        last = captured.err.strip().splitlines()[-1]
        assert last.startswith("regionkalkyl: ")
        assert len(last) > 40
        assert "finns ingen flagga" not in last  # a fault of this test, not an answer
        assert "saknas" not in last or "plan" in last
    else:
        assert said.strip()
    for given in ("base", *(argument for argument in filled if "=" in argument)):
        said = said.replace(given, "")
    said = re.sub(r"(?m)^ *\w+(\[\d+\])?  ", "", said)  # ids that explain begins its steps with
    assert foreign(said, language) == set()
    if name != "explain" and "--bare" not in arguments:  # ids, and the plan's own rows
        assert raw_names(captured.out.replace(str(tmp_path), "")) == set()


OUT = {
    "run": ["--plan", "norrbotten-2022"],
    "export-plan": ["norrbotten-2022", "--format", "csv"],
    "new-plan": [],
    "schema": [],
}


@pytest.mark.parametrize("name", OUT)
def test_a_file_where_a_folder_is_asked_for_is_bad_input(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "enfil"
    path.write_text("kvar", encoding="utf-8")
    there = [str(path)] if name == "new-plan" else ["--out", str(path)]
    monkeypatch.setattr(sys, "argv", ["regionkalkyl", name, *OUT[name], *there])
    with pytest.raises(SystemExit) as stop:
        main()
    err = capsys.readouterr().err
    assert stop.value.code == 2, err
    assert str(path) in err
    assert path.read_text(encoding="utf-8") == "kvar"
    assert os.listdir(tmp_path) == ["enfil"]
