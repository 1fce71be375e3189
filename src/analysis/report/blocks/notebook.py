"""What a notebook calls: open a projection once, then show charts, tables and sentences of it."""

from pathlib import Path

from IPython.display import HTML

from analysis.catalogue import LANGUAGES
from analysis.errors import InputError, nearest, shown
from analysis.inputs.plan import load_plan
from analysis.inputs.routes import Given
from analysis.inputs.scenario import Scenario, load_scenario
from analysis.model.calibration import calibrate
from analysis.model.projection import project
from analysis.report.blocks import display
from analysis.report.blocks.injected import refuse_unknown
from analysis.report.blocks.view import View


def open_view(
    plan: str | Path,
    scenario: str | Path = "base",
    change: Given = (),
    set_: Given = (),
    language: str = "sv",
) -> View:
    """Project `scenario` of `plan` and set it beside the base (*basscenariot*).

    `change` and `set_` hold texts such as "wage_growth:2026-2030=1.0", one or a list of them, or
    mappings of keys to years with values. Raises InputError, also for parameters that the notebook
    was given and does not have.
    """
    refuse_unknown()
    if language not in LANGUAGES:
        raise InputError(
            f"there is no language {shown(language)!r}",
            expected="sv or en",
            nearest=nearest(language, LANGUAGES),
        )
    calibration = calibrate(load_plan(plan))
    asked = load_scenario(scenario, calibration.plan, change, set_, "parameter")
    projection = project(calibration, asked)
    base = None if asked.is_base else project(calibration, base_scenario())
    return View(projection, base, language)


def base_scenario() -> Scenario:
    """The plan as it is: a scenario without differences."""
    return Scenario("base", "", ())


def chart(name: str, view: View) -> HTML:
    """Show a chart with its title, alternative text and figures."""
    return HTML(display.chart_html(view, name))


def table(name: str, view: View) -> HTML:
    """Show a table."""
    return HTML(display.table_block(view, name))


def say(name: str, view: View) -> HTML:
    """Say what the results mean, in a sentence."""
    return HTML(display.sentence_html(view, name))


def question(view: View) -> HTML:
    """Show what the scenario asks."""
    return HTML(display.question_html(view))
