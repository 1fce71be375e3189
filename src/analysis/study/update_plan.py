"""A new forecast as a scenario of a plan (*uppdatera planen*), and what it changes."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from analysis.errors import InputError, Problem
from analysis.inputs.forecast_table import ForecastTable
from analysis.model.projection import Projection
from analysis.study.sheet import Cell, Column, Sheet, sheet, year_columns


def scenario_text(found: ForecastTable, source: Path, name: str) -> tuple[str, dict[int, str]]:
    """The scenario file of a forecast, and the key of each line that sets one."""
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    head = [
        f"# {_one_line(source.name)}, SHA-256 {digest}",
        f"question: Vad ändrar den nya prognosen ({name})?",
        f"question_en: What does the new forecast change ({name})?",
        f"title: Ny prognos {name}",
        f"title_en: New forecast {name}",
        "extends: [base]",
        "set:",
    ]
    lines = {len(head) + n: key for n, key in enumerate(found.set_, 1)}
    body = [f"  {key}: {{{_years(values)}}}" for key, values in found.set_.items()]
    return "\n".join([*head, *body]) + "\n", lines


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def _years(values: Mapping[int, object]) -> str:
    return ", ".join(f"{year}: {float(str(value))!r}" for year, value in sorted(values.items()))


def own_places(error: InputError, found: ForecastTable, lines: dict[int, str]) -> InputError:
    """Faults of the scenario, at the row of the user's table that caused them."""
    told: list[Problem] = []
    for problem in error.problems:
        key = lines.get(problem.line or 0)
        if key is None:
            told.append(problem)
            continue
        name, row, column = found.spots[key]
        own = found.account.sheets[name].problem(row, column, problem.message, problem.value)
        told.append(replace(own, expected=problem.expected, nearest=problem.nearest))
    return InputError(problems=told)


def compared(found: ForecastTable, new: Projection) -> Sheet:
    """Results that the forecast prints beside the model's own: LPIK from its components."""
    rows: list[list[Cell]] = []
    for line, values in found.compare.items():
        own = new.lines.get(line)
        printed: list[Cell] = [float(values[y]) if y in values else None for y in new.years]
        rows.append([line, "forecast_printed", "pct", *printed])
        if own is not None:
            rows.append([line, "forecast_computed", "pct", *map(float, own)])
    columns = [Column("line", "line"), Column("row", "word"), Column("unit", "text")]
    columns += [replace(c, decimals=1) for c in year_columns(new.years)]
    return sheet("forecast_results", columns, rows)
