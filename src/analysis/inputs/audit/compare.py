"""Each kind of check as a function: from printed tables to pairs of stated and computed figure.

A check says nothing of a figure that is not printed; a figure left blank in a sum counts as zero.
In a table with further label columns a check is made within every group that prints its rows.
"""

from collections.abc import Iterator
from decimal import Decimal

from analysis.inputs.audit.figures import Figure, scaled, total
from analysis.inputs.audit.lists import growths, list_sums, products, ratios
from analysis.inputs.audit.places import Comparison, Sheets, factor_of, figure, referred, said
from analysis.inputs.checks_schema import (
    Check,
    ColumnSumCheck,
    GrowthCheck,
    ListSumCheck,
    ProductCheck,
    RatioCheck,
    RollCheck,
    SumCheck,
    TieCheck,
    ZeroSumCheck,
    listed,
)
from analysis.inputs.printed_table import PrintedTable
from analysis.inputs.tables import Cell

ONE = Decimal(1)


def compare(check: Check, own: PrintedTable, sheets: Sheets) -> Iterator[Comparison]:
    """Every comparison that one check of the table `own` makes."""
    match check:
        case SumCheck() | ColumnSumCheck():
            yield from _sums(check, own)
        case RollCheck():
            yield from _rolls(check, own)
        case TieCheck():
            yield from _ties(check, own, sheets)
        case ZeroSumCheck():
            yield from _zeros(check, own)
        case ListSumCheck():
            yield from list_sums(check, own, sheets)
        case RatioCheck():
            yield from ratios(check, own, sheets)
        case GrowthCheck():
            yield from growths(check, own, sheets)
        case ProductCheck():
            yield from products(check, own)


def _sums(check: SumCheck | ColumnSumCheck, own: PrintedTable) -> Iterator[Comparison]:
    basis = " + ".join(check.of) + "".join(f" − {name}" for name in check.minus)
    for place, parts in _lines(check, own):
        added = [figure(parts.get(name)) for name in check.of]
        taken = [scaled(figure(parts.get(name)), -ONE) for name in check.minus]
        computed = scaled(total([*added, *taken]), factor_of(check.factor))
        stated = parts[check.total]
        yield Comparison(
            own.id, *place, figure(stated), computed, basis, (*place, None), stated.line
        )


def _lines(
    check: SumCheck | ColumnSumCheck, own: PrintedTable
) -> Iterator[tuple[tuple[str, str], dict[str, Cell]]]:
    """Cells by the names of the check, a column (or row) at a time, where the total is printed."""
    if isinstance(check, ColumnSumCheck):
        for row, by_column in own.cells.items():
            if check.total in by_column:
                yield (row, check.total), by_column
        return
    for group in own.groups_with(check.total):
        rows = {n: own.row(n, group) for n in {check.total, *check.of, *check.minus}}
        for column in rows[check.total]:
            found = {name: row[column] for name, row in rows.items() if column in row}
            yield (own.name(group, check.total), column), found


def _rolls(check: RollCheck, own: PrintedTable) -> Iterator[Comparison]:
    closing = listed(check.closing)
    for group in own.groups_with(check.next_opening):
        rows = [own.row(name, group) for name in closing]
        for column, cell in own.row(check.next_opening, group).items():
            before = str(int(column) - 1)
            if any(before in row for row in rows):
                computed = total(figure(row.get(before)) for row in rows)
                place = (own.name(group, check.next_opening), column)
                basis = f"{' + '.join(closing)} {before}"
                yield Comparison(
                    own.id, *place, figure(cell), computed, basis, (*place, None), cell.line
                )


def _ties(check: TieCheck, own: PrintedTable, sheets: Sheets) -> Iterator[Comparison]:
    there = sheets[check.table]
    joined, rows = " + ".join(listed(check.own)), [own.row(n) for n in listed(check.own)]
    wanted = there.row(check.row)
    printed_columns = [c for c in dict.fromkeys(c for row in rows for c in row)]
    for column in [check.own_column] if check.own_column else printed_columns:
        target = wanted.get(str(check.ar or check.column or column))
        if target is None or not any(column in row for row in rows) or not _wanted(check, column):
            continue
        own_sum = total(figure(row.get(column)) for row in rows)
        extra = [referred(ref, sheets) for ref in check.plus]
        computed = total([scaled(own_sum, factor_of(check.factor)), *extra])
        other = check.table if check.table != own.id else None
        basis = f"{own.id}: {joined}, {column}" + "".join(f" + {said(r)}" for r in check.plus)
        yield Comparison(
            there.id,
            check.row,
            target.column,
            figure(target),
            computed,
            basis,
            (joined, column, other),
            target.line,
        )


def _wanted(check: TieCheck, column: str) -> bool:
    """Whether a tie that is limited to some years covers this one."""
    if check.years is None:
        return True
    if isinstance(check.years, list):
        return column in map(str, check.years)
    first, _, last = str(check.years).partition("-")
    return first <= column <= (last or first)


def _zeros(check: ZeroSumCheck, own: PrintedTable) -> Iterator[Comparison]:
    kept = {
        name: row
        for name, row in own.cells.items()
        if (not check.rows or name in check.rows) and name not in check.except_
    }
    stated = Figure(Decimal(0))
    if check.over == "columns":
        for name, row in kept.items():
            computed = total(map(figure, row.values()))
            yield Comparison(own.id, name, "", stated, computed, "0", (name, "", None))
        return
    columns = list(dict.fromkeys(c for row in kept.values() for c in row))
    for group in [columns] if check.over == "all" else [[column] for column in columns]:
        computed = total(figure(row.get(c)) for row in kept.values() for c in group)
        column = "" if check.over == "all" else group[0]
        yield Comparison(own.id, "", column, stated, computed, "0", ("", column, None))
