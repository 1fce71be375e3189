"""The own tax base of regions from SCB, against a server on this machine, into a plan's history."""

import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.errors import InputError, RunFailed
from analysis.inputs import tax_base
from analysis.inputs.plan import load_plan
from analysis.inputs.region_copy import RegionCopy, read_copy
from tests.pxweb_server import TaxBase, serving


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[TaxBase]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving(TaxBase()) as running:
        assert isinstance(running, TaxBase)
        yield running


def fetched(service: TaxBase, folder: Path, *years: int, table: str | None = None) -> RegionCopy:
    span = (years[0], years[-1]) if years else None
    return tax_base.fetch(folder, span, table, service.url, pause=0.0)


def test_the_base_is_by_year_of_income_in_mnkr_with_query_date_and_hash(
    service: TaxBase, tmp_path: Path
) -> None:
    found = fetched(service, tmp_path, 2022, 2023)
    facts, rows = read_copy(tmp_path / found.file)
    assert facts == found
    # Year 2025 of the table is the income of 2023; kronor are mnkr here.
    own = {r.year: r.value for r in rows if r.region == "Norrbotten"}
    assert own == {2022: 2024 * 30 + 0.025, 2023: 2025 * 30 + 0.025}
    assert {r.region for r in rows} == {"Riket", "Norrbotten"}
    written = json.loads((tmp_path / f"{found.file}.json").read_text(encoding="utf-8"))
    assert written["sha256"] == hashlib.sha256((tmp_path / found.file).read_bytes()).hexdigest()
    assert written["retrieved"] == date.today().isoformat()
    assert written["query"] == {
        "Region": ["00", "25"], "ContentsCode": ["A"], "Tid": ["2024", "2025"],
    }  # fmt: skip
    assert (written["title"], written["updated"]) == (
        service.tables["TAB9"], "2017-02-21T08:30:00Z",
    )  # fmt: skip


def test_thousands_are_told_by_the_name_of_the_contents(service: TaxBase, tmp_path: Path) -> None:
    service.contents = {"A": "Skatteunderlag, tkr"}
    _, rows = read_copy(tmp_path / fetched(service, tmp_path, 2023).file)
    assert next(r.value for r in rows if r.region == "Norrbotten") == 2025 * 30_000 + 25


def test_another_table_no_years_and_a_spoilt_figure_leave_nothing(
    service: TaxBase, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="no figures for these years"):
        fetched(service, tmp_path / "a", 2030)
    service.spoil = {"25/2025": "many"}
    with pytest.raises(InputError, match="no number"):
        fetched(service, tmp_path / "a")
    service.contents = {"B": "Skattekraft, kronor per invånare"}
    with pytest.raises(InputError, match="no single content is 'Skatteunderlag'"):
        fetched(service, tmp_path / "a")
    service.fail = [503] * 20
    with pytest.raises(RunFailed, match="does not answer"):
        fetched(service, tmp_path / "a")
    assert not (tmp_path / "a").exists()


def test_a_plan_takes_the_base_of_its_county_as_history_and_keeps_what_is_written(
    service: TaxBase,
    tmp_path: Path,
    project_root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def run(*arguments: object) -> tuple[int, str]:
        words = [
            "regionkalkyl",
            "-l",
            "en",
            "data",
            *map(str, arguments),
            "--folder",
            str(tmp_path),
        ]
        monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as stop:
            main()
        captured = capsys.readouterr()
        return int(stop.value.code or 0), captured.out + captured.err

    plan = tmp_path / "norrbotten-2025"
    shutil.copytree(project_root / "data" / "raw" / "norrbotten-2025", plan)
    code, said = run("outcomes", "--plan", plan)
    assert (code, "regionkalkyl data fetch tax_base" in said) == (2, True)
    assert run("fetch", "tax_base", "--url", service.url)[0] == 0
    assert "tax_base" in run("status")[1]
    own = "post;ar;varde\nSkatteunderlag;2023;60 000\nÅrets resultat;2024;12,5\n"
    (plan / "outcomes.csv").write_text(own, encoding="utf-8")
    for added in ("2 years", "0 years"):
        code, said = run("outcomes", "--plan", plan)
        assert (code, f"{added} of the own tax base added" in said) == (0, True)
    known = load_plan(plan).history["own_tax_base"]
    assert {year: one.value for year, one in known.items()} == {
        2021: 60_690.025, 2022: 60_720.025, 2023: 60_000.0,
    }  # fmt: skip
    assert known[2022].kind == "outcome"
    assert "SCB, http" in (known[2022].document or "")
    assert load_plan(plan).history["net_result"][2024].value == 12.5
