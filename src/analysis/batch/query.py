"""Questions to a finished batch, in SQL over its Parquet files, with ready views.

Views: `results` (member, year, one column per line), `assumptions` (member, one column per axis),
`long` (member, year, line, value), `percentiles` (line, year, p05 … p95), `goals` (goal, year or
period, bounds, share of members that miss it, share of those above its band: room, no failure).
"""

import re
from collections.abc import Sequence

import duckdb

from analysis.batch.address import AGAIN, FIXED, Goal, content, goals_of, parts, reaching
from analysis.batch.store import is_local, located
from analysis.errors import InputError, Message
from analysis.untyped import SqlRow

LEVELS = (0.01, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99)
TABLES = ("results", "assumptions")
_QUOTED = re.compile(r'"([^"]+)"|with name (\S+)')
VIEWS = (*TABLES, "long", "percentiles", "goals")


def connect(store: str, goals: Sequence[Goal] | None = None) -> duckdb.DuckDBPyConnection:
    """A database with the views of one batch, that can read nothing else and write nothing.

    `goals` are those of the store if not given. InputError when there are no results in the store
    or they are damaged; RunFailed when it cannot be reached.
    """
    found = {table: parts(store, table) for table in TABLES}
    if not all(found.values()):
        raise InputError(Message("there are no results of a batch here"), file=store)
    base = duckdb.connect()
    try:
        parts_of = {table: _source(base, store, table, paths) for table, paths in found.items()}
        base.execute(f"CREATE VIEW results AS {_results(store, parts_of['results'])}")
        base.execute(f"CREATE VIEW assumptions AS SELECT * FROM {parts_of['assumptions']}")
    except (duckdb.Error, ValueError) as error:  # the one if read by the database, else the other
        first = str(error).splitlines()[0]
        raise InputError(
            Message("the results cannot be read: {first}", first=first), file=store, expected=AGAIN
        ) from None
    derived_views(base, (goals_of(store) or ()) if goals is None else goals)
    if is_local(store):
        readable = [path for paths in found.values() for path in paths]
        base.execute(f"SET allowed_paths = {listed(readable)}")
    base.execute("SET enable_external_access = false")
    base.execute("SET lock_configuration = true")
    return base


def derived_views(base: duckdb.DuckDBPyConnection, goals: Sequence[Goal]) -> None:
    """The views that are made of `results`: long, percentiles, and goals missed."""
    lines = [c for c in columns(base, "results") if c not in {"member", "year"}]
    names = ", ".join(map(identifier, lines))
    base.execute(
        f"CREATE VIEW long AS UNPIVOT (SELECT * FROM results) ON {names} INTO NAME line VALUE value"
    )
    base.execute(percentiles(lines))
    base.execute(failure_shares(goals, lines))


def _source(base: duckdb.DuckDBPyConnection, store: str, table: str, paths: Sequence[str]) -> str:
    """What the parts of a table are in SQL.

    Those of a folder are read by the database itself. Those elsewhere are read for it: a protocol
    that is registered with the database could be read and written in full by any question.
    """
    if is_local(store):
        return f"read_parquet({listed(paths)})"
    from pyarrow.dataset import dataset

    with reaching(store, "read", but=ValueError):
        system, _ = located(store)
        base.register(f"parts_of_{table}", dataset(list(paths), filesystem=system))
    return f"parts_of_{table}"


