"""A plan read and calibrated, and a scenario of it projected: the way in for whoever asks."""

import contextlib
import os
import pickle
from collections.abc import Iterator
from pathlib import Path

from analysis.inputs.plan import Plan, load_plan
from analysis.inputs.routes import COMMAND_LINE, Given
from analysis.inputs.scenario import Scenario, load_scenario
from analysis.model.calibration import Calibration, calibrate
from analysis.model.continuation import continued
from analysis.model.projection import Projection, project

SHARED = "REGIONKALKYL_OPENED_PLAN"
"""The environment variable that names the file of a plan which is open already, where there is
one."""


def open_plan(plan: str | Path, horizon: int | None = None) -> Calibration:
    """A plan by name or path, read and calibrated. Raises InputError."""
    kept = _shared(plan, horizon)
    return opened(load_plan(plan), horizon) if kept is None else kept


@contextlib.contextmanager
def shared_plan(
    calibration: Calibration, folder: Path, horizon: int | None = None
) -> Iterator[None]:
    """Notebooks that are run meanwhile open this plan as it is open here.

    All pages of a report then rest on one reading of the plan's files, and none of them waits for
    another. `folder` is the user's own, for the time of the run; `horizon` is what the plan was
    opened with. Within another such block the plan of the outer one goes on being shared.
    """
    if os.environ.get(SHARED):
        yield
        return
    path = folder / "opened-plan.pickle"
    path.write_bytes(pickle.dumps((calibration.plan.folder.resolve(), horizon, calibration), 5))
    os.environ[SHARED] = str(path)
    try:
        yield
    finally:
        del os.environ[SHARED]


def _shared(plan: str | Path, horizon: int | None) -> Calibration | None:
    """The plan that is open already, if it is this one; by its path, as runs name it."""
    place = os.environ.get(SHARED)
    if not place or not Path(plan).is_absolute():
        return None
    try:
        folder, until, calibration = pickle.loads(Path(place).read_bytes())
    except OSError:  # the run that shared it has ended
        return None
    same = folder == Path(plan).resolve() and until == horizon
    return calibration if same and isinstance(calibration, Calibration) else None


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
