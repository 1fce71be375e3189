"""Downloads of population statistics as PxWeb and spreadsheets write them, drawn by number.

`written(seed, folder)` writes one file of the same made-up counts: the form (PX, CSV long or wide,
Excel), the language, codes or texts, headings, encodings, totals and municipalities are drawn, and
in some files one cell is spoilt.
"""

import itertools
import random
from dataclasses import dataclass
from pathlib import Path

import openpyxl

AGES = tuple(range(101))
YEARS = (2004, 2005)
SEXES = ("women", "men")
WORDS = {
    "sv": {"region": "region", "age": "ålder", "sex": "kön", "year": "år", "women": "kvinnor",
           "men": "män", "total": "totalt", "county": "25 Norrbottens län", "unit": " år"},
    "en": {"region": "region", "age": "age", "sex": "gender", "year": "year", "women": "women",
           "men": "men", "total": "total", "county": "25 Norrbotten county", "unit": " years"},
    "codes": {"region": "Region", "age": "Alder", "sex": "Kon", "year": "Tid", "women": "2",
              "men": "1", "total": "1+2", "county": "25", "unit": ""},
}  # fmt: skip
SPOILT = ("..", "x", "-3", "12 34")
Key = tuple[str, int, int]
"""Sex, age and year."""


@dataclass(frozen=True)
class Download:
    """A file, what must be read from it, and the text that spoils it, if any."""

    path: Path
    counts: dict[Key, int]
    spoilt: str | None


def written(seed: int, folder: Path) -> Download:
    """Download number `seed`."""
    dice = random.Random(seed)
    counts = {k: dice.randrange(0, 999) for k in itertools.product(SEXES, AGES, YEARS)}
    cells = {key: str(value) for key, value in counts.items()}
    for key in dice.sample(list(counts), 5):
        counts[key], cells[key] = 0, dice.choice(("0", "-"))
    spoilt = dice.choice(SPOILT) if dice.random() < 0.25 else None
    if spoilt:
        cells[dice.choice(list(cells))] = spoilt
    language = dice.choice(list(WORDS))
    form = dice.choice((_px, _long, _wide, _excel))
    return Download(form(dice, folder, WORDS[language], cells), counts, spoilt)


def _age(age: int, words: dict[str, str]) -> str:
    return f"{age}{'+' if age == 100 else ''}{words['unit']}"


def _px(dice: random.Random, folder: Path, w: dict[str, str], cells: dict[Key, str]) -> Path:
    year = dice.choice((w["year"], "period", "tidpunkt"))
    order = [w["region"], w["age"], w["sex"], year]
    texts = [
        [w["county"]],
        [_age(a, w) for a in AGES],
        [w[s] for s in SEXES],
        list(map(str, YEARS)),
    ]
    quoted = [",".join(f'"{t}"' for t in values) for values in texts]
    shown = [f'"{c}"' if not c.lstrip("-").isdigit() and c != "-" else c for c in (
        cells[s, a, y] for a, s, y in itertools.product(AGES, SEXES, YEARS))]  # fmt: skip
    encoding = dice.choice(("cp1252", "utf-8", "utf-16", "iso-8859-15"))
    lines = ['CHARSET="ANSI";', 'AXIS-VERSION="2013";', 'TITLE="Folk; ""mängd""";']
    lines += [f'CODEPAGE="{encoding}";'] if encoding != "utf-16" and dice.random() < 0.7 else []
    encoding = "cp1252" if encoding == "iso-8859-15" and "CODEPAGE" not in lines[-1] else encoding
    stub = '","'.join(order[:3])
    lines += [f'STUB="{stub}";']
    lines += [f'HEADING="{year}";']
    broken = dice.choice((",", ",\n"))
    lines += [f'VALUES("{o}")={q.replace(",", broken)};'
              for o, q in zip(order, quoted, strict=True)]  # fmt: skip
    span = dice.choice((f'TLIST(A1,"{YEARS[0]}"-"{YEARS[-1]}")', f"TLIST(A1),{quoted[3]}"))
    lines += [f'TIMEVAL("{year}")={span};', 'DATASYMBOLNIL="-";', 'NOTE="En ""not""; med tecken";']
    path = folder / "hamtad.px"
    path.write_bytes("\n".join([*lines, "DATA=", " ".join(shown) + ";", ""]).encode(encoding))
    return path


