"""The files of a plan from a region's own sheets and a mapping, and where each line came from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import yaml

from analysis.errors import InputError, Message, Problem, nearest
from analysis.inputs.causes import by_cause
from analysis.inputs.documents import Place, text_document
from analysis.inputs.labels import by_folded
from analysis.inputs.mapped.account import Account
from analysis.inputs.mapped.table import MappedTable
from analysis.inputs.mapping import MappingFile
from analysis.inputs.source import SourceSheet


@dataclass(frozen=True)
class Imported:
    """The files of a plan by path, and the account of the import that made them."""

    files: dict[str, str]
    account: Account
    mapping: MappingFile

    def own_place(self, problem: Problem, file: str) -> Problem:
        """A fault of a file of the plan, at the place in the user's own files that caused it."""
        spot = self.account.origins.get((file, problem.line or 0))
        if spot is not None:
            sheet = self.account.sheets[spot[0]]
            own = sheet.problem(*spot[1:], problem.message, problem.value, problem.expected)
            return replace(own, nearest=problem.nearest)
        line = self._mapping_line(file, problem.line)
        if file.endswith(".yml"):
            return replace(problem, file=str(self.mapping.document.path), line=line)
        sheet_name = next((t.sheet for t in self.account.tables if f"/{t.table}." in file), None)
        if sheet_name is None:
            return problem
        own_file = self.account.sheets[sheet_name].file
        return replace(problem, file=own_file, line=None, column=sheet_name)

    def _mapping_line(self, file: str, line: int | None) -> int | None:
        if file not in self.files or not file.endswith(".yml"):
            return None
        own = text_document(self.files[file], self.mapping.document.path)
        places = [p for p, n in own.lines.items() if n == line] or [()]
        return self.mapping.document.line(_mapping_place(file, max(places, key=len)))


def _mapping_place(file: str, place: Place) -> Place:
    """Where in a mapping file a key of a plan's file stands."""
    stem = file.removesuffix(".yml")
    if stem == "tables":
        return ("tables", *place[:1], *(("is", *place[1:]) if place[1:] else ()))
    return (*stem.split("/"), *place)


def mapped_files(sheets: dict[str, SourceSheet], own: MappingFile) -> Imported:
    """The files of a plan from foreign sheets and a mapping file.

    Raises InputError with every cell that cannot be used, each cause once.
    """
    mapping, account = own.mapping, Account(sheets)
    known = by_folded(_names(mapping.model_dump()))
    files: dict[str, str] = {}
    for table_id, table in mapping.tables.items():
        place = table.from_
        if place.sheet not in sheets:
            account.problems.append(_no_sheet(own, table_id, place.sheet, sheets))
            continue
        sheet = sheets[place.sheet]
        reader = MappedTable(table_id, sheet, place, table.is_, known, account)
        files[f"tables/{table_id}.csv"] = reader.read()
    for number, name in enumerate(mapping.leave_out_sheets):
        if name not in sheets:
            account.problems.append(_no_sheet(own, None, name, sheets, number))
    if account.problems:
        raise InputError(problems=by_cause(account.problems))
    account.close(mapping.leave_out_sheets)
    return Imported(files | _documents(own), account, own)


def _no_sheet(
    own: MappingFile, table: str | None, name: str, sheets: Mapping[str, SourceSheet],
    number: int = 0,
) -> Problem:  # fmt: skip
    place: Place = ("tables", table, "from") if table else ("leave_out_sheets", number)
    text = (
        Message("table {table}: there is no such sheet", table=table)
        if table
        else Message("there is no such sheet")
    )
    close = nearest(name, sheets)
    expected = None if close else Message("one of: {names}", names=", ".join(sheets))
    line = own.document.line(place)
    return Problem(text, str(own.document.path), line, None, name, expected, close)


def _documents(own: MappingFile) -> dict[str, str]:
    mapping = own.mapping
    parts: dict[str, object] = {"plan": mapping.plan}
    parts["tables"] = {name: table.is_ for name, table in mapping.tables.items()}
    parts |= {k: v for k in ("frames", "investments", "measures") if (v := getattr(mapping, k))}
    parts |= {f"scenarios/{name}": scenario for name, scenario in mapping.scenarios.items()}
    return {
        f"{name}.yml": yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        for name, data in parts.items()
    }


def _names(data: object) -> Iterator[str]:
    """Every text that the mapping holds, keys and values: rows are called by one of them."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _names(key)
            yield from _names(value)
    elif isinstance(data, list):
        for value in data:
            yield from _names(value)
