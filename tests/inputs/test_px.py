"""PX by the rules of its format, and downloads of every form: the same counts or one line."""

from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.inputs.demography_table import girls_share, read_counts
from analysis.inputs.px import read_px
from tests.inputs.test_downloads import SWEDISH
from tests.inputs.test_downloads import px as px_file
from tests.random_statistics import SEXES, written

CASES = Path(__file__).parents[3] / "shared" / "cases"
PATH = Path("t.px")
HEAD = 'STUB="län";HEADING="år";VALUES("län")="A","B";VALUES("år")="2001","2002";'


def px(text: str, encoding: str = "utf-8") -> list[str]:
    return list(read_px(text.encode(encoding), PATH).cells)


def test_cells_are_read_whatever_divides_them_and_a_dash_is_a_cell() -> None:
    assert px(HEAD + 'DATA=\n1 "-"\n-,4;') == ["1", "-", "-", "4"]


def test_rows_that_keys_leave_out_are_zeros() -> None:
    codes = 'CODES("län")="01","02";KEYS("län")=CODES;'
    assert px(HEAD + codes + 'DATA="02",3,4;') == ["-", "-", "3", "4"]
    assert px(HEAD + 'KEYS("län")=VALUES;DATA="A" 3 4;') == ["3", "4", "-", "-"]
    with pytest.raises(InputError, match="keys that are no values"):
        px(HEAD + codes + 'DATA="03",3,4;')


def test_the_time_list_decides_what_is_time_and_gives_the_plain_years() -> None:
    table = read_px(
        (HEAD.replace('"2001","2002"', '"2001 prel","2002"')
         + 'TIMEVAL("år")=TLIST(A1),"2001","2002";DATA=1 2 3 4;').encode(), PATH,
    )  # fmt: skip
    assert [(v.name, v.texts, v.scale) for v in table.variables][1] == ("år", ("2001", "2002"), "A")
    quarters = HEAD + 'TIMEVAL("år")=TLIST(Q1),"20011","20012";DATA=1 2 3 4;'
    assert read_px(quarters.encode(), PATH).variables[1].scale == "Q"


