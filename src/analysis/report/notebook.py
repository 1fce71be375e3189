"""What a notebook calls: open a projection once, then show charts, tables and sentences of it.

One name finds a block, whichever chapter or question declares it. Options of a question, such as
`year=2030`, follow the view.
"""

import importlib
import pkgutil
from functools import cache

from IPython.display import HTML

from analysis import questions
from analysis.report import chapters
from analysis.report.blocks.chart import chart_html
from analysis.report.blocks.opened import open_view
from analysis.report.blocks.registry import Registry
from analysis.report.blocks.sentence import said_html
from analysis.report.blocks.table import listing_html
from analysis.report.blocks.titles import question_html
from analysis.report.blocks.view import Reader, View
from analysis.report.chapters.batch.view import open_batch

__all__ = ["assume", "chart", "open_batch", "open_view", "question", "registry", "say", "table"]


@cache
def registry() -> Registry:
    """Every block that a chapter's folder or a question's file declares (`SHOWS`)."""
    packages = (chapters, questions)
    found = (f"{p.__name__}.{m.name}" for p in packages for m in pkgutil.iter_modules(p.__path__))
    modules = [importlib.import_module(name) for name in found]
    return Registry.of(module.SHOWS for module in modules if hasattr(module, "SHOWS"))


def chart(name: str, view: Reader, **options: object) -> HTML:
    """Show a chart with its title, alternative text and figures."""
    return HTML(chart_html(registry().charts[name], view, options))


def table(name: str, view: Reader, **options: object) -> HTML:
    """Show a table."""
    return HTML(listing_html(registry().tables[name], view, options))


def say(name: str, view: Reader, **options: object) -> HTML:
    """Say what the results mean."""
    return HTML(said_html(registry().sentences[name], view, options))


def assume(name: str, view: Reader, **options: object) -> HTML:
    """Say what an answer assumes."""
    return HTML(said_html(registry().assumptions[name], view, options))


def question(view: View) -> HTML:
    """Show what the scenario asks."""
    return HTML(question_html(view))
