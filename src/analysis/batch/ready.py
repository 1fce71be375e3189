"""A batch that is ready to be run: nothing begins before its whole grid file is right."""

from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa

from analysis.batch.grid import Grid
from analysis.batch.numbers import Work, evaluate_possible, prepare
from analysis.batch.parquet import assumptions_schema, results_schema
from analysis.batch.render_rules import render_problems
from analysis.errors import InputError, Message, Problem
from analysis.inputs.documents import Document, read_yaml


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
    return work


def _absent_lines(grid: Grid, document: Document) -> Iterator[Problem]:
    """Lines that are asked for by name and that this plan cannot give."""
    available = evaluate_possible(grid.calibration)
    for number, line in enumerate(grid.file.lines):
        if line not in available:
            message = Message("the plan {name} does not hold this line", name=grid.plan.name)
            place = str(document.path), document.line(("lines", number)), "lines"
            yield Problem(
                message, *place, line, Message("a line that `regionkalkyl project` shows")
            )


def _all_lines(work: Work) -> pa.Schema:
    """The columns of the results as a query sees them: also the lines that no axis moves."""
    return results_schema(replace(work, varying=work.lines))
