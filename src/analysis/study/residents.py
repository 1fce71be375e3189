"""What do more residents yield, net (*vad ger fler invånare*)? By age, and for a package.

Income and equalisation follow the graph of the plan; costs follow a profile of care by age. What
the key `population` alone moves (tax, grants, capitated frames) is completed by two more keys:
`own_tax_base_deviation` for the age of those who pay, `operating_costs` for the age of those who
are cared for.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.inputs.packages import Package
from analysis.inputs.plan import Plan
from analysis.inputs.profiles import Profiles
from analysis.model import residents
from analysis.model.calibration import Calibration
from analysis.model.cohort_groups import age_groups, age_shares, november_share
from analysis.model.cohort_packages import visiting
from analysis.model.projection import evaluate
from analysis.study.population import Outlook

Array = np.ndarray

EFFECTS = (
    "tax_revenue",
    "income_equalisation",
    "cost_equalisation",
    "regulation_item",
    "operating_costs",
    "net_result",
)
RESPONSE = (
    "population_driven_share",
    "long_run_population_share",
    "population_response_years",
)
"""How costs follow residents: the same whether they come by a population path or a package."""
WORDS = ("question", "question_en", "title", "title_en")
STATE = ("net_operating_cost", "self_financing_ratio", "population")


@dataclass(frozen=True)
class Moved:
    """What a population moves, by scenario key, in the units of a scenario file.

    population (..., P) persons by population year; own_tax_base_deviation (..., P-1) percent by
    income year; operating_costs (..., T) mnkr by plan year; age_shares (..., T) fractions, which
    follow from the population and are no keys.
    """

    population: Array
    own_tax_base_deviation: Array
    operating_costs: Array
    age_shares: dict[str, Array] = field(default_factory=dict)

    def overrides(self) -> dict[str, Array]:
        """The same as inputs of the graph."""
        return {
            "population_path": self.population,
            "own_tax_base_deviation": self.own_tax_base_deviation / 100,
            "operating_costs_change": self.operating_costs,
            **self.age_shares,
        }


def population_years(plan: Plan) -> tuple[int, ...]:
    """The population years of a plan: from the year before the first to the one after the last."""
    return tuple(range(plan.years[0] - 1, plan.years[-1] + 2))


def ages_in(outlook: Outlook, name: str, plan: Plan) -> Array:
    """A scenario's population (P, 2, 101) on 1 November of the year before each population year."""
    return ages_of_years(outlook, name, population_years(plan))


def ages_of_years(outlook: Outlook, name: str, years: Sequence[int]) -> Array:
    """A scenario's population (Y, 2, 101) on 1 November of the year before each of `years`."""
    ends = outlook.scenarios[name].population
    place = [outlook.years.index(year - 1) for year in years]
    share = np.array([november_share(year - 1) for year in years])
    return residents.november_population(ends[[p - 1 for p in place]], ends[place], share)


def moved_by(
    calibration: Calibration,
    people: Array,
    base: Array,
    profiles: Profiles,
    visitors: Array | None = None,
) -> Moved:
    """What `people` move against `base`, both (..., P, 2, 101) over the population years.

    visitors (T, 2, 101): persons who use care without living there, already weighted by use.
    """
    inputs = calibration.inputs
    first, last, years = (inputs[name] for name in RESPONSE)
    response = (first, last, years)
    total, base_total = people.sum(axis=(-2, -1)), base.sum(axis=(-2, -1))
    # The plan's own path is the base: the cohorts add to it what they differ.
    path = inputs["population_path"] + total - base_total
    income = residents.mean_of(people, profiles.income)
    deviation = residents.tax_base_deviation(income, residents.mean_of(base, profiles.income))
    units, base_units = (residents.units_of(p, profiles.care)[..., 1:-1] for p in (people, base))
    guests = 0.0 if visitors is None else residents.units_of(visitors, profiles.care)
    shares = age_shares(age_groups(people[..., 1:-1, :, :]))
    need = evaluate(calibration, {"population_path": path, **shares}, ["need_ratio"])
    rest = residents.beyond_residents(
        inputs["operating_costs_path"], units, base_units, np.asarray(guests), need["need_ratio"],
        response,
    )  # fmt: skip
    return Moved(path, deviation * 100, rest, shares)


def effects(calibration: Calibration, moved: Moved) -> dict[str, Array]:
    """Difference from the base by line, (..., T): mnkr, and fractions for the ratio."""
    targets = (*EFFECTS, *STATE)
    changed = evaluate(calibration, moved.overrides(), targets)
    before = evaluate(calibration, {}, targets)
    return {name: np.asarray(changed[name] - before[name]) for name in targets}


@dataclass(frozen=True)
class ByAge:
    """Effect of more people of each age: lines (101, T) in mnkr, net is their sum."""

    persons: float
    years: tuple[int, ...]
    lines: dict[str, Array]
    net: Array


def marginal_by_age(
    calibration: Calibration, base: Array, profiles: Profiles, persons: float = 100.0
) -> ByAge:
    """What `persons` more people of one age yield, for every age, after equalisation.

    They live there from the count for the first plan year on and keep their age, so that the last
    years show what the age is worth when the tax base has followed.
    """
    ages = base.shape[-1]
    people = np.repeat(base[None], ages, axis=0)
    for age in range(ages):
        people[age, 1:, :, age] += persons / 2
    found = effects(calibration, moved_by(calibration, people, base, profiles))
    lines = {name: found[name] for name in EFFECTS if name != "net_result"}
    return ByAge(persons, calibration.years, lines, np.sum(list(lines.values()), axis=0))


def package_moves(
    calibration: Calibration, outlook: Outlook, package: Package, profiles: Profiles
) -> Moved:
    """What a package moves in the plan, its commuters included."""
    plan = calibration.plan
    guests = visiting(package, plan.years) * package.visitor_care
    return moved_by(
        calibration,
        ages_in(outlook, package.name, plan),
        ages_in(outlook, "own-path", plan),
        profiles,
        guests,
    )


def quoted(text: str) -> str:
    """A user's text as a double-quoted YAML value on one line."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def scenario_text(plan: Plan, package: Package, moved: Moved) -> str:
    """A scenario file that says what a package moves, year by year."""
    years = population_years(plan)
    entries: dict[str, Mapping[int, float]] = {
        "own_tax_base_deviation": dict(
            zip(years[:-1], moved.own_tax_base_deviation.round(4), strict=True)
        ),
        "operating_costs": dict(zip(plan.years, moved.operating_costs.round(2), strict=True)),
    }
    words = {name: getattr(package, name) for name in WORDS}
    lines = [
        "# Written by `regionkalkyl data package`: the age of those who come decides what they",
        "# pay in tax and what their care costs beyond the capitated frames.",
        *(f"{name}: {quoted(text)}" for name, text in words.items() if text),
        "extends: [base]",
        "change:",
    ]
    for key, values in entries.items():
        cells = ", ".join(f"{year}: {float(value)}" for year, value in values.items() if value)
        lines.append(f"  {key}: {{{cells}}}")
    lines += ["set:", f"  population: {package.name}"]
    return "\n".join(lines) + "\n"
