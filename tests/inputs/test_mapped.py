"""A region's own files by a mapping: no cell is lost without a word, no fault without its place."""

import csv
import io
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import yaml
from openpyxl.comments import Comment
from typer.testing import CliRunner

from analysis.cli import application
from analysis.errors import InputError
from analysis.inputs.audit import audit
from analysis.inputs.mapped.files import Imported, mapped_files
from analysis.inputs.mapped.receipt import receipt
from analysis.inputs.mapping import column_number, read_mapping
from analysis.inputs.plan import load_plan
from analysis.inputs.source_cells import read_source
from analysis.report.output.plan_files import write_plan_folder
from analysis.report.output.receipt import says_receipt
from analysis.study.plan_files_check import refuse_faults
from tests.gaps import unnamed
from tests.made_plan import plan_yml, series
from tests.random_sources import LABELS, Written, written

CASES = Path(__file__).parents[3] / "shared" / "cases"
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples"
needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="../shared/cases is not here")


def write_mapping(folder: Path, table: dict[str, object], **place: object) -> Path:
    """A mapping file of one table `resultat`."""
    where = {"sheet": "Resultat", "header_row": 3} | place
    data = {
        "plan": plan_yml("egen", "2027-2029"),
        "tables": {"resultat": {"from": where, "is": table}},
    }
    path = folder / "mappning.yml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def imported(path: Path, mapping: Path) -> Imported:
    return mapped_files(read_source(path), read_mapping(mapping))


def lines(found: Imported) -> list[str]:
    return found.files["tables/resultat.csv"].splitlines()


def own_workbook(path: Path, rows: list[list[object]] | None = None) -> Path:
    """A sheet as a region may keep it: a title, a header row, sums, a remark beneath."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Resultat")
    for number, row in enumerate(rows or OWN):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(number, column, value)
    book.close()
    return path


OWN: list[list[object]] = [
    ["Resultatbudget"],
    [],
    ["mnkr", "Not", 2027, 2028],
    ["Intäkter", 1, 100.5, 110],
    ["Kostnader", 2, -90.25, -95],
    ["Summa", None, 10.25, 15],
    ["Källa: bokslut"],
]
CHECK = {"kind": "sum", "total": "Summa", "of": ["Intäkter", "Utgifter"]}


def test_a_workbook_becomes_a_plan_and_every_cell_is_accounted_for(tmp_path: Path) -> None:
    table, _ = series({}, checks=[CHECK])
    mapping = write_mapping(tmp_path, table, rename={"Kostnader": "Utgifter"})
    found = imported(own_workbook(tmp_path / "bok.xlsx"), mapping)
    assert lines(found) == [
        "rad;ar;varde",
        "Intäkter;2027;100,5",
        "Intäkter;2028;110",
        "Utgifter;2027;-90,25",
        "Utgifter;2028;-95",
        "Summa;2027;10,25",
        "Summa;2028;15",
    ]
    assert list(unnamed(found.account)) == []
    left = {e.place: e.reason for e in found.account.left.values()}
    assert left == {
        "Resultat!A1": "outside",
        "Resultat!A7": "no_figures",
        "Resultat!B3": "heading_without_year",
        "Resultat!B4": "heading_without_year",
        "Resultat!B5": "heading_without_year",
    }
    write_plan_folder(tmp_path / "egen", found.files, refuse_faults)
    told = receipt(found.account, audit(load_plan(tmp_path / "egen")))
    assert (told.cells, told.kept, told.left_out) == (17, 12, 5)
    words = says_receipt(told)
    assert "resultat: 6 siffror i 3 rader, Resultat!A3 till Resultat!D6" in words
    assert "resultat: 2 stämmer, 0 avviker" in words
    assert "Resultat!A7 'Källa: bokslut'" in words


def test_columns_may_be_named_by_letter_and_decimals_stated(tmp_path: Path) -> None:
    table, _ = series({})
    mapping = write_mapping(tmp_path, table, columns={"D": 2029}, decimals=1)
    found = imported(own_workbook(tmp_path / "bok.xlsx"), mapping)
    assert lines(found)[1:] == [
        "Intäkter;2029;110,0",
        "Kostnader;2029;-95,0",
        "Summa;2029;15,0",
    ]
    reasons = {e.place: e.reason for e in found.account.left.values()}
    assert reasons["Resultat!C4"] == "not_in_columns"


def test_columns_are_counted_by_letter() -> None:
    assert [column_number(letters) for letters in ("A", "Z", "AA", "ab")] == [0, 25, 26, 27]


def test_a_misspelt_sheet_is_refused_at_its_line_of_the_mapping(tmp_path: Path) -> None:
    table, _ = series({})
    mapping = write_mapping(tmp_path, table, sheet="Resultatet")
    with pytest.raises(InputError, match=r"mappning.yml, line \d+: .*did you mean 'Resultat'"):
        imported(own_workbook(tmp_path / "bok.xlsx"), mapping)


def formatted(path: Path, cells: list[tuple[object, str]], title: str = "Resultat") -> Path:
    """One row `Post` with a year for each cell, each in its own number format."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    sheet["A3"] = "mnkr"
    sheet["A4"] = "Post"
    for number, (value, code) in enumerate(cells):
        sheet.cell(3, number + 2, 2027 + number)
        cell = sheet.cell(4, number + 2, value)
        cell.number_format = code
    book.save(path)
    return path


