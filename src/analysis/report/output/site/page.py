"""The page over all reports of a folder (`reports/index.html`)."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from analysis import catalogue
from analysis.inputs.places import SLUG
from analysis.report.blocks.look import look_css
from analysis.report.output.html import CARDS, cards_of, page_style
from analysis.report.output.policy import json_text, policy
from analysis.report.output.site.compare import compare_name, compare_page, is_compare_page
from analysis.report.output.site.found import Found, reports, worn
from analysis.report.output.site.glance import glance, goals
from analysis.report.output.site.gone import Name, missing, write_gone
from analysis.report.output.site.index import Told, index
from analysis.report.output.site.vintages import regions, vintages
from analysis.storage import write_whole

Kind = TypeVar("Kind", bound=str)
PAGE = "index.html"
WORDS = ("skip", "title", "lead", "scenario", "goals", "made", "files", "none", "search",
         "search.how", "search.found", "search.none", "search.more")  # fmt: skip


def write_site(out: Path, language: str, handed: Mapping[Kind, str]) -> tuple[Path, int, list[str]]:
    """Write the page of a folder, those that compare its reports, and those that stand in for a
    report that others lead to; pages that compare a report which is no longer there are removed.

    Returns the page, how many reports it shows, and those that could not be read.
    """
    found, unread = reports(out, tuple(handed.values()))
    compared = set()
    for report in found:
        others = [each for each in found if each.folder[0] == report.folder[0] and each != report]
        if others:
            own = out / report.folder[0] / compare_name(report)
            write_whole(own, compare_page(report, others, language).encode())
            compared.add(own)
    sweep(out, compared)
    gone = missing(out, found)
    write_gone(out, gone, language)
    page = out / PAGE
    write_whole(page, site(found, language, handed, index(out, found), gone).encode())
    return page, len(found), unread


def sweep(out: Path, kept: set[Path]) -> None:
    """Remove the pages that compare reports and are not among those `kept`; no other file."""
    for page in out.glob("*/compare-*.html"):
        ours = SLUG.fullmatch(page.parent.name) and not page.parent.is_symlink()
        if ours and page not in kept and is_compare_page(page):
            page.unlink()


def site(
    found: Sequence[Found],
    language: str,
    handed: Mapping[Kind, str],
    searched: Told,
    gone: Sequence[Name] = (),
) -> str:
    """The page: a table for every plan, a row for every report, scenarios one below the other,
    with those that are gone; and last the plans of each region side by side."""
    grouped = [list(each) for _, each in groupby(found, lambda report: report.folder[0])]
    side_by_side = [vintages(region, language) for region in regions(found)]
    tables = "".join(f"{each['table']}{each['rest']}" for each in side_by_side)
    look, picture, region = worn(found)
    css = page_style().replace(CARDS, cards_of(tables)) + _part("site.css") + look_css(look, "link")
    script = _part("search.js")
    return str(
        _template().render(
            language=language,
            words={word: catalogue.text(f"site.{word}", language) for word in WORDS},
            plans=[_plan(group, language, handed, gone) for group in grouped],
            regions=side_by_side,
            policy=policy(script, css, pictures=bool(picture)),
            logotype=f"data:image/png;base64,{picture}" if picture else "",
            region=region,
            css=Markup(css),
            script=Markup(script),
            index=Markup(json_text(searched)),
        )
    )


def _plan(
    group: Sequence[Found], language: str, handed: Mapping[Kind, str], gone: Sequence[Name]
) -> dict[str, object]:
    """A plan with a column for each of its goals, and its reports that are gone."""
    tested, plan = goals(group), group[0].folder[0]
    lost = [scenario for own, scenario in gone if own == plan]
    key = "site.gone.one" if len(lost) == 1 else "site.gone.several"
    listed = catalogue.enumerate_words(lost, language)
    rows = [
        _row(report, len(group) > 1, language, handed)
        | {"goals": [glance(report, goal, language) for goal in tested]}
        for report in group
    ]
    return {
        "name": plan,
        "gone": catalogue.text(key, language, names=listed) if lost else "",
        "title": group[0].plan_title,
        "language": group[0].told.language,
        "heads": [goal.label for goal in tested],
        "rows": rows,
    }


def _row(
    report: Found, compared: bool, language: str, handed: Mapping[Kind, str]
) -> dict[str, object]:
    told, folder = report.told, "/".join(report.folder)
    kinds = {name: kind for kind, name in handed.items()}
    page = f"{report.folder[0]}/{compare_name(report)}"
    links = [(page, catalogue.text("site.compare", language))] if compared else []
    links += [
        (f"{folder}/{name}", catalogue.text(f"site.file.{kinds[name]}", language))
        for name in report.handed
    ]
    return {
        "href": f"{folder}/index.html",
        "title": told.title,
        "question": told.question,
        "language": told.language,
        "spoken": catalogue.text(f"site.language.{told.language}", language),
        "made": told.made.strftime("%Y-%m-%d"),
        "checksum": told.checksum[:16],
        "files": links,
    }


@cache
def _part(name: str) -> str:
    return (files("analysis.report.output.site") / name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(_part("site.html.j2"))