def _results(store: str, source: str) -> str:
    """SQL of all lines by member and year: those of the parts, and by year those that are fixed."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    fixed = content(store, FIXED)
    if fixed is None:
        raise InputError(Message("there are no results of a batch here"), file=store)
    years, *lines = pq.read_table(pa.BufferReader(fixed)).to_pydict().items()
    chosen = ["member", "year"]
    for name, values in lines:
        if all(value is None for value in values):  # members move it
            chosen.append(identifier(name))
            continue
        rows = zip(years[1], values, strict=True)
        cases = " ".join(f"WHEN {year} THEN '{value!r}'::FLOAT" for year, value in rows)
        chosen.append(f"CASE year {cases} END AS {identifier(name)}")
    return f"SELECT {', '.join(chosen)} FROM {source}"


def listed(texts: Sequence[str]) -> str:
    """Texts as a list of SQL."""
    return "[" + ", ".join(map(quoted, texts)) + "]"


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


def failure_shares(goals: Sequence[Goal], lines: Sequence[str]) -> str:
    """The view of the share of members that miss each goal, with the sampling error, and of the
    share that lies above a band."""
    each = [text for goal in goals if (text := _failures(goal, lines))]
    empty = (
        "SELECT '' AS goal, '' AS kind, '' AS years, 0.0 AS minimum, 0.0 AS maximum, "
        "0 AS failed, 0 AS over, 0 AS n WHERE false"
    )
    union = " UNION ALL ".join(each or [empty])
    share = "failed / n AS failure_share, sqrt(failed / n * (1 - failed / n) / n) AS standard_error"
    return (
        "CREATE VIEW goals AS SELECT goal, kind, years, minimum, maximum, n AS members, "
        f"{share}, over / n AS over_share FROM ({union})"
    )


def _failures(goal: Goal, lines: Sequence[str]) -> str:
    """SQL of one goal: per year by its line, or over a window by the sums of two lines."""
    name, low, high = quoted(goal["id"]), goal["minimum"], goal["maximum"]
    years = ", ".join(map(str, goal["years"]))
    if goal["period"] == "each":
        measure = goal["measure"]
        if measure is None or measure not in lines:
            return ""
        value, source = identifier(measure), f"results WHERE year IN ({years})"
        group, label = " GROUP BY year", "CAST(year AS VARCHAR)"
    else:
        above, below = goal["numerator"], goal["denominator"]
        if above is None or below is None or not {above, below} <= set(lines):
            return ""
        ratio = f"sum({identifier(above)}) / abs(sum({identifier(below)})) * {goal['scale']}"
        source = f"(SELECT {ratio} AS v FROM results WHERE year IN ({years}) GROUP BY member)"
        value, group, label = "v", "", quoted(f"{goal['years'][0]}-{goal['years'][-1]}")
    missed = _count(f"{value} > {high}" if low is None else f"{value} < {low}")
    over = "NULL" if low is None or high is None else _count(f"{value} > {high}")
    limits = ", ".join(
        f"{'NULL' if bound is None else float(bound)}::DOUBLE AS {side}"
        for side, bound in (("minimum", low), ("maximum", high))
    )
    return (
        f"SELECT {name} AS goal, {quoted(goal['kind'])} AS kind, {label} AS years, {limits}, "
        f"{missed} AS failed, {over} AS over, count(*)::DOUBLE AS n FROM {source}{group}"
    )


def _count(test: str) -> str:
    return f"count(*) FILTER (WHERE {test})::DOUBLE"


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


def ask(base: duckdb.DuckDBPyConnection, sql: str) -> tuple[list[str], list[SqlRow]]:
    """Column names and rows of a question. Raises InputError that says why there are none."""
    expected = Message("SQL over the views {names}", names=", ".join(VIEWS))
    try:
        steps = duckdb.extract_statements(sql)
        if [step.type for step in steps] != [duckdb.StatementType.SELECT]:
            raise InputError(
                Message("the question cannot be answered: it is not one SELECT"), expected=expected
            )
        answer = base.execute(steps[0])
        names = [column[0] for column in answer.description or []]
        return names, answer.fetchall()
    except duckdb.Error as error:
        raise InputError(
            Message("the question cannot be answered: {reason}", reason=_reason(error)),
            value=_token(error),
            expected=expected,
        ) from None


def _reason(error: duckdb.Error) -> Message:
    """Why a question has no answer, by the kind of fault: the database's words speak of its own."""
    kinds = {
        duckdb.ParserException: Message("it is not SQL that is understood"),
        duckdb.CatalogException: Message("it names what is not there"),
        duckdb.BinderException: Message("it names what is not there, or mixes what does not fit"),
        duckdb.ConversionException: Message("a value cannot be made into what is asked for"),
        duckdb.PermissionException: Message("it may read the views of the batch and nothing else"),
    }
    found = [words for kind, words in kinds.items() if isinstance(error, kind)]
    return found[0] if found else Message("it cannot be computed")


def _token(error: duckdb.Error) -> str | None:
    """The word of the question that the database points at."""
    found = _QUOTED.search(str(error).splitlines()[0])
    return (found[1] or found[2]) if found else None
