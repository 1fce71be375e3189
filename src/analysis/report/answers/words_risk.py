"""What sensitivity and uncertainty say, in sentences generated from their numbers."""

from analysis import catalogue
from analysis.report.answers.words_change import amount
from analysis.report.blocks.sheets import assumption_label, goal_label
from analysis.study.risk import (
    Probability,
    expected_shortfall,
    failure_probabilities,
    fan,
    room_probabilities,
)
from analysis.study.sensitivity import Elasticities, Tornado
from analysis.study.sobol import Sobol
from analysis.study.uncertainty import RESULT, Simulation


def says_tornado(answer: Tornado, language: str) -> list[str]:
    """The assumption with the largest swing and how far it takes the figure."""
    ranked, unit = answer.ranked(), catalogue.unit(answer.line)
    if not ranked:
        return [catalogue.text("says.tornado.none", language)]
    first = ranked[0]
    ends = sorted((float(answer.low[first]), float(answer.high[first])))
    return [
        catalogue.text(
            "says.tornado",
            language,
            label=catalogue.label(answer.line, language),
            year=answer.year,
            base=amount(answer.base, unit, language),
            assumption=assumption_label(answer.keys[first], language),
            low=amount(ends[0], unit, language),
            high=amount(ends[1], unit, language),
        )
    ]


def assumes_tornado(answer: Tornado, language: str) -> list[str]:
    low, high = (catalogue.number(100 * share, "", language, 0) for share in answer.interval)
    return [
        catalogue.text("assumes.tornado", language, low=low, high=high),
        catalogue.text("assumes.sizes", language),
    ]


def says_elasticities(answer: Elasticities, language: str) -> list[str]:
    """One sentence for each assumption: what a step does to the first line in the last year."""
    line, unit = answer.lines[0], catalogue.unit(answer.lines[0])
    said, at = [], answer.years.index(answer.year)
    for k, key in enumerate(answer.keys):
        step = answer.sheets()[0].records()[k * len(answer.lines)]
        said.append(
            catalogue.text(
                "says.step",
                language,
                assumption=assumption_label(key, language),
                step=catalogue.signed(answer.steps[k], "", language, 1),
                unit=catalogue.text(f"unit.{step['step_unit']}", language),
                when=catalogue.text(f"word.{step['when']}", language),
                year=answer.year,
                line=catalogue.label(line, language),
                effect=amount(float(answer.effects[k, 0, at]), unit, language, signed=True),
                later=amount(float(answer.effects[k, 0, -1]), unit, language, signed=True),
                last=answer.years[-1],
            )
        )
    return said


def assumes_elasticities(answer: Elasticities, language: str) -> list[str]:
    return [catalogue.text("assumes.step", language, year=answer.year)]


def says_sobol(answer: Sobol, language: str) -> list[str]:
    """Which assumption brings most of the variance."""
    first = int(answer.total.argmax())
    return [
        catalogue.text(
            "says.sobol",
            language,
            assumption=assumption_label(answer.keys[first], language),
            share=catalogue.amount(100 * float(answer.total[first]), "pct", language, 0),
            label=catalogue.label(answer.line, language),
            year=answer.year,
            sum=catalogue.amount(100 * float(answer.first.sum()), "pct", language, 0),
        )
    ]


def assumes_sobol(answer: Sobol, language: str) -> list[str]:
    return [
        catalogue.text("assumes.sobol", language, samples=answer.samples),
        catalogue.text("assumes.sizes", language),
    ]


def says_uncertainty(answer: Simulation, language: str) -> list[str]:
    """Each goal's risk over the whole period, the range of the result, and the worst cases."""
    goals = list(dict.fromkeys(goal for goal, _ in answer.tests))
    found = failure_probabilities(answer)
    largest = max(goals, key=lambda goal: found[goal, None].value)
    said = [
        catalogue.text(
            "says.risk.largest",
            language,
            goal=goal_label(answer.uncertainty.plan, largest, language),
            share=catalogue.amount(100 * found[largest, None].value, "pct", language, 0),
        )
    ]
    said += [_chance("says.risk", answer, goal, found, language) for goal in goals]
    room = room_probabilities(answer)
    bands = dict.fromkeys(goal for goal, _ in room)
    said += [_chance("says.room", answer, goal, room, language) for goal in bands]
    values, shares = fan(answer, RESULT), answer.uncertainty.file.percentiles
    inner = 100 * (shares[-1] - shares[0])
    said.append(
        catalogue.text(
            "says.fan",
            language,
            label=catalogue.label(RESULT, language),
            year=answer.years[-1],
            share=catalogue.amount(inner, "pct", language, 0),
            low=amount(float(values[0, -1]), "mnkr", language),
            high=amount(float(values[-1, -1]), "mnkr", language),
        )
    )
    tail = answer.uncertainty.file.tail
    mean, error = expected_shortfall(answer.lines[RESULT], tail)
    said.append(
        catalogue.text(
            "says.shortfall",
            language,
            tail=catalogue.amount(100 * tail, "pct", language, 0),
            value=amount(float(mean[-1]), "mnkr", language),
            error=amount(float(error[-1]), "mnkr", language),
            year=answer.years[-1],
        )
    )
    return said


def _chance(
    key: str,
    answer: Simulation,
    goal: str,
    found: dict[tuple[str, int | None], Probability],
    language: str,
) -> str:
    ever = found[goal, None]
    return catalogue.text(
        key,
        language,
        goal=goal_label(answer.uncertainty.plan, goal, language),
        share=catalogue.amount(100 * ever.value, "pct", language),
        low=catalogue.number(100 * ever.low, "pct", language),
        high=catalogue.number(100 * ever.high, "pct", language),
    )


def assumes_uncertainty(answer: Simulation, language: str) -> list[str]:
    """Draws, seed, how errors are drawn, and what is known of past deficits."""
    events = answer.uncertainty.file.events.values()
    said = [
        catalogue.text(
            f"assumes.uncertainty.{answer.method}", language, draws=answer.draws, seed=answer.seed
        ),
        catalogue.text("assumes.sizes", language),
        _held(answer, language),
        catalogue.text("assumes.restoring", language),
    ]
    said += [
        catalogue.text(
            "assumes.event",
            language,
            event=getattr(event.label, language),
            value=amount(event.amount, event.unit, language),
            share=catalogue.amount(100 * event.probability, "pct", language, 0),
        )
        for event in events
    ]
    return said


def _held(answer: Simulation, language: str) -> str:
    """How many drawn values would have ended out of bounds, and what was done with them."""
    if not answer.held:
        return catalogue.text("assumes.held.none", language)
    counts = [
        f"{assumption_label(key, language)} {catalogue.number(count, 'persons', language)}"
        for key, count in answer.held.items()
    ]
    return catalogue.text(
        "assumes.held",
        language,
        counts=catalogue.enumerate_words(counts, language),
        draws=catalogue.number(answer.drawn, "persons", language),
    )