FORMATS = {
    ("pct", 0.034, "0.0%"): "3,4",
    ("pct", 0.02, "0%"): "2",
    ("pct", 0.0344, "0.0%"): "3,44",
    ("pct", -0.013, "0.0%;[Red]-0.0%"): "-1,3",
    ("pct", 3.4, "0.0"): "3,4",
    ("pct", "3,4 %", "@"): "3,4",
    ("share", 0.52, "0%"): "0,52",
    ("share", 0.52, "General"): "0,52",
    ("mnkr", 8300.0, "#,##0"): "8300",
    ("mnkr", 8300.0, "#,##0.0"): "8300,0",
    ("mnkr", 8300.25, "#,##0"): "8300,25",
    ("mnkr", 8_300_000.0, "#,##0,"): "8300",
    ("mnkr", 8_300_000_000.0, '#,##0.0,,"mnkr"'): "8300,0",
    ("mnkr", -8300.0, "#,##0;(#,##0)"): "-8300",
    ("mnkr", -8300.0, "#,##0;[Red]#,##0"): "-8300",
    ("mnkr", 0.0, '#,##0;-#,##0;"-"'): "0",
    ("mnkr", 8300.0, '#,##0 "kr"'): "8300",
    ("mnkr", 8300.0, "#,##0.00 [$kr-41D]"): "8300,00",
    ("mnkr", 0.1 + 0.2, "General"): "0,3",
    ("mnkr", "8\u202f300,50", "@"): "8300,50",
    ("mnkr", "(8300)", "#,##0"): "-8300",
    ("mnkr", "\u2212", "#,##0"): "0",
}


@pytest.mark.parametrize(("unit", "value", "code"), FORMATS)
def test_a_cell_is_read_as_it_shows_itself(
    unit: str, value: object, code: str, tmp_path: Path
) -> None:
    table, _ = series({}, unit=unit)
    book = formatted(tmp_path / "bok.xlsx", [(value, code)])
    found = imported(book, write_mapping(tmp_path, table))
    assert lines(found)[1] == f"Post;2027;{FORMATS[unit, value, code]}"


REFUSED = {
    ("mnkr", "#REF!", "General"): "holds an error",
    ("mnkr", "=1+1", "General"): "has no stored value",
    ("mnkr", 0.034, "0.0%"): "not in pct",
    ("mnkr", 8300.0, '#,##0 "tkr"'): "not in tkr",
    ("mnkr", 8300.0, '"-"#,##0'): "shows a minus that the value does not have",
    ("mnkr", True, "General"): "true or false",
    ("mnkr", 46000.0, "yyyy-mm-dd"): "holds a date",
    ("mnkr", "saknas", "General"): "a number such as",
}


@pytest.mark.parametrize(("unit", "value", "code"), REFUSED)
def test_a_cell_that_cannot_be_read_is_refused_at_its_place(
    unit: str, value: object, code: str, tmp_path: Path
) -> None:
    table, _ = series({}, unit=unit)
    book = formatted(tmp_path / "bok.xlsx", [(1.0, "General"), (value, code)])
    with pytest.raises(InputError) as refused:
        imported(book, write_mapping(tmp_path, table))
    (problem,) = refused.value.problems
    assert REFUSED[unit, value, code] in str(problem)
    assert "bok.xlsx, Resultat!C4: " in str(problem)


