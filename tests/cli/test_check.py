"""`regionkalkyl check`: all faults at once, without a run."""

import shutil
import sys

import pytest

from analysis.cli import main
from analysis.study.opened import open_plan, open_scenario


@pytest.fixture
def check(monkeypatch, capsys):
    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["regionkalkyl", "-l", "en", "check", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        captured = capsys.readouterr()
        return int(stop.value.code or 0), captured.out, captured.err

    return run


@pytest.mark.parametrize(
    "plan", ["norrbotten-2025", "norrbotten-2023", "norrbotten-2022", "vasterbotten-2023"]
)
def test_the_shipped_plans_have_no_faults(check, plan):
    code, out, err = check(plan)
    assert code == 0
    assert "no faults" in out
    remarks = err.splitlines()
    assert all("is held in current prices: cash of 2030 is" in remark for remark in remarks)
    assert len(remarks) == (2 if plan == "norrbotten-2025" else 0)


def test_a_scenario_is_checked_by_name_or_path(check, project_root):
    assert check("weak-growth")[0] == 0
    path = project_root / "data/raw/norrbotten-2025/scenarios/weak-growth.yml"
    assert check(str(path))[0] == 0


def test_faults_of_several_files_are_told_together(check, tmp_path, project_root):
    folder = tmp_path / "plan"
    shutil.copytree(project_root / "data/raw/norrbotten-2025", folder)
    for name, key in (("one", "wage_grwth"), ("two", "tax_rte")):
        text = f"question: {name}?\nchange:\n  {key}: {{2026: 1.0}}\n"
        (folder / "scenarios" / f"{name}.yml").write_text(text)
    code, out, err = check(str(folder))
    assert (code, out) == (2, "")
    assert "one.yml" in err
    assert "did you mean 'wage_growth'" in err
    assert "two.yml" in err
    assert "did you mean 'tax_rate'" in err


def test_a_name_that_is_neither_plan_nor_scenario_is_refused(check):
    code, _, err = check("wek-growth")
    assert code == 2
    assert "did you mean 'weak-growth'" in err


def test_litter_is_passed_over_with_a_word_and_swedish_file_names_are_names(
    check, tmp_path, project_root
):
    plan = tmp_path / "plan"
    shutil.copytree(project_root / "data" / "raw" / "norrbotten-2025", plan)
    folder = plan / "scenarios"
    (folder / "._base.yml").write_bytes(b"\0\5\x16\7Mac OS X")
    (folder / "~$base.yml").write_text("x")
    for name in ("löner", "base (kopia)", "Stagflation-DESKTOP-AB12"):
        shutil.copy(folder / "stagflation.yml", folder / f"{name}.yml")
    code, out, _ = check(str(plan))
    assert code == 0
    assert "Passed over, no scenarios: ._base.yml, ~$base.yml" in out
    assert check("löner", "--plan", str(plan))[1] == "loner: no faults\n"
    shutil.copy(folder / "stagflation.yml", folder / "loner.yml")
    code, out, err = check(str(plan))
    assert (code, out) == (2, "")
    assert "two files give a scenario the name 'loner'" in err


def test_every_population_path_beside_the_tables_is_known(check, tmp_path):
    from analysis.inputs.plan import load_plan

    names = load_plan("norrbotten-2025").populations
    assert {"trend", "high-migration", "own"} <= set(names)
    for name in ("trend", "high-migration"):
        mine = tmp_path / f"with-{name}.yml"
        mine.write_text(f"question: Hur går det?\nset:\n  population: {name}\n", encoding="utf-8")
        assert check(str(mine))[:2] == (0, f"with-{name}: no faults\n")
    (tmp_path / "slip.yml").write_text("question: Q?\nset: {population: trent}\n", encoding="utf-8")
    code, _, err = check(str(tmp_path / "slip.yml"))
    assert code == 2
    assert "trend" in err


def test_a_partial_plan_is_told_what_its_lines_wait_for_in_words(check):
    code, out, _ = check("vasterbotten-2023")
    assert code == 0
    assert "The plan gives 7 of 58 lines; it does not give: Residents on 1 November" in out
    assert (
        "They wait for: Residents on 1 November of the year before, Growth of the national" in out
    )
    assert "_" not in out.split("They wait for:")[1]


def test_check_says_the_same_whatever_was_asked_before_in_the_process(check):
    before = check("norrbotten-2025")
    longer = open_plan("norrbotten-2025", 2040)
    open_scenario(longer, "stagflation", set_=["financing=borrow,floor=100,rate=3.0"])
    check("norrbotten-2025", "--horizon", "2040")
    assert check("norrbotten-2025") == before


def test_a_plan_may_be_named_by_its_option_alone_and_what_is_missing_is_said(check):
    assert check("--plan", "norrbotten-2023")[0] == 0
    code, _, err = check("--plan", "nosuch")
    assert (code, "no plan named 'nosuch'" in err) == (2, True)
    code, _, err = check("nosuch")
    assert (code, "neither a plan nor a scenario named 'nosuch'" in err) == (2, True)
    code, _, err = check()
    assert (code, "it is not said what to check" in err) == (2, True)
