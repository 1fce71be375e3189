"""The chapters of a report in reading order: `chapters.csv` names each notebook and its page."""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from analysis import catalogue
from analysis.inputs.places import project_root

GROUPS = ("state", "assumptions", "questions", "plan", "basis")
"""Parts of a report: how it stands, what it assumes, what is asked, the plan, what it rests on."""


@dataclass(frozen=True)
class Chapter:
    """One notebook and the page that it becomes."""

    notebook: str
    page: str
    group: str

    def title(self, language: str) -> str:
        """The name of the chapter in the navigation."""
        return catalogue.text(f"chapter.{self.notebook}", language)


@cache
def chapters() -> tuple[Chapter, ...]:
    """Every chapter, in reading order; the first is the page for decision-makers."""
    text = (files("analysis.report.chapters") / "chapters.csv").read_text(encoding="utf-8")
    return tuple(Chapter(**row) for row in csv.DictReader(text.splitlines()))


def grouped(among: Collection[Chapter] | None = None) -> dict[str, tuple[Chapter, ...]]:
    """The chapters as the navigation orders them, by group: state, assumptions, questions, …

    `among` are those of one report; all chapters when not given. A group without any is left out.
    """
    made = chapters() if among is None else [c for c in chapters() if c in among]
    found = {g: tuple(c for c in made if c.group == g) for g in GROUPS}
    return {g: those for g, those in found.items() if those}


def beside(
    chapter: Chapter, among: Collection[Chapter] | None = None
) -> tuple[Chapter | None, Chapter | None]:
    """The chapter before and the one after, in the order of the navigation (`among` as above)."""
    ordered = [c for group in grouped(among).values() for c in group]
    place = ordered.index(chapter)
    before = ordered[place - 1] if place else None
    return before, ordered[place + 1] if place + 1 < len(ordered) else None


def notebook_folder() -> Path:
    """Where the notebooks are."""
    return project_root() / "notebooks"
