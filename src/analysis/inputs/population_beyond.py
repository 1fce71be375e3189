"""Population after a plan's last year (*befolkning bortom planen*): `population_beyond.csv`.

The same columns as `population_age_groups.csv`, for the years that only a longer horizon needs; the
number of residents is the sum of the groups. `regionkalkyl data population` writes the file.
"""

from pathlib import Path

from analysis.errors import InputError, Message, Problem, reason
from analysis.inputs.delimited import records_under
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
    for line, row in table.rows:
        name = row["namn"]
        next_year = first + len(found.get(name, {}))
        try:
            _, year, groups = population_row(row, path, line, (next_year,))
        except ValueError as error:
            text = Message("the row cannot be read")
            problems.append(Problem(text, str(path), line, expected=reason(error)))
            continue
        found.setdefault(name, {})[year] = groups
    if problems:
        raise InputError(problems=problems)
    return found
