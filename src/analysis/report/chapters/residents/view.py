"""What the population charts look at: an outlook, the scenario that is asked about, a language."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from analysis import catalogue
from analysis.catalogue.lines import line_items
from analysis.errors import InputError, verbatim
from analysis.inputs.demography import read_folder
from analysis.inputs.packages import package_files, read_package
from analysis.inputs.plan import load_plan
from analysis.inputs.profiles import read_profiles
from analysis.inputs.scenario import Scenario
from analysis.inputs.variants import read_plan_figures
from analysis.model.calibration import Calibration
from analysis.model.cohort import Cohorts
from analysis.model.cohort_groups import GROUPS, age_groups
from analysis.report.blocks.missing import Lacking, refuse_without
from analysis.report.blocks.view import View
from analysis.study.population import Outlook
from analysis.study.population_draws import Fan, fan
from analysis.study.population_plan import YEARS_AHEAD, plan_outlook, region_name
from analysis.study.residents import (
    EFFECTS,
    STATE,
    ByAge,
    ages_in,
    effects,
    marginal_by_age,
    package_moves,
)

Array = np.ndarray
FAN_DRAWS, FAN_SEED = 2000, 2025
"""Another seed moves the 80 per cent interval by some three per cent of its half-width."""


@dataclass(frozen=True)
class PopulationView:
    """An outlook seen by a reader; `scenario` is a name of `outlook.scenarios`.

    by_age and package hold what residents mean to the budget, where a plan is there to say it;
    plan_rise is the plan's own growth of those aged 80 and over in ten years, per cent.
    """

    outlook: Outlook
    scenario: str
    language: str
    by_age: ByAge | None = None
    package: dict[str, dict[str, Array]] = field(default_factory=dict)
    plan_years: tuple[int, ...] = ()
    plan_rise: float | None = None
    fan: Fan | None = None

    @property
    def cohorts(self) -> Cohorts:
        """The projection of the scenario."""
        return self.outlook.scenarios[self.scenario]

    @property
    def start(self) -> int:
        """The year of the last counted total: "now" in the charts."""
        return self.outlook.counted

    @property
    def end(self) -> int:
        """Ten years later, the horizon of which the plan speaks."""
        return self.outlook.counted + YEARS_AHEAD

    @property
    def years(self) -> tuple[int, ...]:
        """From the jump-off to the end year."""
        return tuple(y for y in self.outlook.years if y <= self.end)

    def at(self, year: int) -> Array:
        """Population (2, 101) on 31 December of `year`."""
        return self.outlook.at(self.scenario, year)

    def groups(self) -> dict[str, Array]:
        """Persons by age group in `years`."""
        found = age_groups(self.cohorts.population[: len(self.years)])
        return {name: np.asarray(values) for name, values in found.items()}

    def rise(self, group: str, scenario: str | None = None, later: int = 0) -> float:
        """Growth of an age group from now to the end year, per cent; in another scenario of the
        outlook, or as many years `later`."""
        ages, years = GROUPS[group], (self.start + later, self.end + later)
        name = scenario or self.scenario
        before, after = (self.outlook.at(name, year)[..., ages].sum() for year in years)
        return float(100 * (after / before - 1))

    def text(self, key: str, **values: object) -> str:
        """A text of the catalogue in the reader's language."""
        return catalogue.text(f"population.{key}", self.language, **values)

    def name(self, scenario: str) -> str:
        """What a scenario is called; a user's own package is called by its name."""
        key = f"population.scenario.{scenario}"
        return catalogue.text(key, self.language) if catalogue.has_text(key) else scenario

    def amount(self, value: float, unit: str = "persons", decimals: int | None = None) -> str:
        """A value with its unit."""
        return catalogue.amount(value, unit, self.language, decimals)

    def number(self, value: float, unit: str = "persons", decimals: int | None = None) -> str:
        """A value without its unit."""
        return catalogue.number(value, unit, self.language, decimals)


@cache
def _outlook_of(folder: str, until: int | None) -> Outlook:
    return plan_outlook(load_plan(folder), until=until)


def population_view(calibration: Calibration, scenario: Scenario, language: str) -> PopulationView:
    """The population behind a projection. Raises InputError when the plan has none.

    A scenario that names a population path is shown by age on that path, every other one on the
    plan's own.
    """
    plan = calibration.plan
    outlook = _outlook_of(str(plan.folder), plan.horizon)
    return PopulationView(
        outlook,
        scenario_of(scenario, outlook),
        language,
        plan_years=plan.years,
        plan_rise=read_plan_figures(plan.name).get("rise_80_plus_ten_years"),
        fan=fan(outlook, FAN_DRAWS, FAN_SEED),
    )


def with_budget(found: PopulationView, calibration: Calibration) -> PopulationView:
    """The same population with what residents and packages mean to the budget."""
    outlook, profiles = found.outlook, read_profiles()
    base = ages_in(outlook, "own-path", calibration.plan)
    packages = {
        name: effects(
            calibration, package_moves(calibration, outlook, read_package(name), profiles)
        )
        for name in package_files()
    }
    return replace(found, by_age=marginal_by_age(calibration, base, profiles), package=packages)


def scenario_of(scenario: Scenario, outlook: Outlook) -> str:
    """The population scenario that a scenario names; the plan's own path when it names none."""
    named = [d.whole for d in scenario.differences if d.key == "population" and d.whole is not None]
    name = named[-1] if named else None
    if name == "scb" and "scb-path" in outlook.scenarios:
        return "scb-path"
    return name if isinstance(name, str) and name in outlook.scenarios else "own-path"


def people(view: View) -> PopulationView:
    """The population of an open projection. Raises Lacking that says why there is none."""
    return _or_lacking(view, _of_view)


def people_in_the_budget(view: View) -> PopulationView:
    """The population with what it means to the budget. Raises Lacking.

    A plan of an income statement alone holds residents by age and yet not all that they move.
    """
    return _or_lacking(view, _of_budget)


def _or_lacking(view: View, found: Callable[[View], PopulationView]) -> PopulationView:
    try:
        return view.once(found)
    except Lacking:
        raise
    except InputError:
        raise Lacking(verbatim(missing_words(view))) from None


def _of_view(view: View) -> PopulationView:
    projection = view.projection
    return population_view(projection.calibration, projection.scenario, view.language)


def _of_budget(view: View) -> PopulationView:
    found = view.once(_of_view)  # a plan without residents lacks that first
    moved = [name for name in (*EFFECTS, *STATE) if name in line_items()]
    refuse_without(view, "missing.table", moved)
    return with_budget(found, view.projection.calibration)


def missing_words(view: View) -> str:
    """Why the population of a plan cannot be shown, in the reader's language."""
    plan = view.projection.plan
    if plan.file.population is None:
        return view.text("population.missing.totals")
    region, regions = region_name(plan), read_folder(county=region_name(plan)).regions
    if region not in regions:
        return view.text("population.missing.region", region=region)
    command = f"regionkalkyl data population --plan {plan.name}"
    return view.text("population.missing.other", command=command)
