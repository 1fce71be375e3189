"""The page over all reports of a folder (`reports/index.html`)."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from analysis import catalogue
from analysis.report.output.html import page_style
from analysis.report.output.site.compare import compare_name, compare_page
from analysis.report.output.site.found import Found, reports
from analysis.storage import write_whole

PAGE = "index.html"
COLUMNS = (("plan", False), ("plan", True), ("law", False), ("law", True))
"""Goals at a glance: the plan's own and the legal ones, in the years of the plan and after."""
WORDS = ("skip", "title", "lead", "scenario", "goals", "made", "checksum", "files", "question",
         "none", "language", "compare")  # fmt: skip


def write_site(out: Path, language: str, handed: Mapping[Any, str]) -> tuple[Path, int, list[str]]:
    """Write the page of a folder, and those that compare its reports.

    Returns the page, how many reports it shows, and those that could not be read.
    """
    found, unread = reports(out, tuple(handed.values()))
    for report in found:
        others = [each for each in found if each.folder[0] == report.folder[0] and each != report]
        if others:
            own = out / report.folder[0] / compare_name(report)
            write_whole(own, compare_page(report, others, language).encode())
    page = out / PAGE
    write_whole(page, site(found, language, handed).encode())
    return page, len(found), unread


def site(found: Sequence[Found], language: str, handed: Mapping[Any, str]) -> str:
    """The page: a table for every plan, a row for every report, scenarios one below the other."""

    def text(key: str, **values: object) -> str:
        return catalogue.text(key, language, **values)

    grouped = [(n, list(each)) for n, each in groupby(found, lambda report: report.folder[0])]
    plans = [
        {
            "name": name,
            "rows": [_row(report, len(group) > 1, language, handed) for report in group],
        }
        for name, group in grouped
    ]
    return str(
        _template().render(
            language=language,
            words={word: text(f"site.{word}") for word in WORDS},
            heads=[text(f"site.{kind}.{'later' if later else 'years'}") for kind, later in COLUMNS],
            plans=plans,
            css=Markup(page_style()),
        )
    )


def _row(report: Found, compared: bool, language: str, handed: Mapping[Any, str]) -> dict[str, Any]:
    told, folder = report.told, "/".join(report.folder)
    kinds = {name: kind for kind, name in handed.items()}
    links = [
        (f"{folder}/{name}", catalogue.text(f"site.file.{kinds[name]}", language))
        for name in report.handed
    ]
    return {
        "href": f"{folder}/index.html",
        "title": told.title,
        "question": told.question,
        "language": told.language,
        "spoken": catalogue.text(f"site.language.{told.language}", language),
        "goals": [_met(*report.met(kind, later), language) for kind, later in COLUMNS],
        "made": told.made.strftime("%Y-%m-%d"),
        "checksum": told.checksum[:16],
        "files": links,
        "compare": f"{report.folder[0]}/{compare_name(report)}" if compared else "",
    }


def _met(met: int, number: int, language: str) -> dict[str, str]:
    if not number:
        return {"words": "–", "kind": ""}
    mark = "✓" if met == number else "✗"
    words = catalogue.text("site.met", language, mark=mark, met=met, number=number)
    return {"words": words, "kind": "" if met == number else "fail"}


@cache
def _template() -> Any:
    source = (files("analysis.report.output.site") / "site.html.j2").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
