"""The chapters of a report in reading order: `chapters.csv` names each notebook and its page."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from analysis import catalogue
from analysis.inputs.places import project_root


@dataclass(frozen=True)
class Chapter:
    """One notebook and the page that it becomes."""

    notebook: str
    page: str

    def title(self, language: str) -> str:
        """The name of the chapter in the navigation."""
        return catalogue.text(f"chapter.{self.notebook}", language)


@cache
def chapters() -> tuple[Chapter, ...]:
    """Every chapter, in reading order; the first is the page for decision-makers."""
    text = (files("analysis.report.chapters") / "chapters.csv").read_text(encoding="utf-8")
    return tuple(Chapter(**row) for row in csv.DictReader(text.splitlines()))


def notebook_folder() -> Path:
    """Where the notebooks are."""
    return project_root() / "notebooks"
