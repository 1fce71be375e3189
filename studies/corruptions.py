"""Single wrong cells of a plan's tables, and what notices them (*fel i en enda cell*).

What a hand or a spreadsheet does to a table, one cell at a time: a factor of ten or a thousand, a
decimal point moved, a sign, two digits swapped, the figure of the row below, a row that is lost, a
letter of a label, a year. Each is put into a copy of the plan, which is then loaded.
"""

import csv
import io
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Literal

from analysis.errors import InputError
from analysis.inputs.plan import Plan, load_plan
from analysis.inputs.table_spec import TableSpec
from analysis.inputs.table_trust import Trust, figure_places, trust
from analysis.study.opened import open_base, opened

Row = list[str]
Guard = Literal["place", "acceptance", "sum", "statements", "warned sum", "neighbours", "nothing"]
"""What noticed a wrong cell first. Errors: its place in the table, its check digits, a sum that the
document states, the identities of the statements. Warnings that name it: a sum of a table that the
calculation does not read or that rounding makes improbable, and the other years of its row."""
ERRORS: tuple[Guard, ...] = ("place", "acceptance", "sum", "statements")


@dataclass(frozen=True)
class Corruption:
    """One wrong cell: of which table and line, what was done, and the file that it makes."""

    plan: str
    table: str
    line: int
    column: str
    kind: str
    before: str
    after: str
    text: str


def _scaled(factor: str) -> Callable[[str], str]:
    def scaled(text: str) -> str:
        value = Decimal(text.replace(",", ".")) * Decimal(factor)
        return f"{value.normalize():f}".replace(".", ",") if value else text

    return scaled


def _sign(text: str) -> str:
    return text[1:] if text.startswith("-") else f"-{text}" if text.strip("0,") else text


def _swapped(text: str) -> str:
    """The first two neighbours that differ change places; digits, or letters of a label."""
    for i in range(len(text) - 1):
        if text[i].isalnum() and text[i + 1].isalnum() and text[i] != text[i + 1]:
            return text[:i] + text[i + 1] + text[i] + text[i + 2 :]
    return text


FIGURE_KINDS: Mapping[str, Callable[[str], str]] = {
    "times ten": _scaled("10"),
    "times a thousand": _scaled("1000"),
    "a thousandth": _scaled("0.001"),
    "sign": _sign,
    "digits swapped": _swapped,
}
ROW_KINDS = ("figure of the row below", "row lost", "label misspelt", "wrong year")
KINDS = (*FIGURE_KINDS, *ROW_KINDS)


def corruptions(plan: Plan, number: int, seed: int) -> Iterator[Corruption]:
    """`number` wrong cells of a plan, each figure as likely as any other, in a seeded order."""
    chance = random.Random(f"{plan.name} {seed}")
    places = [p for table_id in plan.specs for p in figure_places(plan.table(table_id))]
    made = 0
    while made < number:
        place, kind = chance.choice(places), chance.choice(KINDS)
        found = _corrupted(plan, *place, kind, chance)
        if found is not None:
            made += 1
            yield found


def _corrupted(
    plan: Plan, table_id: str, line: int, column: str, kind: str, chance: random.Random
) -> Corruption | None:
    path, spec = plan.folder / "tables" / f"{table_id}.csv", plan.specs[table_id]
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline=""), delimiter=";"))
    place = rows[0].index(column if spec.kind == "list" else "varde")
    before = list(map(list, rows))
    if not _changed(rows, line - 1, place, spec, kind, chance) or rows == before:
        return None
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", lineterminator="\n").writerows(rows)
    was = ";".join(before[line - 1]) if kind in ROW_KINDS else before[line - 1][place]
    now = "" if kind == "row lost" else ";".join(rows[line - 1])
    now = now if kind in ROW_KINDS else rows[line - 1][place]
    return Corruption(plan.name, table_id, line, column, kind, was, now, stream.getvalue())


def _changed(
    rows: list[Row], at: int, place: int, spec: TableSpec, kind: str, chance: random.Random
) -> bool:
    """Do to a row what `kind` says; False where it cannot be done there."""
    if kind in FIGURE_KINDS:
        rows[at][place] = FIGURE_KINDS[kind](rows[at][place])
    elif kind == "row lost":
        del rows[at]
    elif kind == "figure of the row below":
        if at + 1 == len(rows):
            return False
        rows[at][place] = rows[at + 1][place]
    elif kind == "label misspelt":
        rows[at][0] = _swapped(rows[at][0])
    elif spec.kind != "series":
        return False
    else:
        year = rows[0].index("ar")
        rows[at][year] = chance.choice(["1900", "2031", str(int(rows[at][year]) + 1)])
    return True


def noticed(plan: Plan, bad: Corruption, folder: Path, before: Trust) -> Guard:
    """What notices a wrong cell in `folder`, a copy of the plan with or without acceptance.

    `before` is what is said of the copy as it is; the copy is as it was afterwards.
    """
    with placed(bad, folder):
        return _guard(replace(plan, folder=folder), bad, before)


@contextmanager
def placed(bad: Corruption, folder: Path) -> Iterator[None]:
    """The wrong cell in the copy of the plan, while it is looked at."""
    path = folder / "tables" / f"{bad.table}.csv"
    kept = path.read_bytes()
    path.write_text(bad.text, encoding="utf-8")
    try:
        yield
    finally:
        path.write_bytes(kept)


def _guard(plan: Plan, bad: Corruption, before: Trust) -> Guard:
    try:
        plan.table(bad.table)
    except InputError:
        return "place"
    found = trust(plan)
    if found.errors:
        words = " ".join(p.message for p in found.errors)
        return "acceptance" if "accepted" in words else "sum"
    try:
        opened(load_plan(plan.folder, trusted=False))
    except InputError:
        return "statements"
    new = [p for p in found.warnings if p not in before.warnings]
    if any("is it read right?" not in p.message for p in new):
        return "warned sum"
    return "neighbours" if new else "nothing"


def results(plan: Plan) -> dict[str, list[float]]:
    """Every line of the adopted plan."""
    lines = open_base(opened(plan)).lines
    return {name: [float(v) for v in values] for name, values in lines.items()}


def moves(before: Mapping[str, list[float]], after: Mapping[str, list[float]]) -> bool:
    """Whether any figure moved by more than its rounding: half a unit, or 0.05 for a share in %."""
    return before.keys() != after.keys() or any(
        abs(a - b) > (0.5 if abs(b) >= 2 else 0.0005)
        for name, values in before.items()
        for a, b in zip(after[name], values, strict=True)
    )
