"""Key figures from Kolada against a server on this machine: kept with query, date and hash."""

import hashlib
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.errors import InputError, RunFailed
from analysis.inputs.kolada import fetch
from analysis.inputs.region_copy import RegionCopy, measures_of, own_outcomes, read_copy
from tests.kolada_server import Kolada, serving


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kolada]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving(Kolada()) as running:
        yield running


def fetched(service: Kolada, folder: Path, *measures: str) -> RegionCopy:
    wanted = measures_of(measures or ["solidity_mixed=N12345"])
    return fetch(wanted, folder, (2025, 2026), service.url, pause=0.0)


def test_every_page_is_read_and_the_copy_says_what_it_is(service: Kolada, tmp_path: Path) -> None:
    found = fetched(service, tmp_path)
    facts, rows = read_copy(tmp_path / found.file)
    assert facts == found
    assert len(service.asked) == 3
    assert {row.region for row in rows} == {"Riket", "Stockholm", "Västerbotten", "Norrbotten"}
    assert own_outcomes(rows, "Norrbotten") == {"solidity_mixed": {2025: 65.5, 2026: 66.5}}
    written = json.loads((tmp_path / f"{found.file}.json").read_text(encoding="utf-8"))
    assert written["sha256"] == hashlib.sha256((tmp_path / found.file).read_bytes()).hexdigest()
    assert written["retrieved"] == date.today().isoformat()
    assert written["query"] == {"kpi_id": ["N12345"], "year": ["2025", "2026"]}
    assert service.url in written["source"]


def test_a_busy_service_is_asked_again_and_a_silent_one_leaves_nothing(
    service: Kolada, tmp_path: Path
) -> None:
    service.fail = [503]
    assert fetched(service, tmp_path / "a").rows == 8
    service.fail = [503] * 20
    with pytest.raises(RunFailed, match="does not answer"):
        fetched(service, tmp_path / "b")
    service.fail = [404]
    with pytest.raises(InputError, match="refused the question"):
        fetched(service, tmp_path / "b")
    service.fail, service.spoil = [], "many"
    with pytest.raises(InputError, match="no number"):
        fetched(service, tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_a_figure_that_no_region_has_and_a_changed_copy_are_refused(
    service: Kolada, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="no figure of a region for N99999"):
        fetched(service, tmp_path, "Soliditet blandmodell=N99999")
    path = tmp_path / fetched(service, tmp_path).file
    path.write_bytes(path.read_bytes().replace(b"65.5", b"85.5"))
    with pytest.raises(InputError, match="changed since they were retrieved"):
        read_copy(path)
    (tmp_path / "x.csv").write_text("a;b\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.csv\.json: the description of the copy"):
        read_copy(tmp_path / "x.csv")


@pytest.mark.parametrize("text", ["solidity_mixed", "solidity_mixd=N1", "cash=N 1", "cash=../x"])
def test_what_is_no_line_with_a_key_figure_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="not a line with a key figure"):
        measures_of([text])


def test_key_figures_are_outcomes_of_measures_by_sex_where_the_plan_is(
    service: Kolada, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def run(*arguments: str, code: int = 0) -> str:
        monkeypatch.setattr(sys, "argv", ["regionkalkyl", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        assert (stop.value.code or 0) == code
        captured = capsys.readouterr()
        return captured.err if code else captured.out

    def kept(folder: str, *named: str) -> str:
        run("data", "kolada", *named, "--plan", "norrbotten-2023", "--years", "2023-2025",
            "--url", service.url, "--folder", str(tmp_path / folder))  # fmt: skip
        (path,) = (tmp_path / folder / "kolada").glob("*.csv")
        return str(path)

    path = kept("a", "1=N1", "4=N4", "solidity_mixed=N2")
    answer = json.loads(run("measures", "norrbotten-2023", "--kolada", path, "-f", "json"))
    judged = {(m["number"], m["group"]): m for m in answer["measures"] if m["outcome_year"]}
    # Measure 1 is printed for women and men, 4 for all: 65.5 per cent in 2025.
    assert judged.keys() == {("1", "K"), ("4", "")}
    assert (judged["4", ""]["outcome"], judged["4", ""]["status"]) == (65.5, "away")
    assert {p["number"]: (p["year"], p["peer_median"], p["rank"]) for p in answer["peers"]} == {
        "1": (2025, 62.5, 2), "4": (2025, 62.5, 2),
    }  # fmt: skip
    own = tmp_path / "own.csv"
    own.write_text("nr;ar;varde\n4;2025;97\n", encoding="utf-8")
    words = run("measures", "norrbotten-2023", "--kolada", path, "--outcomes", str(own))
    assert "Median av de andra" in words
    (row,) = [line for line in words.splitlines() if line.startswith("4 ") and "målet" in line]
    assert "97" in row
    # A copy with measures is one with outcomes of lines too; one without is refused for measures.
    assert "solidity_mixed" in run("score", "--kolada", path, "-f", "json")
    lines = kept("b", "solidity_mixed=N2")
    assert "Kolada" not in run("measures", "norrbotten-2023", "--kolada", lines, code=2)
    refused = run("data", "kolada", "999=N1", "--plan", "norrbotten-2023", "--years", "2022",
                  "--url", service.url, "--folder", str(tmp_path), code=2)  # fmt: skip
    assert "999=N1" in refused


def test_the_region_is_scored_and_placed_among_the_others(
    service: Kolada, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def run(*arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", ["regionkalkyl", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        assert not stop.value.code
        return capsys.readouterr().out

    run("data", "kolada", "solidity_mixed=N12345", "--years", "2025-2026", "--url", service.url,
        "--folder", str(tmp_path))  # fmt: skip
    (path,) = (tmp_path / "kolada").glob("*.csv")
    answer = json.loads(run("score", "--kolada", str(path), "-f", "json"))
    last = answer["score_peers"][-1]
    assert (last["year"], last["outcome"], last["peer_median"]) == (2026, 66.5, 63.5)
    assert (last["peers"], last["rank"]) == (2, 2)
    assert {row["outcome"] for row in answer["score_misses"]} == {65.5, 66.5}
    assert "plats 2 av 3 regioner" in " ".join(answer["says"])
