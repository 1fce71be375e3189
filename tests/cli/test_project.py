"""`regionkalkyl project`: the numbers, in three forms."""

import ast
import csv
import io
import json
import subprocess
import sys

import pytest

from analysis.catalogue import line_items


@pytest.fixture
def project(monkeypatch, capsys):
    from analysis.cli import application

    def run(*arguments: str) -> str:
        application()(["project", *arguments], standalone_mode=False)
        return capsys.readouterr().out

    return run


def test_json_holds_every_line_goal_add_factor_and_gap_unrounded(project):
    data = json.loads(project("--plan", "norrbotten-2025", "--scenario", "base", "-f", "json"))
    assert (data["plan"], data["scenario"]) == ("norrbotten-2025", "base")
    assert data["years"] == [2025, 2026, 2027, 2028, 2029, 2030]
    assert set(data["lines"]) <= set(line_items())
    assert all(len(values) == 6 for values in data["lines"].values())
    assert data["lines"]["tax_revenue"][0] == pytest.approx(7926, abs=1)
    assert data["lines"]["tax_rate"][0] == pytest.approx(11.34)
    assert {"id", "value", "threshold", "margin", "passed", "years"} <= set(data["goals"][0])
    assert {goal["id"] for goal in data["goals"]} == {
        "operating_result_share",
        "solidity_mixed",
        "solidity_full",
        "self_financing",
        "balanced_budget",
        "result_target",
    }
    assert {"line", "year", "structural", "add_factor", "published"} <= set(data["add_factors"][0])
    assert max(abs(v) for values in data["gaps"].values() for v in values) < 1e-6


def test_a_change_moves_the_numbers_and_nothing_before_its_year(project):
    base = json.loads(project("-f", "json"))["lines"]["net_result"]
    more = json.loads(project("-f", "json", "--change", "wage_growth:2027=1"))["lines"][
        "net_result"
    ]
    assert more[:2] == pytest.approx(base[:2])
    assert all(m < b - 10 for m, b in zip(more[2:], base[2:], strict=True))


def test_csv_is_read_back_to_the_same_numbers(project):
    rows = list(csv.reader(io.StringIO(project("-f", "csv-plain"))))
    data = json.loads(project("-f", "json"))
    assert rows[0] == ["id", "label", "unit", "2025", "2026", "2027", "2028", "2029", "2030"]
    assert {row[0]: [float(v) for v in row[3:]] for row in rows[1:]} == data["lines"]


def test_csv_is_as_a_swedish_spreadsheet_reads_it(project):
    text = project("-f", "csv")
    assert text.startswith("\ufeffid;label;unit;2025")
    rows = {row[0]: row for row in csv.reader(io.StringIO(text[1:]), delimiter=";")}
    assert rows["tax_revenue"][1:4] == ["Skatteintäkter", "mnkr", "7926"]
    assert rows["tax_rate"][3] == "11,34"
    assert rows["operating_costs"][3].startswith("-")
    assert project("-f", "csv", "-l", "en").startswith("id,label,unit,2025")


def test_the_table_is_swedish_and_says_whether_goals_are_met(project):
    text = project()
    assert "Skatteintäkter" in text
    assert "−361" in text
    assert "11\u00a0755" in text
    assert "Självfinansieringsgrad" in text


def test_the_table_is_english_when_asked(project):
    text = project("--language", "en")
    assert "Tax revenue" in text
    assert "Skatteintäkter" not in text


def test_a_partial_plan_gives_what_it_holds_and_says_what_it_lacks(project, capsys):
    data = json.loads(project("--plan", "vasterbotten-2023", "-f", "json"))
    assert data["lines"]["depreciation"] == [-550, -585, -600, -600]
    assert "net_result" not in data["lines"]
    assert "tax_rate" in data["missing"]["tax_revenue"]


def imported(*commands: list[str]) -> list[str]:
    """Which of the heavy packages are imported by commands that run in one new process."""
    code = (
        "import sys; from analysis.cli import application\n"
        f"for command in {list(commands)!r}: application()(command, standalone_mode=False)\n"
        "print([m for m in ('pandas', 'matplotlib', 'papermill', 'scipy', 'pandera')"
        " if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return ast.literal_eval(done.stderr.strip().splitlines()[-1])


def test_a_command_that_draws_nothing_does_not_wait_for_what_draws():
    plain = ["project", "-f", "json"]
    longer = ["project", "--horizon", "2040"]
    compare, explain = ["compare", "weak-growth"], ["explain", "cash", "--year", "2030"]
    assert imported(plain, ["project"], longer, compare, explain) == []
    assert "matplotlib" not in imported(["sensitivity"], ["portfolio"], ["balance"])


@pytest.mark.parametrize(
    ("language", "words"),
    [("sv", "visas inte, då planen saknar:"), ("en", "is not shown, as the plan lacks:")],
)
def test_why_a_longer_horizon_has_no_costs_is_said_in_the_readers_language(capsys, language, words):
    from analysis.cli import application

    asked = ["project", "--plan", "vasterbotten-2023", "--horizon", "2032", "-l", language]
    application()(asked, standalone_mode=False)
    assert words in capsys.readouterr().err
