"""What came before a plan (*historik*): years printed ahead of its own, and entered outcomes.

A printed table may begin earlier than the plan: `before` in `tables.yml` says which of its years
are outcomes, forecasts or an earlier budget. `outcomes.csv` beside the plan adds years, and goes
before a printed forecast where both are known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.catalogue.lines import line_items
from analysis.inputs.outcomes import Entered, read_entered
from analysis.inputs.table_spec import Before, TableSpec
from analysis.inputs.values import Origin, Published

OUTCOMES = "outcomes.csv"
"""Where a user puts the outcomes of a plan, in its folder."""


@dataclass(frozen=True)
class Known(Origin):
    """One figure of a year before the plan, in the unit of its line, with the printed row or the
    line of the file where it stands. `kind` is None where the table does not say what it is."""

    value: float
    kind: Before | None


History = Mapping[str, Mapping[int, Known]]


def history_of(
    folder: Path,
    first: int,
    published: Mapping[str, Mapping[int, Published]],
    specs: Mapping[str, TableSpec],
) -> dict[str, dict[int, Known]]:
    """Figures by line of the years before `first`. Raises InputError for a faulty file."""
    found: dict[str, dict[int, Known]] = {}
    for line, figures in published.items():
        for year, figure in sorted(figures.items()):
            spec = specs[figure.table]
            same_unit = spec.units.get(figure.row, spec.unit) == line_items()[line].unit
            if year < first and same_unit:
                kind = spec.before.get(year)
                known = Known(value=float(figure.value), kind=kind, **figure.origin())
                found.setdefault(line, {})[year] = known
    file = str(folder / OUTCOMES)
    for line, entered in entered_outcomes(folder).items():
        for year, one in entered.items() if line in line_items() else ():
            if year < first and _goes_before(one, found.get(line, {}).get(year)):
                found.setdefault(line, {})[year] = Known(
                    value=one.value, kind=one.kind, document=one.source, file=file, line=one.at
                )
    return {line: dict(sorted(known.items())) for line, known in found.items()}


def entered_outcomes(folder: Path) -> dict[str, dict[int, Entered]]:
    """What the file beside the plan holds; nothing where there is none. Raises InputError."""
    path = folder / OUTCOMES
    return read_entered(path) if path.is_file() else {}


def _goes_before(entered: Entered, printed: Known | None) -> bool:
    return printed is None or (entered.kind == "outcome" and printed.kind != "outcome")
