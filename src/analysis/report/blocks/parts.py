"""The parts of a plan beside its statements: frames, investment lists, measures and risks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from analysis import catalogue
from analysis.errors import verbatim
from analysis.inputs.assignments import Assignment, read_assignments
from analysis.inputs.audit import Audit, audit
from analysis.inputs.frames_reader import read_frames
from analysis.inputs.measures import Measures, read_measures
from analysis.inputs.rules import read_rules
from analysis.inputs.staff import Staff, read_staff
from analysis.inputs.year_forecast import YearForecast, read_year_forecast
from analysis.model.capitation import (
    CapitationPath,
    CapitationShare,
    printed_reserve,
    project_capitation,
)
from analysis.model.frame_projection import FrameProjection, project_frames
from analysis.model.investment_projection import InvestmentProjection, project_investments
from analysis.report.blocks.missing import Lacking
from analysis.report.blocks.view import View
from analysis.study.compare_plans import PublishedBridge, published_bridge
from analysis.study.rules import Applied, apply_rules


@dataclass(frozen=True)
class Parts:
    """The parts of a plan beside its statements, each None when the plan does not hold it."""

    view: View

    @property
    def language(self) -> str:
        return self.view.language

    def text(self, key: str, **values: object) -> str:
        """A text of the area frames in the reader's language."""
        return self.view.text(f"frames.{key}", **values)

    def money(self, value: float) -> str:
        """A sum in mnkr with one decimal, without its unit; – where there is none."""
        return catalogue.number(value, "mnkr", self.language, 1)

    def amount(self, value: float) -> str:
        """A sum in mnkr with its unit."""
        return catalogue.amount(value, "mnkr", self.language, 1)

    @cached_property
    def frames(self) -> FrameProjection | None:
        return project_frames(self.view.projection)

    @cached_property
    def capitation(self) -> tuple[CapitationPath, ...]:
        frames = read_frames(self.view.projection.plan)
        return project_capitation(self.view.projection, frames) if frames else ()

    @cached_property
    def reserve(self) -> tuple[CapitationShare, ...]:
        frames = read_frames(self.view.projection.plan)
        return printed_reserve(self.view.projection.plan, frames) if frames else ()

    @cached_property
    def investments(self) -> InvestmentProjection | None:
        found = project_investments(self.view.projection)
        return found if found is not None and found.investments.items else None

    @cached_property
    def measures(self) -> Measures | None:
        return read_measures(self.view.projection.plan)

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        return read_assignments(self.view.projection.plan)

    @cached_property
    def rules(self) -> list[Applied]:
        return apply_rules(read_rules(self.view.projection.plan))

    @cached_property
    def staff(self) -> Staff | None:
        return read_staff(self.view.projection.plan)

    @cached_property
    def year_forecast(self) -> YearForecast | None:
        return read_year_forecast(self.view.projection.plan)

    @cached_property
    def bridge(self) -> PublishedBridge | None:
        return published_bridge(self.view.projection.plan)

    @cached_property
    def audit(self) -> Audit:
        return audit(self.view.projection.plan)


def parts_of(view: View) -> Parts:
    """The parts of the plan of a view, each read once."""
    return view.once(Parts)


def held(missing: str, holds: Callable[[Parts], object]) -> Callable[[View], Parts]:
    """The parts of a plan as a subject. Raises Lacking, with the text `missing`, without one."""

    def of(view: View) -> Parts:
        found = parts_of(view)
        if not holds(found):
            raise Lacking(verbatim(found.text(f"missing.{missing}")))
        return found

    return of


def tables_named(file: BaseModel | None) -> tuple[str, ...]:
    """The printed tables that a file beside the plan says are read, by id, each once."""
    return tuple(dict.fromkeys(_named(file.model_dump()))) if file else ()


def _named(said: object) -> Iterator[str]:
    if isinstance(said, dict):
        for key, held_ in said.items():
            if key == "table" and isinstance(held_, str):
                yield held_
            else:
                yield from _named(held_)
    elif isinstance(said, list | tuple):
        for each in said:
            yield from _named(each)