def test_a_formula_is_its_stored_value_and_an_empty_text_is_empty(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "utan.xlsx"))
    sheet = book.add_worksheet("Resultat")
    sheet.write_row(2, 0, ["", 2027, 2028])
    sheet.write(3, 0, "Post")
    sheet.write_formula(3, 1, "=1+1", value=2)
    sheet.write_formula(3, 2, '=IF(1,"","x")', value="")
    book.close()
    # As spreadsheets store the empty text of a formula; the writer above stores nothing.
    with (
        zipfile.ZipFile(tmp_path / "utan.xlsx") as read,
        zipfile.ZipFile(tmp_path / "bok.xlsx", "w") as new,
    ):
        for name in read.namelist():
            new.writestr(name, read.read(name).replace(b'<c r="C4"', b'<c r="C4" t="str"'))
    table, _ = series({})
    mapping = write_mapping(tmp_path, table)
    assert lines(imported(tmp_path / "bok.xlsx", mapping))[1:] == ["Post;2027;2"]
    with pytest.raises(InputError, match="Resultat!C4: the formula has no stored value"):
        imported(tmp_path / "utan.xlsx", mapping)


def test_one_cause_is_told_once_with_its_count(tmp_path: Path) -> None:
    table, _ = series({})
    book = formatted(tmp_path / "bok.xlsx", [("#REF!", "General")] * 3)
    with pytest.raises(InputError) as refused:
        imported(book, write_mapping(tmp_path, table))
    (problem,) = refused.value.problems
    assert "Resultat!B4: the cell holds an error (3 times, also Resultat!C4, Resultat!D4)" in str(
        problem
    )


HEADINGS = {
    "Budget 2027": "2027", "2027*": "2027", "Plan\n2027": "2027", "Bokslut 2027 (mnkr)": "2027",
    "Prognos 2027 1)": "2027", 2027.0: "2027",
}  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_headings_as_people_write_them_are_years(heading: object, tmp_path: Path) -> None:
    rows: list[list[object]] = [[], [], [None, heading], ["Post", 5]]
    table, _ = series({})
    found = imported(own_workbook(tmp_path / "bok.xlsx", rows), write_mapping(tmp_path, table))
    assert lines(found)[1:] == [f"Post;{HEADINGS[heading]};5"]


@pytest.mark.parametrize("heading", ["Förändring 2027", "2026–2027", "Not", "Delår aug 2027"])
def test_a_column_that_is_no_year_is_named_and_not_read(heading: str, tmp_path: Path) -> None:
    rows: list[list[object]] = [[], [], [None, 2028, heading], ["Post", 5, 7]]
    table, _ = series({})
    found = imported(own_workbook(tmp_path / "bok.xlsx", rows), write_mapping(tmp_path, table))
    assert lines(found)[1:] == ["Post;2028;5"]
    assert {e.place for e in found.account.left.values()} == {"Resultat!C3", "Resultat!C4"}


@pytest.mark.parametrize(
    ("headings", "words"),
    [
        (["Önskan 2027", 2028], "not clear that the column is a year"),
        (["Budget 2027", "Prognos 2027"], "two columns are called 2027; the first is Resultat!B3"),
    ],
)
def test_a_heading_that_nobody_can_be_sure_of_is_asked_about(
    headings: list[object], words: str, tmp_path: Path
) -> None:
    rows: list[list[object]] = [[], [], [None, *headings], ["Post", 5, 7]]
    table, _ = series({})
    with pytest.raises(InputError, match=words):
        imported(own_workbook(tmp_path / "bok.xlsx", rows), write_mapping(tmp_path, table))


def test_figures_without_a_label_are_refused_unless_the_mapping_leaves_them_out(
    tmp_path: Path,
) -> None:
    rows: list[list[object]] = [[], [], [None, 2027], ["Post", 5], [None, 7]]
    book = own_workbook(tmp_path / "bok.xlsx", rows)
    table, _ = series({})
    with pytest.raises(InputError, match=r"Resultat!B5: the row has figures but no label"):
        imported(book, write_mapping(tmp_path, table))
    found = imported(book, write_mapping(tmp_path, table, leave_out=[""]))
    assert {e.place: e.reason for e in found.account.left.values()} == {"Resultat!B5": "leave_out"}


