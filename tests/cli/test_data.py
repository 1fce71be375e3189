"""`regionkalkyl data`: fetch, add, status, population and package."""

import shutil
import sys

import pytest
from openpyxl import Workbook

from analysis.cli import main
from analysis.errors import InputError
from analysis.inputs.accepted import accept
from analysis.inputs.demography_method import demography_folder
from analysis.inputs.plan import load_plan
from tests.pxweb_server import Service, serving


@pytest.fixture
def command(monkeypatch, capsys):
    """Run the command line in this process; return its exit code, output and errors."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["regionkalkyl", "-l", "en", "data", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            main()
        captured = capsys.readouterr()
        return int(stop.value.code or 0), captured.out, captured.err

    return run


@pytest.fixture
def plan(project_root, tmp_path):
    folder = tmp_path / "plans" / "norrbotten-2025"
    shutil.copytree(project_root / "data" / "raw" / "norrbotten-2025", folder)
    return folder


def test_fetched_figures_are_listed_with_years_and_that_they_are_unchanged(command, tmp_path):
    with serving(Service()) as service:
        code, out, _ = command(
            "fetch",
            "population",
            "--url",
            service.url,
            "--folder",
            tmp_path,
            "--years",
            "2015-2016",
        )
    assert code == 0
    assert "population: 2015-2016, 808 counts" in out
    code, out, _ = command("status", "--folder", tmp_path)
    assert code == 0
    assert "2015-2016" in out
    assert "yes" in out


def test_status_of_an_empty_folder_says_where_the_projects_own_figures_are(command, tmp_path):
    code, _, err = command("status", "--folder", tmp_path / "nothing")
    assert code == 0
    assert "0 copies" in err
    assert "demography" in err


def test_a_changed_copy_is_marked(command, tmp_path):
    with serving(Service()) as service:
        command("fetch", "population", "--url", service.url, "--folder", tmp_path)
    copy = next(tmp_path.glob("*.csv"))
    copy.write_bytes(copy.read_bytes() + b" ")
    assert "NO" in command("status", "--folder", tmp_path)[1]


def test_a_service_that_does_not_answer_is_exit_1_and_changes_nothing(
    command, tmp_path, monkeypatch
):
    monkeypatch.setattr("analysis.inputs.service.time.sleep", lambda seconds: None)
    with serving(Service(fail=[503] * 50)) as service:
        code, _, err = command("fetch", "population", "--url", service.url, "--folder", tmp_path)
    assert code == 1
    assert "does not answer" in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_downloaded_file_is_checked_and_copied(command, tmp_path):
    source = demography_folder() / "births.csv"
    code, out, _ = command("add", source, "--kind", "births", "--folder", tmp_path)
    assert code == 0
    assert "births: 1995-2015" in out
    assert next(tmp_path.glob("births-*.csv")).read_bytes() == source.read_bytes()


def test_the_services_excel_download_is_read_and_half_a_one_refused_as_a_workbook(
    command, tmp_path
):
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["Folkmängd efter region, kön, ålder och år"])
    sheet.append([])
    sheet.append(["region", "kön", "ålder", "2023", "2024"])
    for sex in ("män", "kvinnor"):
        for age in (*(f"{age} år" for age in range(100)), "100+ år"):
            sheet.append(["25 Norrbottens län", sex, age, 100, 101])
    file, half = tmp_path / "BE0101.xlsx", tmp_path / "half.xlsx"
    workbook.save(file)
    half.write_bytes(file.read_bytes()[:2000])
    kept = tmp_path / "kept"
    code, out, _ = command("add", file, "--kind", "population", "--folder", kept)
    assert code == 0
    assert "population: 2023-2024, 404 counts" in out
    code, out, err = command("add", half, "--kind", "population", "--folder", kept)
    assert (code, out) == (2, "")
    assert "half.xlsx: this is not a workbook that can be read" in err


def test_a_faulty_download_is_exit_2_with_the_users_file_named(command, tmp_path):
    bad = tmp_path / "mine.csv"
    bad.write_text("region;kön;ålder;2001\nNorrbotten;män;4;-3\n", encoding="utf-8")
    code, _, err = command("add", bad, "--kind", "deaths", "--folder", tmp_path / "kept")
    assert code == 2
    assert "mine.csv, line 2: a count below zero" in err
    assert list((tmp_path / "kept").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("fetch", "population", "--years", "soon"), "not years"),
        (("fetch", "--table", "TAB1"), "names the table of one kind"),
        (("fetch", "people"), "unknown kind"),
        (("add", "nowhere.csv", "--kind", "deaths"), "there is no such file"),
        (("package", "none-such"), "no such package"),
    ],
)
def test_bad_arguments_are_exit_2_with_one_clear_line(command, arguments, words):
    code, _, err = command(*arguments)
    assert code == 2
    assert words in err
    assert "Traceback" not in err


def test_population_scenarios_are_those_that_the_project_ships(command, plan):
    names = ("population_scenarios.csv", "population_age_groups.csv")
    shipped = [(plan / name).read_text(encoding="utf-8") for name in names]
    for name in names:
        (plan / name).unlink()
    code, out, _ = command("population", "--plan", plan)
    assert code == 0
    assert "8 population scenarios in population_scenarios.csv, population_age_groups.csv" in out
    assert "--set population=trend" in out
    assert [(plan / name).read_text(encoding="utf-8") for name in names] == shipped
    names = set(load_plan(plan).populations)
    assert {"own", "scb", "trend", "high-migration", "low-fertility", "package-5000"} <= names


def test_ages_that_no_longer_sum_to_the_plan_are_refused_until_they_are_calculated_again(
    command, plan
):
    table = plan / "tables" / "befolkning.csv"
    text = table.read_text(encoding="utf-8")
    assert text.count("249734") == 1
    more = text.replace("249734", "249834").replace("2030;7762", "2030;7862")
    table.write_text(more, encoding="utf-8")
    with pytest.raises(InputError, match=r"sum to 249734\.\d and not to the path"):
        load_plan(plan)
    assert command("population", "--plan", plan)[0] == 2  # the table is not what was accepted
    held = load_plan(plan, age_groups=False, trusted=False)
    accept(plan, {name: held.table(name) for name in held.specs}, "a test that means it")
    assert command("population", "--plan", plan)[0] == 0
    ages = load_plan(plan).ages["own"][2030]
    assert sum(value.value for value in ages.values()) == pytest.approx(249_834, abs=0.2)


def test_copies_of_figures_can_stand_in_for_the_projects_own(command, plan, tmp_path):
    for kind in ("population", "deaths", "births"):
        source = demography_folder() / f"{kind}.csv"
        command("add", source, "--kind", kind, "--folder", tmp_path / "copies")
    assert command("population", "--plan", plan, "--figures", tmp_path / "copies")[0] == 0
    same = load_plan(plan).populations["trend"][2030].value
    assert same == load_plan("norrbotten-2025").populations["trend"][2030].value
    arguments = ("--jump-off", "2012", "--base-period", "10")
    assert command("population", "--plan", plan, *arguments)[0] == 0
    other = load_plan(plan).populations["trend"][2030]
    assert other.value != same
    assert "2012" in other.note


def test_a_package_is_written_as_the_scenario_that_the_project_ships(command, plan):
    target = plan / "scenarios" / "package-5000.yml"
    shipped = target.read_text(encoding="utf-8")
    code, _, err = command("package", "package-5000", "--plan", plan)
    assert code == 2
    assert "the scenario is there already" in err
    assert command("package", "package-5000", "--plan", plan, "--replace")[0] == 0
    assert target.read_text(encoding="utf-8") == shipped


def test_a_users_own_package_becomes_a_scenario_and_stays_when_others_are_calculated(
    command, plan, tmp_path
):
    text = (demography_folder() / "packages" / "package-5000.yml").read_text(encoding="utf-8")
    mine = tmp_path / "battery-plant.yml"
    mine.write_text(text.replace("persons: 5000.0", "persons: 800.0"), encoding="utf-8")
    assert command("package", mine, "--plan", plan)[0] == 0
    assert (plan / "scenarios" / "battery-plant.yml").is_file()
    assert command("population", "--plan", plan)[0] == 0
    found = load_plan(plan).populations
    assert found["own"][2030].value < found["battery-plant"][2030].value
    assert found["battery-plant"][2030].value < found["package-5000"][2030].value
    assert set(load_plan(plan).ages) == set(found)


def test_a_plan_without_a_population_is_refused(command, project_root):
    for name in ("vasterbotten-2023",):
        code, _, err = command("population", "--plan", name)
        assert code == 2
        assert "no population" in err


def test_what_was_done_on_reading_is_said_in_the_language_of_the_command(
    command, tmp_path, monkeypatch, capsys
):
    rows = ["region;ålder;kön;år;värde"]
    rows += [f"07 Kronobergs län;{a} år;{s};2024;5" for a in range(101) for s in ("män", "kvinnor")]
    rows += [f"07 Kronobergs län;totalt;{s};2024;505" for s in ("män", "kvinnor")]
    file = tmp_path / "folk.csv"
    file.write_bytes("\n".join(rows).replace("100 år", "100+ år").encode("cp1252"))
    arguments = ["add", file, "--kind", "population", "--folder", tmp_path / "a"]
    assert "folk.csv: text read as cp1252" in command(*arguments)[2]
    monkeypatch.setattr(sys, "argv", ["regionkalkyl", "data", *map(str, arguments)])
    with pytest.raises(SystemExit):
        main()
    said = capsys.readouterr().err
    assert "folk.csv: texten är läst som cp1252" in said
    assert "folk.csv: 2 rader: summor över kön och ålder" in said


def test_a_region_without_figures_is_told_how_to_come_by_them(command, plan):
    file = plan / "plan.yml"
    own = file.read_text(encoding="utf-8").replace("region: Norrbotten", "region: Fjällviken")
    file.write_text(own.replace("county: Norrbotten", "county: Fjällviken"), encoding="utf-8")
    code, _, err = command("population", "--plan", plan)
    assert (code, "with --figures" in err) == (2, True)
