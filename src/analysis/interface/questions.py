"""The questions as a user of Python asks them: the study behind each, dressed as an `Answer`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import Markup
from matplotlib.figure import Figure

from analysis.errors import InputError
from analysis.inputs.levers import chosen, load_levers
from analysis.inputs.uncertainty import load_uncertainty
from analysis.interface.answer import Answer
from analysis.interface.frames import frames_of
from analysis.report.answers import (
    figures_change,
    figures_decision,
    figures_risk,
    words_change,
    words_decision,
    words_risk,
)
from analysis.report.blocks import explanation
from analysis.report.blocks.charts import chart_named
from analysis.report.blocks.display import figure_html, table_html
from analysis.report.blocks.pictures import svg
from analysis.report.blocks.sheets import sheet_table
from analysis.report.blocks.view import View, budget_years, lacking
from analysis.study import bridge as bridges
from analysis.study import compare as comparing
from analysis.study import explain as explaining
from analysis.study import goalseek, risk
from analysis.study import sensitivity as sensitivities
from analysis.study import uncertainty as uncertain
from analysis.study.sheet import Sheet

if TYPE_CHECKING:
    from analysis.interface.result import ScenarioResult

Draw = Callable[[Any, View], Figure]


def view_of(result: ScenarioResult) -> View:
    """The result as figures and words see it: beside the plan as decided."""
    base = None if result.core.scenario.is_base else result.plan.base.core
    return View(result.core, base, result.plan.language)


def answer(
    result: ScenarioResult,
    name: str,
    raw: object,
    sheets: Iterable[Sheet],
    says: Sequence[str],
    assumes: Sequence[str],
    draw: Draw | None,
) -> Answer:
    """The parts of an answer, and how it shows itself in a notebook."""
    view, tables = view_of(result), tuple(sheets)
    made = None if draw is None else (lambda: draw(raw, view))

    def html() -> str:
        written = [sheet_table(s, result.core.plan, view.language) for s in tables]
        lines = Markup("").join(Markup("<li>{}</li>").format(text) for text in says)
        shown = Markup("<ul>{}</ul>").format(lines)
        if made is not None:
            shown += figure_html(
                name, says[0], svg(made()), " ".join(says[:4]), written[0], view.language
            )
        return str(shown + Markup("").join(table_html(table) for table in written))

    return Answer(name, frames_of(tables), tuple(says), tuple(assumes), raw, html, made)


def compare(
    result: ScenarioResult, others: Sequence[ScenarioResult], lines: Sequence[str]
) -> Answer:
    """`others` is held against by `result`; the last of them is the yardstick."""
    language = result.plan.language
    ordered = [others[-1], *others[:-1], result]
    raw = comparing.compare([other.core for other in ordered], lines)
    says, assumes = (
        words_change.says_compare(raw, language),
        words_change.assumes_compare(raw, language),
    )
    return answer(result, "compare", raw, raw.sheets(), says, assumes, figures_change.draw_compare)


def bridge(result: ScenarioResult, start: ScenarioResult, line: str) -> Answer:
    """From `start` to `result`, or between two plans when they differ."""
    language = result.plan.language
    same = start.core.calibration is result.core.calibration
    split = bridges.scenario_bridge if same else bridges.vintage_bridge
    raw = split(start.core, result.core, line)
    says, assumes = (
        words_change.says_bridge(raw, language),
        words_change.assumes_bridge(raw, language),
    )
    return answer(result, "bridge", raw, raw.sheets(), says, assumes, figures_change.draw_bridge)


def explained(result: ScenarioResult, line: str, year: int) -> Answer:
    """Each step of the calculation as a row; the words are those of `regionkalkyl explain`."""
    trace = explaining.explain(result.core, line, year)
    words = list(explanation.text_lines(trace, result.plan.language, None))
    content = trace.as_dict()
    steps = content["steps"]
    assert isinstance(steps, list | dict)
    rows = list(steps.values()) if isinstance(steps, dict) else steps
    html = str(Markup("<pre>{}</pre>").format("\n".join(words)))
    frame = pd.DataFrame(rows)
    return Answer("explain", {"steps": frame}, tuple(words), (), trace, lambda: html)


def sensitivity(result: ScenarioResult, line: str, year: int | None) -> Answer:
    """The tornado of a line; in the last budget year unless said."""
    view, language = view_of(result), result.plan.language
    when = year if year is not None else (budget_years(view) or view.years)[-1]
    core = result.core
    errors = load_uncertainty(core.plan)
    raw = sensitivities.tornado(core.calibration, core.scenario, errors, line, when)
    says, assumes = (
        words_risk.says_tornado(raw, language),
        words_risk.assumes_tornado(raw, language),
    )
    return answer(
        result, "sensitivity", raw, raw.sheets(), says, assumes, figures_risk.draw_tornado
    )


def uncertainty(
    result: ScenarioResult, draws: int, seed: int, lines: Sequence[str], method: str
) -> Answer:
    """Monte Carlo; the figure is the fans of the lines."""
    core, language = result.core, result.plan.language
    wanted = tuple(lines) or uncertain.FAN_LINES
    raw = uncertain.simulate(
        core.calibration, core.scenario, load_uncertainty(core.plan), draws, seed, wanted, method
    )
    says = words_risk.says_uncertainty(raw, language)
    assumes = words_risk.assumes_uncertainty(raw, language)
    return answer(
        result, "uncertainty", raw, risk.sheets(raw), says, assumes, figures_risk.draw_fans
    )


def sought(
    result: ScenarioResult,
    goals: Sequence[str],
    years: Sequence[int],
    names: Sequence[str],
    start: int | None,
) -> Answer:
    """Every lever alone; levers are pulled from the second year of the plan unless said."""
    core, language = result.core, result.plan.language
    levers = chosen(load_levers(core.plan), list(names))
    raw = goalseek.seek(core.calibration, core.scenario, levers, goals, years, start)
    says = words_decision.says_seek(raw, core.plan, language)
    assumes = words_decision.assumes_seek(raw, language)
    return answer(result, "seek", raw, raw.sheets(), says, assumes, figures_decision.draw_levers)


def figure(result: ScenarioResult, name: str) -> Figure:
    """A chart of the report. Raises InputError that says which lines a plan lacks for it."""
    try:
        chart = chart_named(name)
    except KeyError as error:
        raise InputError(str(error.args[0]), value=name) from None
    view = view_of(result)
    if absent := lacking(view, chart.lines):
        raise InputError(f"the plan holds no {', '.join(absent)}, which the figure {name} shows")
    return chart.draw(view)


def report(result: ScenarioResult, out: str | Path | None) -> Path:
    """The report of a scenario that stands in a file or is the plan as decided."""
    from analysis.report.output.build import build_report

    scenario = result.core.scenario
    return build_report(
        result.core.plan.folder,
        scenario.path or "base",
        None if out is None else Path(out),
        result.plan.language,
    )
