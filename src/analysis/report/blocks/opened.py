"""A scenario opened for a reader, beside the base that it differs from."""

from pathlib import Path

from analysis.catalogue import LANGUAGES
from analysis.errors import InputError, Message, nearest, shown
from analysis.inputs.routes import Given
from analysis.report.blocks.injected import refuse_unknown
from analysis.report.blocks.view import View
from analysis.study.measures import outcomes_of
from analysis.study.opened import open_base, open_plan, open_scenario


def open_view(
    plan: str | Path,
    scenario: str | Path = "base",
    change: Given = (),
    set_: Given = (),
    language: str = "sv",
    route: str = "parameter",
    horizon: int | None = None,
    outcomes: Path | None = None,
) -> View:
    """Project `scenario` of `plan` and set it beside the base (*basscenariot*).

    `change` and `set_` hold texts such as "wage_growth:2026-2030=1.0", one or a list of them, or
    mappings of keys to years with values; `route` is how their faults are placed, `horizon` the
    year that the plan is carried to, `outcomes` a file of what its measures have come to. Raises
    InputError, also for parameters that a notebook was given and does not have.
    """
    refuse_unknown()
    if language not in LANGUAGES:
        raise InputError(
            Message("there is no language {language!r}", language=shown(language)),
            expected=Message("sv or en"),
            nearest=nearest(language, LANGUAGES),
        )
    calibration = open_plan(plan, horizon)
    projection = open_scenario(calibration, scenario, change, set_, route)
    base = None if projection.scenario.is_base else open_base(calibration)
    return View(projection, base, language, outcomes_of(calibration.plan, outcomes))
