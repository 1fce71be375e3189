"""Age profiles (*åldersprofiler*) of taxable income and of care, and the costs they govern."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.errors import InputError, Message, Problem
from analysis.inputs.delimited import records_under, rows_read
from analysis.inputs.demography_method import demography_folder
from analysis.inputs.numbers import parse_swedish

AGES = 101
HEADER = ("fran", "till", "taxable_income", "care_cost")


@dataclass(frozen=True)
class Profiles:
    """Per person by single year of age, (101,); only the relation between ages matters.

    income: taxable income; care: cost of care. How much of the plan's costs follow residents, and
    how soon, are parameters of the plan.
    """

    income: NDArray[np.float64]
    care: NDArray[np.float64]


def read_profiles(folder: Path | None = None) -> Profiles:
    """Read age_profiles.csv. Raises InputError for gaps, overlaps and bad cells.

    Every age from 0 to 100 must be covered once.
    """
    where = folder or demography_folder()
    path = where / "age_profiles.csv"
    values, problems = np.full((2, AGES), np.nan), list[Problem]()
    for line, (low, high, found) in rows_read(records_under(path, HEADER), path, _read, problems):
        if not np.isnan(values[0, low : high + 1]).all():
            problems.append(Problem(Message("the ages overlap an earlier row"), str(path), line))
        values[:, low : high + 1] = np.array(found)[:, None]
    for age in np.flatnonzero(np.isnan(values[0])):
        problems.append(Problem(Message("age {age} is missing", age=age), str(path)))
    if problems:
        raise InputError(problems=problems)
    return Profiles(values[0], values[1])


def _read(row: Mapping[str, str], _: int) -> tuple[int, int, list[float]]:
    """First and last age of a row and its two values. Raises ValueError."""
    low, high = int(row["fran"]), int(row["till"])
    found = [float(parse_swedish(row[c])) for c in ("taxable_income", "care_cost")]
    if not 0 <= low <= high < AGES or min(found) < 0:
        raise ValueError(Message("ages from 0 to 100 and values of 0 or more"))
    return low, high, found
