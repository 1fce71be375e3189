"""A plan as a record: published figures and assumptions, each year of each with its source."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import numpy as np

from analysis.errors import InputError, Message, Problem, nearest
from analysis.inputs.documents import Document
from analysis.inputs.history import Known, history_of
from analysis.inputs.parameters import ParameterSpec, registry
from analysis.inputs.plan_checks import plan_years
from analysis.inputs.plan_schema import Goal, PlanFile
from analysis.inputs.population_ages import AGE_GROUPS, Groups
from analysis.inputs.table_spec import TableSpec
from analysis.inputs.tables import Table, read_table
from analysis.inputs.values import Published, Value, years_of

Array = np.ndarray
LISTED = 12
"""Names that a fault lists where none is near."""


@dataclass(frozen=True)
class Plan:
    """A plan with its values by year. Arrays are in the units of the calculation.

    `index` is `tables.yml` with its lines; `warnings` are what is doubtful in the tables. `horizon`
    is the last year of a plan that is carried beyond its own years (`model.continuation`).
    """

    folder: Path
    file: PlanFile
    document: Document
    specs: dict[str, TableSpec]
    values: dict[str, dict[int | None, Value]]
    populations: dict[str, dict[int, Value]]
    published: dict[str, dict[int, Published]] = field(default_factory=dict)
    ages: dict[str, dict[int, Groups]] = field(default_factory=dict)
    index: Document | None = None
    warnings: tuple[Problem, ...] = ()
    horizon: int | None = None

    @property
    def name(self) -> str:
        return self.file.name

    @cached_property
    def budget_years(self) -> tuple[int, ...]:
        return years_of(self.file.years.budget)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Plan years, the outlook, and what a longer horizon adds."""
        own = self.own_years
        return (*own, *range(own[-1] + 1, (self.horizon or own[-1]) + 1))

    @property
    def own_years(self) -> tuple[int, ...]:
        """Plan years and the outlook, as the plan states them."""
        return plan_years(self.file)

    @property
    def goals(self) -> dict[str, Goal]:
        return self.file.goals

    @cached_property
    def history(self) -> dict[str, dict[int, Known]]:
        """Figures by line of the years before the plan. Raises InputError for a faulty file."""
        return history_of(self.folder, self.years[0], self.published, self.specs)

    @cached_property
    def acknowledged(self) -> dict[tuple[str, int], Decimal]:
        """How far a printed figure may be from the model's, by line and year, where the print
        contradicts itself."""
        return {(a.line, a.year): Decimal(repr(a.size)) for a in self.file.acknowledged}

    def table(
        self,
        table_id: str,
        file: Path | None = None,
        line: int | None = None,
        column: str | None = None,
    ) -> Table:
        """Read one table of the plan, which a file may name at a place. Raises InputError."""
        if table_id not in self.specs:
            near = nearest(table_id, self.specs)
            listed = Message("one of: {names}", names=", ".join([*self.specs][:LISTED]))
            raise InputError(
                Message("the plan has no such table"),
                file=file,
                line=line,
                column=column,
                value=table_id,
                expected=None if near else listed,
                nearest=near,
            )
        return read_table(self.folder, table_id, self.specs[table_id])

    def spec_years(self, spec: ParameterSpec) -> tuple[int, ...]:
        """The years that the model needs of a parameter."""
        return spec.years(self.years[0], self.years[-1])

    def array(self, name: str) -> Array | None:
        """A parameter over its years as fractions, mnkr, kr or persons; None when the plan has
        none. Years left to the calibration are NaN; a constant has shape (1,)."""
        spec, values = registry()[name], self.values.get(name)
        if spec.axis == "constant":
            stated = values[None].value if values else spec.default
            return None if stated is None else np.array([stated * spec.factor])
        years = self.spec_years(spec)
        if values is None:
            if spec.default is None and not spec.optional:
                return None
            filler = np.nan if spec.default is None else spec.default * spec.factor
            return np.full(len(years), filler)
        found = [values[y].value if y in values else np.nan for y in years]
        return np.array(found, dtype=float) * spec.factor

    def population(self, name: str) -> Array:
        """A population scenario over the population years, persons."""
        years = self.spec_years(registry()["population"])
        return np.array([self.populations[name][y].value for y in years])

    def age_groups(self, name: str) -> dict[str, Array] | None:
        """Persons by age group (T,) of a population scenario over the plan years; None when the
        plan holds no age structure for it."""
        if name not in self.ages:
            return None
        held = self.ages[name]
        return {g: np.array([held[y][g].value for y in self.years]) for g in AGE_GROUPS}
