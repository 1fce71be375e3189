"""Downloads as people have them, each written here: English counties, TIMEVAL, a dash, long CSV."""

from pathlib import Path

import pytest

from analysis.inputs.demography_table import read_counts

AGES = tuple(range(101))
YEARS = ("2004", "2005")
SWEDISH = {
    "region": "25 Norrbottens län", "words": ("region", "ålder", "kön", "år"),
    "age": "{} år", "sexes": ("män", "kvinnor"),
}  # fmt: skip
ENGLISH = {
    "region": "25 Norrbotten county", "words": ("region", "age", "sex", "year"),
    "age": "{} years", "sexes": ("men", "women"),
}  # fmt: skip
CODES = {
    "region": "25", "words": ("region", "alder", "kon", "tid"), "age": "{}", "sexes": ("1", "2"),
}  # fmt: skip


def count(age: int, sex: int, year: int) -> int:
    """A made figure of its own for every cell, with a zero at age 99."""
    return 0 if age == 99 else 1000 - 7 * age + 3 * sex + year


CELLS = [(age, sex, year) for age in AGES for sex in (0, 1) for year in (0, 1)]
TOTAL = sum(count(*cell) for cell in CELLS)


def texts(form: dict[str, object], age: int, sex: int) -> list[str]:
    """The texts of region, age and sex of one cell."""
    return [str(form["region"]), str(form["age"]).format(age), form["sexes"][sex]]  # type: ignore[index]


def px(form: dict[str, object], time: str | None = None, nil: str = "0", sep: str = " ") -> str:
    region, age, sex, year = form["words"]  # type: ignore[misc]
    year = time or year

    def listed(values: object) -> str:
        return ",".join(f'"{value}"' for value in values)  # type: ignore[attr-defined]

    cells = (count(a, s, y) for a, s, y in CELLS)
    return (
        'CHARSET="ANSI";TITLE="Population";CONTENTS="Population";UNITS="persons";'
        f'STUB={listed([region, age, sex])};HEADING="{year}";VALUES("{region}")="{form["region"]}";'
        f'VALUES("{age}")={listed(str(form["age"]).format(a) for a in AGES)};'
        f'VALUES("{sex}")={listed(form["sexes"])};VALUES("{year}")={listed(YEARS)};'
        f'TIMEVAL("{year}")=TLIST(A1),{listed(YEARS)};DATASYMBOLNIL="-";'
        f"DATA={sep.join(str(c) if c else nil for c in cells)};"
    )


def long_csv(form: dict[str, object], value: str, delimiter: str) -> str:
    rows = [[*form["words"], value]]  # type: ignore[misc]
    rows += [[*texts(form, a, s), YEARS[y], str(count(a, s, y))] for a, s, y in CELLS]
    return "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows) + "\n"


DOWNLOADS = {
    "an English county": ("px", px(ENGLISH), "population"),
    "a time list decides": ("px", px(ENGLISH, time="period"), "population"),
    "a name without a code": (
        "px", px(ENGLISH | {"region": "Norrbotten", "age": "{}"}, time="time"), "population",
    ),
    "a dash is a zero": ("px", px(SWEDISH, nil='"-"'), "population"),
    "codes alone": ("csv", long_csv(CODES, "BE0101N1", ","), "population"),
    "English words": ("csv", long_csv(ENGLISH, "Population", ","), "population"),
    "a column called what it counts": ("csv", long_csv(SWEDISH, "Döda", ";"), "deaths"),
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", DOWNLOADS)
def test_a_download_is_read_as_its_format_says(name: str, encoding: str, tmp_path: Path) -> None:
    suffix, text, kind = DOWNLOADS[name]
    path = tmp_path / f"t.{suffix}"
    path.write_bytes(text.encode(encoding))
    found = read_counts(path, kind)  # type: ignore[arg-type]
    assert (found.regions, found.years) == (("Norrbotten",), (2004, 2005))
    assert found.values.sum() == TOTAL
    assert found.values[..., 99].sum() == 0
