"""From a statement as a region publishes it to a projected plan: three layouts, one result."""

import io
from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from analysis.cli import application
from analysis.errors import InputError
from analysis.inputs.accepted import BESIDE, read_accepted
from analysis.inputs.mapped.account import Account
from analysis.inputs.plan import load_plan
from analysis.inputs.statement import Statement, _line_of, read_statement
from analysis.study.opened import open_base, open_plan
from tests.gaps import unnamed
from tests.least_plan import FIGURES, LINES

NOTES = """\
Region Jämtland Härjedalen;;;;;;
Resultatbudget, mnkr;Not;Utfall 2023;Budget 2024;Budget 2026;Plan 2027;Plan 2028
Verksamhetens intäkter;1;780;790;800;820;840
Verksamhetens kostnader;2;-5 800;-5 900;-6 000;-6 200;-6 400
varav personalkostnader;;-3 000;-3 100;-3 200;-3 300;-3 400
Avskrivningar;3;-180;-190;-200;-210;-220
Verksamhetens nettokostnader;;-5 200;-5 300;-5 401;-5 590;-5 780
Skatteintäkter;;3 700;3 800;3 900;4 050;4 200
Generella statsbidrag;;600;610;620;640;660
Kommunalekonomisk utjämning;;950;960;980;1 010;1 040
Finansiella intäkter;;60;60;60;60;60
Finansiella kostnader;;-80;-85;-90;-95;-100
Årets resultat;;30;45;70;75;80
"""
"""Semicolons, a column of notes, an *of which*, an outcome, an earlier budget, grants in parts."""


def notes(folder: Path) -> Path:
    file = folder / "notes.csv"
    file.write_text(NOTES, encoding="utf-8")
    return file


def thousands(folder: Path) -> Path:
    """A workbook in tkr: kinds above years, footnote marks, two columns for one year."""
    book = Workbook()
    front, sheet = book.active, book.create_sheet("Resultat")
    front["A1"] = "Innehåll"
    sheet.append(["Resultaträkning (tkr)"])
    sheet.append([None, "Bokslut", "Budget", "Prognos", "Budget", "Plan", "Plan"])
    sheet.append([None, 2024, 2025, 2025, 2026, 2027, 2028])
    labels = [f"{label} 1)" if label == "Skatteintäkter" else label for label in LINES]
    for label, figures in zip(labels, FIGURES, strict=True):
        own = [-5400, *figures[1:]] if LINES.get(label) == "net_operating_cost" else figures
        past = (1, 2) if label.startswith("Skatt") else (None, None)
        sheet.append([label, None, *past, *(v * 1000 for v in own)])
        if label == "Avskrivningar":
            sheet.append(["Delsumma", 1, 2, 3, 4, 5, 6])
            sheet.append(["Därav", "se not", None, None, 4, 5, 6])
    stream = io.BytesIO()
    book.save(stream)
    file = folder / "tkr.xlsx"
    file.write_bytes(stream.getvalue())
    return file


def unsigned(folder: Path) -> Path:
    """Commas between cells, years alone, costs without a sign, a total that the law has."""
    rows = [["(Mkr)", "2026", "2027", "2028"]]
    for label, figures in zip(LINES, FIGURES, strict=True):
        rows.append([label.upper(), *(str(abs(v)) for v in figures)])
        if LINES[label] == "state_grants":
            rows.append(["Verksamhetens resultat", "100", "110", "120"])
    file = folder / "plain.csv"
    text = "\n".join("\t".join(row) for row in rows)
    file.write_bytes(("\ufeff" + text + "\n").encode())
    return file


