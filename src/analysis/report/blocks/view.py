"""What a page looks at: a projection, the base it is compared with, and the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from analysis import catalogue
from analysis.inputs.look_schema import Look
from analysis.inputs.measures import Reading
from analysis.model.projection import Projection
from analysis.untyped import Memo

Made = TypeVar("Made")


class Reader:
    """Words and numbers as a reader of `language` gets them."""

    if TYPE_CHECKING:

        @property
        def language(self) -> str: ...

    @property
    def look(self) -> Look | None:
        """Colours and logotype in place of ours; none but where a plan is read."""
        return None

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


@dataclass(frozen=True)
class Words(Reader):
    """A reader alone, in plain data, for a drawing that reads no lines."""

    language: str


class Lines(Reader):
    """Lines of a projection over its years, and those of the base beside them, if there is one."""

    if TYPE_CHECKING:

        @property
        def years(self) -> tuple[int, ...]: ...
        @property
        def budget(self) -> tuple[int, ...]: ...
        @property
        def lines(self) -> Mapping[str, np.ndarray]: ...
        @property
        def base_lines(self) -> Mapping[str, np.ndarray] | None: ...
        @property
        def least(self) -> Mapping[str, float | None]: ...
        @property
        def history(self) -> Mapping[str, Mapping[int, float]]: ...

    def values(self, line: str) -> np.ndarray:
        """The values of `line`, one a year."""
        return np.asarray(self.lines[line], dtype=float)

    def base_values(self, line: str) -> np.ndarray | None:
        """The values of `line` in the base, or None when there is no base to compare with."""
        base = self.base_lines
        return None if base is None or line not in base else np.asarray(base[line], dtype=float)

    def before(self) -> "Drawn | None":
        """The lines of the base alone, as they would be drawn; None without a base."""
        if self.base_lines is None:
            return None
        return Drawn(
            self.language, self.years, self.budget, self.base_lines, None, self.least, self.history
        )


@dataclass(frozen=True)
class Drawn(Lines):
    """All that a drawing may read: some lines and years, in plain data.

    `budget` are the years that the plan budgets, `least` the least value that each goal asks for.
    Another line is a KeyError, and whatever else a drawing asks for an AttributeError.
    """

    language: str
    years: tuple[int, ...]
    budget: tuple[int, ...]
    lines: Mapping[str, np.ndarray]
    base_lines: Mapping[str, np.ndarray] | None
    least: Mapping[str, float | None]
    history: Mapping[str, Mapping[int, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class View(Lines):
    """A projection seen by a reader. `base` is None when the projection is the base itself;
    `outcomes` are what measures of the plan have come to, where a user has given them."""

    projection: Projection
    base: Projection | None
    language: str
    outcomes: tuple[Reading, ...] = ()
    _made: dict[object, Memo] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def look(self) -> Look | None:
        """The colours and logotype of the region, where the plan names any."""
        return self.projection.plan.file.look

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the projection, in order."""
        return tuple(self.projection.years)

    @property
    def budget(self) -> tuple[int, ...]:
        """The years that the plan budgets."""
        return tuple(self.projection.plan.budget_years)

    @property
    def lines(self) -> Mapping[str, np.ndarray]:
        """Every line of the projection."""
        return self.projection.lines

    @property
    def base_lines(self) -> Mapping[str, np.ndarray] | None:
        """Every line of the base."""
        return None if self.base is None else self.base.lines

    @property
    def least(self) -> Mapping[str, float | None]:
        """The least value that each goal of the plan asks for; None when it asks for none."""
        return {name: goal.minimum for name, goal in self.projection.plan.goals.items()}

    @property
    def history(self) -> Mapping[str, Mapping[int, float]]:
        """Figures by line of years before the plan: what happened, or was then expected."""
        known = self.projection.plan.history
        return {line: {y: one.value for y, one in by.items()} for line, by in known.items()}

    def once(self, make: Callable[..., Made], **options: object) -> Made:
        """`make(self, **options)`, made once for this view however many blocks ask for it."""
        key = (make, tuple(sorted(options.items())))
        if key not in self._made:
            self._made[key] = make(self, **options)
        found: Made = self._made[key]
        return found

    def narrowed(self, lines: Iterable[str] = ()) -> Drawn:
        """What a drawing of these lines may read."""
        lines, base = tuple(lines), self.base_lines
        return Drawn(
            self.language,
            self.years,
            self.budget,
            _held(self.lines, lines),
            None if base is None else _held(base, lines),
            self.least,
            {line: by for line, by in self.history.items() if line in lines},
        )


def once(make: Callable[..., Made]) -> Callable[..., Made]:
    """`make(view, …)` as the subject of several blocks, made once for a view and its options."""
    return lambda view, **options: view.once(make, **options)


def _held(found: Mapping[str, np.ndarray], lines: tuple[str, ...]) -> dict[str, np.ndarray]:
    return {line: found[line] for line in lines if line in found}


def lacking(view: Lines, lines: Iterable[str]) -> list[str]:
    """Those of `lines` that the projection does not hold (a partial plan)."""
    return [line for line in lines if line not in view.lines]


def outlook_years(view: Lines) -> tuple[int, ...]:
    """The years after the budget (*kalkylår*); none when the plan has only budget years."""
    budget = budget_years(view)
    return tuple(year for year in view.years if budget and year > max(budget))


def budget_years(view: Lines) -> tuple[int, ...]:
    """The years that the plan budgets (*planåren*)."""
    return tuple(year for year in view.budget if year in view.years)


def years_where(view: Lines, found: np.ndarray) -> tuple[int, ...]:
    """The years in which `found` (one truth value a year) holds."""
    return tuple(int(y) for y, hit in zip(view.years, found, strict=True) if hit)