def test_texts_broken_over_lines_other_languages_and_quotes_are_read() -> None:
    text = (
        'LANGUAGE="sv";LANGUAGES="sv","en";STUB[en]="county";VALUES[en]("county")="X","Y";'
        'TITLE="Folk; ""mängd"" "\n"i län";' + HEAD + "DATA=1 2 3 4;"
    )
    table = read_px(text.encode(), PATH)
    assert table.title == 'Folk; "mängd" i län'
    assert table.variables[0].texts == ("A", "B")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("inget", "not a PX table"),
        (HEAD, "has no DATA"),
        ('VALUES("a")="b";DATA=1;', "has no STUB and HEADING"),
        ('TITLE="aldrig;' + HEAD + "DATA=1 2 3 4;", "never closed"),
        (HEAD + "DATA=1 2 3;", "number of cells"),
        ('STUB="x";DATA=1;', "has no values"),
        (HEAD + 'CODES("län")="1";DATA=1 2 3 4;', "has 1 codes"),
    ],
)
def test_what_is_no_whole_table_is_refused_for_a_reason_that_is_true(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        px(text)
    assert len(refused.value.problems) == 1


@pytest.mark.skipif(not CASES.is_dir(), reason="../shared/cases is not here")
@pytest.mark.parametrize(
    ("file", "kind", "total"),
    [
        ("px-births-words/p8_codeonly.px", "population", 504_325),
        ("px-english-county/p2_year_enregion.px", "population", 504_325),
        ("px-nil-dash/p5_dash0.px", "population", 504_320),
        ("px-time-by-timeval/p1_period.px", "population", 504_325),
        ("csv-long-content-name/c2_csv3.csv", "population", 504_325),
        ("csv-long-content-name/c4_csv2_en.csv", "population", 504_325),
        ("csv-long-content-name/c5_doda.csv", "deaths", 404),
    ],
)
def test_case_a_download_is_read_as_its_format_says(file: str, kind: str, total: int) -> None:
    found = read_counts(CASES / file, kind)  # type: ignore[arg-type]
    assert (found.regions, found.years) == (("Norrbotten",), (2004, 2005))
    assert found.values.sum() == total


def test_births_without_the_sex_of_the_child_are_divided_and_it_is_told(tmp_path: Path) -> None:
    ages = ["-14", *map(str, range(15, 49)), "49+"]
    lines = [f"25 Norrbottens län;{age};2004;100" for age in ages]
    path = tmp_path / "f.csv"
    path.write_text("region;moderns ålder;år;Födda\n" + "\n".join(lines), encoding="utf-8")
    found = read_counts(path, "births")
    assert found.values.sum() == pytest.approx(100 * len(ages))
    assert found.values[0, 0, 0, 10] == pytest.approx(100 * girls_share())
    assert found.notes == (
        "f.csv: 36 rows: births without the sex of the child divided, 0.4856 girls (method.csv)",
    )


def test_figures_of_another_kind_are_refused_by_what_their_heading_says(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    rows = [f"25;{age};{sex};2004;1" for age in range(100) for sex in (1, 2)]
    path.write_text("region;ålder;kön;år;Döda\n" + "\n".join(rows), encoding="utf-8")
    with pytest.raises(InputError, match="the file counts 'Döda', and not population"):
        read_counts(path, "population")


def test_a_px_file_of_another_kind_is_refused_by_its_contents(tmp_path: Path) -> None:
    text = px_file(SWEDISH).replace('CONTENTS="Population"', 'CONTENTS="Döda"')
    path = tmp_path / "dod.px"
    path.write_bytes(text.encode("cp1252"))
    with pytest.raises(InputError, match="the file counts 'Döda', and not population"):
        read_counts(path, "population")
    assert read_counts(path, "deaths").regions == ("Norrbotten",)


def test_of_several_contents_and_civil_states_the_wanted_and_the_total_are_read(
    tmp_path: Path,
) -> None:
    path = tmp_path / "d.csv"
    rows = [
        f"25;{age}{'+' * (age == 100)};{sex};{state};2004;{1 if state == 'totalt' else 7};99"
        for age in range(101)
        for sex in (1, 2)
        for state in ("ogifta", "totalt")
    ]
    head = "region;ålder;kön;civilstånd;år;Folkmängd;Folkökning\n"
    path.write_text(head + "\n".join(rows), encoding="utf-8")
    found = read_counts(path, "population")
    assert found.values.sum() == 202
    assert found.notes == ("d.csv: of civilstånd only totalt",)


@pytest.mark.parametrize(
    ("rule", "total"), [("YES", 404), ('"gifta"', 202), ("NO", None)], ids=["sum", "value", "none"]
)
def test_a_variable_is_left_out_as_its_elimination_says(
    rule: str, total: int | None, tmp_path: Path
) -> None:
    ages = ",".join(f'"{age}"' for age in [*range(100), "100+"])
    text = (
        'STUB="region","civilstånd","age","sex";HEADING="year";VALUES("region")="25";'
        f'VALUES("civilstånd")="ogifta","gifta";VALUES("age")={ages};VALUES("sex")="men","women";'
        f'VALUES("year")="2004";ELIMINATION("civilstånd")={rule};DATA={"1 " * 404};'
    )
    path = tmp_path / "e.px"
    path.write_text(text, encoding="utf-8")
    if total is None:
        with pytest.raises(InputError, match="a further column divides the counts"):
            read_counts(path, "population")
        return
    found = read_counts(path, "population")
    assert found.values.sum() == total
    assert len(found.notes) == 1


@pytest.mark.parametrize("block", range(4))
def test_random_downloads_give_the_same_counts_or_one_line(block: int, tmp_path: Path) -> None:
    for seed in range(15 * block, 15 * (block + 1)):
        held(seed, tmp_path / str(seed))


@pytest.mark.slow
def test_many_random_downloads_give_the_same_counts_or_one_line(tmp_path: Path) -> None:
    for seed in range(100, 600):
        held(seed, tmp_path / str(seed))


def held(seed: int, folder: Path) -> None:
    folder.mkdir()
    made = written(seed, folder)
    if made.spoilt:
        with pytest.raises(InputError) as refused:
            read_counts(made.path, "population")
        (problem,) = refused.value.problems
        assert problem.line is not None or problem.column is not None
        assert made.path.name in str(problem)
        return
    found = read_counts(made.path, "population")
    assert (found.regions, found.years) == (("Norrbotten",), (2004, 2005))
    read = {
        (sex, age, year): found.values[0, found.years.index(year), SEXES.index(sex), age]
        for sex, age, year in made.counts
    }
    assert read == made.counts
