"""A plan: published figures and assumptions, each year of each with its source.

`load_plan` reads `plan.yml` and `tables.yml`, resolves every segment into values by year, and
refuses the plan with every fault that it found.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import numpy as np

from analysis.errors import InputError, Problem
from analysis.inputs.documents import Document, read_yaml, validate
from analysis.inputs.history import Known, entered_outcomes, history_of
from analysis.inputs.parameters import ParameterSpec, registry
from analysis.inputs.places import find_plan
from analysis.inputs.plan_checks import lapsed, plan_years, whole_plan
from analysis.inputs.plan_schema import Goal, PlanFile
from analysis.inputs.plan_values import Resolver
from analysis.inputs.population_ages import AGE_GROUPS, Groups
from analysis.inputs.table_spec import TableSpec, read_specs
from analysis.inputs.table_trust import trust
from analysis.inputs.tables import Table, read_table
from analysis.inputs.values import Published, Value, years_of

Array = np.ndarray


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
        return history_of(self)

    @cached_property
    def acknowledged(self) -> dict[tuple[str, int], Decimal]:
        """How far a printed figure may be from the model's, by line and year, where the print
        contradicts itself."""
        return {(a.line, a.year): Decimal(repr(a.size)) for a in self.file.acknowledged}

    def table(self, table_id: str) -> Table:
        """Read one table of the plan. Raises InputError."""
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


def load_plan(name_or_path: str | Path, age_groups: bool = True, trusted: bool = True) -> Plan:
    """Read and check a plan. Raises InputError with every fault, each with file and line.

    age_groups: False leaves the age structure unread, for those who are about to write it anew.
    trusted: False leaves open whether the tables hold together, for those who ask just that.
    """
    folder = find_plan(name_or_path)
    document = read_yaml(folder / "plan.yml")
    file = validate(document, PlanFile)
    index = _index(folder)
    specs = read_specs(index) if index else {}
    resolver = Resolver(folder, file, document, specs)
    plan = Plan(
        folder,
        file,
        document,
        specs,
        resolver.parameters(),
        resolver.populations(),
        resolver.published(),
        resolver.ages() if age_groups else {},
        index,
    )
    problems = [*resolver.problems, *whole_plan(folder, file, document, specs)]
    try:
        entered_outcomes(folder)
    except InputError as error:
        problems += error.problems
    if problems:
        raise InputError(problems=problems)
    return _trusted(plan, age_groups) if trusted else plan


def _index(folder: Path) -> Document | None:
    path = folder / "tables.yml"
    return read_yaml(path) if path.exists() else None


def _trusted(plan: Plan, beside: bool) -> Plan:
    """The plan with what is doubtful in its tables. Raises InputError with what is wrong."""
    found = trust(plan, beside)
    if found.errors:
        raise InputError(problems=found.errors)
    late = lapsed(plan.file, plan.document)
    return replace(plan, warnings=(*found.warnings, *late))