def test_merged_hidden_and_commented_cells_are_told_of(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Resultat"
    for row in ([], [], ["Grupp", "Post", 2027], ["A", "x", 1], [None, "y", 2], [None, "z", ".."]):
        sheet.append(row)
    sheet.merge_cells("A4:A6")
    sheet.row_dimensions[5].hidden = True
    sheet["C4"].comment = Comment("preliminär", "A")
    hidden = book.create_sheet("Gammalt")
    hidden["A1"], hidden.sheet_state = 1, "hidden"
    book.save(tmp_path / "bok.xlsx")
    table, _ = series({})
    mapping = write_mapping(tmp_path, table, labels=["A", "B"])
    found = imported(tmp_path / "bok.xlsx", mapping)
    assert lines(found) == ["grupp;rad;ar;varde", "A;x;2027;1", "A;y;2027;2"]
    told = {(e.place, e.reason) for e in found.account.told}
    assert told == {("Resultat!B5", "hidden_row"), ("Resultat!C4", "comment")}
    left = {(e.place, e.reason) for e in found.account.left.values()}
    assert left == {("Resultat!C6", "not_available"), ("Gammalt!A1", "no_table")}


def test_a_heading_merged_over_columns_of_figures_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Resultat"
    for row in ([], [], [None, 2027, None, 2028], ["x", 1, 2, 3]):
        sheet.append(row)
    sheet.merge_cells("B3:C3")
    book.save(tmp_path / "bok.xlsx")
    table, _ = series({})
    with pytest.raises(InputError, match="Resultat!B3: the heading is merged over 2 columns"):
        imported(tmp_path / "bok.xlsx", write_mapping(tmp_path, table))


def command(*arguments: object) -> tuple[int, str, list[str]]:
    result = CliRunner().invoke(application(), ["import-plan", *map(str, arguments)])
    error = result.exception
    problems = [str(p) for p in error.problems] if isinstance(error, InputError) else []
    return result.exit_code, result.stdout, problems


def test_a_fault_that_the_check_finds_is_told_at_the_users_own_place(tmp_path: Path) -> None:
    book = own_workbook(tmp_path / "bok.xlsx", [[], [], [None, 2027], ["Post", 5], ["Post", 6]])
    table, _ = series({}, checks=[{"kind": "sum", "total": "Posst", "of": ["Post"]}])
    mapping = write_mapping(tmp_path, table)
    code, _, problems = command(book, tmp_path / "egen", "--mapping", mapping)
    assert code != 0
    assert any("bok.xlsx, Resultat!B5: this row and year stand twice" in p for p in problems)
    assert not any(str(tmp_path / "egen") in p for p in problems)
    own_workbook(book, [[], [], [None, 2027], ["Post", 5]])
    _, _, problems = command(book, tmp_path / "egen", "--mapping", mapping)
    line = mapping.read_text(encoding="utf-8").splitlines().index("        total: Posst") + 1
    assert len(problems) == 1
    assert f"mappning.yml, line {line}" in problems[0]
    assert "did you mean 'Post'" in problems[0]


def test_a_fault_of_an_exported_plan_is_told_at_its_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    index = book.active
    assert index is not None
    index.title = "innehåll"
    for row in (["blad", "fil", "slag"], ["T", "tables/x.csv", "series"], ["P", "plan.yml", "text"],
                ["S", "tables.yml", "text"]):  # fmt: skip
        index.append(row)
    table, _ = series({})
    for name, text in (("P", plan_yml("egen", "2027-2029")), ("S", {"x": table})):
        sheet = book.create_sheet(name)
        for line in yaml.safe_dump(text, allow_unicode=True).splitlines():
            sheet.append([line])
    sheet = book.create_sheet("T")
    for row in (["rad", 2027, 2028], ["a", 1, 2], ["b", 3, "oj"]):
        sheet.append(row)
    book.save(tmp_path / "bok.xlsx")
    _, _, problems = command(tmp_path / "bok.xlsx", tmp_path / "egen")
    assert len(problems) == 1
    assert "bok.xlsx, T!C3: the cell is not a number (found: 'oj')" in problems[0]


@needs_cases
@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("x_err_inkop", "Inköp 2027!D5"),
        ("x_err_ram", "Ramar 2027!C4"),
        ("x_err_tax_one", "Resultat!D8"),
    ],
)
def test_case_an_error_cell_is_refused_with_its_sheet_and_cell(
    file: str, place: str, tmp_path: Path
) -> None:
    folder = CASES / "import-error-cells-dropped"
    mapping = folder / "fjallviken-mapping.yml"
    code, _, problems = command(folder / f"{file}.xlsx", tmp_path / "p", "--mapping", mapping)
    assert code != 0
    assert len(problems) == 1
    assert f"{place}: the cell holds an error" in problems[0]
    assert not (tmp_path / "p").exists()


