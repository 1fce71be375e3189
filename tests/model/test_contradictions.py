"""A plan whose printed figures cannot all be right stops, and says which one to look at."""

import shutil
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.inputs.places import find_plan
from analysis.inputs.plan import load_plan
from analysis.model.calibration import calibrate

RESULT, BALANCE, CASH, GRANTS = (
    f"{name}.csv" for name in ("resultatbudget", "balansbudget", "kassaflode", "skatt_och_bidrag")
)

CORRUPTIONS = [
    (BALANCE, "Anläggningstillgångar;2025;3579", "Anläggningstillgångar;2025;3579000", "3579"),
    (BALANCE, "Anläggningstillgångar;2025;3579", "Anläggningstillgångar;2025;-3579", "3579"),
    (BALANCE, "Anläggningstillgångar;2025;3579", "Anläggningstillgångar;2025;3,579", "3579"),
    (BALANCE, "Anläggningstillgångar;2025;3579", "Anläggningstillgångar;2025;3597", "3579"),
    (RESULT, "Skatteintäkter;2026;8197", "Skatteintäkter;2026;8179", "8197"),
    (RESULT, "Balanskravsresultat;2029;-71", "Balanskravsresultat;2029;71", "-71"),
    (RESULT, "Finansiella intäkter;2026;328", "Finansiella intäkter;2026;3280", "328"),
    (CASH, "Årets kassaflöde;2027;-340", "Årets kassaflöde;2027;-430", "-340"),
    (GRANTS, "Kostnadsutjämning;2026;817", "Kostnadsutjämning;2026;871", "817"),
    (BALANCE, "Avsättningar;2026;5091", "Avsättningar;2026;5901", "5091"),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(find_plan("norrbotten-2025"), tmp_path / "plan"))


def change(path: Path, old: str, new: str) -> int:
    """Replace a text that stands once; the line that it stood on."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(("table", "old", "new", "right"), CORRUPTIONS)
def test_a_wrong_cell_is_named_with_its_file_its_line_and_the_least_change_that_mends_it(
    folder, table, old, new, right
):
    line = change(folder / "tables" / table, f"{old}\n", f"{new}\n")
    with pytest.raises(InputError) as caught:
        calibrate(load_plan(folder, trusted=False))
    problem = caught.value.problems[0]
    row, year, _ = old.split(";")
    assert Path(problem.file).name == table
    if "as little" not in problem.expected:
        assert problem.line == line
        assert problem.column == row
    # What mends a figure is known within the rounding of the others.
    mended = problem.expected.partition(f"{row} {year} = ")[2]
    assert abs(float(mended.partition(",")[0].partition(")")[0]) - float(right)) <= 2
    assert f"{row} {year}" in problem.message
    assert "contradict" in problem.message


def test_the_contradiction_of_2030_is_told_with_its_cells_and_size_when_it_is_not_acknowledged(
    folder,
):
    text = (folder / "plan.yml").read_text(encoding="utf-8")
    start, end = text.index("acknowledged:\n"), text.index("\ngoals:\n")
    (folder / "plan.yml").write_text(text[:start] + text[end:], encoding="utf-8")
    with pytest.raises(InputError) as caught:
        calibrate(load_plan(folder, trusted=False))
    told = str(caught.value)
    for cell in ("Verksamhetens resultat 2030 (-11)", "Finansiella intäkter 2030 (295)",
                 "Finansiella kostnader 2030 (-192)", "2030"):  # fmt: skip
        assert cell in told
    assert "rounding explains less than" in told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    size: 2\n", "    size: 0.1\n", "contradict"),
        ("    year: 2030\n    size", "    year: 2029\n    size", "contradict"),
        ("  - line: financial_costs", "  - line: financial_cost", "did you mean 'financial_costs'"),
        ("    year: 2030\n    size", "    year: 2031\n    size", "2025-2030"),
    ],
)
def test_an_acknowledgement_must_fit_what_the_print_holds(folder, old, new, told):
    change(folder / "plan.yml", old, new)
    with pytest.raises(InputError, match=told):
        calibrate(load_plan(folder, trusted=False))


def test_an_acknowledgement_of_what_agrees_is_refused(folder):
    more = (
        "acknowledged:\n  - {line: net_result, year: 2026, size: 2, reason: Gammal anmärkning.}\n"
    )
    change(folder / "plan.yml", "\nacknowledged:\n", f"\n{more}")
    with pytest.raises(InputError, match="net_result 2026 is acknowledged, but the model shows"):
        calibrate(load_plan(folder, trusted=False))


def test_a_figure_that_no_sum_holds_is_still_held_to_the_model(folder):
    change(
        folder / "tables" / "loner_priser.csv",
        "LPIK inkl. läkemedel;2027;3,3\n",
        "LPIK inkl. läkemedel;2027;3,4\n",
    )
    with pytest.raises(InputError, match=r"LPIK inkl\. läkemedel 2027 is not what the plan's own"):
        calibrate(load_plan(folder, trusted=False))