LAYOUTS = {"notes": notes, "tkr": thousands, "unsigned": unsigned}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_base_shows_what_is_printed(layout: str, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    arguments = ["import-plan", str(LAYOUTS[layout](tmp_path)), str(folder), "--region", "23"]
    result = CliRunner().invoke(application(), arguments)
    assert result.exit_code == 0, result.output
    plan = open_plan(folder)
    base = open_base(plan)
    assert plan.years == (2026, 2027, 2028)
    for line, printed in zip(LINES.values(), FIGURES, strict=True):
        if (layout, line) == ("tkr", "net_operating_cost"):
            printed = (-5400, *printed[1:])  # in tkr no rounding is left to hide a unit in
        assert tuple(np.round(base.lines[line])) == printed, line


def test_earlier_columns_are_history_with_their_kind(tmp_path: Path) -> None:
    assert read_statement(notes(tmp_path)).before == {2023: "outcome", 2024: "budget"}
    tkr = read_statement(thousands(tmp_path))
    assert tkr.before[2025] == "forecast"
    assert tkr.rows["Skatteintäkter"][2025] == "0,002"  # the forecast says more than the budget


def test_rows_that_are_no_lines_are_kept_beside(tmp_path: Path) -> None:
    found = read_statement(notes(tmp_path))
    assert "varav personalkostnader" in set(found.rows) - set(found.lines)
    assert found.lines["Generella statsbidrag och utjämning (summa av raderna)"] == "state_grants"
    assert found.note is not None
    assert "inte tryckt" in found.note


@pytest.mark.parametrize(
    ("heading", "years"),
    [
        ("Utfall 2024;Budget 2025;Plan 2026;Plan 2027;Plan 2028", (2026, 2027, 2028)),
        ("Bokslut 2024;Prognos 2025;Budget 2026;Plan 2027;Plan 2028", (2026, 2027, 2028)),
        ("Budget 2024;Budget 2025;Budget 2026;Plan 2027;Plan 2028", (2026, 2027, 2028)),
        ("Prognos 2025;Budget 2026;Plan 2027;Plan 2028;Plan 2029", (2026, 2027, 2028, 2029)),
        ("Budget 2025;Budget 2026;Plan 2027;Plan 2028;Plan 2029", (2026, 2027, 2028, 2029)),
        ("Budgetförslag 2027;Ekonomisk plan 2028;Årsplan 2029", (2027, 2028, 2029)),
        ("2024;2025;2026;2027;2028", (2024, 2025, 2026, 2027, 2028)),
    ],
)
def test_the_headings_tell_the_years_of_the_plan(
    heading: str, years: tuple[int, ...], tmp_path: Path
) -> None:
    assert small(tmp_path, heading).years == years


def test_the_first_year_can_be_said(tmp_path: Path) -> None:
    found = small(tmp_path, "2024;2025;2026;2027;2028", first=2026)
    assert found.years == (2026, 2027, 2028)
    assert found.before == {2024: "budget", 2025: "budget"}
    with pytest.raises(InputError, match="which years"):
        small(tmp_path, "Utfall 2024;Utfall 2025")


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("År 1: 2026;År 2: 2027;År 3: 2028", "BCD"),
        ("Budget 26;Plan 27;Plan 28", "BCD"),
        ("Budget 2026;Plan 2027;År 3 (2028)", "D"),  # silence would take a year from the plan
        ("Budget 2026;Plan 2027;Plan 2027", "D"),
    ],
)
def test_a_heading_that_would_be_left_out_is_told_where_it_stands(
    heading: str, columns: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as caught:
        small(tmp_path, heading)
    told = " ".join(p.said("sv") for p in caught.value.problems)
    assert all(f"kolumn {column}" in told for column in columns)
    assert ("samma år" in told) == (heading.count("2027") == 2)


def test_a_column_beside_the_years_is_left_out_and_no_fault(tmp_path: Path) -> None:
    assert small(tmp_path, "Budget 2026;Plan 2027;Plan 2028;Snitt 2028").years == (2026, 2027, 2028)


@pytest.mark.parametrize(
    ("above", "remark", "figure"),
    [
        ("Belopp i tkr", "25 mnkr är tillfälliga", "3.900"),
        ("Miljarder kronor", "", "3900000"),
        ("Belopp i kronor", "", "0.003900"),
        ("", "alla belopp i tkr", "3.900"),
        ("mnkr", "avrundat till tkr", "3900"),
    ],
)
def test_the_unit_is_that_nearest_above_the_figures(
    above: str, remark: str, figure: str, tmp_path: Path
) -> None:
    rows = [f"{above};2026;2027", "Verksamhetens intäkter;800;820", "Skatteintäkter;3900;4050"]
    file = tmp_path / "enhet.csv"
    file.write_text("\n".join([*rows, "Årets resultat;70;75", remark]), encoding="utf-8")
    found = read_statement(file, 2026)
    assert found.rows["Skatteintäkter"][2026] == figure.replace(".", ",")


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("Samlade skatteintäkter", "tax_revenue"),
        ("Skatt", "tax_revenue"),
        ("Statliga bidrag och utjämning", "state_grants"),
        ("Summa verksamhetens kostnader", "operating_costs"),
        ("Summa generella bidrag", "state_grants"),
        ("Regleringspost", "state_grants/part"),
        ("Summa utjämning", ""),
        ("Summa skatteintäkter och statsbidrag", ""),
    ],
)
def test_a_sum_in_words_is_the_line_that_it_sums(row: str, line: str) -> None:
    assert _line_of(row) == line


