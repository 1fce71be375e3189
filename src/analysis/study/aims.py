"""What a goal seek aims at (*mål att nå*): a goal of the plan, or a line against a value."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.catalogue import unit as catalogue_unit
from analysis.catalogue.lines import line_named
from analysis.errors import InputError, Message, nearest, reason, shown
from analysis.inputs.plan import Plan
from analysis.inputs.stated_numbers import number
from analysis.model.calibration import Calibration
from analysis.model.goal_results import goal_results
from analysis.model.graph import Array
from analysis.model.projection import shown as in_unit
from analysis.study.uncertainty import goal_measures, known_lines

_FORM = re.compile(r"(.+?)\s*(>=|<=)\s*(.+)")
Test = tuple[str, tuple[int, ...]]


@dataclass(frozen=True)
class Aim:
    """A goal of the plan by id, or a line with a bound, in the chosen years."""

    text: str
    years: tuple[int, ...]
    goal: str | None = None
    line: str | None = None
    at_least: bool = True
    value: float = 0.0


def read_aim(text: str, years: Sequence[int], calibration: Calibration) -> Aim:
    """`balanced_budget`, `cash>=0` or `measures_needed<=0`. Raises InputError."""
    plan = calibration.plan
    outside = [year for year in years if year not in plan.years]
    if outside or not years:
        expected = Message(
            "years within {years}-{years_2}", years=plan.years[0], years_2=plan.years[-1]
        )
        raise InputError(
            Message("the plan does not hold these years"), value=outside, expected=expected
        )
    if text in plan.goals:
        return Aim(text, tuple(years), goal=text)
    found = _FORM.fullmatch(text.strip())
    lines = known_lines(calibration)
    line = line_named(found[1]) if found else None
    if found is None or line not in lines:
        raise _no_aim(text, plan, lines)
    try:
        value = number(found[3], catalogue_unit(line))
    except ValueError as error:
        message = Message("the bound of {text!r} is not a number", text=shown(text))
        raise InputError(message, value=found[3], expected=reason(error)) from None
    text = f"{line}{found[2]}{value:g}"
    return Aim(text, tuple(years), line=line, at_least=found[2] == ">=", value=value)


def _no_aim(text: str, plan: Plan, lines: Collection[str]) -> InputError:
    """What is asked for is no goal; the nearest one, or a bound of the nearest line."""
    name = re.split(r"[<>=]", text, maxsplit=1)[0].strip()
    close = nearest(name, [*plan.goals, *lines])
    if line_named(name) in lines:
        close = line_named(name)
    return InputError(
        Message("{text!r} is neither a goal nor a line with a bound", text=shown(text)),
        expected=Message(
            "a goal of the plan ({names}), or for example 'cash>=0'",
            names=", ".join(plan.goals),
        ),
        nearest=f"{close}>=0" if close in lines else close,
    )


def refuse_opposed(aims: Sequence[Aim]) -> None:
    """Raises InputError where a line is to be at least more than it may be at most."""
    for low in (aim for aim in aims if aim.line and aim.at_least):
        for high in (aim for aim in aims if aim.line == low.line and not aim.at_least):
            if low.value > high.value:
                raise InputError(
                    Message("{one} and {other} cannot both be met", one=low.text, other=high.text)
                )


def targets(aims: Sequence[Aim], calibration: Calibration) -> set[str]:
    """The values of the graph that the aims need; all goals too, to say which fail afterwards."""
    return {aim.line for aim in aims if aim.line} | goal_measures(calibration)


def margins(
    aims: Sequence[Aim], calibration: Calibration, values: dict[str, Array]
) -> tuple[list[Test], Array]:
    """Every test of the aims and its margin (N, M): negative where it is not met.

    Margins are in the unit of the goal or line; what cannot be measured counts as not met. A band
    is met from its lower bound on: what lies above it is room.
    """
    tests: list[Test] = []
    columns: list[Array] = []
    years = calibration.years
    for aim in aims:
        if aim.line is not None:
            series = in_unit(aim.line, values[aim.line], len(years))
            sign = 1.0 if aim.at_least else -1.0
            for year in aim.years:
                tests.append((aim.text, (year,)))
                columns.append(sign * (series[..., years.index(year)] - aim.value))
            continue
        goal = {str(aim.goal): calibration.plan.goals[str(aim.goal)]}
        for result in goal_results(goal, values, years):
            if set(result.years) & set(aim.years):
                tests.append((aim.text, result.years))
                columns.append(np.asarray(result.margin))
    if not tests:
        raise InputError(
            Message("the goal is not tested in these years"), value=[a.text for a in aims]
        )
    stacked = np.stack(np.broadcast_arrays(*columns), axis=-1)
    return tests, np.where(np.isnan(stacked), -np.inf, stacked)
