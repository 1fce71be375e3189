"""Sections of a plan's documents, and what is left out of its data."""

import shutil
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.inputs.plan import Plan, load_plan
from analysis.inputs.sections import read_left_out, read_sections
from analysis.study.sections import cover
from tests.data.printed import RAW

PLANS = sorted(path.parent.name for path in RAW.glob("*/sections.csv"))


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    shutil.copytree(RAW / "vasterbotten-2023", tmp_path / "plan")
    return load_plan(tmp_path / "plan")


@pytest.mark.parametrize("name", PLANS)
def test_every_table_of_a_plan_stands_under_a_heading_of_its_documents(name: str) -> None:
    plan = load_plan(RAW / name)
    assert {held.read.table.id for c in cover(plan) for held in c.own} == set(plan.specs)
    assert {c.section.document for c in cover(plan)} == {s.document for s in plan.specs.values()}


@pytest.mark.parametrize("name", PLANS)
def test_every_figure_of_running_text_stands_under_a_heading_of_its_document(name: str) -> None:
    plan = load_plan(RAW / name)
    headings = {section.heading for section in read_sections(plan)}
    told = [t for t in map(plan.table, plan.specs) if {"rubrik", "varde"} <= set(t.spec.columns)]
    assert not {str(item["rubrik"]) for table in told for item in table.items} - headings


def test_a_section_whose_numbers_stand_nowhere_is_missing(plan: Plan) -> None:
    path = plan.folder / "sections.csv"
    path.write_text(path.read_text("utf-8") + "np2023;1;15;Bilaga;3\n", "utf-8")
    assert [c.section.heading for c in cover(plan) if c.status == "missing"] == ["Bilaga"]


def test_a_plan_without_the_files_has_no_sections(plan: Plan) -> None:
    (plan.folder / "left_out.csv").unlink()
    (plan.folder / "sections.csv").unlink()
    assert (read_sections(plan), read_left_out(plan), cover(plan)) == ((), (), ())


@pytest.mark.parametrize(
    ("file", "row", "said"),
    [
        ("sections.csv", "np2022;1;2;Inledning;0", "did you mean 'np2023'"),
        ("sections.csv", "np2023;1;2;Inledning;tre", "a whole number"),
        ("sections.csv", "np2023;1;2;Inledning", "5 cells"),
        (
            "left_out.csv",
            "np2023;Investering;5;1;namn;name",
            "line 8, rubrik: the heading is not one of the document (found: 'Investering')",
        ),
    ],
)
def test_a_faulty_row_is_one_clear_error(plan: Plan, file: str, row: str, said: str) -> None:
    path = plan.folder / file
    path.write_text(path.read_text("utf-8") + row + "\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_left_out(plan)
    assert str(path) in str(caught.value)
    assert said in str(caught.value)
