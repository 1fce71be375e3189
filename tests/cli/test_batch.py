"""The batch commands, as a user meets them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.batch.run import run_batch
from analysis.cli import main
from tests.batch.grids import write_grid


def regionkalkyl(*words: object) -> int:
    """Exit code of the command line."""
    sys.argv = ["regionkalkyl", "-l", "en", *map(str, words)]
    try:
        main()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


@pytest.fixture(autouse=True)
def _arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", sys.argv)


def test_a_dry_run_tells_the_size_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    grid = write_grid(tmp_path / "g.yml")
    assert regionkalkyl("batch", "run", grid, "--out", tmp_path / "o", "--dry-run") == 0
    assert "180 members" in capsys.readouterr().out
    assert not (tmp_path / "o").exists()


def test_run_status_and_query_hang_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    grid, out = write_grid(tmp_path / "g.yml", part=60), tmp_path / "o"
    run = ["batch", "run", grid, "--out", out, "--no-reports"]
    assert regionkalkyl(*run) == 0
    assert regionkalkyl(*run) == 2
    assert regionkalkyl(*run, "--resume") == 0
    assert "3 kept from before" in capsys.readouterr().out
    assert regionkalkyl("batch", "status", out) == 0
    assert capsys.readouterr().out == "3 done\n"
    sql = "SELECT count(*) AS n FROM results"
    shown = (
        ("json", '[\n  {\n    "n": 1080\n  }\n]'),
        ("csv-plain", "n\n1080"),
        ("csv", "\ufeffn\n1080"),
        ("table", "   n\n----\n1080"),
    )
    for format_, said in shown:
        assert regionkalkyl("batch", "query", sql, "--out", out, "--format", format_) == 0
        assert capsys.readouterr().out == f"{said}\n"


@pytest.mark.parametrize(
    "words",
    [
        ["run", "missing.yml"],
        ["run", "."],
        ["query", "SELECT 1", "--out", "nowhere"],
        ["status", "nowhere"],
    ],
)
def test_bad_input_gives_exit_code_2_and_one_line(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert regionkalkyl("batch", *words) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["query", "SELECT 1", "--format", "xml"], "the value cannot be used"),
        # The language that is asked for is none, so the fault is told in Swedish.
        (["run", "g.yml", "--language", "fi"], "värdet kan inte användas"),
    ],
)
def test_a_choice_that_there_is_not_is_bad_input(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert regionkalkyl("batch", *words) == 2
    assert told in capsys.readouterr().err


def test_answers_keep_their_kinds_and_start_no_formula_in_a_spreadsheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    grid, out = write_grid(tmp_path / "g.yml", draws=1), tmp_path / "o"
    run_batch(grid, out)
    sql = (
        "SELECT '=1+1' AS a, 1.5 AS b, DATE '2026-01-01' AS c, NULL AS d, 'NaN'::DOUBLE AS e, "
        "[2.5] AS f"
    )
    ask = ["batch", "query", sql, "--out", out, "--format"]
    assert regionkalkyl(*ask, "csv-plain") == 0
    assert capsys.readouterr().out == "a,b,c,d,e,f\n'=1+1,1.5,2026-01-01,,,[2.5]\n"
    assert regionkalkyl(*ask, "json") == 0
    found = {"a": "=1+1", "b": 1.5, "c": "2026-01-01", "d": None, "e": None, "f": [2.5]}
    assert json.loads(capsys.readouterr().out) == [found]
    assert regionkalkyl("batch", "query", "SELECT 1 AS n WHERE false", "--out", out) == 0
    assert capsys.readouterr().out == "n\n-\n"


def test_a_folder_below_a_file_is_bad_input_before_any_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x")
    grid = write_grid(tmp_path / "g.yml")
    assert regionkalkyl("batch", "run", grid, "--out", tmp_path / "file" / "o") == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_help_of_the_commands_imports_nothing_heavy() -> None:
    code = (
        "import sys; from analysis.cli import application; application();"
        "print([m for m in ('numpy', 'pandas', 'duckdb', 'papermill') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_chosen_members_get_reports(tmp_path: Path) -> None:
    render = {"worst": {"line": "cash", "year": 2028, "count": 2}}
    grid, out = write_grid(tmp_path / "g.yml", render=render), tmp_path / "o"
    assert regionkalkyl("batch", "run", grid, "--out", out) == 0
    overview = (out / "index.html").read_text(encoding="utf-8")
    assert "Hur känslig är kassan?" in overview
    assert overview.count("member-0000") == 2 * 2
    assert 'src="http' not in overview
    pages = sorted(out.glob("reports/norrbotten-2025/member-*/index.html"))
    assert len(pages) == 2
    manifest = json.loads((pages[0].parent / "manifest.json").read_text(encoding="utf-8"))
    assert manifest
