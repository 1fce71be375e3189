"""Where an input of the graph comes from (*källa*): parameter, printed row, or calibration."""

from dataclasses import dataclass, replace
from pathlib import Path

from analysis.catalogue.lines import line_items
from analysis.inputs.parameters import registry
from analysis.inputs.plan import Plan
from analysis.inputs.scenario import Scenario
from analysis.inputs.scenario_schema import Financing
from analysis.inputs.values import Origin, Value
from analysis.model.assumptions import path_weights
from analysis.model.cohort_groups import SHARES
from analysis.model.units import parameter_of


@dataclass(frozen=True)
class Source(Origin):
    """A value as its source gives it: in the unit of the file, the document by its title and the
    file by its place within the plan."""

    what: str
    value: float
    unit: str
    status: str
    year: int | None = None


DERIVED: dict[str, tuple[str, ...]] = {
    "base_population": ("population",),
    "cost_equalisation_per_capita": ("cost_equalisation_path", "population"),
    "regulation_item_per_capita": ("regulation_item_path", "population"),
    "national_population_growth_income": ("national_population_growth",),
    "national_population_index": ("national_population_growth",),
    "lpik_share_wage": ("lpik_weight_wage",),
    "lpik_share_social_charge": ("lpik_weight_social_charge",),
    "lpik_share_consumption": ("lpik_weight_consumption",),
    "lpik_share_pharmaceutical": ("lpik_weight_pharmaceutical",),
    "pension_accrual_other": ("pension_accrual_path", "financial_pension_cost_path"),
    "portfolio_moves": ("financial_income_path", "portfolio_return_rate"),
    "base_capital_expenditure": ("capital_expenditure", "slippage"),
    "base_price_base_amount_level": ("price_base_amount_growth",),
    "base_portfolio_return_rate": ("portfolio_return_rate",),
    "base_wage_level": ("wage_growth",),
    "base_age_need": (
        "care_cost_0_19",
        "care_cost_20_64",
        "care_cost_65_79",
        "care_cost_80_plus",
    ),
    "opening_renewal_need": ("depreciation_path", "asset_life", "investment_price_growth"),
}
"""Inputs that the calibration makes of parameters, and which."""

CALIBRATED: dict[str, str] = {
    "opening_tax_base": "tax_revenue",
    "tax_base_residual": "tax_revenue",
    "opening_national_capacity": "income_equalisation",
    "national_capacity_residual": "income_equalisation",
    "contingent_liability_path": "solidity_full",
    "base_price_level": "lpik_incl",
}
"""Inputs that the calibration solves so that a printed line is met, and which line."""

TWO_YEARS_LATER = ("tax_base_residual",)
"""An own deviation of the tax base shows in the revenue of two years later."""


def population_paths(plan: Plan, scenario: Scenario | None) -> tuple[str, ...]:
    """The population paths that a scenario rests on: those it names, else the plan's own."""
    named = [d.whole for d in scenario.differences if d.key == "population"] if scenario else []
    whole = next((w for w in reversed(named) if w is not None), plan.file.population)
    if whole is None or isinstance(whole, Financing):
        return ()
    return tuple(path_weights(whole))


def sources(
    plan: Plan, name: str, year: int | None, scenario: Scenario | None = None
) -> tuple[Source, ...]:
    """Where the input `name` of the graph has its value of `year` from; none when it is a zero
    that no plan states."""
    parameter = parameter_of().get(name)
    if parameter == "population" or name in SHARES:
        people = (_of_path(plan, p, name, year) for p in population_paths(plan, scenario))
        return tuple(source for source in people if source)
    if parameter is not None:
        found = _of_parameter(plan, parameter, year)
        return (found,) if found else ()
    if name == "beyond_print":
        return ()  # no value of the domain: which years no table prints
    if name in DERIVED:
        # The income year before the plan has the growth of the plan's first year.
        early = name.endswith("_growth_income") and year is not None and year < plan.years[0]
        made = (_of_parameter(plan, p, plan.years[0] if early else year) for p in DERIVED[name])
        return tuple(source for source in made if source)
    return _calibrated(plan, name, year)


def _calibrated(plan: Plan, name: str, year: int | None) -> tuple[Source, ...]:
    """The printed figure that the calibration meets: of the year, or the last one before it."""
    line = name.removeprefix("add_") if name.startswith("add_") else CALIBRATED.get(name)
    if line is None:
        return ()
    wanted = year or plan.years[0]
    wanted += 2 if name in TWO_YEARS_LATER and year is not None else 0
    printed = published(plan, line, wanted)
    if printed is None and f"{line}_path" in registry():
        printed = _of_parameter(plan, f"{line}_path", year)
    if printed is None and name.startswith("add_"):
        printed = Source(line, 0.0, line_items()[line].unit, "default", year=year)
    if printed is None:
        before = [y for y in plan.published.get(line, {}) if y < wanted]
        found = published(plan, line, max(before)) if before else None
        printed = replace(found, held=True) if found else None
    return (printed,) if printed else ()


def _of_parameter(plan: Plan, parameter: str, year: int | None) -> Source | None:
    spec = registry()[parameter]
    if parameter == "population" and plan.file.population is not None:
        return _of_path(plan, plan.file.population, "population_path", year)
    value = plan.values.get(parameter, {}).get(None if spec.axis == "constant" else year)
    if value is None:
        default = spec.default
        return None if default is None else Source(parameter, default, spec.unit, "default")
    return _of_value(plan, parameter, spec.unit, value, year)


def _of_path(plan: Plan, path: str, name: str, year: int | None) -> Source | None:
    """The residents of a population path in a year, or those of one of its age groups."""
    if year is None:
        return None
    if name in SHARES:
        group = SHARES[name]
        value = plan.ages.get(path, {}).get(year, {}).get(group)
        return None if value is None else _of_value(plan, group, "persons", value, year)
    value = plan.populations[path].get(year)
    return None if value is None else _of_value(plan, "population", "persons", value, year)


def _of_value(plan: Plan, what: str, unit: str, value: Value, year: int | None) -> Source:
    return _as_readers_see(
        plan, Source(what, value.value, unit, value.status, year, **value.origin())
    )


def published(plan: Plan, line: str, year: int) -> Source | None:
    """The printed figure of a line in a year, with document, table and row."""
    found = plan.published.get(line, {}).get(year)
    if found is None:
        return None
    unit, value = line_items()[line].unit, float(found.value)
    return _as_readers_see(plan, Source(line, value, unit, "published", year, **found.origin()))


def known_before(plan: Plan, line: str, year: int) -> Source | None:
    """The figure of a line in a year before the plan: the printed row, or what was entered."""
    found = plan.history.get(line, {}).get(year)
    if found is None:
        return None
    unit, status = line_items()[line].unit, found.kind or "published"
    return _as_readers_see(plan, Source(line, found.value, unit, status, year, **found.origin()))


def _as_readers_see(plan: Plan, source: Source) -> Source:
    """The document by its title, and the file the same on every machine."""
    title, file = _title(plan, source.document), short(plan, source.file)
    return replace(source, document=title, file=file)


def _title(plan: Plan, document: str | None) -> str | None:
    spec = plan.file.documents.get(document) if document else None
    return spec.title if spec else document


def short(plan: Plan, file: str | None) -> str | None:
    """A file of the plan by its place within the plan's folder, the same on every machine."""
    if file is None:
        return None
    path = Path(file)
    inside = path.is_relative_to(plan.folder)
    return str(Path(plan.name) / path.relative_to(plan.folder)) if inside else path.name
