"""The registry of parameters: name, unit, years, what a scenario may do, and bounds of reason."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import RootModel

from analysis.errors import Figure, Message, verbatim
from analysis.inputs.documents import read_yaml
from analysis.inputs.table_spec import Strict
from analysis.inputs.validation import validate

Axis = Literal["plan", "income", "population", "price", "constant"]
Chapter = Literal["tax", "grants", "prices", "pensions", "investments", "statements"]
ParameterUnit = Literal["mnkr", "kr", "pct", "kr per 100 kr", "persons", "share", "factor", "years"]

INTERNAL = {"pct": 0.01, "kr per 100 kr": 0.01}
"""From the unit of files to the unit of the calculation: rates become fractions."""

LEAD = {"plan": (0, 0), "income": (1, 0), "population": (1, 1), "price": (0, 0)}
"""Years that an axis holds before the first and after the last plan year."""


class Level(Strict):
    """Bounds of a value as shares of the plan's own, or of the plan's value of `of`."""

    low: float
    high: float
    of: str | None = None


class ParameterSpec(Strict):
    """What is known of a parameter before any plan is read."""

    unit: ParameterUnit
    axis: Axis
    chapter: Chapter
    scenario: list[Literal["change", "set"]] = []
    min: float
    max: float
    level: Level | None = None
    asked: float | None = None
    default: float | None = None
    optional: bool = False
    partial: bool = False
    hold: Literal["per_capita"] | None = None
    line: str | None = None
    group: str | None = None
    sv: str
    en: str

    @property
    def factor(self) -> float:
        """Multiply a value of the file by this to get the value of the calculation."""
        return INTERNAL.get(self.unit, 1.0)

    def years(self, first: int, last: int) -> tuple[int, ...]:
        """The years of the parameter in a plan whose years are first to last."""
        before, after = LEAD.get(self.axis, (0, 0))
        return tuple(range(first - before, last + after + 1))

    def bounds(self) -> Message:
        """What a value may be, in words."""
        return Message(
            "{low} to {high} {unit}",
            low=Figure(f"{self.min:.12g}"),
            high=Figure(f"{self.max:.12g}"),
            unit=self.unit,
        )


class _Registry(RootModel[dict[str, ParameterSpec]]):
    pass


@cache
def registry() -> dict[str, ParameterSpec]:
    """Every parameter by name, in the order of the calculation."""
    return validate(read_yaml(Path(__file__).with_name("parameters.yml")), _Registry).root


@cache
def scenario_keys() -> dict[str, ParameterSpec]:
    """The parameters that a scenario may change or set."""
    return {name: spec for name, spec in registry().items() if spec.scenario}


def key_named(text: str) -> str:
    """The scenario key that a name or a label (*benämning*) in either language stands for; the
    text itself, with white space folded, where there is none."""
    folded = " ".join(text.split())
    return folded if folded in scenario_keys() else _labels().get(folded.casefold(), folded)


@cache
def _labels() -> dict[str, str]:
    """Scenario keys by their labels; a label that two keys share names none."""
    labels = [(x.casefold(), key) for key, s in scenario_keys().items() for x in {s.sv, s.en}]
    count = Counter(label for label, _ in labels)
    return {label: key for label, key in labels if count[label] == 1}


def year_range(text: object) -> tuple[int, int] | None:
    """(first, last) of a year such as 2026 or a range such as '2026-2030'; None when neither."""
    if isinstance(text, bool):
        return None
    parts = str(text).strip().replace("\u2013", "-").split("-")
    if len(parts) > 2 or not all(p.isascii() and p.isdecimal() and len(p) == 4 for p in parts):
        return None
    first, last = int(parts[0]), int(parts[-1])
    return (first, last) if first <= last else None


def span(years: Iterable[int]) -> str:
    """Years in words: '2025-2030', or '2025, 2027'."""
    found = sorted(years)
    if not found:
        return ""
    if found == list(range(found[0], found[-1] + 1)):
        return f"{found[0]}-{found[-1]}" if len(found) > 1 else str(found[0])
    return ", ".join(map(str, found))


def span_words(years: Iterable[int]) -> Message:
    """The same as a message, for what is said of them."""
    found = span(years)
    return verbatim(found) if found else Message("no years")
