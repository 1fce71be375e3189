"""Options and output that the commands share."""

import json
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.speech import spoken
from analysis.errors import Message, in_language

if TYPE_CHECKING:
    from tqdm import tqdm

    from analysis.errors import Problem
    from analysis.inputs.plan import Plan
    from analysis.model.projection import Projection

DEFAULT_PLAN = "norrbotten-2025"


class Format(StrEnum):
    """How a command prints its answer.

    csv is for a spreadsheet: in Swedish with semicolons, decimal comma, a byte order mark and
    figures rounded by their unit. csv-plain is for programs, whatever the language.
    """

    table = "table"
    csv = "csv"
    csv_plain = "csv-plain"
    json = "json"

    @property
    def is_csv(self) -> bool:
        return self in (Format.csv, Format.csv_plain)


class Language(StrEnum):
    """Language of labels and reports."""

    sv = "sv"
    en = "en"


PlanOption = Annotated[
    str, typer.Option("--plan", "-p", help="Name of a plan in data/raw, or the path of its folder.")
]
ScenarioOption = Annotated[
    str, typer.Option("--scenario", "-s", help="Name of a scenario of the plan, or a path.")
]
ChangeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--change",
        help="Add to an assumption: key:year=value, as wage_growth:2026-2030=1.0. Repeatable.",
    ),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set", help="Replace an assumption: key:year=value, as tax_rate:2027=11.84. Repeatable."
    ),
]
HorizonOption = Annotated[
    int | None,
    typer.Option("--horizon", help="Carry the plan to this year by stated rules, as 2040."),
]
FormatOption = Annotated[
    Format, typer.Option("--format", "-f", help="table, csv (for Excel), csv-plain or json.")
]
LanguageOption = Annotated[Language, typer.Option("--language", "-l", help="sv or en.")]


def projected(
    plan: str,
    scenario: str,
    change: Sequence[str] | None = None,
    set_: Sequence[str] | None = None,
    horizon: int | None = None,
) -> "Projection":
    """A scenario of a plan, projected, to a later year where `horizon` says so. Raises
    InputError."""
    from analysis.study.opened import open_plan, open_scenario

    calibration = open_plan(plan, horizon)
    print_warnings(calibration.plan)
    return open_scenario(calibration, scenario, change or (), set_ or ())


def plain(value: object) -> object:
    """Data that JSON can hold: arrays as lists, NaN and infinity as null."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def print_json(data: object) -> None:
    """Print data as JSON, keys and Swedish letters readable."""
    print(json.dumps(plain(data), ensure_ascii=False, indent=2, allow_nan=False))


def print_csv(
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    format_: Format = Format.csv,
    language: str = "sv",
    first: bool = True,
    units: Sequence[str] = (),
) -> None:
    """Print rows as CSV, a leading = + - @ of a text made harmless.

    In Swedish as Excel reads it there: semicolons, decimal comma, a byte order mark before the
    first row, figures rounded by the unit of their row or of their column (`units`). In English,
    and plain for programs: commas, decimal point, every decimal.
    """
    import csv

    swedish = format_ is Format.csv and language == "sv"
    if swedish and first:
        sys.stdout.write("\ufeff")
    writer = csv.writer(sys.stdout, delimiter=";" if swedish else ",", lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        cells = _rounded(header, row, units) if swedish else row
        writer.writerow([_harmless(cell) for cell in cells])


def _rounded(header: Sequence[str], row: Sequence[object], units: Sequence[str]) -> list[object]:
    """Figures as a Swedish spreadsheet reads them, with the decimals that their unit is shown."""
    named = dict(zip(header, row, strict=False))
    line, unit = str(named.get("id", named.get("line", ""))), str(named.get("unit", ""))
    own = (*units, *[""] * (len(row) - len(units)))
    return [_swedish(cell, line, u or unit) for cell, u in zip(row, own, strict=True)]


def _swedish(cell: object, line: str, unit: str) -> object:
    from analysis.catalogue.number_format import DECIMALS, decimals

    if not isinstance(cell, float) or not math.isfinite(cell):
        return cell
    known = unit in DECIMALS
    text = f"{cell:.{decimals(line, unit)}f}" if known else f"{cell:.6f}".rstrip("0").rstrip(".")
    return _Figure(("0" if set(text) <= set("-0.") else text).replace(".", ","))


class _Figure(str):
    """A figure that is written already: its minus is no formula."""


def _harmless(cell: object) -> object:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if isinstance(cell, float):
        return "" if not math.isfinite(cell) else repr(cell)
    if isinstance(cell, _Figure):
        return str(cell)
    if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell[:1]:
        return f"'{cell}"
    return cell


def progress(what: str, unit: str, total: int) -> "tqdm":
    """A bar on standard error that counts what takes time, in the language of the command."""
    from tqdm.auto import tqdm

    from analysis.catalogue import text

    return tqdm(total=total, unit=f" {text(unit, spoken())}", desc=text(what, spoken()))


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]], texts: int = 1) -> None:
    """Print rows under a header: the first `texts` columns to the left, numbers to the right."""
    body = [list(map(str, row)) for row in rows]
    widths = [max(len(r[i]) for r in [list(header), *body]) for i in range(len(header))]
    for number, row in enumerate([list(header), *body]):
        sized = zip(row, widths, strict=True)
        cells = [c.ljust(w) if i < texts else c.rjust(w) for i, (c, w) in enumerate(sized)]
        print("  ".join(cells).rstrip())
        if number == 0:
            print("  ".join("-" * width for width in widths))


def print_columns(names: Sequence[str], rows: Iterable[Sequence[object]], texts: int = 1) -> None:
    """Print a table whose columns are known by name, for people: headings, words of a status
    (`head.<name>`, `cell.<name>.<word>` of the catalogue) and figures in their language."""
    body = [[_read(name, cell) for name, cell in zip(names, row, strict=True)] for row in rows]
    print_table([_said(f"head.{name}", name) for name in names], body, texts)


def _read(column: str, cell: object) -> str:
    from decimal import Decimal

    from analysis.catalogue import exact

    if cell is None:
        return ""
    if isinstance(cell, Decimal | float):
        return exact(cell, spoken())
    return _said(f"cell.{column}.{cell}", str(cell))


def _said(key: str, otherwise: str) -> str:
    from analysis.catalogue import has_text, text

    return text(key, spoken()) if has_text(key) else otherwise


def tell(message: Message) -> None:
    """Print what a command has done, in the language of the command line."""
    print(message.said(spoken()))


def note(text: str) -> None:
    """A remark for the person at the terminal, never part of the numbers; a Message in the
    language of the command line."""
    print(in_language(text, spoken()), file=sys.stderr)


def print_warnings(plan: "Plan") -> None:
    """What is doubtful in the tables of a plan, one remark each."""
    print_remarks(plan.warnings)


def print_remarks(problems: "Iterable[Problem]") -> None:
    """Remarks on what is no fault, one line each."""
    for problem in problems:
        note(Message("warning: {problem}", problem=problem.said(spoken())))
