"""From the segments of a plan to a value for every year, with every fault on the way."""

import dataclasses
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from analysis.catalogue.lines import line_items
from analysis.errors import InputError, Message, Problem, nearest, shown
from analysis.inputs.documents import Document, Key
from analysis.inputs.parameters import ParameterSpec, registry, span, span_words
from analysis.inputs.plan_checks import placed
from analysis.inputs.plan_schema import PlanFile, Segment
from analysis.inputs.population_ages import Groups, read_population_ages
from analysis.inputs.population_paths import FILE, read_population_paths
from analysis.inputs.table_spec import TableSpec
from analysis.inputs.tables import Cell, Table, read_table
from analysis.inputs.values import Published, Value, half_unit, years_of

Years = dict[int | None, Value]


class Resolver:
    """Resolves one plan and collects its problems."""

    def __init__(
        self, folder: Path, file: PlanFile, document: Document, specs: dict[str, TableSpec]
    ) -> None:
        self.folder, self.file, self.document, self.specs = folder, file, document, specs
        self.problems: list[Problem] = []
        self.read = cache(self._read)
        self.populations = cache(self._populations)
        outlook = file.years.kalkyl
        self.years = years_of(file.years.budget) + (
            years_of(outlook) if outlook is not None else ()
        )

    def problem(
        self,
        message: Message,
        place: Sequence[Key],
        value: object = None,
        expected: Message | None = None,
        close: str | None = None,
    ) -> None:
        self.problems.append(placed(self.document, message, place, value, expected, close))

    def _read(self, table_id: str) -> Table | None:
        try:
            return read_table(self.folder, table_id, self.specs[table_id])
        except InputError as error:
            self.problems.extend(error.problems)
            return None

    def parameters(self) -> dict[str, Years]:
        """Every parameter of the plan by year; a constant under the year None."""
        result = {}
        for name, parameter in self.file.parameters.items():
            place = ("parameters", name)
            spec = registry().get(name)
            if spec is None or name == "population":
                close = nearest(name, registry())
                self.problem(
                    Message("there is no parameter {name!r}", name=shown(name)), place, close=close
                )
                continue
            wanted = self._wanted(spec, parameter.base_year)
            result[name] = self._years(spec, parameter.segments, place, wanted)
        return result

    def printed_paths(
        self, stated: dict[str, Years], published: dict[str, dict[int, Published]]
    ) -> dict[str, Years]:
        """Parameters that the plan states nowhere but prints as a line in all its years.

        The printed line is then the path, with the place where it is printed.
        """
        found: dict[str, Years] = {}
        for name, spec in registry().items():
            printed = published.get(spec.line or "", {})
            if name in stated or any(year not in printed for year in self.years):
                continue
            found[name] = {year: self._printed(spec, printed[year]) for year in self.years}
        return found

    def _printed(self, spec: ParameterSpec, figure: Published) -> Value:
        value = float(figure.value)
        if not spec.min <= value <= spec.max:
            text = Message("the value is out of bounds; is the unit right?")
            where = figure.file, figure.line, figure.row
            self.problems.append(Problem(text, *where, f"{value:.12g}", spec.bounds()))
        status = self.specs[figure.table or ""].status
        return Value(value=value, status=status, half=float(figure.half), **figure.origin())

    def _wanted(self, spec: ParameterSpec, base_year: int | None) -> tuple[int, ...]:
        first = self.years[0]
        wanted = spec.years(first, self.years[-1])
        if spec.axis == "price" and base_year is not None and base_year < first:
            return (*range(base_year + 1, first), *wanted)
        return wanted

    def _populations(self) -> dict[str, dict[int, Value]]:
        """Every population scenario by year."""
        spec, result = registry()["population"], {}
        for name, scenario in self.file.population_scenarios.items():
            place = ("population_scenarios", name)
            wanted = spec.years(self.years[0], self.years[-1])
            found = self._years(spec, scenario.segments, place, wanted)
            result[name] = {year: value for year, value in found.items() if year is not None}
        return result | self._calculated(frozenset(result))

    def _calculated(self, taken: frozenset[str]) -> dict[str, dict[int, Value]]:
        """Paths that were calculated for the plan; they are kept apart from what it prints."""
        wanted = registry()["population"].years(self.years[0], self.years[-1])
        try:
            paths = read_population_paths(self.folder, wanted, taken)
        except InputError as error:
            self.problems.extend(error.problems)
            return {}
        file = str(self.folder / FILE)
        return {
            name: {
                year: Value(persons, status, note=note, file=file, line=line)
                for year, (persons, status, note, line) in entries.items()
            }
            for name, entries in paths.items()
        }

    def ages(self) -> dict[str, dict[int, Groups]]:
        """The age groups of the population scenarios that have any."""
        wanted = registry()["population"].years(self.years[0], self.years[-1])
        try:
            return read_population_ages(self.folder, wanted, self.populations())
        except InputError as error:
            self.problems.extend(error.problems)
            return {}

    def published(self) -> dict[str, dict[int, Published]]:
        """The printed figures of every line item; the first table that prints a year counts."""
        result: dict[str, dict[int, Published]] = {}
        for table_id, spec in self.specs.items():
            known = {row: line for row, line in spec.lines.items() if line in line_items()}
            table = self.read(table_id) if known and spec.kind == "series" else None
            if table is None:
                continue
            for row, line in known.items():
                for cell, value in self._cells(table, row):
                    figure = Published(
                        value=value,
                        document=spec.document,
                        heading=spec.heading,
                        table=table_id,
                        row=row,
                        file=str(table.path),
                        line=cell.line,
                    )
                    result.setdefault(line, {}).setdefault(cell.year, figure)
        return result

    def _cells(self, table: Table, row: str) -> list[tuple[Cell, Decimal]]:
        return [(c, c.value) for c in table.cells if c.row == row and c.value is not None]

    def _years(
        self,
        spec: ParameterSpec,
        segments: Sequence[Segment],
        place: tuple[Key, ...],
        wanted: tuple[int, ...],
    ) -> Years:
        found: Years = {}
        told = len(self.problems)
        for number, segment in enumerate(segments):
            where = (*place, "segments", number)
            for year, value in self._segment(spec, segment, where, found).items():
                if year in found:
                    self.problem(
                        Message("the year {year} stands twice", year=year),
                        where,
                        expected=Message("each year once"),
                    )
                elif not value.implied and not spec.min <= value.value <= spec.max:
                    self.problem(
                        Message("the value is out of bounds; is the unit right?"),
                        where,
                        f"{value.value:.12g}",
                        spec.bounds(),
                    )
                found.setdefault(year, value)
        missing = [year for year in wanted if year not in found]
        told_why = len(self.problems) > told or any(map(self._unread, segments))
        demanded = spec.axis != "constant" and not (spec.partial or spec.optional)
        if demanded and missing and not told_why:
            self.problem(
                Message("years are missing: {missing}", missing=span(missing)),
                place,
                expected=span_words(wanted),
            )
        return found

    def _unread(self, segment: Segment) -> bool:
        """Whether a segment is taken from a table that could not be read, which is told there."""
        return segment.table in self.specs and self.read(segment.table) is None

    def _segment(
        self, spec: ParameterSpec, segment: Segment, place: tuple[Key, ...], so_far: Years
    ) -> Years:
        if segment.table is not None:
            return self._from_table(segment, place)
        value = self._stated(segment, place)
        if spec.axis == "constant":
            return self._constant(segment, value, place)
        if segment.years is None:
            self.problem(
                Message("the years are missing"),
                place,
                expected=Message("years, such as 2025-2030"),
            )
            return {}
        if segment.hold:
            before = [year for year in so_far if year is not None]
            if not before:
                self.problem(Message("there is no earlier value to hold"), place)
                return {}
            last = so_far[max(before)]
            value = dataclasses.replace(value, value=last.value, held=True)
        return dict.fromkeys(years_of(segment.years), value)

    def _stated(self, segment: Segment, place: tuple[Key, ...]) -> Value:
        """The value that a segment states, with its source."""
        source = segment.source
        if source and source.document not in self.file.documents:
            self.problem(
                Message("the source names a document that the plan does not list"),
                (*place, "source", "document"),
                source.document,
                close=nearest(source.document, self.file.documents),
            )
        return Value(
            segment.value if segment.value is not None else float("nan"),
            segment.status or "assumed",
            document=source.document if source else None,
            heading=source.heading if source else None,
            note=segment.note,
            file=str(self.document.path),
            line=self.document.line(place),
            implied=segment.implied is not None,
            half=_half_written(segment.value),
        )

    def _constant(self, segment: Segment, value: Value, place: tuple[Key, ...]) -> Years:
        if segment.years is not None or segment.value is None:
            self.problem(
                Message("this parameter is one value without years"),
                place,
                expected=Message("a value"),
            )
        return {None: value}

    def _from_table(self, segment: Segment, place: tuple[Key, ...]) -> Years:
        assert segment.table is not None
        spec = self.specs.get(segment.table)
        if spec is None:
            close = nearest(segment.table, self.specs)
            self.problem(
                Message("there is no such table"), (*place, "table"), segment.table, close=close
            )
            return {}
        table = self.read(segment.table)
        if table is None:
            return {}
        found: Years = {}
        for row in segment.rows or [segment.row or ""]:
            if row not in table.rows:
                close = nearest(row, table.rows)
                self.problem(
                    Message("the table {table} has no such row", table=segment.table),
                    (*place, "row"),
                    row,
                    close=close,
                )
                continue
            self._add_row(found, table, row, segment)
        return found

    def _add_row(self, found: Years, table: Table, row: str, segment: Segment) -> None:
        spec = table.spec
        keep = set(years_of(segment.years)) if segment.years is not None else None
        for cell, value in self._cells(table, row):
            year = cell.year + segment.shift
            if keep is not None and year not in keep:
                continue
            own = float(value) * segment.scale
            before = found.get(year)
            found[year] = Value(
                own + (before.value if before else 0.0),
                segment.status or spec.status,
                document=spec.document,
                heading=spec.heading,
                table=table.id,
                row=f"{before.row} + {row}" if before else row,
                note=segment.note,
                file=str(table.path),
                line=cell.line,
                half=float(half_unit(value)) * abs(segment.scale) + (before.half if before else 0),
            )


def _half_written(value: float | None) -> float:
    """Half a unit of the last decimal that a stated value needs."""
    return float(half_unit(Decimal(repr(value or 0.0)).normalize()))