def _rows(dice: random.Random, w: dict[str, str], cells: dict[Key, str]) -> list[list[str]]:
    rows = [[w["county"], _age(a, w), w[s], str(y), cells[s, a, y]]
            for a, s, y in itertools.product(AGES, SEXES, YEARS)]  # fmt: skip
    if dice.random() < 0.3:
        rows += [[w["county"], _age(a, w), w["total"], str(YEARS[0]), "9"] for a in AGES[:7]]
    if dice.random() < 0.3:
        rows += [["2580 Luleå", _age(a, w), w["men"], str(YEARS[0]), "9"] for a in AGES[:7]]
    return rows


def _text(dice: random.Random, folder: Path, rows: list[list[str]], title: bool) -> Path:
    delimiter = dice.choice((",", ";", "\t", " "))
    lines = [delimiter.join(f'"{c}"' if not c.isdigit() else c for c in row) for row in rows]
    lines[0] = delimiter.join(f'"{c}"' for c in rows[0])
    if title:
        lines[:0] = ['"Folkmängden efter region och år"', ""]
    path = folder / "hamtad.csv"
    encoding = dice.choice(("utf-8", "utf-8-sig", "cp1252", "utf-16"))
    path.write_bytes(dice.choice(("\n", "\r\n")).join([*lines, ""]).encode(encoding))
    return path


def _long(dice: random.Random, folder: Path, w: dict[str, str], cells: dict[Key, str]) -> Path:
    value = dice.choice(("BE0101N1", "Folkmängd", "Population", "value", "000001NR"))
    head = [w["region"], w["age"], w["sex"], w["year"], value]
    return _text(dice, folder, [head, *_rows(dice, w, cells)], dice.random() < 0.3)


def _wide(dice: random.Random, folder: Path, w: dict[str, str], cells: dict[Key, str]) -> Path:
    before = dice.choice(("", "Folkmängd ", "BE0101N1 "))
    if dice.random() < 0.5:
        columns = list(itertools.product(SEXES, YEARS))
        head = [w["region"], w["age"], *(f"{before}{w[s]} {y}" for s, y in columns)]
        rows = [[w["county"], _age(a, w), *(cells[s, a, y] for s, y in columns)] for a in AGES]
    else:
        head = [w["region"], w["age"], w["sex"], *(f"{before}{y}" for y in YEARS)]
        rows = [[w["county"], _age(a, w), w[s], *(cells[s, a, y] for y in YEARS)]
                for a, s in itertools.product(AGES, SEXES)]  # fmt: skip
    return _text(dice, folder, [head, *rows], dice.random() < 0.3)


def _excel(dice: random.Random, folder: Path, w: dict[str, str], cells: dict[Key, str]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    named = dice.random() < 0.5
    sheet.append(["Folkmängden efter region, ålder, kön och år"])
    sheet.append([])
    labels = [w["region"], w["age"], w["sex"]] if named else [None] * 3
    sheet.append([*labels, *(str(y) for y in YEARS)])
    for n, (age, sex) in enumerate(itertools.product(AGES, SEXES)):
        region = w["county"] if n == 0 else None
        label = _age(age, w) if sex == SEXES[0] else None
        figures = [cells[sex, age, y] for y in YEARS]
        sheet.append([region, label, w[sex], *(int(c) if c.isdigit() else c for c in figures)])
    sheet.append([])
    sheet.append(["Källa: Statistiska centralbyrån"])
    path = folder / "hamtad.xlsx"
    book.save(path)
    return path
