"""Reading population statistics: every layout, and every fault with its own words."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.inputs.demography import read_demography, read_folder
from analysis.inputs.demography_ages import age_class, counties, county, overlapping, sex
from analysis.inputs.demography_method import read_method
from analysis.inputs.demography_table import read_counts

PERSONS = [str(age) for age in range(100)] + ["100+"]
MOTHERS = ["<15", *map(str, range(15, 49)), "49+"]
SHARED = Path(__file__).parents[3] / "shared" / "data" / "demography"


def rows(labels=PERSONS, years=(2001, 2002), value=lambda sex, age, year: 10, region="Norrbotten"):
    return [
        (region, sex, age, str(year), str(value(sex, age, year)))
        for sex in ("Females", "Males")
        for age in labels
        for year in years
    ]


def written(folder, name, table, heading=("region", "sex", "age", "year", "value"), sep=","):
    path = folder / name
    path.write_text("\n".join(sep.join(row) for row in [heading, *table]) + "\n", encoding="utf-8")
    return path


def faults(path, kind="population"):
    with pytest.raises(InputError) as found:
        read_counts(path, kind)
    return [str(problem) for problem in found.value.problems]


def test_a_long_table_becomes_region_year_sex_age(tmp_path):
    table = rows(value=lambda sex, age, year: 7 if sex == "Males" and age == "100+" else 3)
    found = read_counts(written(tmp_path, "a.csv", table), "population")
    assert found.values.shape == (1, 2, 2, 101)
    assert found.values[0, 0, 1, 100] == 7
    assert found.values[0, 1, 0, 0] == 3
    assert found.notes == ()


def test_a_wide_table_with_swedish_headings_reads_the_same(tmp_path):
    table = [
        (
            "25 Norrbottens län",
            sex,
            f"{age.rstrip('+')}{'+' if '+' in age else ''} år",
            "1",
            "1 234",
        )
        for sex in ("kvinnor", "män")
        for age in PERSONS
    ]
    heading = ("region", "kön", "ålder", "Folkmängd 2001", "Folkmängd 2002")
    found = read_counts(written(tmp_path, "b.csv", table, heading, ";"), "population")
    assert found.regions == ("Norrbotten",)
    assert found.years == (2001, 2002)
    assert found.values[0, 1, 1, 100] == 1234


def test_a_download_in_windows_1252_with_a_title_above_is_read(tmp_path):
    path = written(tmp_path, "c.csv", rows(region="Västerbotten"))
    text = path.read_text(encoding="utf-8").replace("sex", "kön", 1)
    path.write_bytes(f'"Folkmängd efter region, ålder och år"\n\n{text}'.encode("cp1252"))
    assert read_counts(path, "population").regions == ("Västerbotten",)


def test_a_compressed_table_is_read_as_it_is(tmp_path):
    plain = written(tmp_path, "d.csv", rows())
    packed = tmp_path / "d.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    np.testing.assert_array_equal(
        read_counts(packed, "population").values, read_counts(plain, "population").values
    )


def test_unsorted_years_are_put_in_order(tmp_path):
    table = rows(value=lambda sex, age, year: year)
    found = read_counts(written(tmp_path, "e.csv", table[::-1]), "population")
    assert found.years == (2001, 2002)
    assert np.all(found.values[:, 0] == 2001)
    assert np.all(found.values[:, 1] == 2002)


def test_a_missing_age_is_named_with_region_sex_and_year(tmp_path):
    table = [r for r in rows() if r[1:4] != ("Males", "37", "2002")]
    assert faults(written(tmp_path, "f.csv", table)) == [
        f"{tmp_path / 'f.csv'}, Norrbotten, men, 2002: age 37 is missing; "
        "expected every single year"
    ]


def test_ages_that_lack_in_every_year_are_one_fault_with_its_count(tmp_path):
    table = [r for r in rows() if r[2] not in ("3", "4", "5", "60")]
    (found,) = faults(written(tmp_path, "f.csv", table))
    assert "age 3-5, 60 is missing (4 times" in found


def test_a_missing_year_in_between_is_refused(tmp_path):
    found = faults(written(tmp_path, "g.csv", rows(years=(2001, 2003))))
    assert "the year 2002 is missing" in found[0]


def test_a_negative_count_is_refused_with_its_line(tmp_path):
    found = faults(written(tmp_path, "h.csv", rows(value=lambda s, a, y: -1 if a == "4" else 1)))
    (message,) = found
    assert "line 10: a count below zero (4 times, also line 11, line 212, line 213)" in message


@pytest.mark.parametrize(
    ("cell", "words"), [("..", "missing"), ("", "missing"), ("x", "not a num")]
)
def test_a_cell_that_is_no_count_is_refused(tmp_path, cell, words):
    table = rows(value=lambda sex, age, year: cell if (age, year) == ("4", 2001) else 1)
    assert words in faults(written(tmp_path, "i.csv", table))[0]


def test_a_class_that_overlaps_single_years_is_refused_with_both_names(tmp_path):
    found = faults(written(tmp_path, "j.csv", rows([*PERSONS, "95-99"])))
    assert any("age classes overlap" in f and "'95-99 and 96'" in f for f in found)


def test_five_year_classes_are_refused_since_single_years_are_needed(tmp_path):
    labels = [f"{a}-{a + 4}" for a in range(0, 100, 5)] + ["100+"]
    assert "an age class wider than one year" in faults(written(tmp_path, "k.csv", rows(labels)))[0]


def test_a_sex_that_is_neither_is_refused(tmp_path):
    table = [*rows(), ("Norrbotten", "3", "4", "2001", "20")]
    assert "sexes must not be mixed" in faults(written(tmp_path, "l.csv", table))[0]


@pytest.mark.parametrize(
    "total",
    [("Norrbotten", "Both", "4"), ("Norrbotten", "Totalt", "4"), ("Norrbotten", "1+2", "4"),
     ("Norrbotten", "kvinnor och män", "4"), ("Norrbotten", "Males", "totalt ålder"),
     ("2580 Luleå", "Males", "4")],
)  # fmt: skip
def test_totals_and_municipalities_are_passed_over_by_what_they_are_and_told(tmp_path, total):
    path = written(tmp_path, "m.csv", [*rows(), (*total, "2001", "20")])
    found = read_counts(path, "population")
    assert found.values.sum() == 4040
    assert len(found.notes) == 1
    assert "m.csv: 1 rows: " in found.notes[0]


def test_a_file_of_totals_alone_is_refused_and_says_what_it_holds(tmp_path):
    table = [(r, "totalt", a, y, v) for r, s, a, y, v in rows() if s == "Males"]
    (message,) = faults(written(tmp_path, "m.csv", table))
    assert "no counts by county, sex and single year of age (found: '202 rows: totals" in message


def test_the_same_cell_twice_is_refused_with_the_line_of_the_first(tmp_path):
    table = rows()
    found = faults(written(tmp_path, "n.csv", [*table, table[0]]))
    assert "stand twice" in found[0]
    assert "the first is on line 2" in found[0]


def test_an_unknown_county_is_answered_with_the_nearest(tmp_path):
    found = faults(written(tmp_path, "o.csv", rows(region="Norbotten")))
    assert "did you mean 'Norrbotten'?" in found[0]


def test_a_further_column_that_divides_the_counts_is_refused(tmp_path):
    table = [(*r, "ogifta" if i % 2 else "gifta") for i, r in enumerate(rows())]
    heading = ("region", "sex", "age", "year", "value", "civilstånd")
    found = faults(written(tmp_path, "p.csv", table, heading))
    assert "a further column divides the counts" in found[0]


def test_a_further_column_that_says_one_thing_is_let_through(tmp_path):
    heading = ("region", "sex", "age", "year", "value", "tabellinnehåll")
    path = written(tmp_path, "q.csv", [(*r, "Folkmängd") for r in rows()], heading)
    assert read_counts(path, "population").values.sum() == 4040


def test_a_file_without_a_heading_and_a_short_row_are_refused(tmp_path):
    bare = tmp_path / "r.csv"
    bare.write_text("Norrbotten,Males,4,2001,1\n")
    assert "no heading and no column tells the region" in faults(bare)[0]
    short = written(tmp_path, "s.csv", [("Norrbotten", "Males", "4", "2001")])
    assert "another number of cells" in faults(short)[0]


def test_counts_without_an_age_are_spread_as_the_known_ones_and_it_is_said(tmp_path):
    table = rows(value=lambda sex, age, year: 30 if age == "40" else 1)
    table.append(("Norrbotten", "Males", "no information", "2002", "13"))
    found = read_counts(written(tmp_path, "t.csv", table), "population")
    assert found.values[0, 1, 1].sum() == pytest.approx(130 + 13)
    assert found.values[0, 1, 1, 40] == pytest.approx(30 + 13 * 30 / 130)
    assert found.notes == ("t.csv: 13 without an age spread as the known ages",)


def test_counts_without_an_age_and_nothing_to_spread_them_over_are_refused(tmp_path):
    table = rows(value=lambda sex, age, year: 0)
    table.append(("Norrbotten", "Males", "uppgift saknas", "2002", "13"))
    assert "no known ages" in faults(written(tmp_path, "u.csv", table))[0]


def test_births_below_15_and_above_49_are_counted_at_15_and_49(tmp_path):
    table = rows(MOTHERS, value=lambda sex, age, year: {"<15": 2, "49+": 5}.get(age, 1))
    found = read_counts(written(tmp_path, "v.csv", table), "births")
    assert found.values.shape[-1] == 35
    assert found.values[0, 0, 0, 0] == 2 + 1
    assert found.values[0, 0, 0, -1] == 5


def test_ages_above_100_are_counted_in_the_open_class(tmp_path):
    labels = [str(age) for age in range(106)] + ["106+"]
    found = read_counts(written(tmp_path, "w.csv", rows(labels)), "deaths")
    assert found.values[0, 0, 0, 100] == 70


def three(folder, deaths=lambda sex, age, year: 1, years=(2001, 2002)):
    return (
        written(folder, "population.csv", rows()),
        written(folder, "deaths.csv", rows(value=deaths, years=years)),
        written(folder, "births.csv", rows(MOTHERS, value=lambda s, a, y: 1)),
    )


def test_more_deaths_than_people_are_refused_with_the_number_that_could_die(tmp_path):
    files = three(tmp_path, lambda sex, age, year: 21 if (age, year) == ("4", 2002) else 1)
    with pytest.raises(InputError, match="more deaths than people: Norrbotten, women, age 4, 2002"):
        read_demography(*files)


def test_those_who_die_at_an_age_may_have_been_a_year_younger_at_the_year_before(tmp_path):
    files = three(tmp_path, lambda sex, age, year: 20 if (age, year) == ("4", 2002) else 1)
    assert read_demography(*files).deaths.max() == 20


def test_tables_of_different_years_are_refused(tmp_path):
    with pytest.raises(InputError, match="deaths and population differ in years"):
        read_demography(*three(tmp_path, years=(2001,)))


def test_what_is_known_until_a_year_holds_nothing_later(tmp_path):
    data = read_demography(*three(tmp_path))
    assert data.until(2001).years == (2001,)
    assert data.until(2001).deaths.shape[1] == 1
    with pytest.raises(InputError, match="no figures for this year"):
        data.until(2003)


def test_national_patterns_need_sweden_or_all_its_counties(tmp_path):
    with pytest.raises(InputError, match="all its counties"):
        read_demography(*three(tmp_path)).national()


def test_a_px_file_reads_as_the_csv_of_the_same_table(tmp_path):
    labels = ",".join(f'"{age} år"' for age in PERSONS)
    data = " ".join("3 4" for _ in range(2 * 101))
    px = (
        'CHARSET="ANSI";\nAXIS-VERSION="2010";\nCODEPAGE="iso-8859-15";\nTITLE="Folk; mängd";\n'
        'STUB="region","ålder","kön";\nHEADING="år";\nVALUES("region")="25 Norrbottens län";\n'
        f'VALUES("ålder")={labels};\nVALUES("kön")="män","kvinnor";\n'
        'VALUES("år")="2001","2002";\nTIMEVAL("år")=TLIST(A1,"2001"-"2002");\n'
        f"DATA=\n{data};\n"
    )
    path = tmp_path / "x.px"
    path.write_bytes(px.encode("iso-8859-15"))
    found = read_counts(path, "population")
    assert found.years == (2001, 2002)
    assert np.all(found.values[:, 0] == 3)
    assert np.all(found.values[:, 1] == 4)


def test_a_px_file_with_cells_missing_is_refused(tmp_path):
    path = tmp_path / "y.px"
    path.write_text('STUB="region";HEADING="år";VALUES("region")="25";VALUES("år")="1","2";DATA=1;')
    assert "the number of cells does not match" in faults(path)[0]


@pytest.mark.parametrize(
    ("label", "low", "high"),
    [("4", 4, 4), ("4 år", 4, 4), ("100+", 100, None), ("<15", 0, 14), ("-14 år", 0, 14),
     ("0-4 år", 0, 4), ("49+ år", 49, None), ("under 15", 0, 14)],
)  # fmt: skip
def test_age_labels_are_understood_in_all_their_spellings(label, low, high):
    found = age_class(label)
    assert (found.kind, found.low, found.high) == ("years", low, high)


def test_labels_that_are_no_ages_are_not_guessed():
    assert age_class("fyra") is None
    assert age_class("okänd ålder") is None or age_class("okänd ålder").kind == "unknown"
    assert age_class("uppgift saknas").kind == "unknown"
    assert age_class("totalt").kind == "total"


def test_overlaps_are_found_and_neighbours_are_not():
    assert overlapping(["0-4", "5", "6+"]) == []
    assert overlapping(["0-4", "4"]) == [("0-4", "4")]


def test_counties_are_known_by_name_code_and_without_diacritics():
    forms = ("Västra Götaland", "Gotaland", "14", "Västra Götalands län", "14 Västra Götalands län")
    assert {county(form) for form in forms} == {"Västra Götaland"}
    assert county("Norge") is None
    assert (sex("kvinnor"), sex("2"), sex("Males"), sex("alla")) == (0, 0, 1, None)


def test_the_figures_that_come_with_the_project_are_whole():
    data = read_folder()
    assert data.regions == ("Norrbotten", "Västerbotten", "Riket")
    assert data.years == tuple(range(1995, 2016))
    assert data.population[0, -1].sum() == 249_733
    assert data.population[2, -1].sum() == 9_851_017
    assert read_method()["base_period"] == 5
    sexes = data.births[2].sum(axis=(0, 2))
    assert read_method()["girls_share"] == pytest.approx(sexes[0] / sexes.sum(), abs=5e-5)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the figures of all counties are not beside us")
def test_the_projects_figures_are_those_of_the_source_for_norrbotten_and_sweden():
    names = ("popn", "deaths", "births")
    source = read_demography(
        *(SHARED / f"sweden_{n}_county_age_sex_1968_2015.csv.gz" for n in names)
    )
    own = read_folder()
    first = source.year(1995)
    for kind in ("population", "deaths", "births"):
        theirs = getattr(source.of("Norrbotten", "Västerbotten"), kind)[:, first:]
        np.testing.assert_array_equal(getattr(own, kind)[:2], theirs)
        np.testing.assert_allclose(
            getattr(own, kind)[2], getattr(source.national(), kind)[0, first:], atol=0.5
        )


def test_every_county_comes_with_the_project_and_they_are_the_nation():
    names = [name for name in dict.fromkeys(counties().values()) if name != "Riket"]
    read = {name: read_folder(county=name).of(name) for name in names}
    nation = read_folder().national()
    assert len(names) == 21
    for kind in ("population", "deaths", "births"):
        people = sum(getattr(data, kind)[0] for data in read.values())
        np.testing.assert_allclose(people, getattr(nation, kind)[0], atol=1)
    assert read["Jämtland"].years == nation.years


@pytest.mark.skipif(not SHARED.is_dir(), reason="the figures of all counties are not beside us")
def test_the_figures_of_a_county_are_those_of_the_source():
    kinds = ("popn", "deaths", "births")
    files = [SHARED / f"sweden_{n}_county_age_sex_1968_2015.csv.gz" for n in kinds]
    source = read_demography(*files)
    for name in ("Gotland", "Stockholm", "Västra Götaland"):
        own = read_folder(county=name).of(name)
        for kind in ("population", "deaths", "births"):
            theirs = getattr(source.of(name), kind)[:, source.year(1995) :]
            np.testing.assert_allclose(getattr(own, kind), theirs, atol=0.5)
