"""A plan read and calibrated, and a scenario of it projected: the way in for whoever asks."""

from pathlib import Path

from analysis.inputs.plan import Plan, load_plan
from analysis.inputs.routes import COMMAND_LINE, Given
from analysis.inputs.scenario import Scenario, load_scenario
from analysis.model.calibration import Calibration, calibrate
from analysis.model.continuation import continued
from analysis.model.projection import Projection, project


def open_plan(plan: str | Path, horizon: int | None = None) -> Calibration:
    """A plan by name or path, read and calibrated. Raises InputError."""
    return opened(load_plan(plan), horizon)


def opened(plan: Plan, horizon: int | None = None) -> Calibration:
    """A plan that is read, calibrated, and carried to the year `horizon`; None: to the one of its
    own `plan.yml`, if it states one. Raises InputError."""
    until = plan.file.years.horizon if horizon is None else horizon
    found = calibrate(plan)
    return found if until is None else continued(found, until)


def open_scenario(
    calibration: Calibration,
    scenario: str | Path = "base",
    change: Given = (),
    set_: Given = (),
    route: str = COMMAND_LINE,
) -> Projection:
    """A scenario of an open plan, projected. Raises InputError.

    `change` and `set_` hold texts such as "wage_growth:2026-2030=1.0", or mappings of keys to
    years with values; `route` is how their faults are placed.
    """
    return project(calibration, load_scenario(scenario, calibration.plan, change, set_, route))


def open_base(calibration: Calibration) -> Projection:
    """The plan as it is (*basscenariot*): no differences at all."""
    return project(calibration, Scenario("base", "", ()))
