"""The tables of the population scorecard, in Markdown."""

from collections.abc import Sequence

import numpy as np

from analysis import catalogue
from analysis.inputs.demography import Demography
from analysis.model.cohort_estimates import method_from
from analysis.model.cohort_groups import GROUPS
from studies import population_scorecard as card
from studies.population_coverage import LEVELS, Coverage


def percent(value: float, decimals: int = 1) -> str:
    """A fraction as per cent in English."""
    return catalogue.number(100 * value, "pct", "en", decimals)


def table(heading: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown: the first column is text, the others are numbers."""
    rule = ["---", *["---:"] * (len(heading) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (heading, rule, *rows))


def choice_table(ranked: dict[int, list[card.Choice]]) -> str:
    """The best, the second and the last candidate for each base period."""
    rows = []
    for base, choices in ranked.items():
        for rank in (0, 1, 2, len(choices) - 1):
            c = choices[rank]
            settings = [f"{c.changed[name]:g}" for name in card.CANDIDATES]
            rows.append(
                [f"{base}", f"{rank + 1} of {len(choices)}", *settings, percent(c.median, 2)]
            )
    heading = ["base period", "rank", *(n.replace("_", " ") for n in card.CANDIDATES), "WAPE, %"]
    return table(heading, rows)


def score_rows(label: list[str], found: card.Score) -> list[str]:
    """One row of the scorecard."""
    return [
        *label,
        str(found.cases),
        percent(found.wape, 2),
        percent(found.wape_no_change),
        percent(found.wape_trend),
        percent(found.beats_no_change, 0),
        percent(found.beats_trend, 0),
        percent(found.total),
        *(percent(found.groups[name]) for name in GROUPS),
    ]


def score_table(tests: dict[int, list[card.Backtest]]) -> str:
    """Errors for each base period, all jump-offs together and one by one."""
    rows = []
    for base, found in tests.items():
        rows.append(score_rows([str(base), "all"], card.score(found)))
        rows += [score_rows([str(base), str(t.jump_off)], card.score([t])) for t in found]
    heading = ["base period", "jump-off", "cases", "WAPE, %", "no change", "linear trend"]
    heading += ["beats no change, %", "beats trend, %", "total", "0-19", "20-64", "65-79", "80+"]
    return table(heading, rows)


def bias_table(tests: dict[int, list[card.Backtest]]) -> str:
    """Signed median errors: what the forecasts tended to miss."""
    rows = []
    for base, found in tests.items():
        for t in found:
            bias = card.score([t]).bias
            names = ("population", *GROUPS)
            rows.append([str(base), str(t.jump_off), *(percent(bias[name]) for name in names)])
    return table(["base period", "jump-off", "total", "0-19", "20-64", "65-79", "80+"], rows)


def county_table(data: Demography, tests: list[card.Backtest]) -> str:
    """Every county: WAPE and error in total and of those aged 80 and over, per jump-off."""
    heading = ["county"]
    columns = []
    for t in tests:
        heading += [f"WAPE {t.jump_off}", "total", "80+"]
        columns += [
            card.wape(t.forecast, t.outcome),
            card.error(t.forecast, t.outcome),
            card.error(t.forecast, t.outcome, GROUPS["population_80_plus"]),
        ]
    values = np.stack(columns, axis=-1)
    rows = [
        [name, *(percent(v) for v in row)] for name, row in zip(data.regions, values, strict=True)
    ]
    return table(heading, rows)


def verdict(found: card.Score) -> str:
    """The figures that were asked for, against what was asked."""
    rows = [
        ["median WAPE by age and sex", "at most 5.0 %", f"{percent(found.wape, 2)} %"],
        ["lower than no change", "at least 95 % of cases", f"{percent(found.beats_no_change)} %"],
        [
            "median absolute error, 80 and over",
            "at most 3 %",
            f"{percent(found.groups['population_80_plus'], 2)} %",
        ],
    ]
    return table(["measure", "asked", "reached"], rows)


def parts_table(
    data: Demography, settings: dict[str, float], best: dict[int, dict[str, float]]
) -> str:
    """What the errors would be with one part of the method taken away."""
    known, rows = data.until(card.SCORED[0]), []
    for base, whole in best.items():
        held = {"fertility_memory": base, "fertility_persistence": 0.0}
        variants: dict[str, dict[str, float]] = {
            "as chosen": {},
            "fertility of the base period held": held,
            "migration of the base period held": {"migration_persistence": 1.0},
            "both held": held | {"migration_persistence": 1.0},
            "mortality not improving": {"improvement_share": 0.0},
        }
        for name, changed in variants.items():
            method = method_from(settings, **(whole | changed))
            before = card.median_wape(card.backtests(known, method, card.CHOSEN_ON))
            scored = card.score(card.backtests(data, method, card.SCORED))
            oldest = percent(scored.groups["population_80_plus"])
            rows.append([name, str(base), percent(before, 2), percent(scored.wape, 2), oldest])
    heading = ["method", "base period", "WAPE 1978-1985", "WAPE 1995, 2000, 2005", "80+"]
    return table(heading, rows)


def coverage_table(found: Sequence[Coverage], level: float | None = None) -> str:
    """Coverage by persistence at one level, or of one persistence at every level."""
    names = ["total", "0-19", "20-64", "65-79", "80+"]
    if level is not None:
        rows = [
            [f"{c.persistence:g}", *(percent(s[level], 0) for s in c.shares.values())]
            for c in found
        ]
        return table(["persistence", *names], rows)
    (one,) = found
    rows = [
        [f"{percent(lev, 0)} per cent", *(percent(s[lev], 0) for s in one.shares.values())]
        for lev in LEVELS
    ]
    return table(["interval", *names], rows)
