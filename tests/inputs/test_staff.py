"""Staff and owned bodies: what `staff.yml` names is read from the printed tables."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.inputs.plan import Plan, load_plan
from analysis.inputs.staff import Staff, read_staff
from tests.data.printed import RAW


@pytest.fixture(scope="module")
def staff() -> Staff:
    found = read_staff(load_plan(RAW / "norrbotten-2025"))
    assert found is not None
    return found


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    shutil.copytree(RAW / "norrbotten-2025", tmp_path / "plan")
    return load_plan(tmp_path / "plan")


def test_divisions_have_the_staff_that_both_plans_of_the_board_print(staff: Staff) -> None:
    found = {(g.division, g.part): {y: int(n) for y, n in g.count.items()} for g in staff.groups}
    assert found["Division Nära", ""] == {2023: 2000, 2025: 1500}
    assert found["Division Funktion", ""] == {2023: 600, 2025: 730}
    assert found["Division Nära", "Primärvården"] == {2025: 1100}
    assert staff.years == (2023, 2025)


def test_each_body_has_the_regions_share_and_those_of_the_other_owners(staff: Staff) -> None:
    """Strategisk plan 2025-2027, bilaga 2: the shares of Invest i Norrbotten are 100 together."""
    bodies = {body.name: body for body in staff.bodies}
    assert len(bodies) == 25
    assert bodies["Almi Företagspartner Nord AB"].share == Decimal("24.5")
    assert bodies["Energikontor Norr AB"].owners == (("Länets kommuner", Decimal(50), ""),)
    assert bodies["Kommunalförbundet Svensk Luftambulans (SLA)"].founded == 2014
    invest = bodies["Invest i Norrbotten AB"]
    assert invest.share is not None
    assert invest.share + sum(share or 0 for _, share, _ in invest.owners) == 100


def test_amounts_to_bodies_are_those_of_the_bridge_and_of_running_text(staff: Staff) -> None:
    printed = {(c.row, c.heading): c for c in staff.contributions}
    rows = {row: [*map(int, c.amounts.values())] for (row, _), c in printed.items()}
    assert rows["Kollektivtrafik Länstrafiken"] == [-15, -15, -16]
    assert rows["Kollektivtrafik Norrtåg - nya tågagnar"] == [0, -6, -12]
    text = printed["KSA/SLA", "Utökning av ram"]
    assert (text.amounts, text.unit) == ({2025: Decimal("3.4")}, "mnkr")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("table: medarbetare_divisioner", "table: medarbetare", "the plan has no such table"),
        ("count: antal", "count: antall", "did you mean 'antal'"),
        ("row: Kollektivtrafik Länstrafiken", "row: Länstrafiken", "has no such row"),
        ("earlier: norrbotten-2023", "earlier: norrbotten-1923", "there is no plan named"),
        ("  - Genomsnittlig pensionsålder, historiskt", "  - Pensionsålder", "has no such row"),
        ("share: andel", "share: andel\n  more: x", "more"),
        ("unit: lanssjukvard-1", "unit: lanssjukvard", "the plan has no such frame"),
    ],
)
def test_a_name_that_the_plan_does_not_have_is_one_error_on_its_line(
    plan: Plan, old: str, new: str, said: str
) -> None:
    path = plan.folder / "staff.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(InputError) as caught:
        read_staff(plan)
    (problem,) = caught.value.problems
    assert said in str(problem)
    assert problem.file == str(path)
    assert problem.line


def test_a_plan_without_the_file_says_nothing_of_staff(plan: Plan) -> None:
    (plan.folder / "staff.yml").unlink()
    assert read_staff(plan) is None
