"""A scenario that has been projected (*kalkyl*): lines, goals, and the questions asked of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from analysis import catalogue
from analysis.catalogue.lines import line_named
from analysis.errors import InputError, Message, nearest
from analysis.interface import frames, look
from analysis.interface.differences import Years, chosen_years
from analysis.model.projection import Projection
from analysis.study.measures import outcomes_of

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure

    from analysis.interface.answer import Answer
    from analysis.interface.kinds import AnyPlan, AnyResult
    from analysis.interface.shown import Shown, ShownChart, ShownTable
    from analysis.report.blocks.view import View


class ScenarioResult:
    """One scenario of a plan, projected.

    `result["cash"]` is a line by year; `result.lines` all of them. `core` is the
    `analysis.model.projection.Projection` behind it.
    """

    def __init__(self, plan: AnyPlan, core: Projection, outcomes: Path | None = None) -> None:
        self.plan = plan
        self.core = core
        self.outcomes_file = outcomes
        self.outcomes = outcomes_of(core.plan, outcomes)

    @property
    def name(self) -> str:
        """What the scenario is called in files and folders."""
        return self.core.scenario.name

    @property
    def title(self) -> str:
        """The name of the scenario for a reader."""
        return self.core.scenario.title_in(self.plan.language)

    @property
    def question(self) -> str:
        """What the scenario asks."""
        return self.core.scenario.question_in(self.plan.language)

    @property
    def years(self) -> tuple[int, ...]:
        """Plan years and outlook."""
        return self.core.years

    @cached_property
    def lines(self) -> pd.DataFrame:
        """One row a line, one column a year; line, label and unit in the index."""
        return frames.lines_frame(self.core, self.plan.language)

    @cached_property
    def assumptions(self) -> pd.DataFrame:
        """Scenario keys × years as they stand in this scenario, in the unit of the files."""
        return frames.assumptions_frame(self.core, self.plan.language)

    @cached_property
    def differences(self) -> pd.DataFrame:
        """What the scenario changes: key, kind, years, value, and where it is said."""
        return frames.differences_frame(self.core.scenario)

    @cached_property
    def goals(self) -> pd.DataFrame:
        """Every goal and legal test, a row a year or period."""
        return frames.goals_frame(self.core, self.plan.language)

    def __getitem__(self, line: str) -> pd.Series:
        return frames.line_series(self.core, self._held(line), self.plan.language)

    def _held(self, line: str) -> str:
        line = line_named(line)
        if line not in self.core.lines:
            raise InputError(
                Message("there is no such line in the plan"),
                value=line,
                nearest=nearest(str(line), self.core.lines),
            )
        return line

    def __contains__(self, line: object) -> bool:
        return line in self.core.lines

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.core.lines)

    def __repr__(self) -> str:
        return look.result_text(self)

    def _repr_html_(self) -> str:
        return look.result_html(self)

    # Questions --------------------------------------------------------------------------------

    def compare(self, *others: AnyResult, lines: str | Iterable[str] = ()) -> Answer:
        """This scenario beside others, line by line and goal by goal; the last is the yardstick.

        Without others it stands beside the adopted plan.
        """
        from analysis.interface.questions import compare

        return compare(self, others or (self.plan.base,), texts(lines))

    def bridge(
        self, start: AnyResult | None = None, line: str = "balanced_budget_result"
    ) -> Answer:
        """What explains the difference from `start` (the adopted plan), split exactly."""
        from analysis.interface.questions import bridge

        return bridge(self, start or self.plan.base, line)

    def explain(self, line: str, year: int) -> Answer:
        """A figure down to its published sources: a row a step of the calculation."""
        from analysis.interface.questions import explained

        line = self._held(line)
        held = (*self.core.plan.history.get(line, ()), *self.years)
        return explained(self, line, chosen_years(year, held)[0])

    def sensitivity(self, line: str = "balanced_budget_result", year: int | None = None) -> Answer:
        """Each assumption at the ends of its range, one at a time (tornado)."""
        from analysis.interface.questions import sensitivity

        return sensitivity(self, line, year)

    def uncertainty(
        self,
        draws: int = 20_000,
        seed: int = 1,
        lines: str | Iterable[str] = (),
        method: str = "random",
    ) -> Answer:
        """Ranges of lines and the probability that each goal fails (Monte Carlo)."""
        from analysis.interface.questions import uncertainty

        return uncertainty(self, draws, seed, texts(lines), method)

    def seek(
        self,
        goals: str | Iterable[str],
        years: Years | None = None,
        *,
        levers: str | Iterable[str] = (),
        start: int | None = None,
    ) -> Answer:
        """What it takes to meet a goal, lever by lever."""
        from analysis.interface.questions import sought

        return sought(self, texts(goals), chosen_years(years, self.years), texts(levers), start)

    # What the pages show ------------------------------------------------------------------------

    def figure(self, name: str, **options: object) -> Figure:
        """A figure of the report by name, such as "result", as a matplotlib figure."""
        from analysis.interface.questions import figure

        return figure(self, name, options)

    def chart(self, name: str, **options: object) -> ShownChart:
        """A chart as the report shows it: title, picture, figures; `.figure` to go on with."""
        from analysis.interface.questions import chart

        return chart(self, name, options)

    def table(self, name: str, **options: object) -> ShownTable:
        """A table as the report shows it; `.frame` is a DataFrame with unrounded numbers."""
        from analysis.interface.questions import table

        return table(self, name, options)

    def say(self, name: str, **options: object) -> Shown:
        """What the results mean, in the words of the report."""
        from analysis.interface.questions import said

        return said(self, "sentence", name, options)

    def assume(self, name: str, **options: object) -> Shown:
        """What an answer rests on, in the words of the report."""
        from analysis.interface.questions import said

        return said(self, "assumption", name, options)

    @cached_property
    def view(self) -> View:
        """The result as figures and words see it: beside the adopted plan."""
        from analysis.report.blocks.view import View

        base = None if self.core.scenario.is_base else self.plan.base.core
        return View(self.core, base, self.plan.language, self.outcomes)

    @property
    def asked(self) -> Shown:
        """The question of the scenario and its note, as the first page shows them."""
        from analysis.interface.questions import asked

        return asked(self)

    def report(self, out: str | Path | None = None) -> Path:
        """Write the report of this scenario and return its folder."""
        from analysis.interface.questions import report

        return report(self, out)

    def save(self, path: str | Path) -> Path:
        """Write the scenario as a file that the command reads. Raises InputError."""
        from analysis.interface.saving import save

        return save(self, path)

    def label(self, line: str) -> str:
        """What a line is called in the language of the plan object."""
        return catalogue.label(self._held(line), self.plan.language)


def texts(given: str | Iterable[str]) -> list[str]:
    """One text or several."""
    return [given] if isinstance(given, str) else list(given)
