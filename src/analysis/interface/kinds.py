"""What the parts of the interface need of a plan and of a result (*gränssnittets två föremål*).

`Plan` makes results and a result knows its plan. Everything that serves both, such as how they show
themselves, is written against these two descriptions, so that no module needs another in a circle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from analysis.interface.differences import Differences
    from analysis.model.calibration import Calibration
    from analysis.model.projection import Projection
    from analysis.report.blocks.view import View


class AnyPlan(Protocol):
    """A plan that is open: `analysis.interface.plan.Plan`."""

    language: str
    core: Calibration

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def years(self) -> tuple[int, ...]: ...
    @property
    def scenarios(self) -> list[str]: ...
    @property
    def goals(self) -> pd.DataFrame: ...
    @property
    def keys(self) -> pd.DataFrame: ...
    @property
    def base(self) -> AnyResult: ...
    def prepare(self) -> None: ...
    def project(
        self, scenario: str = "base", *, change: Differences | None = None
    ) -> AnyResult: ...


class AnyResult(Protocol):
    """A scenario that is projected: `analysis.interface.result.ScenarioResult`."""

    core: Projection
    outcomes_file: Path | None

    @property
    def plan(self) -> AnyPlan: ...
    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def years(self) -> tuple[int, ...]: ...
    @property
    def goals(self) -> pd.DataFrame: ...
    @property
    def view(self) -> View: ...
    def label(self, line: str) -> str: ...
    def __getitem__(self, line: str) -> pd.Series: ...
    def __contains__(self, line: object) -> bool: ...
