"""The population scenarios of a plan: from its own totals to paths that a scenario can name."""

from analysis.errors import InputError, Message
from analysis.inputs import population_ages, population_beyond, population_paths
from analysis.inputs.demography import Demography
from analysis.inputs.horizon import horizon_of
from analysis.inputs.packages import Package, package_files, read_package
from analysis.inputs.plan import Plan
from analysis.inputs.population_ages import Groups, population_ages_text, read_population_ages
from analysis.inputs.population_paths import population_paths_text, read_population_paths
from analysis.inputs.values import Value
from analysis.model.cohort_groups import age_groups
from analysis.study.population import Outlook, known_region, outlook
from analysis.study.residents import ages_of_years, population_years

YEARS_AHEAD = 10
"""How far beyond the counted year an outlook reaches at least: the plan speaks of ten years."""

YEARS_CARRIED = 15
"""How far beyond its last year a plan is usually carried: paths reach there where it says nothing.
"""

OF_THE_PLAN = ("own-path", "scb-path")
"""Scenarios that meet totals which the plan names already, as `own` and `scb`."""


def november_totals(plan: Plan, name: str) -> dict[int, float]:
    """A population scenario of the plan as residents on 1 November by that November's year."""
    return {year - 1: value.value for year, value in sorted(plan.populations[name].items())}


def plan_outlook(
    plan: Plan,
    *extra: Package,
    figures: Demography | None = None,
    jump_off: int | None = None,
    base_period: int | None = None,
    until: int | None = None,
) -> Outlook:
    """All population scenarios of a plan, the shipped packages and `extra` ones.

    until: the last budget year that the outlook serves, where that is later than its own.

    figures: other figures than those that come with the project. The jump-off is their last
    year, but never later than the year before the plan's first count, which the outlook has to
    meet. Raises InputError when the plan has no population of its own.
    """
    own = plan.file.population
    if own is None:
        raise InputError(Message("the plan has no population"), file=plan.folder / "plan.yml")
    totals = november_totals(plan, own)
    official = november_totals(plan, "scb") if "scb" in plan.populations else {}
    given = {p.name for p in extra}
    packages = [read_package(name) for name in package_files() if name not in given]
    last = max(max(totals), min(totals) + YEARS_AHEAD, until or 0) + 1
    latest = min(jump_off or min(totals) - 1, min(totals) - 1)
    region = known_region(region_name(plan), figures, latest, base_period)
    return outlook(region, totals, official, last, (*packages, *extra))


def region_name(plan: Plan) -> str:
    """The county of a plan: "Region Norrbotten" is Norrbotten in the population figures."""
    return plan.file.county or plan.file.region.removeprefix("Region ").strip()


def plan_files(plan: Plan, found: Outlook) -> dict[str, str]:
    """What an outlook adds to the folder of a plan, by file name: paths and their age groups."""
    files = {
        population_paths.FILE: plan_paths_text(plan, found),
        population_ages.FILE: plan_ages_text(plan, found),
    }
    later = tuple(range(plan.years[-1] + 2, found.years[-1] + 1))
    held = population_beyond.read_population_beyond(plan.folder, plan.years[-1] + 2)
    if later and max((max(v) for v in held.values()), default=0) <= later[-1]:
        files[population_beyond.FILE] = population_ages_text(_every_group(plan, found, later))
    return files


def horizon_year(plan: Plan) -> int:
    """The last year that the plan may be carried to: that of its horizon.yml or its plan.yml."""
    found = horizon_of(plan)
    if found is not None:
        return found.until.value
    return plan.file.years.horizon or plan.years[-1] + YEARS_CARRIED


def _known_as(plan: Plan) -> dict[str, str]:
    """The names under which the plan knows the paths that are its own."""
    return dict(zip(OF_THE_PLAN, (plan.file.population or "own", "scb"), strict=True))


def _every_group(
    plan: Plan, found: Outlook, years: tuple[int, ...]
) -> dict[str, dict[int, Groups]]:
    """The groups of every path in `years`, by the name that the plan knows it under."""
    own = _known_as(plan)
    return {own.get(name, name): _groups(found, name, years) for name in found.scenarios}


def note_of(found: Outlook) -> str:
    """How the paths of an outlook came about, as the files of a plan say it."""
    return (
        f"Kohortframskrivning från {found.region.jump_off} års ålderssammansättning, "
        f"framskriven till november {found.counted}"
    )


def plan_paths_text(plan: Plan, found: Outlook) -> str:
    """population_scenarios.csv of the plan: these scenarios, and others that it held before."""
    years, note = population_years(plan), note_of(found)
    paths, notes = {}, {}
    for name, entries in read_population_paths(plan.folder, years).items():
        paths[name] = {year: entry[0] for year, entry in entries.items()}
        notes[name] = next(iter(entries.values()))[2]
    for name in found.scenarios:
        if name not in OF_THE_PLAN:
            november = found.november(name)
            paths[name] = {year: november[year - 1] for year in years}
            notes[name] = note
    return population_paths_text(paths, notes)


def plan_ages_text(plan: Plan, found: Outlook) -> str:
    """population_age_groups.csv of the plan: every scenario, those of the plan's own totals too.

    Groups of other paths that the plan holds are kept as they are.
    """
    years = population_years(plan)
    own = set(_known_as(plan).values())
    made = _every_group(plan, found, years)
    before = read_population_ages(plan.folder, years)
    kept = {n: held for n, held in before.items() if n in plan.populations and n not in made}
    ordered = sorted(made, key=lambda name: name not in own)
    return population_ages_text({**{name: made[name] for name in ordered}, **kept})


def _groups(found: Outlook, name: str, years: tuple[int, ...]) -> dict[int, Groups]:
    """Persons by age group on 1 November of the year before, by population year."""
    groups, note = age_groups(ages_of_years(found, name, years)), note_of(found)
    return {
        year: {g: Value(float(v[i]), "estimated", note=note) for g, v in groups.items()}
        for i, year in enumerate(years)
    }
