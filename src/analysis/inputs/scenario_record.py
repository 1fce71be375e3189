"""A scenario as a record: a question and the differences from the plan that it asks about."""

from dataclasses import dataclass
from pathlib import Path

from analysis import catalogue
from analysis.inputs.differences import Difference
from analysis.inputs.links import Scope
from analysis.inputs.scenario_schema import RiskSize


@dataclass(frozen=True)
class Scenario:
    """A scenario with everything that it inherits, ready to be applied to a plan."""

    name: str
    question: str
    differences: tuple[Difference, ...]
    title: str | None = None
    question_en: str | None = None
    title_en: str | None = None
    note: str | None = None
    extends: tuple[str, ...] = ()
    path: Path | None = None
    files: tuple[Path, ...] = ()
    added: tuple[Difference, ...] = ()
    links: str | None = None
    stated_scope: Scope | None = None
    risk: RiskSize | None = None

    def title_in(self, language: str) -> str:
        """What the scenario is called: its title, else that of the plan itself, else its name."""
        title = (self.title_en if language == "en" else None) or self.title
        if title is None and self.name == "base" and self.is_base:
            return catalogue.text("scenario.base", language)
        return title or self.name

    def question_in(self, language: str) -> str:
        """What the scenario asks."""
        return (self.question_en if language == "en" else None) or self.question

    def label(self, language: str) -> str:
        """Title and name, where the title alone may be that of other content."""
        return f"{self.title_in(language)} ({self.name})" if self.added else self.title_in(language)

    @property
    def linked(self) -> bool:
        """Whether links between assumptions act (`links: none` turns them off)."""
        return self.links != "none"

    @property
    def scope(self) -> Scope:
        """Whether wages and prices move in the region alone (own) or in the whole country."""
        return self.stated_scope or "own"

    @property
    def is_base(self) -> bool:
        return not self.differences
