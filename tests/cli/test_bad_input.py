"""Bad input of every kind: exit code 2, one clear message with the place, nothing touched.

Each case goes through `regionkalkyl run`, the command that could do harm, with an earlier result
in its folder.
"""

import os
import re
import shutil
import sys
from dataclasses import replace as but
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.errors import Problem

GOOD = "question: Vad händer?\n"
ENGLISH = re.compile(
    r"(?<![\w-])(the|is|are|not|and|of|must|which|cannot|expected|found|there|with|to)(?![\w-])"
)
"""Words of a sentence; a part of a name, as in `as-the-country`, is none."""


@pytest.fixture
def swedish(monkeypatch):
    """What the faults of a test say in Swedish, beside the English that the test asks for."""
    told: list[str] = []
    said = Problem.said

    def both(problem: Problem, language: str) -> str:
        told.append(said(but(problem, file=None), "sv"))
        return said(problem, language)

    monkeypatch.setattr(Problem, "said", both)
    return told


@pytest.fixture
def command(tmp_path, monkeypatch, capsys, swedish):
    """Run the command line in this process; return its exit code and what it told."""
    reports = tmp_path / "reports" / "norrbotten-2025" / "base"
    reports.mkdir(parents=True)
    (reports / "index.html").write_text("an earlier result")

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["regionkalkyl", "-l", "en", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        found = sorted(
            p.relative_to(tmp_path / "reports") for p in (tmp_path / "reports").rglob("*")
        )
        assert [str(p) for p in found] == [
            "norrbotten-2025",
            "norrbotten-2025/base",
            "norrbotten-2025/base/index.html",
        ]
        assert (reports / "index.html").read_text() == "an earlier result"
        captured = capsys.readouterr()
        assert captured.out == ""
        assert "Traceback" not in captured.err
        assert [t for t in swedish if ENGLISH.search(t.replace(str(tmp_path), ""))] == []
        return int(stop.value.code), captured.err

    return run


def out(tmp_path: Path) -> list[str]:
    return ["--out", str(tmp_path / "reports")]


SCENARIOS: dict[str, tuple[str | bytes, list[str]]] = {
    "misspelt key": (
        GOOD + "change:\n  wage_grwth: {2026: 1.0}\n",
        ["line 3", "wage_grwth", "did you mean 'wage_growth'"],
    ),
    "misspelt section": (GOOD + "chnage:\n  wage_growth: {2026: 1}\n", ["line 2", "'change'"]),
    "key that exists only for plans": (
        GOOD + "set:\n  mean_county_rate: {2026: 11.7}\n",
        ["line 3", "mean_county_rate"],
    ),
    "missing question": ("change:\n  wage_growth: {2026: 1.0}\n", ["question", "missing"]),
    "empty question": ("question: ''\n", ["line 1", "question"]),
    "year outside the plan": (
        GOOD + "change:\n  wage_growth: {2031: 1.0}\n",
        ["line 3", "2031", "2025-2030"],
    ),
    "year before the plan": (GOOD + "change:\n  tax_rate: {2024: 1.0}\n", ["2024", "2025-2030"]),
    "range that ends outside": (
        GOOD + "change:\n  wage_growth: {2026-2035: 1.0}\n",
        ["2026-2035", "2025-2030"],
    ),
    "range backwards": (GOOD + "change:\n  wage_growth: {2028-2026: 1.0}\n", ["2028-2026"]),
    "year of two digits": (
        GOOD + "change:\n  wage_growth: {26: 1.0}\n",
        ["'26'", "a year such as"],
    ),
    "year that is a word": (GOOD + "change:\n  wage_growth: {nästa: 1.0}\n", ["nästa"]),
    "duplicate year": (
        GOOD + "change:\n  wage_growth: {2026: 1.0, 2026: 2.0}\n",
        ["line 3", "2026", "twice"],
    ),
    "overlapping years": (
        GOOD + "change:\n  wage_growth: {2026-2028: 1.0, 2027: 2.0}\n",
        ["2027", "twice"],
    ),
    "duplicate key": (
        GOOD + "change:\n  wage_growth: {2026: 1.0}\n  wage_growth: {2027: 1.0}\n",
        ["line 4", "wage_growth", "twice", "line 3"],
    ),
    "same key under change and set": (
        GOOD + "change:\n  tax_rate: {2026: 1.0}\nset:\n  tax_rate: {2026: 12.0}\n",
        ["tax_rate 2026", "twice"],
    ),
    "text for a number": (
        GOOD + "change:\n  wage_growth: {2026: mycket}\n",
        ["line 3", "mycket", "number"],
    ),
    "a value over two lines": (
        GOOD + "change:\n  wage_growth:\n    2026: 1.0\n      2.0\n",
        ["line 4", "1.0 2.0", "number"],
    ),
    "an empty mapping": (GOOD + "change:\n  wage_growth: {}\n", ["line 3", "nothing is said"]),
    "an empty section": (GOOD + "change: {}\n", ["line 2", "nothing is said"]),
    "financing with a year": (
        GOOD + "set:\n  financing: {2026: sell_placements}\n",
        ["line 3", "takes no year"],
    ),
    "a confirmed key that is not used": (
        GOOD + "change:\n  wage_growth: {2026: 1.0}\nconfirm: [tax_rate]\n",
        ["line 4", "tax_rate", "says nothing"],
    ),
    "a rate as a fraction": (
        GOOD + "set:\n  wage_growth: {2026: 0.025}\n",
        ["line 3", "3.3", "did you mean '2.5'", "confirm"],
    ),
    "wrong unit": (GOOD + "change:\n  wage_growth: {2026: 1 mnkr}\n", ["1 mnkr", "line 3"]),
    "true for a number": (GOOD + "change:\n  wage_growth: {2026: true}\n", ["line 3"]),
    "no value": (GOOD + "change:\n  wage_growth: {2026: }\n", ["line 3", "number"]),
    "list for a number": (GOOD + "change:\n  wage_growth: {2026: [1.0]}\n", ["line 3", "number"]),
    "number without a year": (GOOD + "change:\n  wage_growth: 1.0\n", ["line 3", "wage_growth"]),
    "NaN": (GOOD + "change:\n  wage_growth: {2026: .nan}\n", [".nan", "number"]),
    "infinity": (GOOD + "change:\n  wage_growth: {2026: .inf}\n", [".inf", "number"]),
    "number too large for a float": (GOOD + "change:\n  wage_growth: {2026: 1e999}\n", ["line 3"]),
    "tax rate as a fraction": (
        GOOD + "set:\n  tax_rate: {2026: 0.1134}\n",
        ["0.1134", "unit", "kr per 100 kr"],
    ),
    "tax rate in öre": (GOOD + "set:\n  tax_rate: {2026: 1134}\n", ["1134", "unit"]),
    "slippage in percent": (GOOD + "set:\n  slippage: {2026: 30}\n", ["30", "unit", "share"]),
    "population in thousands": (GOOD + "set:\n  population: {2026: 2.48}\n", ["2.48", "persons"]),
    "change that leaves the bounds": (
        GOOD + "change:\n  tax_rate: {2026: 15.0}\n",
        ["line 3", "out of bounds"],
    ),
    "change of spending below zero": (
        GOOD + "change:\n  capital_expenditure: {2026: -900.0}\n",
        ["line 3", "out of bounds"],
    ),
    "set where only change is allowed": (
        GOOD + "set:\n  operating_costs: {2026: -12000.0}\n",
        ["operating_costs", "change"],
    ),
    "change where only set is allowed": (
        GOOD + "change:\n  growth_factor: {2026: 0.01}\n",
        ["growth_factor", "set"],
    ),
    "unknown population scenario": (
        GOOD + "set:\n  population: scbb\n",
        ["scbb", "did you mean 'scb'"],
    ),
    "blend that does not sum to one": (
        GOOD + "set:\n  population: {blend: {own: 0.5, scb: 0.6}}\n",
        ["1.1", "sum"],
    ),
    "blend of an unknown": (GOOD + "set:\n  population: {blend: {owm: 1.0}}\n", ["owm", "own"]),
    "name where years belong": (GOOD + "set:\n  tax_rate: high\n", ["tax_rate", "years"]),
    "unknown financing": (GOOD + "set:\n  financing: borow\n", ["borow", "borrow"]),
    "loan without a rate": (GOOD + "set:\n  financing: {mode: borrow}\n", ["rate"]),
    "loan with an unknown field": (
        GOOD + "set:\n  financing: {mode: borrow, rate: 3.0, flor: 5.0}\n",
        ["flor"],
    ),
    "extends what does not exist": (
        GOOD + "extends: [bse]\n",
        ["line 2", "bse", "did you mean 'base'"],
    ),
    "extends itself": (GOOD + "extends: [faulty]\n", ["circle", "faulty"]),
    "extends a path": (GOOD + "extends: [../../secret]\n", ["line 2", "../../secret"]),
    "extends is a text": (GOOD + "extends: base\n", ["extends", "list"]),
    "conflicting parents": (
        GOOD + "extends: [wages-plus-one, high-inflation]\n",
        ["wages-plus-one", "high-inflation", "wage_growth"],
    ),
    "empty file": ("", ["empty"]),
    "only a comment": ("# inget\n", ["empty"]),
    "a list for a scenario": ("- base\n", ["keys"]),
    "not YAML": ("question: [Vad\n", ["not valid YAML"]),
    "a tab for indentation": ("question: Vad?\nchange:\n\twage_growth: {2026: 1}\n", ["line 3"]),
    "an alias": (
        GOOD + "change:\n  wage_growth: &a {2026: 1.0}\n  tax_rate: *a\n",
        ["alias"],
    ),
    "a tag that would run code": (
        "question: !!python/object/apply:os.system ['true']\n",
        ["line 1", "tag"],
    ),
    "two documents": (GOOD + "---\n" + GOOD, ["not valid YAML"]),
    "binary": (bytes(range(256)), ["UTF-8"]),
    "nul byte": (b"question: a\0b\n", ["line 1", "NUL"]),
}


@pytest.mark.parametrize("case", SCENARIOS)
def test_a_faulty_scenario_is_refused_with_its_place(case, command, tmp_path):
    content, fragments = SCENARIOS[case]
    path = tmp_path / "faulty.yml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    code, message = command("run", "--scenario", str(path), *out(tmp_path))
    assert code == 2
    for fragment in ["faulty.yml", *fragments]:
        assert fragment in message, message


COMMAND_LINES: dict[str, tuple[list[str], list[str]]] = {
    "unknown plan": (["--plan", "norbotten-2025"], ["norbotten-2025", "did you mean"]),
    "unknown scenario": (["-s", "high-inflatoin"], ["did you mean 'high-inflation'"]),
    "a good and a bad scenario": (["-s", "base", "-s", "bas"], ["'base'"]),
    "plan path that is no folder": (["--plan", "./nowhere/plan"], ["nowhere", "no such"]),
    "empty plan name": (["--plan", ""], ["plan"]),
    "path trick in a scenario name": (["-s", "../../../etc/passwd"], ["passwd"]),
    "change without a year": (["--change", "wage_growth=1"], ["wage_growth=1", "year"]),
    "change without a value": (["--change", "wage_growth:2026"], ["key:year=value"]),
    "change of an unknown key": (["--change", "wages:2026=1"], ["wages", "wage_growth"]),
    "financing with a year": (["--set", "financing:2026=none"], ["2026", "takes no year"]),
    "financing twice": (["--set", "financing=none", "--set", "financing=none"], ["twice"]),
    "a population path twice": (["--set", "population=scb", "--set", "population=own"], ["twice"]),
    "text on the command line": (["--set", "tax_rate:2027=hög"], ["hög", "number"]),
    "nan on the command line": (["--change", "wage_growth:2026=nan"], ["nan", "number"]),
    "code on the command line": (["--change", "__import__('os'):2026=1"], ["__import__"]),
    "year that does not exist": (["--change", "wage_growth:2036=1"], ["2036", "2025-2030"]),
    "the same year twice": (
        ["--change", "wage_growth:2026=1", "--change", "wage_growth:2026-2027=2"],
        ["twice"],
    ),
    "unknown language": (["--language", "no"], ["no"]),
    "unknown option": (["--scenrio", "base"], ["scenrio"]),
}


@pytest.mark.parametrize("case", COMMAND_LINES)
def test_a_faulty_command_line_is_refused(case, command, tmp_path):
    arguments, fragments = COMMAND_LINES[case]
    code, message = command("run", *arguments, *out(tmp_path))
    assert code == 2
    for fragment in fragments:
        assert fragment in message, message


def replace(old: str, new: str):
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


PLANS: dict[str, tuple[str, object, list[str]]] = {
    "bad cell": (
        "tables/resultatbudget.csv",
        replace("-11575", "-11S75"),
        ["resultatbudget.csv", "line", "varde", "-11S75", "number"],
    ),
    "NaN cell": ("tables/resultatbudget.csv", replace("7926", "NaN"), ["NaN", "number"]),
    "two numbers in a cell": ("tables/kassaflode.csv", replace("-186", "18 6"), ["18 6"]),
    "short row": ("tables/kassaflode.csv", replace(";2025;206", ";206"), ["cells", "line 2"]),
    "row twice": (
        "tables/kassaflode.csv",
        replace("Årets resultat;2026;394", "Årets resultat;2025;394"),
        ["twice", "line 3"],
    ),
    "bad year": ("tables/kassaflode.csv", replace(";2025;206", ";20255;206"), ["year", "20255"]),
    "wrong header": ("tables/kassaflode.csv", replace("rad;ar;varde", "rad;år;värde"), ["header"]),
    "header twice": ("tables/kassaflode.csv", replace("rad;ar;varde", "ar;ar;varde"), ["twice"]),
    "empty table": ("tables/kassaflode.csv", lambda text: "", ["kassaflode.csv", "empty"]),
    "table that is not text": ("tables/kassaflode.csv", lambda text: b"\xff\x00\x81", ["UTF-8"]),
    "missing table file": ("tables/kassaflode.csv", None, ["kassaflode.csv", "no such file"]),
    "misspelt row": (
        "plan.yml",
        replace("row: Verksamhetens intäkter}", "row: Verksamhetens intäckter}"),
        ["intäckter", "did you mean 'Verksamhetens intäkter'"],
    ),
    "misspelt table": (
        "plan.yml",
        replace("{table: resultatbudget, row: Avskr", "{table: resultatbudgt, row: Avskr"),
        ["resultatbudgt", "did you mean 'resultatbudget'"],
    ),
    "misspelt parameter": (
        "plan.yml",
        replace("  asset_life:", "  aset_life:"),
        ["aset_life", "asset_life"],
    ),
    "missing year": (
        "plan.yml",
        replace("{years: 2025-2030, value: 11.63", "{years: 2025-2029, value: 11.63"),
        ["mean_county_rate", "missing: 2030"],
    ),
    "duplicate year in a plan": (
        "plan.yml",
        replace("years: 2028-2030, hold: last", "years: 2027-2030, hold: last"),
        ["2027", "twice"],
    ),
    "wrong unit": (
        "plan.yml",
        replace("tax_rate:\n    unit: kr per 100 kr", "tax_rate:\n    unit: mnkr"),
        ["tax_rate", "kr per 100 kr"],
    ),
    "price weights that do not sum to one": (
        "plan.yml",
        replace("{value: 0.520,", "{value: 0.620,"),
        ["1.1", "sum"],
    ),
    "unknown unit": ("plan.yml", replace("unit: share", "unit: shares"), ["unit", "shares"]),
    "value out of bounds": ("plan.yml", replace("value: 11.34", "value: 0.1134"), ["bounds"]),
    "published without a source": (
        "plan.yml",
        replace("        source: {document: sp2025, heading: Regionens skattesats}\n", ""),
        ["source", "published"],
    ),
    "source that is not listed": (
        "plan.yml",
        replace(
            "{document: sp2025, heading: Regionens skattesats}", "{document: sp2026, heading: x}"
        ),
        ["sp2026", "sp2025"],
    ),
    "unknown status": ("plan.yml", replace("status: implied", "status: guessed"), ["status"]),
    "goal on an unknown line": (
        "plan.yml",
        replace("measure: solidity_full", "measure: solidity_ful"),
        ["solidity_ful", "solidity_full"],
    ),
    "goal without a bound": ("plan.yml", replace("    minimum: 16.0\n", ""), ["minimum"]),
    "outlook that leaves a gap": (
        "plan.yml",
        replace("kalkyl: 2028-2030", "kalkyl: 2029-2030"),
        ["2028"],
    ),
    "name that would leave its folder": (
        "plan.yml",
        replace("name: norrbotten-2025", "name: ../norrbotten"),
        ["../norrbotten", "folder"],
    ),
    "plan that is not YAML": ("plan.yml", lambda text: text + "\n]", ["not valid YAML"]),
    "empty plan": ("plan.yml", lambda text: "", ["plan.yml", "empty"]),
    "index that names no line": (
        "tables.yml",
        replace(": population\n", ": populaton\n"),
        ["populaton", "population"],
    ),
}


@pytest.mark.parametrize("case", PLANS)
def test_a_faulty_plan_is_refused_with_its_place(case, command, tmp_path, project_root):
    folder = tmp_path / "plan"
    shutil.copytree(project_root / "data" / "raw" / "norrbotten-2025", folder)
    name, change, fragments = PLANS[case]
    path = folder / name
    if change is None:
        path.unlink()
    else:
        changed = change(path.read_text(encoding="utf-8"))
        path.write_bytes(changed if isinstance(changed, bytes) else changed.encode())
    code, message = command("run", "--plan", str(folder), *out(tmp_path))
    assert code == 2
    for fragment in fragments:
        assert fragment in message, message


def test_a_folder_for_a_scenario_is_refused(command, tmp_path):
    (tmp_path / "folder.yml").mkdir()
    code, message = command("run", "-s", str(tmp_path / "folder.yml"), *out(tmp_path))
    assert code == 2
    assert "folder" in message


def test_a_plan_folder_without_a_plan_is_refused(command, tmp_path):
    code, message = command("run", "--plan", str(tmp_path), *out(tmp_path))
    assert code == 2
    assert "plan.yml" in message


def test_a_file_for_a_plan_folder_is_refused(command, tmp_path):
    path = tmp_path / "plan"
    path.write_text("x")
    code, _ = command("run", "--plan", str(path), *out(tmp_path))
    assert code == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser can read every file")
def test_an_unreadable_scenario_is_refused(command, tmp_path):
    path = tmp_path / "locked.yml"
    path.write_text(GOOD)
    path.chmod(0)
    code, message = command("run", "-s", str(path), *out(tmp_path))
    assert code == 2
    assert "cannot be read" in message


def test_a_scenario_with_a_dangerous_file_name_is_refused(command, tmp_path):
    path = tmp_path / "<b>Å &.yml"
    path.write_text(GOOD, encoding="utf-8")
    code, message = command("run", "-s", str(path), *out(tmp_path))
    assert code == 2
    assert "file name" in message


def test_every_fault_is_told_and_not_only_the_first(command, tmp_path):
    path = tmp_path / "three.yml"
    path.write_text(
        GOOD + "change:\n  wage_grwth: {2026: 1.0}\n  tax_rate: {2041: 1.0}\n"
        "set:\n  slippage: {1926: 0.3}\n"
    )
    code, message = command("run", "-s", str(path), *out(tmp_path))
    assert code == 2
    assert [n for n in (3, 4, 6) if f"line {n}" in message] == [3, 4, 6]


def test_every_assumption_out_of_bounds_is_told_once_all_keys_are_known(command, tmp_path):
    path = tmp_path / "two.yml"
    path.write_text(GOOD + "change:\n  wage_growth: {2026: 90.0}\nset:\n  slippage: {2026: 30.0}\n")
    code, message = command("run", "-s", str(path), *out(tmp_path))
    assert code == 2
    assert [n for n in (3, 5) if f"line {n}" in message] == [3, 5]


def test_at_least_sixty_kinds_are_tried():
    assert len(SCENARIOS) + len(COMMAND_LINES) + len(PLANS) >= 60
