"""Checks of lists, ratios and growth: one function for each kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from analysis.inputs.audit.figures import Figure, printed, product, quotient, scaled, total
from analysis.inputs.audit.places import (
    LIST_ROW,
    Comparison,
    Sheets,
    factor_of,
    figure,
    matching,
    referred,
    said,
    stated_at,
)
from analysis.inputs.checks_schema import GrowthCheck, ListSumCheck, ProductCheck, RatioCheck
from analysis.inputs.printed_table import PrintedTable
from analysis.inputs.tables import Cell


def list_sums(check: ListSumCheck, own: PrintedTable, sheets: Sheets) -> Iterator[Comparison]:
    items = total(matching(own, check.column, check.where))
    extra = [referred(reference, sheets) for reference in check.plus]
    computed = total([scaled(items, factor_of(check.factor)), *extra])
    named = ", ".join(v for v in check.where.values() if v) or LIST_ROW
    basis = f"{own.id}: {named}, {check.column}" + "".join(f" + {said(r)}" for r in check.plus)
    found = stated_at(check.equals, sheets, own, computed, basis)
    if found:
        yield found


def ratios(check: RatioCheck, own: PrintedTable, sheets: Sheets) -> Iterator[Comparison]:
    above = [own.row(name) for name in check.numerator]
    below = [own.row(name) for name in check.denominator]
    columns = list(dict.fromkeys(c for row in above for c in row))
    basis = f"({' + '.join(check.numerator)}) / ({' + '.join(check.denominator)})"

    def share(among: Sequence[str]) -> Figure | None:
        upper = total(figure(row.get(c)) for row in above for c in among)
        lower = total(figure(row.get(c)) for row in below for c in among)
        found = quotient(upper, lower)
        return scaled(found, factor_of(check.factor)) if found else None

    if check.equals is not None:
        computed = share(columns if check.years == "total" else [str(check.ar)])
        found = stated_at(check.equals, sheets, own, computed, basis) if computed else None
        if found:
            yield found
        return
    assert check.row is not None
    for column, cell in own.row(check.row).items():
        if (computed := share([column])) is not None:
            place = (check.row, column)
            yield Comparison(
                own.id, *place, figure(cell), computed, basis, (*place, None), cell.line
            )


def growths(check: GrowthCheck, own: PrintedTable, sheets: Sheets) -> Iterator[Comparison]:
    source = sheets[check.table].row(check.of)
    for column, cell in own.row(check.row).items():
        now, before = source.get(column), source.get(str(int(column) - 1))
        ratio = quotient(figure(now), figure(before)) if now and before else None
        if ratio is not None:
            grown = replace(ratio, value=ratio.value - 1)
            computed = scaled(grown, factor_of(check.factor))
            place, basis = (check.row, column), f"{check.table}: {check.of}"
            yield Comparison(
                own.id, *place, figure(cell), computed, basis, (*place, None), cell.line
            )


def products(check: ProductCheck, own: PrintedTable) -> Iterator[Comparison]:
    for item, line in zip(own.table.items, own.table.item_lines, strict=True):
        stated, *parts = [_of_item(own, item, name, line) for name in (check.column, *check.of)]
        factors = [part for part in parts if part is not None]
        if stated is not None and len(factors) == len(parts):
            place = (str(item[own.table.header[0]]), check.column)
            basis, found = " × ".join(check.of), product(factors)
            yield Comparison(own.id, *place, stated, found, basis, (*place, None), line)


def _of_item(
    own: PrintedTable, item: Mapping[str, str | Decimal | None], column: str, line: int
) -> Figure | None:
    value = item[column]
    if not isinstance(value, Decimal):
        return None
    return printed(value, Cell((LIST_ROW,), column, value, line, own.id))
