"""The mapping file (*mappningsfil*): where in a workbook each table of a plan stands."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, model_validator

from analysis.errors import Message
from analysis.inputs.documents import Document, read_yaml
from analysis.inputs.table_spec import Strict
from analysis.inputs.validation import validate


class Place(Strict):
    """Where a table stands: a sheet, its header row and its rows, counted from 1.

    `labels` are the columns of row labels (letters), `columns` the columns of figures and what
    they hold: a year, or the name of a column. Without `columns` the header row names them.
    `leave_out` names rows that are not read, `leave_out_columns` columns (letters).
    """

    sheet: str
    header_row: int = Field(default=1, ge=1)
    first_row: int | None = Field(default=None, ge=1)
    last_row: int | None = Field(default=None, ge=1)
    labels: list[str] = ["A"]
    columns: dict[str, int | str] = {}
    leave_out: list[str] = []
    leave_out_columns: list[str] = []
    rename: dict[str, str] = {}
    decimals: int | None = Field(default=None, ge=0, le=6)

    @model_validator(mode="after")
    def letters(self) -> "Place":
        for name in [*self.labels, *self.columns, *self.leave_out_columns]:
            if not (name.isascii() and name.isalpha() and len(name) <= 3):
                raise ValueError(
                    Message("columns by letter, such as A or AB, not {name!r}", name=name)
                )
        return self


class MappedTable(Strict):
    """A table: what `tables.yml` shall say of it (`is`), and where it stands (`from`)."""

    from_: Place = Field(alias="from")
    is_: dict[str, object] = Field(alias="is")


class Mapping(Strict):
    """The whole of a mapping file: the other files of the plan, and its tables.

    `leave_out_sheets` names sheets that no table is read from.
    """

    plan: dict[str, object]
    tables: dict[str, MappedTable] = {}
    leave_out_sheets: list[str] = []
    frames: dict[str, object] | None = None
    investments: dict[str, object] | None = None
    measures: dict[str, object] | None = None
    scenarios: dict[str, dict[str, object]] = {}


@dataclass(frozen=True)
class MappingFile:
    """A mapping and the document that it was read from, for the line of each key."""

    mapping: Mapping
    document: Document


def read_mapping(path: Path) -> MappingFile:
    """Read a mapping file. Raises InputError with every fault, each with its line."""
    document = read_yaml(path)
    return MappingFile(validate(document, Mapping), document)


def column_number(letters: str) -> int:
    """The place of a column from 0: A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
