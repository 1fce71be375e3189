"""Workbooks and text files of a made-up statement, as many people would write it.

`written(seed, folder)` writes one file and says what must come of it: the figures by row and year,
or that a fault is in it. The layout, headings, labels, formats, encodings and remarks are drawn.
"""

import datetime
import random
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment

LABELS = ("Verksamhetens intäkter", "Verksamhetens kostnader", "Avskrivningar", "Skatteintäkter")
YEARS = (2027, 2028, 2029)
FAULTS = (
    "#REF!",
    "#DIV/0!",
    "#VÄRDEFEL!",
    "saknas",
    "12 34",
    "5 tkr",
    "3,4 %",
    "=B4",
    "date",
    True,
)
Value = Decimal | str | datetime.date | bool | None
Truth = dict[tuple[str, int], Decimal]


@dataclass(frozen=True)
class Written:
    """A file, what must be read from it, how it is mapped, and the cell that spoils it, if any."""

    path: Path
    truth: Truth
    place: dict[str, object]
    fault: str | None


@dataclass(frozen=True)
class Drawn:
    """A cell and its number format."""

    value: Value
    format: str = "General"


def written(seed: int, folder: Path) -> Written:
    """File number `seed` of the kind."""
    dice = random.Random(seed)
    truth = {
        (label, year): Decimal(dice.randrange(-99_999, 99_999)) / dice.choice((1, 10))
        if dice.random() > 0.1
        else Decimal(0)
        for label in LABELS
        for year in YEARS
    }
    kind = dice.choice(("xlsx", "xlsx", "csv"))
    top = dice.randrange(0, 4)
    rows = _rows(dice, truth, kind, top)
    fault = _spoil(dice, rows, top, kind) if dice.random() < 0.3 else None
    sheet = "Resultat"
    place: dict[str, object] = {"sheet": sheet, "header_row": top + 1}
    if kind == "xlsx":
        path = _workbook(dice, folder / "bok.xlsx", sheet, rows, top)
    else:
        path = _text(dice, folder / f"{sheet}.csv", rows)
    return Written(path, truth, place, fault)


def _rows(dice: random.Random, truth: Truth, kind: str, top: int) -> list[list[Drawn]]:
    empty = [Drawn(None)]
    titles = ("Resultatbudget (mnkr)", "Beslutad i juni", "Löpande priser", "Förslag")
    rows = [[Drawn(titles[n])] if n == 0 or dice.random() < 0.5 else empty for n in range(top)]
    heading = dice.randrange(6 if kind == "xlsx" else 4)
    note = dice.random() < 0.3
    head = [Drawn(dice.choice((None, "mnkr")) if not note else None)]
    rows.append([*head, *(_heading(year, heading) for year in YEARS), *([Drawn("Not")] * note)])
    for label in LABELS:
        if dice.random() < 0.15:
            rows.append([Drawn(dice.choice(("Varav:", "Rubrik", "   ", None)))])
        figures = [_figure(dice, truth[label, year], kind) for year in YEARS]
        remark = [Drawn(Decimal(dice.randrange(1, 9)))] if note and dice.random() < 0.8 else []
        rows.append([Drawn(_label(dice, label, kind)), *figures, *remark])
    if dice.random() < 0.5:
        rows += [empty, [Drawn("* Beslutad av fullmäktige")]]
    return rows


def _heading(year: int, style: int) -> Drawn:
    texts = (str(year), f"Budget {year}", f"{year}*", f"Plan\u00a0{year} 1)")
    if style < len(texts):
        return Drawn(Decimal(year) if style == 0 else texts[style])
    if style == 4:
        return Drawn(datetime.date(year, 1, 1), "yyyy")
    return Drawn(datetime.date(year, 12, 31), "yyyy-mm-dd")


