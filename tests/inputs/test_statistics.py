"""The loader for PxWeb API v2, against a server on this machine that speaks it."""

import hashlib
import json
import socket
from datetime import date

import pytest

from analysis.errors import InputError, RunFailed
from analysis.inputs import statistics
from analysis.inputs.demography_table import read_counts
from analysis.inputs.service import ATTEMPTS
from analysis.inputs.snapshots import intact, keep, latest, snapshots
from tests.pxweb_server import Service, serving


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def service():
    with serving(Service()) as running:
        yield running


def fetched(service, folder, kind="population", **options):
    return statistics.fetch(kind, folder, url=service.url, pause=0.0, **options)


def test_population_of_all_counties_is_fetched_and_read_as_counts(service, tmp_path):
    found = fetched(service, tmp_path)
    counts = read_counts(tmp_path / found.file, "population")
    assert counts.regions == ("Riket", "Norrbotten")
    assert counts.years == (2014, 2015, 2016)
    assert counts.values[0, 1, 0, 7] == 2015
    assert counts.values[1, 2, 1, 100] == 1016


def test_totals_municipalities_and_other_contents_are_not_asked_for(service, tmp_path):
    fetched(service, tmp_path)
    asked = {item["variableCode"]: item["valueCodes"] for item in service.queries[0]["selection"]}
    assert asked["Region"] == ["00", "25"]
    assert asked["Kon"] == ["1", "2"]
    assert asked["ContentsCode"] == ["X1"]
    assert "tot" not in asked["Alder"]
    assert len(asked["Alder"]) == 101
    assert "Civilstand" not in asked


def test_a_copy_says_what_it_is_and_its_hash_is_that_of_the_file(service, tmp_path):
    found = fetched(service, tmp_path, years=(2015, 2016))
    content = (tmp_path / found.file).read_bytes()
    facts = json.loads((tmp_path / f"{found.file}.json").read_text(encoding="utf-8"))
    assert facts["sha256"] == hashlib.sha256(content).hexdigest()
    assert facts["table"] == "TAB638"
    assert facts["query"]["Tid"] == ["2015", "2016"]
    assert facts["updated"] == "2017-02-21T08:30:00Z"
    assert facts["retrieved"] == date.today().isoformat()
    assert (facts["first_year"], facts["last_year"]) == (2015, 2016)
    assert service.url in facts["source"]


def test_a_table_is_found_by_its_title(service, tmp_path):
    assert fetched(service, tmp_path, "deaths").table == "TAB1"


def test_a_table_that_cannot_be_told_from_another_is_refused_with_both(service, tmp_path):
    service.tables["TAB2"] = "Döda efter region, ålder (under året) och kön. År 2017 -"
    with pytest.raises(InputError, match=r"--table with one of: TAB1: .*TAB2"):
        fetched(service, tmp_path, "deaths")
    assert fetched(service, tmp_path, "deaths", table="TAB2").table == "TAB2"


def test_a_table_that_does_not_exist_is_refused_at_once(service, tmp_path):
    with pytest.raises(InputError, match="the service refused the question"):
        fetched(service, tmp_path, table="TAB999")
    assert sum(path.startswith("/tables/TAB999") for _, path in service.asked) == 1


def test_a_large_question_is_asked_in_parts_that_the_service_allows(service, tmp_path):
    service.max_cells = 100
    found = fetched(service, tmp_path)
    assert len(service.queries) > 10
    assert found.rows == 2 * 3 * 2 * 101


def test_a_service_that_is_busy_is_asked_again(service, tmp_path):
    service.fail = [503, 500]
    assert fetched(service, tmp_path).rows == 1212


def test_a_service_that_stays_busy_ends_the_run_and_leaves_nothing(service, tmp_path):
    service.fail = [503] * 50
    with pytest.raises(RunFailed, match=r"does not answer.*Nothing was changed.*data add"):
        fetched(service, tmp_path)
    assert len(service.asked) == ATTEMPTS
    assert list(tmp_path.iterdir()) == []


def test_without_a_network_the_message_says_what_still_works(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(RunFailed, match="still serve every run"):
        statistics.fetch("population", tmp_path, url=f"http://127.0.0.1:{port}", pause=0.0)


def test_an_answer_that_hangs_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(statistics, "LIMIT", 0.05)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(RunFailed, match="Timeout"):
            statistics.fetch("population", tmp_path, url=url, pause=0.0)


@pytest.mark.parametrize(("value", "words"), [(None, "missing"), (-4, "below zero")])
def test_faulty_figures_are_refused_and_nothing_is_kept(service, tmp_path, value, words):
    service.spoil = {"25/7/1/2015": value}
    with pytest.raises(InputError, match=words):
        fetched(service, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_kind_is_answered_with_the_nearest(tmp_path):
    with pytest.raises(InputError, match="did you mean 'deaths'"):
        statistics.fetch("death", tmp_path)


def test_the_newest_copy_is_the_one_that_is_used(service, tmp_path):
    rows = (tmp_path / fetched(service, tmp_path).file).read_bytes()
    keep(rows, "population", "earlier", tmp_path, today=date(2001, 2, 3))
    assert next(s.retrieved for s in snapshots(tmp_path)) == "2001-02-03"
    assert latest(tmp_path, "population").name != snapshots(tmp_path)[0].file


def test_a_copy_that_was_changed_is_not_used(service, tmp_path):
    found = fetched(service, tmp_path)
    path = tmp_path / found.file
    path.write_text(path.read_text(encoding="utf-8").replace(";2014;2014", ";2014;2015"))
    assert not intact(found, tmp_path)
    with pytest.raises(InputError, match="changed since they were retrieved"):
        latest(tmp_path, "population")


def test_only_the_data_command_knows_the_loaders(project_root):
    def users(*words):
        texts = {f: f.read_text(encoding="utf-8") for f in (project_root / "src").rglob("*.py")}
        found = (f for f, text in texts.items() if any(word in text for word in words))
        return sorted(f.relative_to(project_root / "src").as_posix() for f in found)

    loader = ["analysis/cli/data.py", "analysis/inputs/tax_base.py"]
    assert users("inputs.statistics") == loader
    assert users("inputs.tax_base", "import tax_base") == ["analysis/cli/data.py"]


def test_the_official_prognosis_is_fetched_with_its_query_date_and_hash(service, tmp_path):
    service.tables["TAB9"] = (
        "Folkmängd, antalet födda, döda och flyttningar efter region, kön och ålder. År 2025 - 2070"
    )
    service.years = ("2026", "2027")
    found = fetched(service, tmp_path, "prognosis")
    assert (found.table, found.first_year, found.last_year) == ("TAB9", 2026, 2027)
    assert found.query["ContentsCode"] == ["X1"]
    assert intact(found, tmp_path)
    counts = read_counts(latest(tmp_path, "prognosis"), "prognosis")
    assert counts.values[0, 1, 0, 7] == 2027
