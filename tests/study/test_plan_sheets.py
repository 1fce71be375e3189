"""Plans out to sheets and back, and a region's own workbook in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.inputs.audit import audit
from analysis.inputs.plan import Plan, load_plan
from analysis.inputs.source_cells import SheetRows, figure_text, read_source, rows_of
from analysis.report.output.plan_files import write_csv_folder, write_plan_folder, write_workbook
from analysis.study.plan_files_check import refuse_faults
from analysis.study.plan_sheets import exported, plan_sheets, renamed
from tests.made_plan import item_list, series, write_plan


def sheets_in(path: Path) -> dict[str, SheetRows]:
    """The sheets of a file or folder as plain rows."""
    return {name: rows_of(sheet) for name, sheet in read_source(path).items()}


PLANS = ("norrbotten-2025", "norrbotten-2023", "vasterbotten-2023", "norrbotten-2022")


def printed(plan: Plan) -> dict[str, object]:
    """Every printed cell of every table; a cell that is printed empty is as one that is not."""
    found: dict[str, object] = {}
    for table_id in plan.specs:
        table = plan.table(table_id)
        cells = {(c.labels, c.column): str(c.value) for c in table.cells if c.value is not None}
        found[table_id] = (table.rows, cells, [dict(item) for item in table.items])
    return found


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("layout", ["xlsx", "csv"])
def test_a_plan_comes_back_from_sheets_with_every_decimal(
    name: str, layout: str, tmp_path: Path
) -> None:
    plan = load_plan(name)
    target = tmp_path / ("bok.xlsx" if layout == "xlsx" else "blad")
    (write_workbook if layout == "xlsx" else write_csv_folder)(plan_sheets(plan), target)
    files = exported(sheets_in(target), str(target)).files
    write_plan_folder(tmp_path / name, files, refuse_faults)
    back = load_plan(tmp_path / name)
    assert printed(back) == printed(plan)
    assert back.values.keys() == plan.values.keys()
    for path in plan.folder.glob("*.yml"):
        assert files[path.name] == path.read_text(encoding="utf-8"), path.name
    assert [f.status for f in audit(back).findings] == [f.status for f in audit(plan).findings]


texts = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=20)


@given(label=texts.map(str.strip).filter(lambda t: t and "/" not in t and t[0] != "'"))
def test_no_label_becomes_a_formula_or_something_else(
    label: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("plan")
    table = series({label.replace(";", "").replace('"', "") or "x": {2031: "1,50"}})
    plan = load_plan(write_plan(folder / "p", {"x": table}))
    write_workbook(plan_sheets(plan), folder / "bok.xlsx")
    files = exported(sheets_in(folder / "bok.xlsx"), "bok.xlsx").files
    write_plan_folder(folder / "q", files, refuse_faults)
    assert printed(load_plan(folder / "q")) == printed(plan)


def test_a_label_that_looks_like_a_formula_is_text_in_csv_too(tmp_path: Path) -> None:
    table = series({"=SUMMA(A1)": {2031: "1"}, "- Timlön": {2031: "-1,5"}})
    plan = load_plan(write_plan(tmp_path / "p", {"x": table}))
    write_csv_folder(plan_sheets(plan), tmp_path / "blad")
    text = next((tmp_path / "blad").glob("T*.csv")).read_text(encoding="utf-8")
    assert '"\'=SUMMA(A1)"' in text
    assert '"\'- Timlön"' in text
    assert '"-1,5"' in text
    files = exported(sheets_in(tmp_path / "blad"), "blad").files
    assert files["tables/x.csv"] == "rad;ar;varde\n=SUMMA(A1);2031;1\n- Timlön;2031;-1,5\n"


@pytest.mark.parametrize("name", ["../ute.yml", "tables/../x.csv", "/etc/x.yml", "x.py", ".yml"])
def test_no_name_leads_out_of_the_folder_of_the_plan(name: str) -> None:
    sheets = {"innehåll": [["blad", "fil", "slag"], ["a", name, "text"]], "a": [["x"]]}
    with pytest.raises(InputError, match="the name of the file is bad"):
        exported(sheets, "bok.xlsx")


def test_a_faulty_plan_leaves_nothing_behind_and_a_whole_one_is_not_replaced(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "p"
    with pytest.raises(InputError, match=str(folder)):
        write_plan_folder(folder, {"plan.yml": "name: p\n"}, refuse_faults)
    assert list(tmp_path.iterdir()) == []
    write_plan(folder, {})
    with pytest.raises(InputError, match="already there"):
        write_plan_folder(folder, {"plan.yml": "name: p\n"}, refuse_faults)
    with pytest.raises(InputError):
        write_plan_folder(folder, {"plan.yml": "name: p\n"}, refuse_faults, over=True)
    assert load_plan(folder).name == "made-up"


def test_a_spreadsheets_number_is_written_as_it_would_be_printed() -> None:
    assert figure_text(870.4, None) == "870,4"
    assert figure_text(870, 1) == "870,0"
    assert figure_text(0.1 + 0.2, None) == "0,3"
    assert figure_text(-1234.56, 1) == "-1234,6"
    assert figure_text("saknas", 1) == "saknas"


def test_a_list_keeps_text_that_looks_like_a_number(tmp_path: Path) -> None:
    table = item_list({"id": "text", "belopp": "tkr"}, [["0042", "1,50"], ["7", ""]])
    plan = load_plan(write_plan(tmp_path / "p", {"x": table}))
    write_workbook(plan_sheets(plan), tmp_path / "bok.xlsx")
    files = exported(sheets_in(tmp_path / "bok.xlsx"), "bok.xlsx").files
    assert files["tables/x.csv"].splitlines() == ["id;belopp", "0042;1,50", "7;"]


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bok.xlsx").write_text("inte en bok", encoding="utf-8")
    with pytest.raises(InputError, match="not a workbook that can be read"):
        sheets_in(tmp_path / "bok.xlsx")
    with pytest.raises(InputError, match="no such file"):
        sheets_in(tmp_path / "ingen.xlsx")


@pytest.mark.parametrize("name", ["kopia", "no", "2027"])
def test_a_copy_goes_by_the_name_of_its_folder(name: str, tmp_path: Path) -> None:
    """By its own name its reports would be written over those of the plan it was copied from."""
    plan = load_plan("norrbotten-2022")
    write_workbook(plan_sheets(plan), tmp_path / "bok.xlsx")
    files = exported(sheets_in(tmp_path / "bok.xlsx"), "bok.xlsx").files
    assert renamed(files, plan.name) == files
    write_plan_folder(tmp_path / name, renamed(files, name), refuse_faults)
    assert load_plan(tmp_path / name).name == name
