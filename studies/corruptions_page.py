"""The study of wrong cells as a page of the documentation."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import InputError
from analysis.inputs.accepted import FILE
from analysis.inputs.audit import audit
from analysis.inputs.places import project_root
from analysis.inputs.plan import load_plan
from analysis.inputs.table_trust import figure_places, trust
from analysis.storage import write_text
from studies import corruptions as study

NUMBERS = {
    "norrbotten-2025": 320,
    "norrbotten-2023": 120,
    "vasterbotten-2023": 40,
    "norrbotten-2022": 20,
}
"""Wrong cells a plan: most for the one that the calculation reads whole."""
SEED = 15
PAGE = "docs/studies/corruptions.md"


@dataclass(frozen=True)
class Judged:
    """A wrong cell, what noticed it as shipped and before acceptance, and whether results moved."""

    bad: study.Corruption
    shipped: study.Guard
    entered: study.Guard
    moves: bool


def judged(name: str, number: int, seed: int = SEED) -> Iterator[Judged]:
    """Every wrong cell of a plan, in a copy that is accepted and in one that is not."""
    plan = load_plan(name)
    before = study.results(plan)
    with tempfile.TemporaryDirectory() as scratch:
        folders = [Path(scratch) / kind / plan.name for kind in ("accepted", "entered")]
        for folder in folders:
            shutil.copytree(plan.folder, folder)
        (folders[1] / FILE).unlink()
        clean = [trust(load_plan(folder)) for folder in folders]
        for bad in study.corruptions(plan, number, seed):
            shipped, entered = (
                study.noticed(plan, bad, folder, known)
                for folder, known in zip(folders, clean, strict=True)
            )
            moved = entered not in study.ERRORS and _moves(bad, folders[1], before)
            yield Judged(bad, shipped, entered, moved)


def _moves(bad: study.Corruption, folder: Path, before: dict[str, list[float]]) -> bool:
    with study.placed(bad, folder):
        try:
            return study.moves(before, study.results(load_plan(folder, trusted=False)))
        except InputError:
            return False


TEXT = """# What notices a wrong cell

Written by `python -m studies.corruptions_page`. {number} cells of the four shipped plans,
each figure as likely as any other (seed {seed}), each made wrong in one of nine ways; the plan is
loaded with it.

**As shipped**, {refused} of {number} are refused with an error and {silent} move a result in
silence.

**Before acceptance** (a plan that is being entered, without `accepted.yml`), every command warns
that the tables are not accepted; {told} of {number} are besides refused or named, and {left} are
not, of which {moved} move a line of the adopted plan by more than its rounding (others may move
a scenario or a page). These are what reading against the print is for.

## What noticed it first

{guards}

## In which way it was wrong

{kinds}

## Figures that no comparison covers

A figure that takes part in no sum, tie, ratio or growth is guarded by its place, its check digits
and, in a row of years, its neighbours. `regionkalkyl audit PLAN --bare` lists them.

{bare}

## Not noticed before acceptance

Beside the warning that the tables are not accepted. *Moves*: a line of the adopted plan
moves by more than its rounding.

{missed}
"""


def page(found: Sequence[Judged]) -> str:
    """The page, from every judged cell."""
    missed = [f for f in found if f.entered == "nothing"]
    rows = [
        [
            f.bad.plan,
            f"{f.bad.table}, {f.bad.line}",
            f.bad.kind,
            _short(f),
            "yes" if f.moves else "",
        ]
        for f in missed
    ]
    return TEXT.format(
        number=len(found),
        seed=SEED,
        refused=sum(f.shipped in study.ERRORS for f in found),
        silent=sum(f.shipped == "nothing" and f.moves for f in found),
        told=len(found) - len(missed),
        left=len(missed),
        moved=sum(f.moves for f in missed),
        guards=_guards(found),
        kinds=_kinds(found),
        bare=_bare(),
        missed=_table(["plan", "table, line", "wrong", "was → is", "moves"], rows),
    )


def _short(found: Judged) -> str:
    before, after = (text.split(";")[-1] for text in (found.bad.before, found.bad.after))
    return f"{before or 'empty'} → {after or 'empty'}"


def _guards(found: Sequence[Judged]) -> str:
    shipped, entered = Counter(f.shipped for f in found), Counter(f.entered for f in found)
    words: dict[study.Guard, str] = {
        "place": "error: its place (rows, years, texts, form)",
        "acceptance": "error: its check digits",
        "sum": "error: a sum that the document states",
        "statements": "error: the identities of the statements",
        "warned sum": "warning: a sum in a table that is only shown, or an improbable one",
        "neighbours": "warning: the other years of its row",
        "nothing": "nothing that names it",
    }
    rows = [[text, str(shipped[name]), str(entered[name])] for name, text in words.items()]
    return _table(["noticed by", "as shipped", "before acceptance"], rows)


def _kinds(found: Sequence[Judged]) -> str:
    rows = []
    for kind in study.KINDS:
        cases = [f for f in found if f.bad.kind == kind]
        named = sum(f.entered != "nothing" for f in cases)
        refused = sum(f.shipped in study.ERRORS for f in cases)
        rows.append([kind, str(len(cases)), str(refused), str(named)])
    return _table(["wrong", "cells", "refused as shipped", "named before acceptance"], rows)


def _bare() -> str:
    rows = []
    for name in NUMBERS:
        plan = load_plan(name)
        places = [p for t in plan.specs for p in figure_places(plan.table(t))]
        covered = audit(plan).covered
        bare = sum(place not in covered for place in places)
        rows.append([name, str(len(places)), str(len(places) - bare), str(bare)])
    return _table(["plan", "figures", "in a comparison", "in none"], rows)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Judge every wrong cell and write the page."""
    found = [case for name, number in NUMBERS.items() for case in judged(name, number)]
    write_text(project_root() / PAGE, page(found))
    print(f"{len(found)} wrong cells: see {PAGE}")


if __name__ == "__main__":
    main()
