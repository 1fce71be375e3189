"""The scorecard of the population forecasts as a page of the documentation."""

from pathlib import Path

from analysis.errors import InputError, Message
from analysis.inputs.demography import Demography, read_demography
from analysis.inputs.demography_method import read_method
from analysis.inputs.places import project_root
from analysis.model.cohort_estimates import method_from
from analysis.storage import write_text
from studies import population_scorecard as card
from studies import population_scorecard_tables as tables
from studies.population_coverage import CHOSEN_ON, choose_persistence, covered

NAMES = {
    "population": "popn",
    "deaths": "deaths",
    "births": "births",
}


def counties_1968_2015(folder: Path | None = None) -> Demography:
    """All 21 counties 1968-2015, from a folder beside the project. Raises InputError."""
    where = folder or project_root().parent / "shared" / "data" / "demography"
    files = [where / f"sweden_{n}_county_age_sex_1968_2015.csv.gz" for n in NAMES.values()]
    if not all(file.is_file() for file in files):
        raise InputError(
            Message("the scorecard needs the figures of all counties 1968-2015"),
            file=where,
            expected=Message("the three tables of StatisticsNZ/demdata; see docs/population.md"),
        )
    return read_demography(*files)


def chosen(data: Demography, settings: dict[str, float]) -> dict[int, list[card.Choice]]:
    """For each base period, the candidates in the order of the years before the scored ones."""
    return {b: card.choose(data, settings, card.candidates(b)) for b in card.BASE_PERIODS}


TEXT = """# Scorecard of the population forecasts

Written by `python -m studies.population_scorecard_page`. Figures: Statistics Sweden (SCB),
population 31 December, deaths and births 1968-2015 by county, age and sex, as redistributed in
StatisticsNZ/demdata.

Each forecast uses only what was known at its jump-off and is set against the outcome ten years
later: 21 counties, jump-offs 1995, 2000 and 2005, so 63 cases for each base period. The weighted
absolute percentage error (WAPE) counts the persons put in the wrong year of age or sex, as a share
of all. All errors are per cent; errors of totals and age groups are medians of absolute values.

## Result, with the method that was chosen (base period {base} years)

{verdict}

## How the method was chosen

Base period, the memory and persistence of fertility, the persistence of migration and how much of
the trend of mortality is prolonged were chosen on the jump-offs 1978-1985, {tried} combinations in
all. Their outcomes reach to 1995 and no further, and `choose` is handed no later year: none of the
outcomes that are scored below has had a say in which combination won. The best, the next two and
the worst:

{choices}

What this does not rule out: the list of candidates was drawn up by people who know how Swedish
fertility moved after 1995. A first version held the fertility and migration of the base period;
letting both go back towards a 20-year mean became a candidate after its errors on the scored
jump-offs had been seen. It then won on 1978-1985 too. What each part contributes, as median WAPE
on the jump-offs of the choice and on the scored ones, and the error at 80 and over on the latter:

{parts}

## Scored jump-offs

{scores}

Medians with sign, per cent (positive: too many were forecast):

{bias}

Children are the difficult part: total fertility fell from 2.1 in 1990 to 1.5 in 1999 and rose to
2.0 in 2010. Those born before the jump-off are well forecast. At 80 and over the error is
mortality: the table above says what happens when its trend is not prolonged.

## Do the random futures hold the outcome?

The intervals of the probabilistic projection, made with what was known at each jump-off: how often
they held the outcome ten years later, per cent. The persistence of the random fertility and
migration was chosen on the jump-offs {covered_on}, whose outcomes were known
by 1995, as the one whose 80 per cent intervals came nearest to holding 80 per cent, on average over
the five measures (which are those intervals' shares):

{persistence}

With {best_persistence}, on the scored jump-offs:

{coverage}

Fitted to each county's own history instead, the persistence came out lower and the 80 per cent
intervals held 30 per cent of the outcomes in total: a few decades do not show how long a change of
direction can last. The counties share the country's swings, so 63 cases are far from 63
independent ones, and children are the hardest to cover at every level.

## Every county, base period {base} years

Heby moved from Västmanland to Uppsala county in 2007, which no forecast from 2000 or 2005 could
know: it shows as too few in Uppsala and too many in Västmanland.

{counties}
"""


def main(folder: Path | None = None) -> Path:
    """Run everything and write the page; returns its path. Raises InputError."""
    data, settings = counties_1968_2015(folder), read_method()
    ranked = chosen(data, settings)
    best = min((c[0] for c in ranked.values()), key=lambda choice: choice.median)
    tests = {
        b: card.backtests(data, method_from(settings, **c[0].changed), card.SCORED)
        for b, c in ranked.items()
    }
    base = int(best.changed["base_period"])
    persistent = choose_persistence(data, settings | best.changed, card.HORIZON, card.SCORED[0])
    used = method_from(settings, **best.changed, draw_persistence=persistent[0].persistence)
    scored = covered(data, used, card.SCORED, card.HORIZON)
    page = TEXT.format(
        base=base,
        verdict=tables.verdict(card.score(tests[base])),
        tried=sum(len(c) for c in ranked.values()),
        choices=tables.choice_table(ranked),
        parts=tables.parts_table(data, settings, {b: c[0].changed for b, c in ranked.items()}),
        scores=tables.score_table(tests),
        bias=tables.bias_table(tests),
        covered_on=", ".join(map(str, CHOSEN_ON)),
        persistence=tables.coverage_table(persistent, 0.8),
        best_persistence=f"{persistent[0].persistence:g}",
        coverage=tables.coverage_table([scored]),
        counties=tables.county_table(data, tests[base]),
    )
    target = project_root() / "docs" / "studies" / "population_scorecard.md"
    write_text(target, page)
    return target


if __name__ == "__main__":
    main()
