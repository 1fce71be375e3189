"""A plan (*plan*) as an object: read once, calibrated once, projected as often as one likes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.catalogue import LANGUAGES
from analysis.errors import InputError, Message, nearest
from analysis.inputs.places import plan_folders, risk_files, scenario_files
from analysis.inputs.scenario import Scenario, load_scenario
from analysis.interface import frames, look
from analysis.interface.differences import Differences, Years, difference_texts
from analysis.interface.result import ScenarioResult
from analysis.model.calibration import Calibration
from analysis.model.projection import project
from analysis.report.blocks.injected import refuse_unknown
from analysis.study.opened import open_plan
from analysis.trace.single import SingleScenarios

if TYPE_CHECKING:
    from analysis.interface.answer import Answer
    from analysis.interface.panel import Panel

PARAMETER = "parameter"
"""How the faults of `change` and `set` are placed."""


class Plan:
    """A plan by name or by the path of its folder.

    `language` ("sv" or "en") is that of labels, words and figures; `horizon` a year after the
    plan's last, to which everything is then carried. `core` is the calibrated plan behind it.
    Raises InputError with every fault of the plan, and in a notebook for parameters that it was
    given and does not declare.
    """

    def __init__(
        self,
        plan: str | Path = "norrbotten-2025",
        language: str = "sv",
        horizon: int | None = None,
    ) -> None:
        refuse_unknown()
        if language not in LANGUAGES:
            raise InputError(
                Message("there is no such language"),
                value=language,
                expected=Message("sv or en"),
                nearest=nearest(language, LANGUAGES),
            )
        self.language = language
        self.core: Calibration = open_plan(plan, horizon)
        self._many: SingleScenarios | None = None

    @staticmethod
    def shipped() -> list[str]:
        """The plans that come with the project, by name."""
        return list(plan_folders())

    @property
    def name(self) -> str:
        return self.core.plan.name

    @property
    def title(self) -> str:
        return str(getattr(self.core.plan.file.title, self.language))

    @property
    def years(self) -> tuple[int, ...]:
        """Budget years and outlook."""
        return self.core.years

    @property
    def scenarios(self) -> list[str]:
        """The scenarios that come with the plan, by name."""
        return list(scenario_files(self.core.plan.folder))

    @property
    def risks(self) -> list[str]:
        """The risks that the plan lists, as scenarios, by name."""
        return list(risk_files(self.core.plan.folder))

    @cached_property
    def base(self) -> ScenarioResult:
        """The adopted plan."""
        return ScenarioResult(self, project(self.core, Scenario("base", "", ())))

    def prepare(self) -> None:
        """Make the plan ready for many scenarios, one after another: `project` is then quicker."""
        self._many = self._many or SingleScenarios(self.core)

    @property
    def lines(self) -> pd.DataFrame:
        """The lines of the adopted plan; see `ScenarioResult.lines`."""
        return self.base.lines

    @property
    def goals(self) -> pd.DataFrame:
        """The goals and legal tests of the adopted plan."""
        return self.base.goals

    @property
    def assumptions(self) -> pd.DataFrame:
        """What the plan assumes, key by year."""
        return self.base.assumptions

    @cached_property
    def keys(self) -> pd.DataFrame:
        """Every key that a scenario may change or set: label, unit, bounds, how."""
        return frames.keys_frame(self.core, self.language)

    @cached_property
    def add_factors(self) -> pd.DataFrame:
        """What the equations do not explain, by line and year, mnkr."""
        return frames.add_factors_frame(self.core)

    def project(
        self,
        scenario: str | Path = "base",
        *,
        change: Differences | None = None,
        set: Differences | None = None,
        name: str | None = None,
        horizon: int | None = None,
        outcomes: str | Path | None = None,
    ) -> ScenarioResult:
        """A scenario of the plan with differences of one's own on top.

        `horizon` carries it to a later year than this plan object does. `change` adds to an
        assumption, `set` replaces it: `change={"wage_growth": {"2026-2030": 1.0}}`. `outcomes` is
        a file of what the plan's measures have come to. Raises InputError with every fault.
        """
        if horizon is not None and horizon != self.years[-1]:
            longer = self.to(horizon)
            return longer.project(scenario, change=change, set=set, name=name, outcomes=outcomes)
        core = self.core
        changes, sets = difference_texts(change), difference_texts(set)
        asked = load_scenario(scenario, core.plan, changes, sets, PARAMETER)
        if name is not None:
            asked = replace(asked, title=name, title_en=name)
        found = self._many.project(asked) if self._many else project(core, asked)
        return ScenarioResult(self, found, None if outcomes is None else Path(outcomes))

    def to(self, horizon: int) -> Plan:
        """The same plan carried to a later year. Raises InputError."""
        return Plan(self.core.plan.folder, self.language, horizon)

    def seek(
        self,
        goals: str | Iterable[str],
        years: Years | None = None,
        *,
        levers: str | Iterable[str] = (),
        start: int | None = None,
    ) -> Answer:
        """What it takes for the adopted plan to meet a goal; see `ScenarioResult.seek`."""
        return self.base.seek(goals, years, levers=levers, start=start)

    def batch(
        self,
        axes: Mapping[str, Iterable[float] | Mapping[str, object]],
        *,
        lines: str | Sequence[str] = (),
        scenario: str = "base",
        **how: object,
    ) -> pd.DataFrame:
        """Many scenarios at once: every combination of the values of `axes`.

        One row a member and year: the axes, then the lines. See `analysis.interface.batches`.
        """
        from analysis.interface.batches import batch

        return batch(self, axes, [lines] if isinstance(lines, str) else list(lines), scenario, how)

    def panel(self) -> Panel:
        """Sliders, goals and charts to move in a notebook (ipywidgets)."""
        from analysis.interface.panel import panel

        return panel(self)

    def __getitem__(self, line: str) -> pd.Series:
        return self.base[line]

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.base.core.lines)

    def __repr__(self) -> str:
        return look.plan_text(self)

    def _repr_html_(self) -> str:
        return look.plan_html(self)