def test_a_cell_that_is_no_number_is_told_with_its_place(tmp_path: Path) -> None:
    file = notes(tmp_path)
    file.write_text(NOTES.replace("4 050", "fyra").replace("-6 200", ""), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_statement(file)
    assert {p.line for p in caught.value.problems} == {4, 8}


def test_a_file_without_a_statement_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "annat.csv"
    file.write_text("Elever;2024;2025\nAntal;1;2\n", encoding="utf-8")
    with pytest.raises(InputError, match="income statement"):
        read_statement(file)


def small(folder: Path, heading: str, first: int | None = None) -> Statement:
    count = heading.count(";") + 1
    rows = [f"{label};" + ";".join("1" * count) for label in LINES]
    file = folder / "small.csv"
    file.write_text("\n".join([f";{heading}", *rows]) + "\n", encoding="utf-8")
    return read_statement(file, first)


def test_the_example_of_the_pages_is_checked_projected_and_sought(tmp_path: Path) -> None:
    folder, example = str(tmp_path / "plan"), "docs/examples/resultatbudget.csv"
    commands = (
        ["import-plan", example, folder, "--region", "23"],
        ["check", folder],
        ["audit", folder],
        ["scenarios", "--plan", folder],
        ["project", "--plan", folder, "--change", "wage_growth:2027=1"],
        ["seek", "net_result", "--years", "2026-2028", "--plan", folder],
    )
    for arguments in commands:
        result = CliRunner().invoke(application(), arguments)
        assert result.exit_code == 0, (arguments, result.output)


def asked(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(application(), list(map(str, arguments)))
    if isinstance(result.exception, InputError):
        return 2, "\n".join(problem.said("sv") for problem in result.exception.problems)
    return result.exit_code, result.output


def again(source: Path, folder: Path, *more: str) -> tuple[int, str]:
    return asked("import-plan", source, folder, "--region", "23", "--replace", *more)


def test_a_statement_read_again_keeps_what_its_owner_wrote(tmp_path: Path) -> None:
    source, folder = notes(tmp_path), tmp_path / "min-plan"
    assert again(source, folder)[0] == 0
    plan, made = folder / "plan.yml", (folder / "plan.yml").read_text(encoding="utf-8")
    # Nothing is changed by hand: the new files take the place of the old ones, without a word.
    assert "kvar som" not in again(source, folder)[1]
    own = made.replace("Region Jämtland Härjedalen, plan", "Vår plan", 1) + "# vår anmärkning\n"
    plan.write_text(own, encoding="utf-8")
    scenario = "question: Vad händer?\nchange:\n  wage_growth: {2027: 1.0}\n"
    (folder / "scenarios" / "egen.yml").write_text(scenario, encoding="utf-8")
    (folder / "outcomes.csv").write_text("post;ar;varde\nÅrets resultat;2024;1\n", encoding="utf-8")
    tables = folder / "tables.yml"
    noted = tables.read_text(encoding="utf-8").replace(
        "heading: Resultatbudget", "heading: Tabell 3"
    )
    tables.write_text(noted, encoding="utf-8")
    assert asked("check", folder, "--accept", "läst av E. N.")[0] == 0
    source.write_text(
        NOTES.replace("-6 000", "-5 990").replace("-5 401", "-5 391").replace("70;75", "80;75"),
        encoding="utf-8",
    )
    code, said = again(source, folder)
    assert code == 0, said
    assert plan.read_text(encoding="utf-8") == own
    assert "kvar som du har skrivit den: plan.yml" in said
    assert "att godkänna på nytt (check --accept): resultat" in said
    assert (folder / "scenarios" / "egen.yml").read_text(encoding="utf-8") == scenario
    assert (folder / "outcomes.csv").is_file()
    assert "heading: Tabell 3" in tables.read_text(encoding="utf-8")
    assert "-5990" in (folder / "tables" / "resultat.csv").read_text(encoding="utf-8")
    assert asked("check", folder)[0] == 0


def test_other_years_or_another_region_do_not_go_over_an_edited_plan(tmp_path: Path) -> None:
    source, folder = notes(tmp_path), tmp_path / "min-plan"
    assert again(source, folder)[0] == 0
    later = tmp_path / "later.csv"
    later.write_text(
        NOTES.replace("2028", "2029").replace("2027", "2028").replace("2026", "2027"),
        encoding="utf-8",
    )
    code, said = asked("import-plan", later, folder, "--region", "25", "--replace")
    assert (code, "en annan regions" in said) == (2, True)
    assert again(later, folder)[0] == 0  # nobody has changed it
    plan = folder / "plan.yml"
    plan.write_text(plan.read_text(encoding="utf-8") + "# vår\n", encoding="utf-8")
    before = sorted(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    code, said = again(source, folder)
    assert (code, "ändrad för hand" in said, "väntat: 2026-2028" in said) == (2, True, True)
    assert sorted(p.read_bytes() for p in folder.rglob("*") if p.is_file()) == before


def test_a_plan_by_region_is_filled_in_and_read_where_it_lies(tmp_path: Path) -> None:
    folder = tmp_path / "ny"
    assert asked("new-plan", folder, "--region", "23", "--first-year", "2026")[0] == 0
    plan = folder / "plan.yml"
    plan.write_text(plan.read_text(encoding="utf-8") + "# vår\n", encoding="utf-8")
    (folder / "resultat.csv").write_text(NOTES, encoding="utf-8")
    code, said = again(folder / "resultat.csv", folder)
    assert code == 0, said
    assert plan.read_text(encoding="utf-8").endswith("# vår\n")
    assert (folder / "resultat.csv").is_file()
    assert (folder / "tables" / "resultat.csv").is_file()


def test_every_cell_of_a_statement_is_read_or_named_with_its_reason(tmp_path: Path) -> None:
    for name, made in LAYOUTS.items():
        account = read_statement(made(tmp_path)).account
        assert account is not None
        assert list(unnamed(account)) == [], name
    left = {e.place: e.reason for e in account_of_tkr(tmp_path).left.values()}
    # The budget of 2025 gives way to the forecast, and it is said.
    assert left["Resultat!C3"] == "same_year"
    assert left["Resultat!A1"] == "outside"
    assert left["Sheet!A1"] == "no_table"
    told = {(e.place, e.reason) for e in account_of_tkr(tmp_path).told}
    assert ("Resultat!D3", "heading") not in told  # a year alone


def account_of_tkr(folder: Path) -> Account:
    account = read_statement(thousands(folder)).account
    assert account is not None
    return account


def test_the_receipt_of_a_statement_is_printed_and_written(tmp_path: Path) -> None:
    file = tmp_path / "kvitto.csv"
    code, said = asked("import-plan", thousands(tmp_path), tmp_path / "p", "--region", "23",
                       "--receipt", file)  # fmt: skip
    assert code == 0
    assert "en annan kolumn säger mer om samma år" in said
    assert "Resultat!C3 '2025'" in said
    assert "Summor mot tryckta summor:" in said
    assert "Resultat!C3" in file.read_text(encoding="utf-8-sig")


def test_a_row_between_subtotals_is_told_where_it_stands(tmp_path: Path) -> None:
    odd = NOTES.replace(
        "Avskrivningar;", "Jämförelsestörande poster;;0;0;-50;-50;-50\nAvskrivningar;"
    )
    odd = odd.replace("-5 401;-5 590;-5 780", "-5 451;-5 640;-5 830").replace(
        "70;75;80", "20;25;30"
    )
    file = tmp_path / "egen.csv"
    file.write_text(odd, encoding="utf-8")
    code, said = asked("import-plan", file, tmp_path / "p", "--region", "23")
    assert code == 2
    assert not (tmp_path / "p").exists()
    first = said.splitlines()[0]
    assert f"{file}, rad 8, kolumn E" in first
    assert "raden 'Jämförelsestörande poster' (egen!A6) är okänd" in first
    assert "tables/resultat.csv" not in said
    assert "acknowledged" not in said


def test_a_line_that_no_row_is_known_as_is_named(tmp_path: Path) -> None:
    file = tmp_path / "egen.csv"
    own = NOTES.replace("Finansiella intäkter", "Ränteintäkter").replace("Årets resultat", "Netto")
    file.write_text(own, encoding="utf-8")
    code, said = asked("import-plan", file, tmp_path / "p", "--region", "23")
    assert code == 0, said
    assert "ingen rad känns igen som: Finansiella intäkter, Årets resultat;" in said


def test_a_sum_that_nothing_explains_is_told_at_the_cell_too(tmp_path: Path) -> None:
    file = tmp_path / "egen.csv"
    file.write_text(NOTES.replace("-5 590", "-5 690"), encoding="utf-8")
    code, said = asked("import-plan", file, tmp_path / "p", "--region", "23")
    assert (code, f"{file}, rad 7, kolumn F" in said) == (2, True)
    assert "väntat: −5590, summan av raderna" in said


def test_rows_that_explain_a_sum_together_are_named_and_chance_is_not(tmp_path: Path) -> None:
    file = tmp_path / "egen.csv"
    two = "Riktade bidrag;;100;110;120;130;140\nFörsäljning;;50;55;60;65;70\nAvskrivningar"
    more = {5300: 5150, 5200: 5050, 5401: 5221, 5590: 5395, 5780: 5570}
    text = NOTES.replace("Avskrivningar", two, 1)
    for before, after in more.items():
        old, new = (f"{n:,}".replace(",", " ") for n in (before, after))
        text = text.replace(f"-{old}", f"-{new}")
    file.write_text(text, encoding="utf-8")
    code, said = asked("import-plan", file, tmp_path / "p", "--region", "23")
    assert code == 2
    assert "raderna 'Riktade bidrag' (egen!A6), 'Försäljning' (egen!A7) är okända och" in said
    # A third row that makes another pair as good: nothing is pointed at.
    file.write_text(text.replace("Avskrivn", "Annat;;50;55;60;65;70\nAvskrivn", 1), "utf-8")
    code, said = asked("import-plan", file, tmp_path / "p", "--region", "23")
    assert (code, "okänd" in said) == (2, False)


AGES = "population_age_groups.csv"


@pytest.mark.parametrize("region", ["Gotland", "23", "Region Stockholm"])
def test_a_new_plan_holds_residents_by_age_at_once(region: str, tmp_path: Path) -> None:
    folder = tmp_path / "ny"
    assert asked("new-plan", folder, "--region", region, "--first-year", "2026")[0] == 0
    plan = load_plan(folder)
    assert {"own", "trend", "high-migration", "low-migration"} <= set(plan.populations)
    for year, groups in plan.ages["own"].items():
        people = sum(value.value for value in groups.values())
        assert people == pytest.approx(plan.populations["own"][year].value, abs=0.5)
    (folder / "resultat.csv").write_text(NOTES, encoding="utf-8")
    code, said = asked(
        *("import-plan", folder / "resultat.csv", folder, "--region", region, "--replace")
    )
    assert code == 0, said
    base = open_base(open_plan(folder))
    assert (base.lines["population_80_plus"] > 0).all()
    assert round(base.lines["net_result"][0]) == 70  # need by age moves no printed one
    assert set(read_accepted(folder).files) == set(BESIDE)


def test_ages_are_worked_out_anew_for_other_years_unless_they_are_ones_own(tmp_path: Path) -> None:
    source, folder = notes(tmp_path), tmp_path / "min-plan"
    assert again(source, folder)[0] == 0
    shipped = (folder / AGES).read_text("utf-8")
    later = tmp_path / "later.csv"
    later.write_text(
        NOTES.replace("2028", "2029").replace("2027", "2028").replace("2026", "2027"),
        encoding="utf-8",
    )
    assert "kvar som" not in again(later, folder)[1]
    assert "own;2029;" in (folder / AGES).read_text("utf-8")
    assert again(source, folder)[0] == 0
    assert (folder / AGES).read_text("utf-8") == shipped
    # As from newer figures: a product that knows only its own must not go over them.
    assert asked("data", "population", "--plan", folder, "--jump-off", "2014")[0] == 0
    own = (folder / AGES).read_text("utf-8")
    assert own != shipped
    code, said = again(source, folder)
    assert code == 0
    assert f"kvar som du har skrivit den: population_scenarios.csv, {AGES}" in said
    assert (folder / AGES).read_text("utf-8") == own


def test_a_path_of_ones_own_stays_among_those_that_were_worked_out(tmp_path: Path) -> None:
    source, folder = notes(tmp_path), tmp_path / "min-plan"
    assert again(source, folder)[0] == 0
    paths = folder / "population_scenarios.csv"
    rows = "".join(f"egen;{year};130000;assumed;\n" for year in range(2025, 2030))
    paths.write_text(paths.read_text("utf-8") + rows, encoding="utf-8")
    assert asked("check", folder, "--accept", "egen bana")[0] == 0
    code, said = again(source, folder)
    assert code == 0, said
    assert "egen;2026;130000" in paths.read_text("utf-8")
