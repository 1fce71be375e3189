"""Investment lists (*investeringslistor*) of a plan, item by item, as `investments.yml` says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from analysis.errors import InputError, Message
from analysis.inputs.documents import Key, read_yaml
from analysis.inputs.fault_reader import FaultReader
from analysis.inputs.investments_schema import InvestmentsFile, ItemList, Kind
from analysis.inputs.plan import Plan
from analysis.inputs.printed_table import PrintedTable
from analysis.inputs.tables import Table
from analysis.inputs.validation import validate

FILE = "investments.yml"


@dataclass(frozen=True)
class Investment:
    """One item of a list, mnkr; `amount` is None where the document prints none."""

    list: str
    year: int
    start_year: int
    name: str
    division: str
    type: str
    category: str
    kind: Kind
    amount: float | None
    file: str
    line: int


@dataclass(frozen=True)
class Investments:
    """The investments of a plan: items, decided frames by year (mnkr), frames by level."""

    file: InvestmentsFile
    items: tuple[Investment, ...]
    decided: dict[int, float]
    levels: dict[str, dict[str, float]]

    @property
    def without_amount(self) -> tuple[Investment, ...]:
        """Items that the document lists without an amount."""
        return tuple(item for item in self.items if item.amount is None)

    def total(self, list_: str | None = None) -> float:
        """The sum of all items, or of one list, mnkr."""
        return sum(item.amount or 0.0 for item in self.items if list_ in (None, item.list))


def read_investments(plan: Plan) -> Investments | None:
    """The investments of a plan; None when it has no `investments.yml`. Raises InputError."""
    path = plan.folder / FILE
    if not path.is_file():
        return None
    document = read_yaml(path)
    file = validate(document, InvestmentsFile)
    reader = _Reader(plan, document)
    items = [i for name, spec in file.lists.items() for i in reader.items(name, spec, file)]
    decided = reader.decided(file)
    levels = reader.levels(file)
    reader.references(file)
    if reader.problems:
        raise InputError(problems=reader.problems)
    return Investments(file, tuple(items), decided, levels)


def _rows(table: Table, year: int) -> Iterator[tuple[Mapping[str, str | Decimal | None], int]]:
    """The items of a list with their lines; of a series, its rows in the year but for its sums."""
    yield from zip(table.items, table.item_lines, strict=True)
    sums = {check.get("total") for check in table.spec.checks}
    for cell in table.cells:
        if cell.column == str(year) and cell.labels[0] not in sums:
            values: tuple[str | Decimal | None, ...] = (*cell.labels, cell.column, cell.value)
            yield dict(zip(table.header, values, strict=True)), cell.line


class _Reader(FaultReader):
    """Reads the tables that one file names and collects its problems."""

    def items(self, name: str, spec: ItemList, file: InvestmentsFile) -> list[Investment]:
        """Every item of one list."""
        place = ("lists", name)
        table = self.table(spec.table, place)
        if table is None:
            return []
        columns = [spec.amount, spec.name, spec.division, spec.type, spec.kind]
        lacking = [c for c in columns if c is not None and c not in table.header]
        for column in lacking:
            text = Message("the table {table} has no such column", table=spec.table)
            self.problem(text, place, column, table.header)
        if lacking:
            return []
        return [self._item(name, spec, table, row, line) for row, line in _rows(table, spec.year)]

    def _item(
        self,
        name: str,
        spec: ItemList,
        table: Table,
        row: Mapping[str, str | Decimal | None],
        line: int,
    ) -> Investment:
        type_ = str(row[spec.type]) if spec.type else ""
        category = spec.category or spec.categories.get(type_)
        if category is None:
            text = Message(
                "the type {type!r} (line {line} of {name}) has no category",
                type=type_,
                line=line,
                name=table.path.name,
            )
            self.problem(text, ("lists", name, "categories"), type_, list(spec.categories))
        title = str(row[spec.name])
        amount = row[spec.amount]
        return Investment(
            name,
            spec.year,
            spec.start_year or spec.year + 1,
            title,
            str(row[spec.division]),
            type_,
            category or "",
            self._kind(spec, row, title, ("lists", name, "kinds")),
            float(amount) * spec.scale if isinstance(amount, Decimal) else None,
            str(table.path),
            line,
        )

    def _kind(
        self,
        spec: ItemList,
        row: Mapping[str, str | Decimal | None],
        title: str,
        place: tuple[Key, ...],
    ) -> Kind:
        if spec.kind is not None:
            word = str(row[spec.kind])
            if word not in spec.kinds:
                self.problem(
                    Message("the kind of investment is not explained"), place, word, [*spec.kinds]
                )
            return spec.kinds.get(word, "unspecified")
        found = any(word.casefold() in title.casefold() for word in spec.reinvestment_words)
        return "reinvestment" if found else "unspecified"

    def decided(self, file: InvestmentsFile) -> dict[int, float]:
        """Decided frames by year, mnkr."""
        found: dict[int, float] = {}
        table = self.table(file.decided.table, ("decided",)) if file.decided else None
        if table is None or file.decided is None:
            return found
        sheet = PrintedTable(table)
        for row in file.decided.rows:
            if row not in sheet.cells:
                text = Message("the table {id} has no such row", id=table.id)
                self.problem(text, ("decided", "rows"), row, list(sheet.cells))
            for column, cell in sheet.row(row).items():
                amount = float(cell.value or 0) * file.decided.scale
                found[int(column)] = found.get(int(column), 0.0) + amount
        return found

    def levels(self, file: InvestmentsFile) -> dict[str, dict[str, float]]:
        """Frames by decision level and column, mnkr, sums included."""
        table = self.table(file.levels.table, ("levels",)) if file.levels else None
        if table is None or file.levels is None:
            return {}
        sheet = PrintedTable(table)
        for name, valid in ((file.levels.total_row, [*sheet.cells]),
                            (file.levels.total_column, [*sheet.columns])):  # fmt: skip
            if name not in valid:
                text = Message("the table {id} has no such row or column", id=table.id)
                self.problem(text, ("levels",), name, valid)
        return {
            row: {column: float(cell.value or 0) for column, cell in cells.items()}
            for row, cells in sheet.cells.items()
        }

    def references(self, file: InvestmentsFile) -> None:
        """Categories and documents that the file refers to."""
        categories, documents = list(file.categories), list(self.plan.file.documents)
        named = [
            (("lists", name), category)
            for name, spec in file.lists.items()
            for category in [*filter(None, [spec.category]), *spec.categories.values()]
        ]
        named += [(("art", "categories"), c) for c in (file.art.categories if file.art else ())]
        if file.slippage:
            named += [(("slippage", "by_category"), c) for c in file.slippage.by_category]
        for place, category in named:
            if category not in categories:
                self.problem(Message("there is no such category"), place, category, categories)
        stated = [("categories", *pair) for pair in file.categories.items()]
        for _, name, category_ in stated:
            if category_.source and category_.source.document not in documents:
                text = Message("the plan does not list this document")
                self.problem(text, ("categories", name), category_.source.document, documents)
