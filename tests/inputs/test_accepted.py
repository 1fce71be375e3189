"""Check digits: what was read against the print stays as it was, cell by cell."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.inputs.accepted import (
    BESIDE,
    FILE,
    accept,
    accept_files,
    changed,
    check_digits,
    read_accepted,
)
from analysis.inputs.plan import Plan, load_plan
from analysis.inputs.table_spec import TableSpec
from analysis.inputs.tables import Cell, Table
from tests.made_plan import item_list, series, write_plan

ROWS = {"Löner": {2031: "1,0", 2032: "2,0"}, "Drift": {2031: "3,0", 2032: "4,5"}}
ITEMS = [("Röntgen", "120"), ("Lab", ""), ("Röntgen", "120")]


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """A plan of two accepted tables that states no sums at all."""
    tables = {"x": series(ROWS), "lista": item_list({"vad": "text", "kr": "tkr"}, ITEMS)}
    found = load_plan(write_plan(tmp_path, tables))
    accept(tmp_path, {name: found.table(name) for name in found.specs}, "läst av E. N.")
    return found


def edit(plan: Plan, table: str, before: str, after: str) -> str:
    """What loading the plan says once a text of a table is another."""
    path = plan.folder / "tables" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    try:
        load_plan(plan.folder)
    except InputError as error:
        return str(error)
    return ""


def test_an_accepted_plan_loads_without_a_word(plan: Plan) -> None:
    assert load_plan(plan.folder).warnings == ()


def test_a_changed_cell_is_told_with_its_line_and_the_figure_that_was_accepted(
    plan: Plan,
) -> None:
    said = edit(plan, "x", "Drift;2031;3,0", "Drift;2031;3000,0")
    assert "x.csv, line 4, varde" in said
    assert "found: '3000.0'" in said
    assert "expected 3.0, by the control total" in said
    assert "läst av E. N." in said


@pytest.mark.parametrize(
    ("table", "before", "after", "words"),
    [
        ("x", "Drift;2031;3,0", "Drift;2031;3,00", "line 4"),
        ("x", "Drift;2031", "Drfit;2031", "line 4"),
        ("x", "Drift;2031;3,0\n", "", "1 rows that were accepted are missing"),
        ("x", "rad;ar", "grupp;rad;ar", "wrong number of cells"),
        ("lista", "Lab;", "Lab;7", "line 3"),
        ("lista", "Röntgen;120\n", "", "1 rows that were accepted are missing"),
        ("lista", "Lab;\n", "Lab;\nLab;\n", "line 4"),
        ("lista", "vad;kr", "kr;vad", "not a number"),
    ],
)
def test_every_kind_of_change_is_noticed(
    plan: Plan, table: str, before: str, after: str, words: str
) -> None:
    assert words in edit(plan, table, before, after)


def test_two_swapped_values_that_leave_every_sum_as_it_was_are_noticed(plan: Plan) -> None:
    first = edit(plan, "x", "Drift;2031;3,0\nDrift;2032;4,5", "Drift;2031;4,5\nDrift;2032;3,0")
    assert "line 4" in first
    assert "line 5" in first


def test_line_ends_order_encoding_and_empty_cells_are_no_change(plan: Plan) -> None:
    path = plan.folder / "tables" / "x.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    text = "\r\n".join([head, *reversed(rows), "Tom;2031;"])
    path.write_bytes(text.encode("cp1252"))
    assert load_plan(plan.folder).warnings == ()


def test_a_table_that_left_the_plan_is_missed(plan: Plan) -> None:
    index = plan.folder / "tables.yml"
    index.write_text(index.read_text(encoding="utf-8").replace("lista:", "listan:"), "utf-8")
    (plan.folder / "tables" / "lista.csv").rename(plan.folder / "tables" / "listan.csv")
    with pytest.raises(InputError, match=r"not in tables\.yml.*did you mean 'listan'"):
        load_plan(plan.folder)


def test_accepting_again_keeps_the_reason_of_what_did_not_change(plan: Plan) -> None:
    assert edit(plan, "x", "Drift;2031;3,0", "Drift;2031;3,1")
    held = load_plan(plan.folder, trusted=False)
    tables = {name: held.table(name) for name in held.specs}
    assert accept(plan.folder, tables, "rättelse 2031-02-03") == ["x"]
    reasons = {name: found.reason for name, found in read_accepted(plan.folder).tables.items()}
    assert reasons == {"x": "rättelse 2031-02-03", "lista": "läst av E. N."}
    assert load_plan(plan.folder).warnings == ()
    before = (plan.folder / FILE).stat().st_mtime_ns
    assert accept(plan.folder, tables, "igen") == []
    assert (plan.folder / FILE).stat().st_mtime_ns == before


def test_a_plan_that_nobody_accepted_says_how_many_figures_nothing_guards(
    tmp_path: Path,
) -> None:
    check = {"kind": "sum", "total": "t", "of": ["a"]}
    rows = {"a": {2031: "1"}, "t": {2031: "1"}, "bar": {2031: "7", 2032: "8"}}
    found = load_plan(write_plan(tmp_path, {"x": series(rows, checks=[check])}))
    assert "of their 4 figures 2 are guarded by nothing" in str(found.warnings[0])


def test_a_figure_unlike_its_neighbours_is_asked_about_until_it_is_accepted(
    tmp_path: Path,
) -> None:
    rows = {
        "tiofalt": {2031: "100", 2032: "1010", 2033: "102"},
        "tecken": {2031: "-100", 2032: "-101", 2033: "102"},
        "lugn": {2031: "100", 2032: "101", 2033: "102"},
        "brokig": {2031: "-35", 2032: "148", 2033: "5"},
    }
    found = load_plan(write_plan(tmp_path, {"x": series(rows)}))
    asked = [w.column for w in found.warnings if "is it read right?" in w.message]
    assert asked == ["row tiofalt, 2032", "row tecken, 2033"]
    accept(tmp_path, {"x": found.table("x")}, "läst")
    assert load_plan(tmp_path).warnings == ()


figures = st.decimals(-999, 999, places=1)
CELL = st.tuples(st.sampled_from("abcd"), st.sampled_from(["2031", "2032"]), figures)
SPEC = TableSpec(document="d", heading="h", unit="mnkr", status="published", kind="series")


@given(st.lists(CELL, min_size=1, max_size=8, unique_by=lambda c: c[:2]), st.data())
def test_whatever_single_cell_changes_the_table_is_no_longer_accepted(
    cells: list[tuple[str, str, object]], data: st.DataObject
) -> None:
    made = tuple(Cell((r,), y, v, n, "x") for n, (r, y, v) in enumerate(cells, 2))  # type: ignore[arg-type]
    table = Table("x", SPEC, Path("x.csv"), ("rad", "ar", "varde"), made)
    known = check_digits(table, "läst")
    assert changed(table, known) == []
    number = data.draw(st.integers(0, len(made) - 1))
    cell = made[number]
    other = data.draw(figures.filter(lambda v: f"{v:f}" != f"{cell.value:f}"))
    bad = (*made[:number], replace(cell, value=other), *made[number + 1 :])
    (found,) = changed(replace(table, cells=bad), known)
    assert found.line == cell.line
    if other != cell.value:
        assert f"expected {cell.value:f}, by the control total" in str(found)


@pytest.fixture
def norrbotten(tmp_path: Path, project_root: Path) -> Path:
    """A copy of the plan that has files of population beside its tables."""
    return shutil.copytree(project_root / "data/raw/norrbotten-2025", tmp_path / "norrbotten-2025")


@pytest.mark.parametrize("name", BESIDE)
def test_a_file_beside_the_tables_is_guarded_in_the_same_way(norrbotten: Path, name: str) -> None:
    path = norrbotten / name
    text = path.read_text(encoding="utf-8")
    head, first, *rest = text.splitlines()
    cells = first.split(";")
    place = head.split(";").index("ar") + 1
    was, cells[place] = cells[place], "12345,6"
    path.write_text("\n".join([head, ";".join(cells), *rest]), encoding="utf-8")
    with pytest.raises(InputError, match=rf"{name}, line 2|sum to .* and not to the path"):
        load_plan(norrbotten)
    path.write_text(f"{head}\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"{name}: .*rows that were accepted are missing|namn"):
        load_plan(norrbotten)
    path.write_text(text.replace(was, f"{was}0", 1), encoding="utf-8")
    assert load_plan(norrbotten).warnings == ()  # 1,0 and 1,00 are one figure
    path.unlink()
    with pytest.raises(InputError, match=rf"{name}.*file is missing|no population path") as caught:
        load_plan(norrbotten)
    assert len(caught.value.problems) <= 10


def test_what_was_calculated_is_accepted_by_who_calculated_it_and_anew_when_it_changes(
    norrbotten: Path,
) -> None:
    path = norrbotten / "population_beyond.csv"
    path.write_text(path.read_text("utf-8").replace(";estimated;", ";assumed;", 1), "utf-8")
    with pytest.raises(InputError, match="this is not what was accepted"):
        load_plan(norrbotten)
    before = read_accepted(norrbotten)
    assert accept_files(norrbotten, "räknad på nytt") == [path.name]
    assert load_plan(norrbotten).warnings == ()
    after = read_accepted(norrbotten)
    assert after.tables == before.tables
    assert after.files[path.name].reason == "räknad på nytt"
    assert accept_files(norrbotten, "igen") == []


def test_a_file_that_nobody_has_accepted_is_warned_of(norrbotten: Path) -> None:
    (norrbotten / FILE).unlink()
    said = [str(warning) for warning in load_plan(norrbotten).warnings]
    assert [name for name in BESIDE if any(f"{name}: the file is not" in s for s in said)] == [
        *BESIDE
    ]
