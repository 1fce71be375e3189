"""Nothing in the data of a plan is without a place where a reader meets it: page and workbook."""

import csv
from pathlib import Path

import pytest

from analysis.inputs.numbers import parse_swedish
from analysis.report.blocks.opened import open_view
from analysis.report.chapters.as_read import tables
from analysis.report.chapters.as_read.tables import Pages
from analysis.report.notebook import say, table

RAW = Path(__file__).parents[3] / "data" / "raw"
NO_PLANS = {"demography", "statutory"}
"""Statistics that belong to no plan; docs/frames-and-audit.md says where they are shown."""
PLANS = sorted(p.name for p in RAW.iterdir() if p.is_dir() and p.name not in NO_PLANS)


@pytest.fixture(scope="module")
def read() -> dict[str, Pages]:
    return {name: tables.pages(open_view(name)) for name in PLANS}


def figure(text: str) -> object:
    """A text as the number that it writes, or as it stands."""
    try:
        return parse_swedish(text)
    except ValueError:
        return text


@pytest.mark.parametrize("plan", PLANS)
def test_every_table_with_every_label_and_figure_stands_on_the_page(
    plan: str, read: dict[str, Pages]
) -> None:
    pages = read[plan]
    shown = {r.table.id: t for r, t in zip(pages.tables, tables.printed(pages), strict=True)}
    assert set(shown) == {path.stem for path in (RAW / plan / "tables").glob("*.csv")}
    for path in (RAW / plan / "tables").glob("*.csv"):
        header, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines(), delimiter=";")
        found = {part for row in shown[path.stem].rows for part in row.name.split(" – ")}
        found |= {row.name for row in shown[path.stem].rows}
        found |= {cell for row in shown[path.stem].rows for cell in row.cells}
        found |= set(shown[path.stem].head)
        as_figures = {figure(text) for text in found}
        for row in rows:
            for name, text in zip(header, row, strict=True):
                folded = " ".join(text.split())
                assert not folded or folded in found or figure(folded) in as_figures, (
                    path.name, name, text)  # fmt: skip


@pytest.mark.parametrize("plan", PLANS)
def test_every_figure_stands_in_the_workbook_with_its_file_and_line(
    plan: str, read: dict[str, Pages]
) -> None:
    places = {(row[-2], row[-1]) for row in tables.cells(read[plan])}
    for path in (RAW / plan / "tables").glob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        filled = {n for n, line in enumerate(lines, 1) if n > 1 and line.strip(";\n ")}
        assert {(f"tables/{path.name}", n) for n in filled} <= places, path.name


@pytest.mark.parametrize("plan", PLANS)
def test_every_file_of_the_plan_is_said_to_be_shown_somewhere(
    plan: str, read: dict[str, Pages]
) -> None:
    rows = {row.name: row.cells[0] for row in tables.files(read[plan]).rows}
    held = {p.relative_to(RAW / plan).as_posix() for p in (RAW / plan).rglob("*") if p.is_file()}
    assert set(rows) == held
    assert not [name for name, said in rows.items() if said.startswith("läses inte")]


def test_a_reader_is_told_what_uses_a_table_and_what_the_audit_says(
    read: dict[str, Pages],
) -> None:
    """Strategisk plan 2025-2027, Resultatbudget: 2030 is printed 90 where the rows give 92."""
    (result,) = [t for t in tables.printed(read["norrbotten-2025"]) if "s. 35" in t.caption]
    assert "Verksamhetens kostnader (Verksamhetens kostnader enligt planen" in result.note
    assert "90 är tryckt, raderna ger 92" in result.note
    (text,) = [r for r in read["norrbotten-2025"].tables if r.table.id == "textuppgifter"]
    assert {use.name for use in text.uses} >= {"tax_rate"}


def test_the_reductions_of_2022_and_the_note_of_the_plan_are_on_a_page(
    read: dict[str, Pages],
) -> None:
    """Beslut om Regionstyrelsens plan 2022-2024: 23, 199 and 122 of 344 mnkr."""
    view = read["norrbotten-2022"].view
    (total,) = [r for r in tables.printed(read["norrbotten-2022"])[0].rows if r.name == "Summa"]
    assert total.cells[:4] == ("23", "199", "122", "344")
    assert "Ramar" in table("read_index", view).data
    assert "bara budgetminskningarna 2020-2022" in say("read_note", view).data


def test_a_reader_of_the_print_finds_the_table_of_a_section_by_its_page(
    read: dict[str, Pages],
) -> None:
    """Strategisk plan 2025-2027: the balance sheet on page 38, ownership in appendix 2 from 46."""
    found = tables.files_and_sections(read["norrbotten-2025"])
    (plan,) = [t for t in found if t.caption.startswith("Strategisk plan 2025-2027")]
    rows = {row.name: row.cells for row in plan.rows}
    assert rows["Balansbudget"] == ("38", "36", "Balansbudget, s. 38")
    assert rows["Bolag"][0] == "46"
    assert rows["Läsanvisning"] == ("5", "–", "bara ord")
    assert "utelämnat: del av ett namn" in rows["Budgetprinciper"]
