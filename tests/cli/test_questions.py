"""The commands of the questions: the same numbers in every format, faults with exit code 2."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from analysis.cli import application
from analysis.errors import InputError

APP = application()
COMMANDS = {
    "compare_lines": ["compare", "weak-growth"],
    "bridge": ["bridge", "-s", "stagflation"],
    "bridge_published": ["bridge", "--published"],
    "tornado": ["sensitivity"],
    "elasticities": ["sensitivity", "--kind", "steps"],
    "sobol": ["sensitivity", "--kind", "sobol", "--samples", "32"],
    "uncertainty_goals": ["uncertainty", "--draws", "200"],
    "seek": ["seek", "balanced_budget", "--years", "2028-2030", "--from", "2026"],
    "seek_mix": ["seek", "cash>=0", "--years", "2027", "--mix", "--weight", "tax_rate=2"],
    "balance_lawful": ["balance", "--rur", "100", "--swing", "10"],
    "portfolio_coverage": ["portfolio", "--move", "2026=100"],
}


def run(*arguments):
    return CliRunner().invoke(APP, list(arguments))


@pytest.mark.parametrize("name", COMMANDS)
def test_json_and_csv_hold_the_same_numbers(name):
    as_json = json.loads(run(*COMMANDS[name], "--format", "json").stdout)
    rows = list(csv.reader(io.StringIO(run(*COMMANDS[name], "--format", "csv-plain").stdout)))
    own = [row[1:] for row in rows if row[0] == name]
    assert len(own) == len(as_json[name])
    for row, record in zip(own, as_json[name], strict=True):
        wanted = list(record.values())
        for cell, value in zip(row, wanted, strict=True):
            if isinstance(value, float):
                assert float(cell) == value
            elif value is not None:
                assert cell.lstrip("'") == str(value)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_says_what_is_seen_and_what_is_assumed(name, language):
    result = run(*COMMANDS[name], "--language", language)
    assert result.exit_code == 0
    heads = {"sv": "Antaganden:", "en": "Assumptions:"}
    assert heads[language] in result.stdout
    assert "{" not in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_json_states_assumptions_in_words(name):
    found = json.loads(run(*COMMANDS[name], "-f", "json").stdout)
    assert found["says"]
    assert all(len(words) > 10 for words in found["says"] + found["assumes"])


def test_explain_prints_text_and_json():
    text = run("explain", "net_result", "--year", "2026", "--depth", "1").stdout
    assert "= Verksamhetens resultat 2026 + Finansiella intäkter 2026" in text
    found = json.loads(run("explain", "net_result", "-y", "2026", "-f", "json").stdout)
    assert found["target"] == "net_result@2026"
    assert found["steps"]["net_result@2026"]["published"]["value"] == 394


@pytest.mark.parametrize(("language", "word"), [("sv", "prognos"), ("en", "forecast")])
def test_explain_says_where_a_year_before_the_plan_is_printed(language, word):
    text = run("explain", "lpik_excl", "--year", "2024", "-l", language).stdout
    assert f"; {word}; Strategisk plan 2025-2027; Löne- och prispförändringar" in text
    assert "”LPIK exkl. läkemedel”; norrbotten-2025/tables/loner_priser.csv:23" in text


def test_explain_against_the_base_names_what_moved():
    text = run(
        "explain", "cash", "-y", "2027", "-s", "wages-plus-one", "--against", "base", "-l", "en"
    ).stdout
    assert "wage_growth[2026]" in text
    assert "wages-plus-one.yml, line" in text


def test_explain_draws_the_calculation(tmp_path):
    path = tmp_path / "picture.svg"
    run("explain", "net_result", "-y", "2026", "--depth", "0", "--picture", str(path))
    assert path.read_text().startswith("<?xml")


def test_score_reads_a_users_file(tmp_path):
    path = tmp_path / "utfall.csv"
    path.write_text("post;ar;varde\nÅrets resultat;2025;150\n", encoding="utf-8")
    found = json.loads(run("score", str(path), "-f", "json").stdout)
    assert found["score_misses"][0]["error"] == pytest.approx(56, abs=0.5)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bridge", "cas"], "did you mean 'cash'"),
        (["compare", "weak-groth"], "weak-growth"),
        (["seek", "goals", "--years", "2027"], "self_financing, balanced_budget"),
        (["seek", "balanced_budget", "--years", "soon"], "2027-2030"),
        (["seek", "balanced_budget", "--years", "2027", "--lever", "tax"], "tax_rate"),
        (["seek", "cash>=0", "--years", "2027", "--mix", "--weight", "tax_rate=x"], "weight"),
        (["balance", "--deficit", "long ago"], "2024=50"),
        (["portfolio", "--move", "2026"], "2026=500"),
        (["sensitivity", "cash", "--year", "2050"], "2025-2030"),
        (["explain", "cash", "--year", "2050"], "2025-2030"),
        (["explain", "lpik_excl", "--year", "2022"], "2023-2030"),
        (["explain", "tax", "--year", "2027"], "one of: tax_rate, tax_revenue"),
        (["explain", "skatt", "--year", "2027"], "tax_revenue"),
        (["score", "nothing-here.csv"], "no such file"),
    ],
)
def test_bad_input_is_refused_with_what_was_expected(arguments, words):
    result = run(*arguments)
    assert isinstance(result.exception, InputError)
    assert words in str(result.exception)


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(tmp_path):
    outcome = run("uncertainty", "--draws", "200", "--format", "csv-plain").stdout
    assert not any(cell[:1] in "=@" for row in csv.reader(io.StringIO(outcome)) for cell in row)


LONGER = {
    "check": ["check", "norrbotten-2025"],
    "compare": ["compare", "weak-growth", "--line", "cash"],
    "bridge": ["bridge", "cash", "-s", "stagflation"],
    "explain": ["explain", "cash", "--year", "2040"],
    "seek": ["seek", "balanced_budget", "--years", "2031-2040", "--lever", "tax_rate"],
}


@pytest.mark.parametrize("name", LONGER)
def test_a_question_is_asked_of_a_longer_horizon(name):
    told = run(*LONGER[name], "--horizon", "2040")
    assert told.exit_code == 0, told.output
    assert "2040" in told.output


@pytest.mark.parametrize("name", LONGER)
def test_a_year_before_the_plans_last_is_no_horizon(name):
    with pytest.raises(InputError, match="cannot be carried to this year"):
        APP([*LONGER[name], "--horizon", "2029"], standalone_mode=False)


def test_the_what_if_page_is_written_to_a_longer_horizon(tmp_path):
    page = tmp_path / "what_if.html"
    assert run("what-if", "--horizon", "2040", "--out", str(page)).exit_code == 0
    assert "2025–2027, till 2040" in page.read_text(encoding="utf-8")
