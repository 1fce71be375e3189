"""Answers on the terminal: sentences and tables, or the same numbers as CSV or JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.cli.common import Format, note, print_csv, print_json, print_table, print_warnings

if TYPE_CHECKING:
    from analysis.inputs.plan import Plan
    from analysis.inputs.scenario import Scenario
    from analysis.model.calibration import Calibration
    from analysis.study.sheet import Sheet


def calibrated(plan: str) -> "Calibration":
    """A plan, read and calibrated. Raises InputError."""
    from analysis.inputs.plan import load_plan
    from analysis.model.calibration import calibrate

    found = load_plan(plan)
    print_warnings(found)
    return calibrate(found)


def asked(
    plan: str, scenario: str, change: Sequence[str] | None, set_: Sequence[str] | None
) -> "tuple[Calibration, Scenario]":
    """A calibrated plan and the scenario of it that is asked about. Raises InputError."""
    from analysis.inputs.scenario import load_scenario

    calibration = calibrated(plan)
    return calibration, load_scenario(scenario, calibration.plan, change or (), set_ or ())


def by_year(texts: Sequence[str], example: str) -> dict[int, float]:
    """`2026=500` on the command line as amounts by year. Raises InputError with all faults."""
    from analysis.errors import InputError, Problem

    found: dict[int, float] = {}
    problems = []
    for text in texts:
        year, _, amount = text.partition("=")
        try:
            found[int(year)] = float(amount)
        except ValueError:
            expected = f"a year and mnkr, as {example}"
            problems.append(
                Problem("this is not an amount of a year", None, None, None, text, expected)
            )
    if problems:
        raise InputError(problems=problems)
    return found


def print_answer(
    sheets: "Sequence[Sheet]",
    plan: "Plan",
    format_: Format,
    language: str,
    says: Sequence[str] = (),
    assumes: Sequence[str] = (),
) -> None:
    """Print an answer. The table form begins with what is seen and ends with what is assumed.

    CSV is one sheet after the other, each under its own header, with the sheet's name in the
    first column; what is said and assumed goes to standard error, so that it never mixes with
    the numbers.
    """
    if format_ is Format.json:
        tables = {sheet.id: sheet.records() for sheet in sheets}
        print_json({"says": list(says), "assumes": list(assumes), **tables})
    elif format_.is_csv:
        for number, sheet in enumerate(sheets):
            header = ["sheet", *(column.id for column in sheet.columns)]
            units = ["", *(column.unit for column in sheet.columns)]
            body = [[sheet.id, *row] for row in sheet.rows]
            print_csv(header, body, format_, language, number == 0, units)
        for words in (*says, *assumes):
            note(words)
    else:
        _print_tables(sheets, plan, language, says, assumes)


def _print_tables(
    sheets: "Sequence[Sheet]",
    plan: "Plan",
    language: str,
    says: Sequence[str],
    assumes: Sequence[str],
) -> None:
    from analysis.catalogue import text
    from analysis.report.blocks.sheets import sheet_table

    for said in says:
        print(said)
    for sheet in sheets:
        table = sheet_table(sheet, plan, language)
        print(f"\n{table.caption}")
        words = next((i for i, number in enumerate(table.numeric, 1) if number), len(table.head))
        print_table(table.head, [[row.name, *row.cells] for row in table.rows], words)
    if assumes:
        print(f"\n{text('study.assumes', language)}")
        for said in assumes:
            print(f"  - {said}")
