"""Population scenarios that were calculated for a plan (*beräknade befolkningsbanor*).

They lie beside the plan's published figures in `population_scenarios.csv`, so that the two are
never mixed up: `namn;ar;varde;status;anteckning`, one row a year. `regionkalkyl data population`
writes the file; a scenario names a path under `set: {population: <name>}`.
"""

from pathlib import Path

from analysis.errors import InputError, Message, Problem
from analysis.inputs.delimited import records_under, rows_read
from analysis.inputs.figures import figure_in
from analysis.inputs.places import SLUG

FILE = "population_scenarios.csv"
COLUMNS = ("namn", "ar", "varde", "status", "anteckning")
STATUSES = ("estimated", "assumed")

Entry = tuple[float, str, str, int]
"""Persons, status, note, and the line of the file."""


def read_population_paths(
    folder: Path, years: tuple[int, ...], taken: frozenset[str] = frozenset()
) -> dict[str, dict[int, Entry]]:
    """The calculated paths of a plan folder by name and year; none when there is no file.

    Every path must hold every year of `years`, once, and no name that is `taken`. Raises
    InputError with every fault.
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    table = records_under(path, COLUMNS)
    found: dict[str, dict[int, Entry]] = {}
    problems: list[Problem] = []
    for line, (name, year, entry) in rows_read(table, path, _entry, problems):
        if name in taken or year in found.get(name, {}):
            problems.append(
                Problem(Message("the path or year is given already"), str(path), line, value=name)
            )
            continue
        found.setdefault(name, {})[year] = entry
    for name, path_years in found.items():
        missing = [str(year) for year in years if year not in path_years]
        if missing:
            problems.append(
                Problem(
                    Message("{name} lacks years: {names}", name=name, names=", ".join(missing)),
                    str(path),
                )
            )
    if problems:
        raise InputError(problems=problems)
    return found


def _entry(row: dict[str, str], line: int) -> tuple[str, int, Entry]:
    name = row["namn"]
    if not SLUG.fullmatch(name):
        raise ValueError(Message("a name of small letters, digits and hyphens"))
    if not row["ar"].isdecimal():
        raise ValueError(Message("a year"))
    persons = float(figure_in(row["varde"], "persons").value)
    if not persons > 0:
        raise ValueError(Message("more than 0 persons"))
    if row["status"] not in STATUSES:
        raise ValueError(Message("status {names}", names=" or ".join(STATUSES)))
    return name, int(row["ar"]), (persons, row["status"], row["anteckning"], line)


def population_paths_text(paths: dict[str, dict[int, float]], notes: dict[str, str]) -> str:
    """The file for these paths: persons by name and year, all *estimated*, with their notes."""
    rows = [";".join(COLUMNS)]
    for name, values in paths.items():
        for year, persons in values.items():
            number = f"{persons:.1f}".replace(".", ",")
            rows.append(f"{name};{year};{number};estimated;{notes.get(name, '')}")
    return "\n".join(rows) + "\n"
