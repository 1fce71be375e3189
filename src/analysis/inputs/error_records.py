"""Forecasts with their outcomes (*prognoser med utfall*): how wrong assumptions have been.

Shipped are the growth factors that the government decides twice for an income year: before it, and
a year later. A user's own stand in `forecast_records.csv` beside the plan.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.errors import InputError, Message, Problem, nearest, verbatim
from analysis.inputs.delimited import Records, records, records_under, rows_read
from analysis.inputs.numbers import parse_swedish
from analysis.inputs.parameters import key_named, scenario_keys
from analysis.inputs.places import statutory_folder

FILE = "forecast_records.csv"
HEADINGS = (
    ("antagande", "gjord", "ar", "prognos", "utfall"),
    ("assumption", "made", "year", "forecast", "outcome"),
)
FACTORS = ("utbetalningsar", "inkomstar", "faktor", "sfs")
Errors = Mapping[int, np.ndarray]
"""Errors (N,), forecast less outcome, by horizon."""


@dataclass(frozen=True)
class Record:
    """A forecast of an assumption and its outcome, in the unit of the key. `made` is the last year
    with a known outcome when the forecast was made."""

    key: str
    made: int
    year: int
    forecast: float
    outcome: float

    @property
    def horizon(self) -> int:
        return self.year - self.made

    @property
    def error(self) -> float:
        return self.forecast - self.outcome


def growth_factor_records() -> tuple[Record, ...]:
    """The first factor of an income year against the one decided a year later, per cent."""
    path = statutory_folder() / "growth_factors.csv"
    found: dict[tuple[int, int], float] = {}
    for _, row in records_under(path, FACTORS).rows:
        paid, income = int(row["utbetalningsar"]), int(row["inkomstar"])
        found[paid, income] = 100 * (float(parse_swedish(row["faktor"])) - 1)
    return tuple(
        Record("national_tax_base_growth", income - 1, income, first, found[income + 1, income])
        for (paid, income), first in found.items()
        if paid == income and (income + 1, income) in found
    )


def own_records(folder: Path) -> tuple[Record, ...]:
    """The records beside a plan; none where there is no file. Raises InputError."""
    path = folder / FILE
    if not path.is_file():
        return ()
    table, problems = records(path), list[Problem]()
    if table.header not in HEADINGS:
        expected = verbatim(";".join(HEADINGS[0]))
        text = Message("the heading is not the expected one")
        raise InputError(text, file=path, line=1, expected=expected)
    found = [r for _, r in rows_read(table, path, lambda row, _: _record(table, row), problems)]
    for line, row in table.rows:
        key = key_named(row[table.header[0]])
        if key not in scenario_keys():
            text, known = Message("there is no such assumption"), scenario_keys()
            near = nearest(key, [*known, *(spec.sv for spec in known.values())])
            problems.append(Problem(text, str(path), line, value=key, nearest=near))
    if problems:
        raise InputError(problems=problems)
    return tuple(found)


def _record(table: Records, row: dict[str, str]) -> Record:
    key, made, year, forecast, outcome = (row[name] for name in table.header)
    record = Record(
        key_named(key), int(made), int(year), float(parse_swedish(forecast)),
        float(parse_swedish(outcome)),
    )  # fmt: skip
    if record.horizon < 1:
        raise ValueError(Message("a year after the one in which the forecast was made"))
    return record


def errors_of(found: Iterable[Record], key: str, least: int) -> Errors:
    """The errors of a key by horizon, where there are at least so many of them."""
    by: dict[int, list[float]] = {}
    for record in found:
        if record.key == key:
            by.setdefault(record.horizon, []).append(record.error)
    return {h: np.array(errors) for h, errors in sorted(by.items()) if len(errors) >= least}


def size_of(errors: np.ndarray) -> float:
    """The root mean square of errors (N,), with the two figures that such a number bears."""
    return float(f"{np.sqrt((errors**2).mean()):.2g}")
