"""What the portfolio to 2040 and the scoring of plans say, in sentences from their numbers."""

import numpy as np

from analysis import catalogue
from analysis.inputs.horizon import load_horizon
from analysis.report.answers.words_change import amount
from analysis.study.portfolio import Outcome, Portfolio, full_from
from analysis.study.score import Score


def says_portfolio(answer: Portfolio, other: Portfolio | None, language: str) -> list[str]:
    """Coverage at the end in every case, what reaches the goal, and the other rule."""
    said = [_case(answer, outcome, language) for outcome in answer.outcomes]
    first = answer.outcomes[0]
    said.append(
        catalogue.text(
            "says.portfolio.size",
            language,
            capital=amount(float(first.portfolio[-1]), "mnkr", language),
            obligation=amount(float(first.provision[-1] + first.liability[-1]), "mnkr", language),
            year=answer.years[-1],
        )
    )
    if other is not None:
        said.append(
            catalogue.text(
                f"says.portfolio.other.{other.after}",
                language,
                coverage=_percent(other.outcomes[0].coverage[-1], language),
                year=other.years[-1],
            )
        )
    if answer.moved:
        total = sum(answer.moved.values())
        said.append(
            catalogue.text(
                "says.portfolio.moved",
                language,
                amount=amount(total, "mnkr", language),
                cash=amount(float(answer.effects["cash"][-1]), "mnkr", language, True),
                result=amount(float(answer.effects["net_result"][-1]), "mnkr", language, True),
                year=answer.projection.years[-1],
            )
        )
    return said


def _percent(share: float, language: str) -> str:
    return catalogue.amount(100 * float(share), "pct", language, 0)


def _case(answer: Portfolio, outcome: Outcome, language: str) -> str:
    label = getattr(answer.horizon.cases[outcome.case].label, language)
    reached = full_from(answer.years, outcome.coverage, answer.horizon)
    words = {
        "case": label,
        "coverage": _percent(outcome.coverage[-1], language),
        "year": answer.years[-1],
        "reached": reached,
        "goal": _percent(answer.horizon.target_coverage.value / 100, language),
        "start": answer.start,
    }
    said = catalogue.text(
        "says.portfolio.full" if reached else "says.portfolio.short", language, **words
    )
    needed = outcome.contribution
    if needed is None:
        return f"{said} {catalogue.text('says.portfolio.none', language, **words)}"
    key = "says.portfolio.contribution" if needed > 0 else "says.portfolio.draw"
    size = amount(abs(needed), "mnkr", language)
    return f"{said} {catalogue.text(key, language, amount=size, **words)}"


def assumes_portfolio(answer: Portfolio, language: str) -> list[str]:
    """The rule after the plan and every assumption of the longer horizon, with its status."""
    horizon = load_horizon(answer.projection.plan)
    plan_end = answer.projection.years[-1]
    said = [catalogue.text(f"assumes.portfolio.{answer.after}", language, year=plan_end)]
    for name in (
        "portfolio_return_rate",
        "price_base_amount_growth",
        "contingent_liability_growth",
        "pension_accrual_other",
    ):
        item = getattr(horizon, name)
        said.append(
            catalogue.text(
                "assumes.portfolio.value",
                language,
                name=catalogue.text(f"horizon.{name}", language),
                value=catalogue.amount(item.value, item.unit, language, 1),
                status=catalogue.text(f"explain.status.{item.status}", language),
                year=plan_end,
            )
        )
    said.append(catalogue.text("assumes.portfolio.held", language))
    return said


def says_score(answer: Score, language: str) -> list[str]:
    """For each line: whether the plan was too high or too low on average, and by how much."""
    said = []
    for line, misses in answer.by_line().items():
        errors, unit = np.array([m.error for m in misses]), catalogue.unit(line)
        bias = float(errors.mean())
        same = catalogue.number(bias, unit, language) == catalogue.number(0, unit, language)
        key = "says.score.even" if same else "says.score.high" if bias > 0 else "says.score.low"
        own = "pp" if unit == "pct" else unit
        said.append(
            catalogue.text(
                key,
                language,
                label=catalogue.label(line, language),
                bias=amount(abs(bias), own, language),
                absolute=amount(float(np.abs(errors).mean()), own, language),
                number=len(misses),
            )
        )
    if answer.unused:
        listed = ", ".join(f"{catalogue.label(n, language)} {year}" for n, year in answer.unused)
        said.append(catalogue.text("says.score.unused", language, lines=listed))
    return said


def assumes_score(language: str) -> list[str]:
    return [catalogue.text("assumes.score", language)]
