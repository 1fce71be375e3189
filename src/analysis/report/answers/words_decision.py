"""What goal seeks say, in sentences generated from their numbers."""

from math import ceil, copysign

from analysis import catalogue
from analysis.inputs.plan import Plan
from analysis.report.answers.words_change import amount
from analysis.report.blocks.sheets import goal_label, lever_label
from analysis.study.aims import Aim
from analysis.study.goalseek import Found, Seek
from analysis.study.goalseek_joint import Mix


def aims_words(plan: Plan, aims: tuple[Aim, ...], language: str) -> str:
    """The goals that are aimed at, and the years."""
    names = list(dict.fromkeys(goal_label(plan, aim.text, language) for aim in aims))
    return catalogue.text(
        "seek.aims",
        language,
        goals=catalogue.enumerate_words(names, language),
        years=catalogue.year_span(aims[0].years, language),
    )


def says_seek(answer: Seek, plan: Plan, language: str) -> list[str]:
    """The pull of each lever that reaches the goal, and the levers that cannot."""
    reached = sum(found.value is not None for found in answer.found)
    said = [
        catalogue.text(
            "says.seek.count",
            language,
            aims=aims_words(plan, answer.aims, language),
            reached=reached,
            levers=len(answer.found),
        )
    ]
    if all(found.status == "met" for found in answer.found):
        return [*said, catalogue.text("says.seek.met", language)]
    for found in answer.found:
        key = f"says.seek.{found.status}"
        said.append(catalogue.text(key, language, **_words(answer, found, plan, language)))
    return said


def _words(answer: Seek, found: Found, plan: Plan, language: str) -> dict[str, object]:
    lever = answer.levers[found.lever]
    unit = plan.goals[found.binding[0]].unit if found.binding[0] in plan.goals else "mnkr"
    return {
        "lever": lever_label(plan, found.lever, language),
        "value": pull_words(found.best, lever.unit, language),
        "low": pull_words(lever.low, lever.unit, language),
        "high": pull_words(lever.high, lever.unit, language),
        "goal": goal_label(plan, found.binding[0], language),
        "year": catalogue.year_span(found.binding[1], language),
        "short": amount(-found.margin, "pp" if unit == "pct" else unit, language),
        "start": answer.start,
    }


def pull_words(value: float, unit: str, language: str) -> str:
    """A pull of a lever, rounded away from zero: what is said to be enough must be enough."""
    places = {"kr per 100 kr": 2, "years": 1, "pct": 1}.get(unit, 0)
    scale = 10.0**places
    enough = copysign(ceil(abs(value) * scale - 1e-9) / scale, value)
    number = catalogue.signed(enough, unit, language, places)
    return f"{number} {catalogue.text(f'unit.{unit}', language)}"


def assumes_seek(answer: Seek, language: str) -> list[str]:
    return [
        catalogue.text("assumes.seek", language, start=answer.start),
        catalogue.text("assumes.levers", language),
        catalogue.text("assumes.add_factors", language),
    ]


def says_mix(mix: Mix, plan: Plan, aims: tuple[Aim, ...], language: str) -> list[str]:
    """The cheapest mix, or that there is none."""
    said = [aims_words(plan, aims, language)]
    if mix.positions is None:
        return [*said, catalogue.text("says.mix.none", language)]
    parts = [
        f"{lever_label(plan, name, language)} {pull_words(value, mix.levers[name].unit, language)}"
        for name, value in mix.positions.items()
    ]
    listed = catalogue.enumerate_words(parts, language)
    goal = goal_label(plan, mix.binding[0], language)
    year = catalogue.year_span(mix.binding[1], language)
    return [*said, catalogue.text("says.mix", language, parts=listed, goal=goal, year=year)]


def assumes_mix(start: int, language: str) -> list[str]:
    return [
        catalogue.text("assumes.mix", language),
        catalogue.text("assumes.seek_start", language, start=start),
        catalogue.text("assumes.levers", language),
    ]
