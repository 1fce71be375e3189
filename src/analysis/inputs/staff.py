"""Staff (*personal*) and what the region owns or belongs to (*bolag, stiftelser, kommunalförbund*).

`staff.yml` says which printed tables of the plan hold headcounts, figures of staff, owners with
their shares, and amounts that go to these bodies.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from analysis.errors import InputError, Message, Problem, nearest
from analysis.inputs.documents import Document, read_yaml
from analysis.inputs.frames_reader import read_frames
from analysis.inputs.places import plan_folders
from analysis.inputs.plan import Plan, load_plan
from analysis.inputs.plan_schema import Label, Status
from analysis.inputs.table_spec import Strict
from analysis.inputs.tables import Table
from analysis.inputs.validation import validate

FILE = "staff.yml"
Item = Mapping[str, str | Decimal | None]


class Headcount(Strict):
    """The list that holds the staff of each division in one year, and which columns say what.

    `earlier` names a plan of the same region whose own headcount is shown before it.
    """

    table: str
    year: int
    division: str
    part: str
    count: str
    earlier: str | None = None


class Facts(Strict):
    """Rows of a list that tell of staff: those whose column `name` is one of `rows`."""

    table: str
    name: str
    rows: list[str]
    value: str
    unit: str


class Owned(Strict):
    """The list of owners and shares; `region` is how it calls the region itself."""

    table: str
    region: str
    name: str
    kind: str
    owner: str
    share: str
    in_words: str
    founded: str


class Carried(Strict):
    """The unit whose frame holds an amount, and how that is known."""

    unit: str
    status: Status
    note: Label


class Amount(Strict):
    """A printed amount that goes to a body: a row of a series, or of figures in running text;
    `frame` where it is told that a frame holds it."""

    to: str
    table: str
    row: str
    frame: Carried | None = None


class StaffFile(Strict):
    """The whole of `staff.yml`."""

    headcount: Headcount | None = None
    facts: list[Facts] = []
    owned: Owned | None = None
    amounts: list[Amount] = []


@dataclass(frozen=True)
class Group:
    """The staff of a division, or of a part of it, by year."""

    division: str
    part: str
    count: Mapping[int, Decimal]


@dataclass(frozen=True)
class Fact:
    """A figure or words on staff, with the heading under which they are printed."""

    name: str
    value: str | Decimal | None
    unit: str
    heading: str


@dataclass(frozen=True)
class Body:
    """A company, foundation or federation. `share` is the region's own, in per cent, None where it
    is not printed; `owners` are the others as printed, each with its share or the words for it."""

    name: str
    kind: str
    share: Decimal | None
    owners: tuple[tuple[str, Decimal | None, str], ...]
    founded: Decimal | None


@dataclass(frozen=True)
class Contribution:
    """An amount to a body by year, as printed: in `unit`, with the sign of its table."""

    to: str
    row: str
    document: str
    heading: str
    unit: str
    amounts: Mapping[int, Decimal]
    frame: Carried | None = None


@dataclass(frozen=True)
class Staff:
    """What the documents of a plan say of staff and of owned bodies."""

    groups: tuple[Group, ...]
    facts: tuple[Fact, ...]
    bodies: tuple[Body, ...]
    contributions: tuple[Contribution, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Years of the headcounts."""
        return tuple(sorted({year for group in self.groups for year in group.count}))


def read_staff(plan: Plan) -> Staff | None:
    """Staff and owned bodies of a plan, None without the file. Raises InputError."""
    if not (plan.folder / FILE).is_file():
        return None
    document, file = _checked(plan)
    return Staff(
        _groups(plan, document, file.headcount) if file.headcount else (),
        tuple(fact for facts in file.facts for fact in _facts(plan.table(facts.table), facts)),
        _bodies(plan.table(file.owned.table), file.owned) if file.owned else (),
        tuple(_contribution(plan, amount) for amount in file.amounts),
    )


def _checked(plan: Plan) -> tuple[Document, StaffFile]:
    """The file of a plan. Raises InputError with every name that the plan does not have."""
    document = read_yaml(plan.folder / FILE)
    file = validate(document, StaffFile)
    if problems := [*_faults(plan, document, file), *_frame_faults(plan, document, file)]:
        raise InputError(problems=problems)
    return document, file


def _faults(plan: Plan, document: Document, file: StaffFile) -> Iterator[Problem]:
    """Tables, columns and rows that the file names and the plan does not have."""
    places: list[tuple[tuple[str | int, ...], Headcount | Facts | Owned | Amount]] = []
    places += [(("facts", n), facts) for n, facts in enumerate(file.facts)]
    places += [(("amounts", n), amount) for n, amount in enumerate(file.amounts)]
    places += [(("headcount",), file.headcount)] if file.headcount else []
    places += [(("owned",), file.owned)] if file.owned else []
    for place, named in places:
        where = (str(document.path), document.line(place), ".".join(map(str, place)))
        try:
            table = plan.table(named.table, document.path, *where[1:])
        except InputError as error:
            yield from error.problems
            continue
        for name in _columns(named):
            if name not in table.header:
                text = Message("the table {name} has no such column", name=named.table)
                yield Problem(text, *where, name, nearest=nearest(name, table.header))
        rows = named.rows if isinstance(named, Facts) else ()
        rows = [named.row] if isinstance(named, Amount) else rows
        held = _row_names(table, named.name if isinstance(named, Facts) else table.header[0])
        for row in rows:
            if row not in held:
                text = Message("the table {name} has no such row", name=named.table)
                yield Problem(text, *where, row, nearest=nearest(row, held))