def _label(dice: random.Random, label: str, kind: str) -> str:
    styles = [label, f"  {label} ", label.replace(" ", "\u00a0"), f"{label} 1)", f"{label}*"]
    if kind == "xlsx":
        styles.append(label.replace(" ", "\n"))
    return dice.choice(styles)


def _figure(dice: random.Random, value: Decimal, kind: str) -> Drawn:
    text = f"{abs(value):,}".replace(",", dice.choice((" ", "\u00a0", "\u202f"))).replace(".", ",")
    if value == 0 and dice.random() < 0.5:
        return Drawn(dice.choice(("-", "–", "\u2212", "0")))
    below = [f"-{text}", f"\u2212{text}", f"–{text}", f"({text})", f"{text}-", f"({text})*"]
    above = [text, f"+{text}", f"{text} mnkr", f"{text}*"]
    drawn = Drawn(dice.choice(below if value < 0 else above))
    if kind == "csv" or dice.random() < 0.3:
        return drawn
    formats = ("General", "#,##0.0", "#,##0", '#,##0.0 "mnkr"', "#,##0 kr", "@",
               "0.0;[Red]-0.0;0.0", '_-* #,##0.0_-;-* #,##0.0_-;_-* "-"??_-;_-@_-')  # fmt: skip
    if dice.random() < 0.15:
        return Drawn(value * 1000, "#,##0.0,")
    return Drawn(value, dice.choice(formats))


def _spoil(dice: random.Random, rows: list[list[Drawn]], top: int, kind: str) -> str:
    """Put a fault into a figure; where it stands is returned as a spreadsheet names it."""
    filled = [n for n in range(top + 1, len(rows)) if len(rows[n]) > 3]
    row, column = dice.choice(filled), dice.randrange(1, 4)
    fault = dice.choice([f for f in FAULTS if kind == "xlsx" or isinstance(f, str)])
    if fault == "=B4" and kind == "csv":
        fault = "#REF!"
    value = datetime.date(2027, 3, 1) if fault == "date" else fault
    if fault == "date" and kind == "csv":
        value = "2027-03-01"
    rows[row][column] = Drawn(value, "yyyy-mm-dd" if fault == "date" else "General")
    return f"{'ABCD'[column]}{row + 1}"


def _workbook(
    dice: random.Random, path: Path, name: str, rows: list[list[Drawn]], top: int
) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for number, row in enumerate(rows, 1):
        for column, drawn in enumerate(row, 1):
            value = float(drawn.value) if isinstance(drawn.value, Decimal) else drawn.value
            cell = sheet.cell(number, column, value)
            cell.number_format = drawn.format
    if dice.random() < 0.2:
        sheet.row_dimensions[top + 2].hidden = True
    if dice.random() < 0.2:
        sheet.cell(top + 2, 2).comment = Comment("Kontrollera", "A")
    if dice.random() < 0.2:
        sheet.cell(top + 60, 30, "en lös anteckning")
    if dice.random() < 0.2:
        other = book.create_sheet("Underlag")
        other["A1"], other["B2"], other["C9"] = "Arbetsblad", 17, "#REF!"
        other.sheet_state = dice.choice(("visible", "hidden"))
    book.save(path)
    return path


def _text(dice: random.Random, path: Path, rows: list[list[Drawn]]) -> Path:
    width = max(map(len, rows)) + dice.choice((0, 0, 2))
    delimiter = dice.choice((";", ";", "\t"))
    quote = dice.choice(("", '"'))
    lines = []
    for row in rows:
        cells = ["" if d.value is None else str(d.value) for d in row]
        cells += [""] * (width - len(cells))
        lines.append(delimiter.join(f"{quote}{cell}{quote}" for cell in cells))
    text = dice.choice(("\n", "\r\n")).join(lines) + "\n"
    encoding = dice.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252"))
    if encoding == "cp1252":
        text = text.replace("\u2212", "-").replace("\u202f", "\u00a0")
    path.write_bytes(text.encode(encoding))
    return path
