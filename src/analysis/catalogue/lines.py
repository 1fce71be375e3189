"""The line items (*poster*): identifiers, units and labels from `line_items.csv`."""

import csv
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from analysis.catalogue.nearest import nearest


@dataclass(frozen=True)
class LineItem:
    """One line of the statements: id, block of the report, unit, labels and legal source."""

    id: str
    block: str
    unit: str
    sv: str
    en: str
    source: str


@cache
def line_items() -> dict[str, LineItem]:
    """Every line item (*post*) by id, in the order of the codebook."""
    path = files("analysis.catalogue") / "line_items.csv"
    rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    next(rows)
    return {row[0]: LineItem(*row) for row in rows}


def line_item(line_id: str) -> LineItem:
    """One line item. Raises KeyError that names the nearest id when there is none."""
    items = line_items()
    if line_id not in items:
        raise KeyError(f"no line item {line_id!r}; nearest: {nearest(line_id, items)!r}")
    return items[line_id]


def line_named(text: str) -> str:
    """The line that an id or a label (*benämning*) in either language stands for; the text itself
    where there is none. Case, white space and composed letters make no difference."""
    return text if text in line_items() else _by_label().get(_folded(text), text)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@cache
def _by_label() -> dict[str, str]:
    """Lines by their labels; a label that two lines share names none."""
    items = line_items().values()
    labels = [(found, x.id) for x in items for found in {_folded(x.sv), _folded(x.en)}]
    count = Counter(found for found, _ in labels)
    return {found: line for found, line in labels if count[found] == 1}


def label(line_id: str, language: str = "sv") -> str:
    """What a line is called (*benämning*) in `language`, "sv" or "en"."""
    item = line_item(line_id)
    return item.en if language == "en" else item.sv


def unit(line_id: str) -> str:
    """Unit (*enhet*) of a line: mnkr, persons, pct or kr."""
    return line_item(line_id).unit
