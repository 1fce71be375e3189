"""The same line in two vintages of a region's plan, and the bridge that the later plan prints."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from analysis.catalogue.lines import label, line_items
from analysis.errors import InputError, Message
from analysis.inputs.audit.figures import Figure, printed, scaled, total
from analysis.inputs.frames import FILE, Frames, Origin
from analysis.inputs.frames_reader import read_frames
from analysis.inputs.plan import Plan
from analysis.inputs.printed_table import PrintedTable

Kind = Literal["start", "step", "total", "end"]
"""What a row of a bridge is; a total says what has been added and adds nothing itself."""


@dataclass(frozen=True)
class Vintage:
    """A figure as one plan prints it, and where; `value` in the unit and sign of the line."""

    value: float
    printed: str
    document: str
    table: str
    row: str


@dataclass(frozen=True)
class Pair:
    """One line and year in two plans."""

    kind: Literal["line", "frame"]
    id: str
    sv: str
    en: str
    unit: str
    year: int
    earlier: Vintage
    later: Vintage

    @property
    def difference(self) -> float:
        return self.later.value - self.earlier.value


def compare_plans(earlier: Plan, later: Plan) -> list[Pair]:
    """Every line item and frame that both plans print for the same year (*årgångar*).

    Frames are net costs, mnkr with costs negative, whatever sign their table prints. Raises
    InputError for plans of different regions.
    """
    if earlier.folder.resolve() == later.folder.resolve():
        raise InputError(Message("a plan has no vintages beside itself"), value=earlier.name)
    if earlier.file.region != later.file.region:
        raise InputError(
            Message(
                "the plans are of different regions, so their lines are not vintages of each other"
            ),
            value=f"{earlier.file.region}, {later.file.region}",
            expected=Message("two plans of one region"),
        )
    return [*_lines(earlier, later), *_frames(read_frames(earlier), read_frames(later))]


def _lines(earlier: Plan, later: Plan) -> Iterator[Pair]:
    for line, before in earlier.published.items():
        after = later.published.get(line, {})
        for year in sorted(before.keys() & after.keys()):
            first, last = before[year], after[year]
            sides = (
                Vintage(
                    float(p.value),
                    str(p.value),
                    plan.file.documents[p.document].title,
                    p.table,
                    p.row,
                )
                for plan, p in ((earlier, first), (later, last))
            )
            names = label(line, "sv"), label(line, "en")
            yield Pair("line", line, *names, line_items()[line].unit, year, *sides)


def _frames(earlier: Frames | None, later: Frames | None) -> Iterator[Pair]:
    if earlier is None or later is None:
        return
    common = {unit.id for unit in earlier.units} & {unit.id for unit in later.units}
    for unit in (u for u in later.units if u.id in common):
        for year in sorted(set(earlier.years) & set(later.years)):
            key = (unit.id, "closing", year)
            if key in earlier.origins and key in later.origins:
                sides = (
                    _vintage(f.printed("closing", unit.id, year), f.origins[key][0])
                    for f in (earlier, later)
                )
                yield Pair("frame", unit.id, unit.sv, unit.en, "mnkr", year, *sides)


def _vintage(value: float, origin: Origin) -> Vintage:
    return Vintage(value, origin.printed, origin.document, origin.table, origin.row)


@dataclass(frozen=True)
class Step:
    """One row of a published bridge in one year: what it adds, and where it leads."""

    label: str
    kind: Kind
    year: int
    value: Decimal
    running: Decimal


@dataclass(frozen=True)
class PublishedBridge:
    """The bridge from the previous plan as printed (*brygga*), with its own check by year."""

    document: str
    heading: str
    table: str
    years: tuple[int, ...]
    steps: tuple[Step, ...]
    gaps: dict[int, Figure]

    def year(self, year: int) -> list[Step]:
        return [step for step in self.steps if step.year == year]

    def closes(self, year: int) -> bool:
        """Whether start and steps give the end within what the printed decimals can hide."""
        return abs(self.gaps[year].value) <= self.gaps[year].half


def published_bridge(plan: Plan) -> PublishedBridge | None:
    """The bridge that `frames.yml` names, or None. Raises InputError."""
    frames = read_frames(plan)
    spec = frames.file.bridge if frames else None
    if spec is None:
        return None
    sheet = PrintedTable(plan.table(spec.table, file=plan.folder / FILE, column="bridge"))
    for row in (spec.start, spec.end, *spec.totals):
        if row not in sheet.cells:
            raise InputError(
                Message("the table {table} has no such row", table=spec.table), value=row
            )
    years = tuple(int(column) for column in sheet.columns)
    kinds: dict[str, Kind] = dict.fromkeys(spec.totals, "total")
    kinds |= {spec.start: "start", spec.end: "end"}
    steps = {year: _steps(sheet, kinds, year) for year in years}
    told = plan.specs[spec.table]
    return PublishedBridge(
        plan.file.documents[told.document].title,
        told.heading,
        spec.table,
        years,
        tuple(step for year in years for step in steps[year]),
        {year: _gap(found) for year, found in steps.items()},
    )


def _steps(sheet: PrintedTable, kinds: dict[str, Kind], year: int) -> list[Step]:
    """The printed rows of one year in order, with what start and steps lead to."""
    found, running = list[Step](), Decimal(0)
    for row, cells in sheet.cells.items():
        value = cells[str(year)].value if str(year) in cells else None
        if value is not None:
            kind: Kind = kinds.get(row, "step")
            running += value if kind in {"start", "step"} else 0
            found.append(Step(row, kind, year, value, running))
    return found


def _gap(steps: list[Step]) -> Figure:
    """Start and steps less the end, with what rounding can hide of it."""
    signs = {"start": 1, "step": 1, "end": -1}
    return total(scaled(printed(s.value), Decimal(signs[s.kind])) for s in steps if s.kind in signs)
