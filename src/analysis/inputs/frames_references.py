"""What the names in a `frames.yml` point to: units, mixes, lines, documents and printed figures."""

from collections.abc import Callable, Set
from dataclasses import dataclass

from analysis.catalogue.lines import line_items
from analysis.errors import Message
from analysis.inputs.documents import Place
from analysis.inputs.fault_reader import FaultReader
from analysis.inputs.frames_schema import Cell as Figure
from analysis.inputs.frames_schema import Decided, FramesFile, FrameTable
from analysis.inputs.population_ages import AGE_GROUPS
from analysis.inputs.printed_table import PrintedTable
from analysis.inputs.values import years_of


@dataclass(frozen=True)
class References:
    """What a file refers to. A name that points to nothing is a fault of its `reader`.

    `units` are those that its tables hold, `printed` the unit, part and year of every figure of
    theirs; `sheet` reads a table that is named at a place, None where it cannot be read.
    """

    reader: FaultReader
    file: FramesFile
    units: list[str]
    printed: Set[tuple[str, str, int]]
    sheet: Callable[[str, Place], PrintedTable | None]

    def check(self) -> None:
        """Units, mixes, documents and lines that the file refers to, then its printed figures."""
        file, units = self.file, self.units
        for name, table in file.frames.items():
            self._frames(table, ("frames", name))
        named: list[tuple[Place, str]]
        named = [(("items", n), u) for n, t in file.items.items() for u in t.units.values()]
        for number, decided in enumerate(file.decided):
            where: Place = ("decided", number)
            named += [(where, u) for u in (decided.unit, decided.from_, decided.to) if u]
            self._document(decided.source.document if decided.source else None, where)
            self._not_printed(decided, where)
        named += [(("tie", "units"), unit) for unit in (file.tie.units if file.tie else ())]
        for number, shared in enumerate(file.shared):
            named += [(("shared", number), unit) for unit in (shared.unit, *shared.units)]
        for spot, unit in named:
            if unit not in units:
                self.reader.problem(Message("there is no such unit"), spot, unit, units)
        if file.tie and file.tie.line not in line_items():
            lines = list(line_items())
            self.reader.problem(
                Message("there is no line item of this name"), ("tie",), file.tie.line, lines
            )
        for name, mixed in file.mixes.items():
            self._document(mixed.source.document if mixed.source else None, ("mixes", name))
        self._capitation()

    def _frames(self, table: FrameTable, place: Place) -> None:
        """The mixes of a table of frames, and the units that it belongs to."""
        mixes = list(self.file.mixes)
        for mix in [table.mix, *table.mixes.values()]:
            if mix is not None and mix not in mixes:
                self.reader.problem(Message("there is no such mix"), (*place, "mix"), mix, mixes)
        for key, unit in (("parent", table.parent), ("borne_by", table.borne_by)):
            if unit is not None and unit not in self.units:
                text = Message("there is no such unit")
                self.reader.problem(text, (*place, key), unit, self.units)

    def _capitation(self) -> None:
        """The figures, criteria and age groups that care choices refer to."""
        care = self.file.capitation
        for name, spec in care.budgets.items() if care else ():
            place = ("capitation", "budgets", name)
            if spec.follows is not None and spec.follows not in AGE_GROUPS:
                text = Message("there is no such age group")
                self.reader.problem(text, (*place, "follows"), spec.follows, AGE_GROUPS)
            sheet = self.sheet(spec.criteria, (*place, "criteria")) if spec.criteria else None
            if sheet is not None:
                column = str(spec.year)
                weights = [row[column].value or 0 for row in sheet.cells.values() if column in row]
                total = float(sum(weights))
                if abs(total - 100) > 1e-6:
                    text = Message(
                        "the criteria add up to {total:g} per cent, not 100", total=total
                    )
                    self.reader.problem(text, (*place, "criteria"), str(spec.criteria))
            self._printed(spec.budget, (*place, "budget"))
            if spec.price is not None:
                self._printed(spec.price, (*place, "price"))
            for number, part in enumerate(spec.parts):
                self._printed(part.figure, (*place, "parts", number))
        for number, figure in enumerate(care.reserve if care else ()):
            self._printed(figure, ("capitation", "reserve", number))

    def _printed(self, figure: Figure, place: Place) -> None:
        """A printed figure that is referred to: its table, row and column must be there."""
        sheet = self.sheet(figure.table, place)
        if sheet is None:
            return
        row, column = sheet.row(figure.row), str(figure.ar or figure.kolumn)
        if not row:
            text = Message("the table {table} has no such row", table=figure.table)
            self.reader.problem(text, place, figure.row, list(sheet.cells))
        elif column not in row:
            self.reader.problem(Message("the row has no figure there"), place, column, list(row))

    def _not_printed(self, decided: Decided, place: Place) -> None:
        """A change in a year whose frame is printed would be counted twice."""
        for unit in (decided.unit, decided.from_, decided.to):
            for year in years_of(decided.years):
                if unit and {(unit, "opening", year), (unit, "closing", year)} & self.printed:
                    text = Message(
                        "the frame of {unit} is printed for {year}, with all its changes",
                        unit=unit,
                        year=year,
                    )
                    self.reader.problem(text, (*place, "years"), str(decided.years))

    def _document(self, document: str | None, place: Place) -> None:
        documents = list(self.reader.plan.file.documents)
        if document is not None and document not in documents:
            self.reader.problem(
                Message("the plan does not list this document"), place, document, documents
            )
