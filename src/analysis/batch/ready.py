"""A batch that is ready to be run: nothing begins before its whole grid file is right."""

from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa

from analysis.batch.design import members, overrides
from analysis.batch.grid import Grid
from analysis.batch.parquet import assumptions_schema, results_schema
from analysis.batch.render_rules import render_problems
from analysis.batch.work import CHUNK, Work, evaluate_possible, prepare
from analysis.catalogue.lines import line_named
from analysis.errors import InputError, Message, Problem
from analysis.inputs.documents import Document, read_yaml
from analysis.model.stocks import TAKES, check_inputs, takes


def ready(path: str) -> Work:
    """The work of a grid file, its lines and its rules of rendering judged.

    Raises InputError with every fault, each with file and line.
    """
    work = prepare(path)
    grid, document = work.grid, read_yaml(work.grid.path)
    problems = list(_absent_lines(grid, document))
    if grid.render.model_fields_set:
        lines = set(work.lines)
        schemas = _all_lines(work), assumptions_schema(grid)
        problems += render_problems(grid, document, lines, schemas)
    if problems:
        raise InputError(problems=problems)
    _refuse_overdrawn(work)
    return work


def _refuse_overdrawn(work: Work) -> None:
    """Raise InputError where a member takes more from a stock than it holds: before the first of
    them is kept, and only in grids that take from any."""
    years, given = work.grid.plan.years, {**work.calibration.inputs, **work.moved}
    if not takes(given) and not any(axis.key in TAKES for axis in work.grid.axes):
        return
    for start in range(0, work.grid.size, CHUNK):
        values = members(work.grid, start, min(start + CHUNK, work.grid.size))
        moved = {**work.moved, **overrides(work.grid, work.inputs, values)}
        check_inputs({**work.calibration.inputs, **moved}, years)


def _absent_lines(grid: Grid, document: Document) -> Iterator[Problem]:
    """Lines that are asked for by name and that this plan cannot give."""
    available = evaluate_possible(grid.calibration)
    for number, line in enumerate(grid.file.lines):
        if line_named(line) not in available:
            message = Message("the plan {name} does not hold this line", name=grid.plan.name)
            place = str(document.path), document.line(("lines", number)), "lines"
            yield Problem(
                message, *place, line, Message("a line that `regionkalkyl project` shows")
            )


def _all_lines(work: Work) -> pa.Schema:
    """The columns of the results as a query sees them: also the lines that no axis moves."""
    return results_schema(replace(work, varying=work.lines))
