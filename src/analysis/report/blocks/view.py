"""What a page looks at: a projection, the base it is compared with, and the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, cast

import numpy as np

from analysis import catalogue
from analysis.model.projection import Projection


class Goal(NamedTuple):
    """The least value that a goal asks for, in its unit; None when it asks for none."""

    minimum: float | None


@dataclass(frozen=True)
class DrawnPlan:
    """What a drawing may read of a plan."""

    budget_years: tuple[int, ...]
    goals: Mapping[str, Goal]


@dataclass(frozen=True)
class Drawn:
    """What a drawing may read of a projection: some lines and the plan's years and goals.

    Whatever else it asked for is an AttributeError, and another line a KeyError.
    """

    years: tuple[int, ...]
    lines: Mapping[str, np.ndarray]
    plan: DrawnPlan


@dataclass(frozen=True)
class View:
    """A projection seen by a reader. `base` is None when the projection is the base itself."""

    projection: Projection
    base: Projection | None
    language: str

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the projection, in order."""
        return tuple(self.projection.years)

    def text(self, key: str, **values: object) -> str:
        """A text of the catalogue in the reader's language."""
        return catalogue.text(key, self.language, **values)

    def label(self, line: str) -> str:
        """The name of a line in the reader's language."""
        return catalogue.label(line, self.language)

    def number(self, line: str, value: float) -> str:
        """A value of `line` as a number without its unit."""
        unit = catalogue.unit(line)
        return catalogue.number(value, unit, self.language, catalogue.decimals(line, unit))

    def amount(self, line: str, value: float) -> str:
        """A value of `line` with its unit."""
        unit = catalogue.unit(line)
        return catalogue.amount(value, unit, self.language, catalogue.decimals(line, unit))

    def values(self, line: str) -> np.ndarray:
        """The values of `line`, one a year."""
        return np.asarray(self.projection.lines[line], dtype=float)

    def base_values(self, line: str) -> np.ndarray | None:
        """The values of `line` in the base, or None when there is no base to compare with."""
        if self.base is None or line not in self.base.lines:
            return None
        return np.asarray(self.base.lines[line], dtype=float)

    def narrowed(self, lines: Iterable[str] = ()) -> "View":
        """The view of a drawing, with these lines only, of plain data."""
        lines = tuple(lines)
        base = None if self.base is None else _drawn(self.base, lines)
        return View(_drawn(self.projection, lines), base, self.language)


def _drawn(projection: Projection, lines: tuple[str, ...]) -> Projection:
    goals = {name: Goal(goal.minimum) for name, goal in projection.plan.goals.items()}
    plan = DrawnPlan(tuple(projection.plan.budget_years), goals)
    held = {line: projection.lines[line] for line in lines if line in projection.lines}
    return cast(Projection, Drawn(tuple(projection.years), held, plan))


def lacking(view: View, lines: Iterable[str]) -> list[str]:
    """Those of `lines` that the projection does not hold (a partial plan)."""
    return [line for line in lines if line not in view.projection.lines]


def outlook_years(view: View) -> tuple[int, ...]:
    """The years after the budget (*kalkylår*); none when the plan has only budget years."""
    budget = budget_years(view)
    return tuple(year for year in view.years if budget and year > max(budget))


def budget_years(view: View) -> tuple[int, ...]:
    """The years that the plan budgets (*planåren*)."""
    return tuple(year for year in view.projection.plan.budget_years if year in view.years)


def years_where(view: View, found: np.ndarray) -> tuple[int, ...]:
    """The years in which `found` (one truth value a year) holds."""
    return tuple(int(y) for y, hit in zip(view.years, found, strict=True) if hit)
