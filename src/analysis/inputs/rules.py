"""Rules with a number (*regler*): a rate, what it is taken of, and the amount that follows.

A document says that a fee is so many per mille of something, or that a grant pays half of a cost.
`rules.yml` names where the number is printed, and the printed figures that it ties together.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from pydantic import model_validator

from analysis.errors import InputError, Message, Problem, nearest
from analysis.inputs.documents import Document, read_yaml
from analysis.inputs.plan import Plan
from analysis.inputs.plan_schema import Label
from analysis.inputs.printed_table import PrintedTable
from analysis.inputs.table_spec import Strict
from analysis.inputs.tables import Table
from analysis.inputs.validation import validate

FILE = "rules.yml"
RuleUnit = Literal["mnkr", "persons"]


class Figure(Strict):
    """A printed figure: a row and a column of a table, or an item of a list (its first column),
    with its year where the list has several. `scale` brings it to the unit asked for."""

    table: str
    row: str | None = None
    item: str | None = None
    ar: int | None = None
    kolumn: str | None = None
    scale: float = 1.0

    @model_validator(mode="after")
    def one_place(self) -> "Figure":
        if (self.row is None) == (self.item is None):
            raise ValueError(Message("either row or item"))
        if self.row is not None and (self.ar is None) == (self.kolumn is None):
            raise ValueError(Message("either ar or kolumn"))
        return self


class Side(Strict):
    """What a rate is taken of, or what it gives; without a figure the document prints none."""

    label: Label
    unit: RuleUnit = "mnkr"
    figure: Figure | None = None


class RuleSpec(Strict):
    """A rule as it is written: amount = rate × what it is taken of. `year` is whose amount; a rate
    is `exact` where it is decided, so that no rounding of it explains a difference."""

    label: Label
    year: int | None = None
    rate: Figure
    rate_unit: Label
    exact: bool = False
    of: Side
    gives: Side
    note: Label | None = None


class RulesFile(Strict):
    """The whole of `rules.yml`."""

    rules: dict[str, RuleSpec]


@dataclass(frozen=True)
class Known:
    """A printed figure as a rule uses it: its value and half of its last decimal, both scaled."""

    value: float
    half: float
    printed: Decimal
    document: str
    heading: str


@dataclass(frozen=True)
class Rule:
    """A rule with the printed figures that it names; None is what the document does not print.
    `line` is where `rules.yml` writes it."""

    id: str
    spec: RuleSpec
    rate: Known
    of: Known | None
    gives: Known | None
    line: int | None = None


def read_rules(plan: Plan) -> tuple[Rule, ...]:
    """The rules of a plan, none without the file. Raises InputError with every fault."""
    path = plan.folder / FILE
    if not path.is_file():
        return ()
    document = read_yaml(path)
    problems: list[Problem] = []
    found = [
        Rule(name, spec, rate, of, gives, document.line(("rules", name)))
        for name, spec in validate(document, RulesFile).rules.items()
        for rate, of, gives in _known(plan, document, name, spec, problems)
    ]
    if problems:
        raise InputError(problems=problems)
    return tuple(found)


def _known(
    plan: Plan, document: Document, name: str, spec: RuleSpec, problems: list[Problem]
) -> Iterator[tuple[Known, Known | None, Known | None]]:
    """The figures of a rule; nothing where one of them is not there, which is then a problem."""
    found: list[Known | None] = []
    for part, figure in (("rate", spec.rate), ("of", spec.of.figure), ("gives", spec.gives.figure)):
        try:
            found.append(None if figure is None else _look_up(plan, figure))
        except InputError as error:
            place, line = str(document.path), document.line(("rules", name, part))
            problems += [
                Problem(p.message, place, line, f"{name}.{part}", p.value, p.expected, p.nearest)
                for p in error.problems
            ]
            return
    rate, of, gives = found
    if rate is not None:
        yield replace(rate, half=0.0) if spec.exact else rate, of, gives


def _look_up(plan: Plan, figure: Figure) -> Known:
    """The figure as printed. Raises InputError with the nearest name of what is not there."""
    table = plan.table(figure.table)
    value, heading = _item(table, figure) if figure.item is not None else _cell(table, figure)
    half = 0.5 * 10.0 ** min(0, int(value.as_tuple().exponent))
    title = plan.file.documents[table.spec.document].title
    scale = figure.scale
    return Known(float(value) * scale, half * abs(scale), value, title, heading)


def _item(table: Table, figure: Figure) -> tuple[Decimal, str]:
    """The value of a list's item and the heading that it stands under."""
    name, names = str(figure.item), [str(item[table.header[0]]) for item in table.items]
    same = [
        item
        for item, label in zip(table.items, names, strict=True)
        if label == name and (figure.ar is None or item.get("ar") == str(figure.ar))
    ]
    value = same[0].get("varde") if len(same) == 1 else None
    if not isinstance(value, Decimal):
        text = Message("the list has this more than once: say the year") if len(same) > 1 else None
        raise InputError(
            text or Message("the list has no such item with a value"),
            value=name,
            nearest=nearest(name, names),
        )
    return value, str(same[0].get("rubrik") or table.spec.heading)


def _cell(table: Table, figure: Figure) -> tuple[Decimal, str]:
    """The value of a row and column."""
    printed = PrintedTable(table)
    row = printed.row(str(figure.row))
    column = str(figure.ar or figure.kolumn)
    if not row:
        text, value = Message("the table has no such row"), str(figure.row)
        raise InputError(text, value=value, nearest=nearest(value, printed.cells))
    if column not in row or row[column].value is None:
        text = Message("the row has no figure there")
        raise InputError(text, value=column, nearest=nearest(column, row))
    return Decimal(str(row[column].value)), table.spec.heading
