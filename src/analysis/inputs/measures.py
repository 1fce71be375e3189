"""Measures (*styrmått*), their outcomes and the risk matrix (*riskmatris*) of a plan."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from analysis.errors import InputError, Message, Problem
from analysis.inputs.documents import read_yaml
from analysis.inputs.fault_reader import FaultReader
from analysis.inputs.measures_schema import Direction, MeasuresFile, MeasureTable, Readings
from analysis.inputs.plan import Plan
from analysis.inputs.table_spec import Strict
from analysis.inputs.tables import Table
from analysis.inputs.validation import validate

FILE = "measures.yml"
Row = Mapping[str, str | Decimal | None]


@dataclass(frozen=True)
class Reading:
    """One figure of a measure: a baseline, a target that is a number, or an outcome.

    `decimals` is how many it is written with: 16,0 stays 16,0.
    """

    number: str
    year: int | None
    value: float
    group: str = ""
    period: str = ""
    file: str | None = None
    line: int | None = None
    decimals: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Measure:
    """One measure with its printed baseline and targets, and the figures in them."""

    number: str
    goal: str
    factor: str
    label: str
    unit: str
    baseline: str
    targets: dict[int, str]
    direction: Direction | None
    period: str
    baselines: tuple[Reading, ...] = ()
    target_values: tuple[Reading, ...] = ()


@dataclass(frozen=True)
class Risk:
    """One risk: probability and consequence, each from 1, and their product as printed.

    What can happen, what then follows, why, what is to be done and how that is checked are in
    words; "" for what the document does not say.
    """

    number: str
    label: str
    goal: str
    probability: int
    consequence: int
    risk: int
    derived: bool
    event: str = ""
    effect: str = ""
    cause: str = ""
    action: str = ""
    control: str = ""


@dataclass(frozen=True)
class Level:
    """A level of risk, from `low` to `high`, and whether it calls for action."""

    low: int
    high: int
    words: str
    acts: bool


@dataclass(frozen=True)
class Measures:
    """What a plan says of its goals and risks."""

    measures: tuple[Measure, ...]
    risks: tuple[Risk, ...]
    levels: tuple[Level, ...]
    scale: int


def read_measures(plan: Plan) -> Measures | None:
    """Measures and risks of a plan; None when it has no `measures.yml`. Raises InputError."""
    path = plan.folder / FILE
    if not path.is_file():
        return None
    document = read_yaml(path)
    file = validate(document, MeasuresFile)
    reader = _Reader(plan, document)
    found = Measures(
        tuple(reader.measures(file)),
        tuple(reader.risks(file)),
        tuple(reader.levels(file)),
        file.levels.scale if file.levels else 0,
    )
    if reader.problems:
        raise InputError(problems=reader.problems)
    return found


class _Reader(FaultReader):
    """Reads the tables that one file names and collects its problems."""

    def columns(self, spec: Strict, place: str) -> Table | None:
        """The table of a part of the file, with all the columns that the part names."""
        name = str(getattr(spec, "table"))  # noqa: B009
        table = self.table(name, (place,))
        if table is None:
            return None
        own = {k: v for k, v in spec.model_dump().items() if k not in {"table", "level"}}
        columns = [v for v in own.values() if isinstance(v, str)]
        columns += list((own.get("targets") or {}).values())
        lacking = [c for c in columns if c not in table.header]
        for column in lacking:
            text = Message("the table {name} has no such column", name=name)
            self.problem(text, (place,), column, table.header)
        return None if lacking else table

    def measures(self, file: MeasuresFile) -> Iterator[Measure]:
        """Every measure with the figures of its baseline and targets."""
        table = self.columns(file.measures, "measures") if file.measures else None
        if table is None or file.measures is None:
            return
        before = self.readings(file.baselines, "baselines")
        after = self.readings(file.targets, "targets")
        for row in table.items:
            yield self._measure(file.measures, row, before, after)

    def _measure(
        self, spec: MeasureTable, row: Row, before: list[Reading], after: list[Reading]
    ) -> Measure:
        number = _text(row, spec.number)
        return Measure(
            number,
            _text(row, spec.goal),
            _text(row, spec.factor),
            _text(row, spec.measure),
            _text(row, spec.unit),
            _text(row, spec.baseline),
            {year: _text(row, column) for year, column in spec.targets.items()},
            spec.directions.get(_text(row, spec.direction)),
            _text(row, spec.period),
            (*_own(row, number, [(spec.baseline_year, spec.baseline)]), *_of(before, number)),
            (*_own(row, number, spec.targets.items()), *_of(after, number)),
        )

    def readings(self, spec: Readings | None, place: str) -> list[Reading]:
        """The figures of a table, of the kind that is a level when the table tells kinds apart."""
        table = self.columns(spec, place) if spec else None
        if table is None or spec is None:
            return []
        found = []
        for row, line in zip(table.items, table.item_lines, strict=True):
            value, year = row[spec.value], _text(row, spec.year)
            if isinstance(value, Decimal) and (
                not spec.kind or _text(row, spec.kind) == spec.level
            ):
                found.append(
                    Reading(
                        _text(row, spec.number),
                        int(year) if year.isdecimal() else None,
                        float(value),
                        _text(row, spec.group),
                        _text(row, spec.period),
                        str(table.path),
                        line,
                        decimals_of(value),
                    )
                )
        return found

    def risks(self, file: MeasuresFile) -> Iterator[Risk]:
        """Every risk; a probability that is only derived is said to be."""
        spec = file.risks
        table = self.columns(spec, "risks") if spec else None
        if table is None or spec is None:
            return
        for row, line in zip(table.items, table.item_lines, strict=True):
            stated = row[spec.probability]
            derived = row[spec.derived_probability] if spec.derived_probability else None
            probability = stated if isinstance(stated, Decimal) else derived
            consequence, risk = row[spec.consequence], row[spec.risk]
            if not all(isinstance(v, Decimal) for v in (probability, consequence, risk)):
                text = Message("a risk needs probability, consequence and their product")
                self.problems.append(Problem(text, str(table.path), line))
                continue
            yield Risk(
                _text(row, spec.number),
                _text(row, spec.label),
                _text(row, spec.goal),
                int(probability or 0),
                int(consequence or 0),
                int(risk or 0),
                not isinstance(stated, Decimal),
                *(_text(row, column) for column in spec.words),
            )

    def levels(self, file: MeasuresFile) -> Iterator[Level]:
        """The levels of risk, lowest first."""
        spec = file.levels
        table = self.columns(spec.model_copy(update={"acts": []}), "levels") if spec else None
        if table is None or spec is None:
            return
        for row in table.items:
            words = _text(row, spec.words)
            low, high = row[spec.low], row[spec.high]
            yield Level(int(low or 0), int(high or 0), words, words in spec.acts)


def _of(readings: Iterable[Reading], number: str) -> Iterator[Reading]:
    return (reading for reading in readings if reading.number == number)


def _own(
    row: Row, number: str, columns: Iterable[tuple[int | None, str | None]]
) -> Iterator[Reading]:
    """The figures that stand in the measure's own row, by year."""
    for year, column in columns:
        value = row[column] if column else None
        if isinstance(value, Decimal):
            yield Reading(number, year, float(value), decimals=decimals_of(value))


def decimals_of(value: Decimal) -> int:
    """How many decimals a figure is written with."""
    return max(0, -int(value.as_tuple().exponent))


def _text(row: Row, column: str | None) -> str:
    value = row[column] if column else None
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else value