def tables_of(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in sorted((folder / "tables").iterdir())}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The tables of the example as it is shipped."""
    folder = tmp_path_factory.mktemp("example") / "p"
    files = (EXAMPLE / "fjallviken.xlsx", folder, "-m", EXAMPLE / "fjallviken-mapping.yml")
    assert command(*files)[0] == 0
    return tables_of(folder)


@needs_cases
@pytest.mark.parametrize(
    "file",
    ["import-percent-cells/x_percent", "import-dash-is-zero/x_dash_zero",
     "import-error-place/x_parentheses", "import-label-nbsp/x_label_linebreak",
     "import-label-nbsp/x_label_nbsp_spaces"],
)  # fmt: skip
def test_case_a_sheet_as_people_have_it_gives_the_plan_of_the_plain_one(
    file: str, tmp_path: Path, example: dict[str, str]
) -> None:
    mapping = CASES / "import-error-place" / "fjallviken-mapping.yml"
    code, out, _ = command(CASES / f"{file}.xlsx", tmp_path / "p", "--mapping", mapping)
    assert code == 0
    assert tables_of(tmp_path / "p") == example
    assert "204 celler med innehåll: 195 ingår i planen, 9 gör det inte" in out
    told = {"x_percent": "(20): Priser!B4 '3,4'", "x_dash_zero": "streck lästa som noll (2)"}
    assert told.get(file.split("/")[1], "Kvitto") in out


def test_the_receipt_on_file_names_every_cell_that_is_not_in_the_plan(tmp_path: Path) -> None:
    mapping, path = EXAMPLE / "fjallviken-mapping.yml", tmp_path / "kvitto.csv"
    command(EXAMPLE / "fjallviken.xlsx", tmp_path / "p", "-m", mapping, "--receipt", path)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + 9
    assert ["Inköp 2027!D10", "47600"] in [row[:2] for row in rows]


def source_cells(path: Path) -> set[str]:
    """Every cell of a file that holds something, counted without the reader that is tested."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return {
            f"{sheet.title}!{cell.coordinate}"
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None and str(cell.value).strip()
        }
    raw = path.read_bytes()
    wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    delimiter = "\t" if "\t" in text else ";"
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return {
        f"{path.stem}!{chr(65 + column)}{number}"
        for number, row in enumerate(rows, 1)
        for column, cell in enumerate(row)
        if cell.strip()
    }


def held(made: Written, folder: Path) -> None:
    """A file is read as it was meant with no cell lost, or refused at the cell that spoils it."""
    table, _ = series({label: {} for label in LABELS}, lines={})
    table["note"] = "Rader: " + ", ".join(LABELS)
    table["units"] = dict.fromkeys(LABELS, "mnkr")
    mapping = write_mapping(folder, table, **made.place)
    if made.fault:
        with pytest.raises(InputError) as refused:
            imported(made.path, mapping)
        letter, row = made.fault[0], made.fault[1:]
        book = made.path.suffix == ".xlsx"
        (message,) = map(str, refused.value.problems)
        assert "\n" not in message
        assert (f"!{letter}{row}:" if book else f"line {row}, column {letter}:") in message
        return
    found = imported(made.path, mapping)
    read = {}
    for line in lines(found)[1:]:
        label, year, text = line.split(";")
        read[label, int(year)] = Decimal(text.replace(",", "."))
    assert read == made.truth
    places = {
        found.account.sheets[name].place(row, column) for name, row, column in found.account.kept
        if (row, column) in found.account.sheets[name].cells
    }  # fmt: skip
    named = {entry.place for entry in found.account.left.values()}
    assert places | named == source_cells(made.path)
    assert not places & named


@pytest.mark.parametrize("block", range(4))
def test_a_hundred_random_files_lose_no_cell(block: int, tmp_path: Path) -> None:
    for seed in range(25 * block, 25 * (block + 1)):
        folder = tmp_path / str(seed)
        folder.mkdir()
        held(written(seed, folder), folder)


@pytest.mark.slow
def test_a_thousand_random_files_lose_no_cell(tmp_path: Path) -> None:
    for seed in range(100, 1_100):
        folder = tmp_path / str(seed)
        folder.mkdir()
        held(written(seed, folder), folder)
        shutil.rmtree(folder)


@pytest.mark.parametrize("said", [{"units": "mnkr"}, {"columns": ["belopp"]}])
def test_a_mapping_that_says_something_of_the_wrong_form_is_refused_with_its_key(
    tmp_path: Path, said: dict[str, object]
) -> None:
    table, _ = series({})
    kind = {"kind": "list", "count": 2, "years": None, "rows": []} if "columns" in said else {}
    mapping = write_mapping(tmp_path, table | kind | said)
    code, _, problems = command(
        own_workbook(tmp_path / "bok.xlsx"), tmp_path / "egen", "-m", mapping
    )
    assert code != 0
    assert any(f"resultat.{next(iter(said))}" in p and str(mapping) in p for p in problems), (
        problems
    )
