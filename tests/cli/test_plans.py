"""The commands about plans: audit, compare, frames, investments, measures, new, in and out."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.cli import application
from analysis.errors import InputError, RunFailed
from tests.made_plan import series, write_plan

RUNNER = CliRunner()
PLANS = ("norrbotten-2025", "norrbotten-2023", "vasterbotten-2023", "norrbotten-2022")


def run(*arguments: object) -> str:
    """Standard output of a command that succeeds."""
    result = RUNNER.invoke(application(), list(map(str, arguments)), catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_audit_json_is_a_list_of_objects_with_the_known_break() -> None:
    found = json.loads(run("audit", "norrbotten-2025", "--format", "json"))
    keys = {"document", "table", "row", "column", "printed", "computed"}
    assert all(keys <= set(item) for item in found)
    assert [
        (item["document"], item["row"], item["column"], item["printed"], item["computed"])
        for item in found
        if item["table"] == "ram_regionstyrelsen"
    ] == [
        ("Strategisk plan 2025-2027", "Nettokostnadsram, summa", "2025", -10341.7, -10342.9),
    ]


def test_audit_csv_has_the_same_rows_as_json() -> None:
    rows = list(csv.DictReader(io.StringIO(run("audit", "norrbotten-2023", "-f", "csv-plain"))))
    found = json.loads(run("audit", "norrbotten-2023", "-f", "json"))
    assert [row["row"] for row in rows] == [item["row"] for item in found]
    assert [float(row["printed"]) for row in rows] == [item["printed"] for item in found]


def test_audit_all_lists_every_comparison_and_strict_fails_on_a_break(tmp_path: Path) -> None:
    rows = {"a": {2031: "1"}, "t": {2031: "9"}, "u": {2031: "1"}}
    checks = [{"kind": "sum", "total": name, "of": ["a"]} for name in ("t", "u")]
    folder = write_plan(tmp_path / "p", {"x": series(rows, checks=checks)})
    assert len(json.loads(run("audit", folder, "-f", "json"))) == 1
    assert len(json.loads(run("audit", folder, "-f", "json", "--all"))) == 2
    with pytest.raises(RunFailed, match="1 differences"):
        run("audit", folder, "--strict")


def test_audit_refuses_a_misspelt_row_before_anything_is_printed(tmp_path: Path) -> None:
    check = {"kind": "sum", "total": "tt", "of": ["a"]}
    table = series({"a": {2031: "1"}, "t": {2031: "1"}}, checks=[check])
    folder = write_plan(tmp_path / "p", {"x": table})
    with pytest.raises(InputError, match="no such row"):
        run("audit", folder)
    with pytest.raises(InputError, match="no such row"):
        run("check", folder)


def test_compare_plans_gives_both_vintages_and_the_bridge() -> None:
    found = json.loads(run("compare-plans", "norrbotten-2023", "norrbotten-2025", "-f", "json"))
    (grant,) = [row for row in found["lines"] if row["id"] == "regionstyrelsen"]
    assert (grant["earlier_printed"], grant["later_printed"]) == ("9852.1", "-10341.7")
    first, last = found["bridge"]["steps"][0], found["bridge"]["closes"]
    assert (first["value"], all(last.values())) == (169.0, True)


@pytest.mark.parametrize("plan", PLANS)
def test_every_command_answers_for_a_partial_plan_too(plan: str) -> None:
    for command in (
        ["project", "--plan", plan],
        ["check", plan],
        ["audit", plan],
        ["frames", "--plan", plan],
        ["investments", "--plan", plan],
        ["measures", plan],
    ):
        run(*command)


def test_a_command_says_what_is_missing_for_what_it_cannot_do() -> None:
    for command, words in (
        (["investments", "--plan", "norrbotten-2022"], "investments.yml"),
        (["measures", "norrbotten-2025"], "measures.yml"),
        (["frames", "--plan", "vasterbotten-2023", "--scenario", "base"], ""),
    ):
        result = RUNNER.invoke(application(), command)
        assert words in result.stderr


def test_outcomes_of_a_user_are_judged(tmp_path: Path) -> None:
    file = tmp_path / "utfall.csv"
    file.write_text("nr;ar;varde\n4;2023;96,0\n", encoding="utf-8")
    found = json.loads(run("measures", "norrbotten-2023", "--outcomes", file, "-f", "json"))
    assert [m["status"] for m in found["measures"] if m["number"] == "4"] == ["met"]
    assert len(found["risks"]) == 16


def test_frames_json_adds_up() -> None:
    found = json.loads(run("frames", "-f", "json"))
    parts: dict[tuple[str, int], dict[str, float]] = {}
    for row in found["frames"]:
        parts.setdefault((row["unit"], row["year"]), {})[row["part"]] = row["value"]
    for (unit, year), found_ in parts.items():
        if "opening" in found_:
            moved = sum(v for p, v in found_.items() if p != "closing")
            assert moved == pytest.approx(found_["closing"], abs=1e-6), (unit, year)
    assert {tie["year"] for tie in found["ties"]} == set(range(2025, 2031))


def test_a_new_plan_is_made_checked_and_never_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "min-region"
    run("new-plan", folder, "--first-year", 2031)
    assert "inga fel" in run("check", folder)
    with pytest.raises(InputError, match="already there") as caught:
        run("new-plan", folder)
    assert str(caught.value.problems[0].expected) == "another name"  # new-plan has no --replace


def test_a_plan_goes_out_to_a_workbook_and_comes_back(tmp_path: Path) -> None:
    run("export-plan", "vasterbotten-2023", "--out", tmp_path / "v.xlsx")
    run("import-plan", tmp_path / "v.xlsx", tmp_path / "tillbaka")
    assert run("audit", tmp_path / "tillbaka", "-f", "json") == "[]\n"
