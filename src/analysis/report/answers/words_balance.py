"""What the balanced-budget planner says, in sentences generated from its numbers."""

import numpy as np

from analysis import catalogue
from analysis.inputs.balance_rules import balance_rules
from analysis.report.answers.words_change import amount
from analysis.study.balance_path import Path
from analysis.study.balance_plan import BalancePlan


def says_balance(answer: BalancePlan, language: str) -> list[str]:
    """Deficits as the plan stands, what the law demands of them, and what a swing adds."""
    said = [*_standing(answer, language), _path("lawful", answer.lawful, language)]
    said.append(_path("closed", answer.closed, language))
    said += [
        catalogue.text(
            "says.balance.swing",
            language,
            case=catalogue.text(f"word.{swing.name}", language),
            measures=amount(swing.path.total_measures, "mnkr", language),
            extra=amount(
                swing.path.total_measures - answer.closed.total_measures, "mnkr", language, True
            ),
        )
        for swing in answer.swings[1:]
    ]
    return said


def _standing(answer: BalancePlan, language: str) -> list[str]:
    years = answer.results.years
    short = [y for y, d in zip(years, answer.standing.deficit, strict=True) if round(d) > 0]
    if not short:
        return [catalogue.text("says.balance.none", language)]
    said = [
        catalogue.text(
            "says.balance.deficits",
            language,
            years=catalogue.year_span(short, language),
            total=amount(float(answer.standing.deficit.sum()), "mnkr", language),
        )
    ]
    late = [y for y, is_late in zip(years, answer.overdue, strict=True) if is_late]
    if late:
        span = catalogue.year_span(late, language)
        said.append(catalogue.text("says.balance.overdue", language, years=span))
    else:
        said.append(catalogue.text("says.balance.in_time", language))
    return said


def _path(name: str, path: Path, language: str) -> str:
    """How large the measures are and what is left open at the end."""
    pulled = [y for y, m in zip(path.results.years, path.measures, strict=True) if round(m, 2) > 0]
    key = f"says.balance.{name}" if pulled else f"says.balance.{name}_free"
    left = [
        catalogue.text(
            "says.balance.open",
            language,
            value=amount(v, "mnkr", language),
            due=path.due[y],
            year=y,
        )
        for y, v in path.open.items()
        if round(v) > 0
    ]
    said = catalogue.text(
        key,
        language,
        total=amount(path.total_measures, "mnkr", language),
        years=catalogue.year_span(pulled or path.results.years, language),
        used=amount(float((path.used + path.old_used).sum()), "mnkr", language),
    )
    return " ".join((said, *left))


def assumes_balance(answer: BalancePlan, language: str) -> list[str]:
    """The paragraphs, the opening reserves, and what the planner leaves to the council."""
    opening, rules = answer.opening, balance_rules()
    said = [
        catalogue.text("assumes.balance.law", language, years=rules.restoring_years.value),
        catalogue.text(
            "assumes.balance.reservation",
            language,
            year=rules.old_reserve_last_year.value,
            low=catalogue.amount(rules.reservation_share.value, "pct", language, 0),
            high=catalogue.amount(
                rules.reservation_share_negative_equity.value, "pct", language, 0
            ),
            stock=catalogue.amount(rules.stock_share.value, "pct", language, 0),
        ),
    ]
    said += [catalogue.text(f"assumes.balance.{k}", language) for k in ("measures", "judgement")]
    said.append(
        catalogue.text(
            "assumes.balance.opening",
            language,
            old=amount(opening.old_reserve, "mnkr", language),
            reserve=amount(opening.reserve, "mnkr", language),
            deficits=amount(float(np.sum(list(opening.deficits.values()))), "mnkr", language),
        )
    )
    return said
