"""Long jobs in turn: each with its heading, all of them also when one fails."""

import subprocess
import sys

import pytest

from benchmarks.__main__ import measurements
from benchmarks.turns import main, run_all


@pytest.fixture
def folder(tmp_path):
    """Measurements of a folder: one that works, one that fails, one without main()."""
    place = tmp_path / "measured"
    place.mkdir()
    (place / "bench_first.py").write_text("def main(): ...\nprint('first')\n", encoding="utf-8")
    (place / "bench_second.py").write_text("def main(): ...\nraise SystemExit(3)\n", "utf-8")
    (place / "bench_third.py").write_text(
        "import sys\ndef main(): ...\nprint('third', *sys.argv[1:])\n", encoding="utf-8"
    )
    (place / "bench_parts.py").write_text("raise RuntimeError('imported')\n", encoding="utf-8")
    (place / "record.py").write_text("def main(): ...\n", encoding="utf-8")
    return place


def test_a_measurement_takes_part_by_its_name_and_its_main_and_none_is_imported(folder):
    assert measurements(folder) == {
        "first": ["measured.bench_first"],
        "second": ["measured.bench_second"],
        "third": ["measured.bench_third"],
    }


def test_every_measurement_of_the_project_is_found(project_root):
    found = measurements(project_root / "benchmarks")
    files = {p.stem.removeprefix("bench_") for p in project_root.glob("benchmarks/bench_*.py")}
    assert set(found) == files
    assert {"numbers", "population", "notebooks", "startup", "study"} <= set(found)


def test_the_next_runs_when_one_fails_and_the_failure_is_told(folder, capfd):
    assert run_all(measurements(folder), folder.parent) == ["second"]
    out = capfd.readouterr().out
    places = [out.index(word) for word in ("(1 of 3)", "first\n", "(2 of 3)", "exit code 3",
                                           "(3 of 3)", "third\n")]  # fmt: skip
    assert places == sorted(places)
    assert "first (1 of 3): python -m measured.bench_first\n====" in out


def test_the_exit_code_says_whether_all_went_well(folder, capfd):
    jobs = measurements(folder)
    assert main(jobs, "", [], folder.parent) == 1
    assert "failed: second" in capfd.readouterr().err
    assert main(jobs, "", ["third", "first"], folder.parent) == 0
    out = capfd.readouterr().out
    assert "second" not in out
    assert out.index("third (1 of 2)") < out.index("first (2 of 2)")


def test_arguments_of_a_job_are_handed_on(folder, capfd):
    assert run_all({"third": ["measured.bench_third", "--full"]}, folder.parent) == []
    assert "third --full\n" in capfd.readouterr().out


def test_a_list_runs_nothing(folder, capfd):
    assert main(measurements(folder), "", ["--list"], folder.parent) == 0
    assert "second: python -m measured.bench_second" in capfd.readouterr().out


def test_a_name_that_is_not_there_is_exit_2_with_the_nearest_one(folder, capfd):
    with pytest.raises(SystemExit) as stop:
        main(measurements(folder), "", ["frist"], folder.parent)
    assert stop.value.code == 2
    assert "did you mean 'first'" in capfd.readouterr().err


def test_make_bench_lists_them_from_the_command_line(project_root):
    command = [sys.executable, "-m", "benchmarks", "--list"]
    done = subprocess.run(command, cwd=project_root, capture_output=True, text=True, check=True)
    assert "population: python -m benchmarks.bench_population" in done.stdout
