"""Questions to a finished batch, in SQL over its Parquet files, with ready views.

Views: `results` (member, year, one column per line), `assumptions` (member, one column per axis),
`long` (member, year, line, value), `percentiles` (line, year, p05 … p95), `goals` (goal, year or
period, threshold, share of members that miss it).
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from analysis.batch.store import FIXED
from analysis.errors import InputError

LEVELS = (0.01, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99)
VIEWS = ("results", "assumptions", "long", "percentiles", "goals")


def connect(store: str, goals: Sequence[dict[str, Any]] = ()) -> duckdb.DuckDBPyConnection:
    """A database with the views of one batch, that can read nothing else."""
    folder = store.removeprefix("file://").rstrip("/")
    base = duckdb.connect()
    if "://" in folder:
        import fsspec

        base.register_filesystem(fsspec.filesystem(folder.split("://")[0]))
    assumptions = f"SELECT * FROM {_parquet(folder, 'assumptions/part-*.parquet')}"
    try:
        base.execute(f"CREATE VIEW results AS {_results(base, folder)}")
        base.execute(f"CREATE VIEW assumptions AS {assumptions}")
    except duckdb.IOException:
        raise InputError("there are no results of a batch here", file=folder) from None
    lines = [c for c in columns(base, "results") if c not in {"member", "year"}]
    names = ", ".join(map(identifier, lines))
    base.execute(
        f"CREATE VIEW long AS UNPIVOT (SELECT * FROM results) ON {names} INTO NAME line VALUE value"
    )
    base.execute(percentiles(lines))
    base.execute(failure_shares(goals, lines))
    if "://" not in folder:
        base.execute(f"SET allowed_directories = [{quoted(folder)}]")
        base.execute("SET enable_external_access = false")
    base.execute("SET lock_configuration = true")
    return base


def _parquet(folder: str, name: str) -> str:
    """What reads the files of a batch."""
    return f"read_parquet({quoted(f'{folder}/{name}')})"


def _results(base: duckdb.DuckDBPyConnection, folder: str) -> str:
    """SQL of all lines by member and year: those of the parts, and by year those that are fixed."""
    fixed = base.execute(f"SELECT * FROM {_parquet(folder, FIXED)}")
    names = [column[0] for column in fixed.description or []][1:]
    rows = fixed.fetchall()
    chosen = ["member", "year"]
    for number, name in enumerate(names, 1):
        if all(row[number] is None for row in rows):  # members move it
            chosen.append(identifier(name))
            continue
        cases = " ".join(f"WHEN {row[0]} THEN '{row[number]!r}'::FLOAT" for row in rows)
        chosen.append(f"CASE year {cases} END AS {identifier(name)}")
    return f"SELECT {', '.join(chosen)} FROM {_parquet(folder, 'results/part-*.parquet')}"


def quoted(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'


def columns(base: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """Names of the columns of a view."""
    return [row[0] for row in base.execute(f"DESCRIBE {identifier(table)}").fetchall()]


def percentiles(lines: Sequence[str]) -> str:
    """The view of percentiles per line and year, each line read on its own."""
    levels = ", ".join(f"q[{n}] AS p{round(level * 100):02d}" for n, level in enumerate(LEVELS, 1))
    wanted = "[" + ", ".join(map(str, LEVELS)) + "]"
    each = [
        f"SELECT {quoted(line)} AS line, year, avg({identifier(line)}) AS mean, "
        f"quantile_cont({identifier(line)}, {wanted}) AS q FROM results GROUP BY year"
        for line in lines
    ]
    union = " UNION ALL ".join(each)
    return f"CREATE VIEW percentiles AS SELECT line, year, mean, {levels} FROM ({union})"


def failure_shares(goals: Sequence[dict[str, Any]], lines: Sequence[str]) -> str:
    """The view of the share of members that miss each goal, with the sampling error."""
    each = [text for goal in goals if (text := _failures(goal, lines))]
    empty = "SELECT '' AS goal, '' AS years, 0 AS threshold, 0 AS failed, 0 AS n WHERE false"
    union = " UNION ALL ".join(each or [empty])
    share = "failed / n AS failure_share, sqrt(failed / n * (1 - failed / n) / n) AS standard_error"
    return (
        f"CREATE VIEW goals AS SELECT goal, years, threshold, n AS members, {share} FROM ({union})"
    )


def _failures(goal: dict[str, Any], lines: Sequence[str]) -> str:
    """SQL of one goal: per year by its line, or over a window by the sums of two lines."""
    name, bounds = quoted(goal["id"]), (goal["minimum"], goal["maximum"])
    threshold = next(b for b in bounds if b is not None)
    years = ", ".join(map(str, goal["years"]))
    if goal["period"] == "each":
        if goal["measure"] not in lines:
            return ""
        value, source = identifier(goal["measure"]), f"results WHERE year IN ({years})"
        group, label = " GROUP BY year", "CAST(year AS VARCHAR)"
    else:
        above, below = goal["numerator"], goal["denominator"]
        if above not in lines or below not in lines:
            return ""
        ratio = f"sum({identifier(above)}) / abs(sum({identifier(below)})) * {goal['scale']}"
        source = f"(SELECT {ratio} AS v FROM results WHERE year IN ({years}) GROUP BY member)"
        value, group, label = "v", "", quoted(f"{goal['years'][0]}-{goal['years'][-1]}")
    tests = [
        f"{value} {sign} {bound}"
        for sign, bound in zip("<>", bounds, strict=True)
        if bound is not None
    ]
    missed = f"count(*) FILTER (WHERE {' OR '.join(tests)})::DOUBLE"
    return (
        f"SELECT {name} AS goal, {label} AS years, {threshold} AS threshold, "
        f"{missed} AS failed, count(*)::DOUBLE AS n FROM {source}{group}"
    )


def extremes(
    base: duckdb.DuckDBPyConnection, line: str, year: int, count: int, worst: bool = True
) -> list[int]:
    """The members with the lowest (`worst`) or highest value of a line in a year."""
    order = "ASC" if worst else "DESC"
    sql = (
        f"SELECT member FROM results WHERE year = ? ORDER BY {identifier(line)} {order}, member "
        "LIMIT ?"
    )
    return [row[0] for row in base.execute(sql, [year, count]).fetchall()]


def ask(base: duckdb.DuckDBPyConnection, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Column names and rows of a question. Raises InputError with the database's words."""
    try:
        answer = base.execute(sql)
        names = [column[0] for column in answer.description or []]
        return names, answer.fetchall()
    except duckdb.Error as error:
        expected = "SQL over the views " + ", ".join(VIEWS)
        first = str(error).splitlines()[0]
        raise InputError(f"the question cannot be answered: {first}", expected=expected) from None


def save_goals(folder: Path, goals: Sequence[dict[str, Any]]) -> bytes:
    """The goals of a batch as they are stored beside its results."""
    return json.dumps(list(goals), ensure_ascii=False, indent=1).encode()