def _frame_faults(plan: Plan, document: Document, file: StaffFile) -> Iterator[Problem]:
    """Units that are to hold an amount and that no frame of the plan has."""
    named = [(n, amount.frame) for n, amount in enumerate(file.amounts) if amount.frame]
    frames = read_frames(plan) if named else None
    units = [unit.id for unit in frames.units] if frames else []
    for number, frame in named:
        if frame.unit not in units:
            place = ("amounts", number, "frame", "unit")
            where = (str(document.path), document.line(place), f"amounts.{number}.frame.unit")
            text, near = Message("the plan has no such frame"), nearest(frame.unit, units)
            yield Problem(text, *where, frame.unit, nearest=near)


def _columns(named: Headcount | Facts | Owned | Amount) -> tuple[str, ...]:
    """The columns that a part of the file names."""
    other = {"table", "rows", "row", "to", "year", "region", "earlier", "frame"}
    return tuple(v for k, v in named.model_dump().items() if k not in other and v is not None)


def _row_names(table: Table, column: str) -> list[str]:
    if table.items:
        return [str(item.get(column)) for item in table.items]
    return [cell.labels[0] for cell in table.cells]


def _groups(plan: Plan, document: Document, spec: Headcount) -> tuple[Group, ...]:
    """The headcounts of the plan, and those of the earlier one before them."""
    counts: dict[tuple[str, str], dict[int, Decimal]] = {}
    for held, own in ((plan, spec), *_earlier(document, spec)):
        for item in held.table(own.table).items:
            value = item[own.count]
            if isinstance(value, Decimal):
                key = (str(item[own.division]), str(item[own.part] or ""))
                counts.setdefault(key, {})[own.year] = value
    divisions = list(dict.fromkeys(division for division, _ in counts))
    ordered = sorted(counts, key=lambda key: (divisions.index(key[0]), bool(key[1])))
    return tuple(Group(*key, dict(sorted(counts[key].items()))) for key in ordered)


def _earlier(document: Document, spec: Headcount) -> tuple[tuple[Plan, Headcount], ...]:
    """The earlier plan and its own headcount. Raises InputError where none has that name."""
    if spec.earlier is None:
        return ()
    folders = plan_folders()
    if spec.earlier not in folders:
        raise InputError(
            Message("there is no plan named {text!r}", text=spec.earlier),
            file=document.path,
            line=document.line(("headcount", "earlier")),
            nearest=nearest(spec.earlier, folders),
        )
    plan = load_plan(folders[spec.earlier])
    if not (plan.folder / FILE).is_file():
        return ()
    _, file = _checked(plan)
    return ((plan, file.headcount),) if file.headcount else ()


def _facts(table: Table, spec: Facts) -> Iterator[Fact]:
    for item in table.items:
        if item[spec.name] in spec.rows:
            heading = item.get("rubrik") or table.spec.heading
            unit = str(item[spec.unit] or "")
            yield Fact(str(item[spec.name]), item[spec.value], unit, str(heading))


def _bodies(table: Table, spec: Owned) -> tuple[Body, ...]:
    by: dict[str, list[Item]] = {}
    for item in table.items:
        by.setdefault(str(item[spec.name]), []).append(item)
    return tuple(_body(name, items, spec) for name, items in by.items())


def _body(name: str, items: Sequence[Item], spec: Owned) -> Body:
    owners = [
        (str(item[spec.owner] or ""), _number(item[spec.share]), str(item[spec.in_words] or ""))
        for item in items
    ]
    own = next((share for owner, share, _ in owners if owner == spec.region), None)
    others = tuple(one for one in owners if one[0] and one[0] != spec.region)
    return Body(name, str(items[0][spec.kind]), own, others, _number(items[0][spec.founded]))


def _contribution(plan: Plan, spec: Amount) -> Contribution:
    table = plan.table(spec.table)
    title = plan.file.documents[table.spec.document].title
    unit, heading = str(table.spec.unit), table.spec.heading
    amounts: dict[int, Decimal] = {}
    for cell in table.cells:
        if cell.labels[0] == spec.row and cell.value is not None:
            amounts[int(cell.column)] = cell.value
    for item in table.items:
        value = item.get("varde")
        if item[table.header[0]] == spec.row and isinstance(value, Decimal):
            amounts[int(str(item["ar"]))] = value
            unit, heading = str(item["enhet"]), str(item["rubrik"])
    return Contribution(spec.to, spec.row, title, heading, unit, amounts, spec.frame)


def _number(value: str | Decimal | None) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
