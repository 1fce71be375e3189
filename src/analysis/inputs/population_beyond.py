"""Population after a plan's last year (*befolkning bortom planen*): `population_beyond.csv`.

The same columns as `population_age_groups.csv`, for the years that only a longer horizon needs; the
number of residents is the sum of the groups. `regionkalkyl data population` writes the file.
"""

from pathlib import Path

from analysis.errors import InputError, Problem
from analysis.inputs.delimited import records_under, rows_read
from analysis.inputs.population_ages import COLUMNS, Groups, population_row

FILE = "population_beyond.csv"


def read_population_beyond(folder: Path, first: int) -> dict[str, dict[int, Groups]]:
    """Persons by age group of each path, from `first` on, one year after another; none when there
    is no file. Raises InputError with every fault."""
    path = folder / FILE
    if not path.is_file():
        return {}
    table = records_under(path, COLUMNS)
    found: dict[str, dict[int, Groups]] = {}
    problems: list[Problem] = []

    def read(row: dict[str, str], line: int) -> tuple[str, int, Groups]:
        following = first + len(found.get(row["namn"], {}))
        return population_row(row, path, line, (following,))

    for _, (name, year, groups) in rows_read(table, path, read, problems):
        found.setdefault(name, {})[year] = groups
    if problems:
        raise InputError(problems=problems)
    return found
