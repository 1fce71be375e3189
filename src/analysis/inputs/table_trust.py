"""Can the tables of a plan be trusted? What every command asks when it loads a plan.

A cell that differs from what was accepted is an error. So is a sum that does not follow from its
rows, in a table that the calculation reads, unless the plan acknowledges it; in other tables it is
a warning, as is a sum that rounding explains too seldom, and a table that nobody has accepted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from analysis.errors import InputError, Message, Problem, nearest
from analysis.inputs.accepted import (
    FILE,
    AcceptedFile,
    AcceptedTable,
    changed,
    files_beside,
    read_accepted,
)
from analysis.inputs.audit import Audit, Finding, audited
from analysis.inputs.checks import Checks, read_checks
from analysis.inputs.plan_record import Plan
from analysis.inputs.plausible import unlikely
from analysis.inputs.shape import place_of
from analysis.inputs.tables import Table


@dataclass(frozen=True)
class Trust:
    """What is wrong with the tables of a plan, and what is doubtful."""

    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def trust(plan: Plan, beside: bool = True) -> Trust:
    """The faults and doubts of every table of a plan; cheap enough to be asked each time.

    beside: False leaves out the files beside the tables, for those who are about to write them.
    """
    try:
        checks, known = read_checks(plan), read_accepted(plan.folder)
        files = files_beside(plan.folder) if beside else {}
    except InputError as error:
        return Trust(tuple(error.problems))
    accepted = known.tables
    errors = list(_not_as_accepted(plan, checks, accepted))
    errors += _files_not_as_accepted(plan, files, known) if beside else []
    if errors:
        return Trust(tuple(errors))
    found = audited(plan, checks)
    read = tables_read(plan)
    errors = [said(f) for f in found.breaks if f.table in read]
    warnings = [said(f) for f in found.breaks if f.table not in read]
    warnings += [said(f) for f in found.doubts]
    warnings += [*found.unused, *_not_accepted(plan, checks, accepted, found)]
    warnings += [_new_file(table) for name, table in files.items() if name not in known.files]
    return Trust(tuple(errors), tuple(warnings))


def tables_read(plan: Plan) -> set[str]:
    """The tables that the calculation reads: of its parameters, populations and printed lines."""
    found = {value.table for by_year in plan.values.values() for value in by_year.values()}
    found |= {value.table for path in plan.populations.values() for value in path.values()}
    found |= {p.table for by_year in plan.published.values() for p in by_year.values()}
    return {name for name in found if name}


def _not_as_accepted(
    plan: Plan, checks: Checks, accepted: Mapping[str, AcceptedTable]
) -> Iterator[Problem]:
    for name, known in accepted.items():
        table = checks.tables.get(name)
        if table is not None:
            yield from changed(table, known)
        else:
            path, close = str(plan.folder / FILE), nearest(name, plan.specs)
            text = Message("an accepted table is not in tables.yml")
            yield Problem(text, path, value=name, nearest=close)


def _files_not_as_accepted(
    plan: Plan, files: Mapping[str, Table], accepted: AcceptedFile
) -> Iterator[Problem]:
    for name, known in accepted.files.items():
        if name in files:
            yield from changed(files[name], known)
        else:
            text = Message("an accepted file is missing")
            yield Problem(text, str(plan.folder / name), expected=CALCULATE)


CALCULATE = Message("`data population`, which writes it, or check PLAN --accept without it")


def _new_file(table: Table) -> Problem:
    text = Message(
        "the file is not accepted, so nothing guards its {number} rows", number=len(table.items)
    )
    way = Message("check PLAN --accept, once they are read")
    return Problem(text, str(table.path), expected=way)


def _not_accepted(
    plan: Plan, checks: Checks, accepted: Mapping[str, AcceptedTable], found: Audit
) -> Iterator[Problem]:
    """That tables are not accepted, how many figures nothing guards, and which look unlikely."""
    new = {name: table for name, table in checks.tables.items() if name not in accepted}
    if not new:
        return
    figures = [place for table in new.values() for place in figure_places(table)]
    bare = sum(place not in found.covered for place in figures)
    text = Message(
        "tables that are not accepted as read against the print: {number}; of their {figures} "
        "figures {bare} are guarded by nothing",
        number=len(new),
        bare=bare,
        figures=len(figures),
    )
    way = Message("check PLAN --accept, once they are read")
    yield Problem(text, str(plan.folder / FILE), value=", ".join(new), expected=way)
    for table in new.values():
        yield from unlikely(table)


def figure_places(table: Table) -> Iterator[tuple[str, int, str]]:
    """Table, line and column of every figure of a table."""
    for cell in table.cells:
        if cell.value is not None:
            yield table.id, cell.line, cell.column
    for item, line in zip(table.items, table.item_lines, strict=True):
        for column, spec in table.spec.columns.items():
            if spec.unit != "text" and item[column] is not None:
                yield table.id, line, column


def row_text(table: Table, line: int) -> str:
    """What stands on a line of the file of a table."""
    for cell in table.cells:
        if cell.line == line:
            return "; ".join((*cell.labels, cell.column, f"{cell.value:f}"))
    found = table.items[table.item_lines.index(line)].values()
    return "; ".join(f"{v:f}" if isinstance(v, Decimal) else v or "" for v in found)


def said(found: Finding) -> Problem:
    """A difference as a problem: where the figure stands, and what its rows give."""
    place = place_of(found.row, found.column)
    text = Message("the printed figure does not follow from {basis}", basis=found.basis)
    if found.status == "improbable":
        words = "rounding alone gives this difference {once}: {basis}"
        text = Message(words, once=once(found.chance), basis=found.basis)
    expected = Message(
        "{computed:f} ± {tolerance:f}, or the difference acknowledged in tables.yml",
        computed=found.computed,
        tolerance=found.tolerance,
    )
    return Problem(text, found.file, found.line, place, f"{found.printed:f}", expected)


def once(chance: float | None) -> Message:
    """A small probability in words."""
    if not chance:
        return Message("only where every figure is off as far as it can be")
    return Message("once in {number}", number=f"{1 / chance:,.0f}".replace(",", "\u00a0"))
