"""A cell of a figure column as the text that the plan keeps, in the unit of its table."""

from dataclasses import dataclass, replace
from decimal import Decimal

from analysis.errors import Message
from analysis.inputs.figures import NOT_AVAILABLE, Figure, figure_in
from analysis.inputs.labels import folded
from analysis.inputs.source import SourceCell
from analysis.inputs.source_cells import figure_text

MONEY = frozenset({"kr", "tkr", "mnkr"})


@dataclass(frozen=True)
class Printed:
    """A figure as text, and the ways in which it was read."""

    text: str
    ways: tuple[str, ...] = ()


def printed_figure(cell: SourceCell, unit: str, decimals: int | None) -> Printed | None:
    """The figure of a cell; None for a text that says that it is not available (`..`).

    A text column keeps the text. Raises ValueError with what was expected.
    """
    if unit == "text":
        return Printed(folded(cell.text))
    if isinstance(cell.value, str):
        if folded(cell.value) in NOT_AVAILABLE:
            return None
        figure = figure_in(cell.value, unit)
        return _written(figure, figure.ways, -_exponent(figure.value), decimals)
    figure, ways = _in_unit(cell, cell.value, unit)
    return _written(figure, (*cell.ways, *ways), cell.decimals, decimals)


def _in_unit(cell: SourceCell, value: Decimal, unit: str) -> tuple[Figure, tuple[str, ...]]:
    """A number whose format says its unit. `kr` is any currency; tkr and mnkr are what they say."""
    figure = Figure(value, unit=cell.unit)
    if cell.unit in (None, unit):
        return figure, ()
    if (cell.unit, unit) == ("pct", "share"):
        return replace(figure, value=value / 100), ()
    if cell.unit == "kr" and unit in MONEY:
        return figure, ("currency",)
    raise ValueError(Message("a figure in {unit} and not in {other}", unit=unit, other=cell.unit))


def _written(
    figure: Figure, ways: tuple[str, ...], shown: int | None, decimals: int | None
) -> Printed:
    value = figure.value
    if decimals is not None:
        cut = () if round(value, decimals) == value else ("rounded",)
        return Printed(figure_text(value, decimals), (*ways, *cut))
    if shown is not None and round(value, shown) == value:
        return Printed(figure_text(value, shown), ways)
    hidden = () if shown is None else ("more_decimals",)
    return Printed(figure_text(value, None), (*ways, *hidden))


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0
