"""Which members of a batch get reports, and each of them as a scenario file."""

import itertools
import json
from typing import TYPE_CHECKING

import numpy as np

from analysis.batch.axes import Axis
from analysis.batch.design import members
from analysis.batch.grid import Grid
from analysis.batch.render_rules import MAX_RENDERED
from analysis.errors import InputError, Message

if TYPE_CHECKING:
    import duckdb

SEARCH = 65_536
"""Members among which the nearest to a corner is looked for in a sampled batch."""


def chosen(grid: Grid, base: "duckdb.DuckDBPyConnection | None" = None) -> list[int]:
    """Numbers of the members to render, in the order of the grid file's rules.

    `base` answers what needs results. Raises InputError for a rule that finds no member.
    """
    found = [*(grid.render.members or ())]
    if grid.render.corners:
        found += corners(grid, grid.render.corners)
    if base is not None:
        found += _by_results(grid, base)
    outside = [m for m in found if not 0 <= m < grid.size]
    if outside:
        text, within = (
            Message("there is no such member"),
            Message("0 to {size}", size=grid.size - 1),
        )
        raise _refused(grid, text, outside[0], within)
    wanted = list(dict.fromkeys(found))
    if len(wanted) > MAX_RENDERED:
        expected = Message(
            "at most {max_rendered}; a query may end in LIMIT", max_rendered=MAX_RENDERED
        )
        raise _refused(grid, Message("too many reports"), len(wanted), expected)
    return wanted


def _by_results(grid: Grid, base: "duckdb.DuckDBPyConnection") -> list[int]:
    """The members that the rules find by what came out: the worst, the best and a query."""
    from analysis.batch.query import ask, extremes

    rules, found = grid.render, list[int]()
    for rule, worst in ((rules.worst, True), (rules.best, False)):
        if rule is not None:
            found += extremes(base, rule.line, rule.year, rule.count, worst)
    if rules.query:
        names, rows = ask(base, rules.query)
        if "member" not in names:
            raise InputError(
                Message("the query to render must give a column 'member'"), file=grid.path,
                column="render.query", value=", ".join(names),
            )  # fmt: skip
        found += [int(row[names.index("member")]) for row in rows]
    return found


def _refused(grid: Grid, text: Message, value: int, expected: Message) -> InputError:
    return InputError(text, file=grid.path, column="render", value=value, expected=expected)


def corners(grid: Grid, count: int) -> list[int]:
    """The first `count` corners: members that lie nearest to all axes being low or high."""
    values = members(grid, 0, min(grid.size, SEARCH))
    scaled = []
    for axis in grid.axes:
        given = values[axis.name]
        one = given.mean(axis=1) if given.ndim == 2 else given
        width = float(np.ptp(one)) or 1.0
        scaled.append((one - one.min()) / width)
    points = np.column_stack(scaled)
    found: list[int] = []
    for corner in itertools.product((0.0, 1.0), repeat=len(grid.axes)):
        nearest = int(((points - corner) ** 2).sum(axis=1).argmin())
        if nearest not in found:
            found.append(nearest)
        if len(found) == count:
            break
    return found


def member_name(member: int) -> str:
    """The name of a member's folder and scenario."""
    return f"member-{member:07d}"


def scenario_text(grid: Grid, member: int) -> str:
    """A member as a scenario file: what it builds on, and what it changes or sets.

    JSON is YAML; texts of the user cannot break out of it.
    """
    values = members(grid, member, member + 1)
    body: dict[str, object] = {"question": f"{grid.question} ({member_name(member)})"}
    if not grid.scenario.is_base:
        body["extends"] = [grid.scenario.name]
    for name in ("links", "scope"):
        said = grid.scenario.links if name == "links" else grid.scenario.stated_scope
        body |= {name: said} if said else {}
    for axis in grid.axes:
        section = body.setdefault(axis.kind, {})
        assert isinstance(section, dict)
        section.setdefault(axis.key, {}).update(_by_year(axis, values[axis.name][0]))
    # The grid has been judged as a whole; a small value of an axis is no slip of unit by itself.
    body["confirm"] = sorted({axis.key for axis in grid.axes})
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _by_year(axis: Axis, value: np.ndarray | float) -> dict[str, float]:
    by_year = axis.by_year(np.atleast_1d(value)[None, :] if axis.per_year else np.array([value]))
    each = np.broadcast_to(by_year[0], (len(axis.years),))
    return {str(year): float(v) for year, v in zip(axis.years, each, strict=True)}
