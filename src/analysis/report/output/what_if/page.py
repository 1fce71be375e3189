"""The what-if page as one file: formulas, data and style, under a policy that lets nothing in."""

from functools import cache
from importlib.metadata import version
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from analysis import catalogue
from analysis.model.projection import Projection
from analysis.report.blocks.look import look_css
from analysis.report.output import files as report_files
from analysis.report.output.policy import json_text, policy
from analysis.report.output.what_if.layout import page_layout
from analysis.report.output.what_if.packing import packed
from analysis.report.output.what_if.payload import payload
from analysis.report.output.what_if.words import words_of
from analysis.trace.javascript import javascript
from analysis.trace.plan_trace import PlanTrace, trace_plan

FOLDER = "analysis.report.output.what_if"
SCRIPTS = ("rules.js", "chance.js", "seek.js", "show.js", "app.js")
PAGE = "what_if.html"
LIMIT = 300_000
"""Bytes that the page may take, so that it can be sent as an attachment."""


def what_if_page(
    projection: Projection, language: str, digest: str, traced: PlanTrace | None = None
) -> str:
    """The page of a projection. `digest` is the checksum of what the report was made from."""
    traced = traced or trace_plan(projection.calibration)
    page = page_layout(traced, tuple(projection.lines), language)
    data = payload(projection, traced, page)
    script = script_of(javascript(page.form))
    css = _part("page.css") + look_css(projection.plan.file.look, "blue")
    text = {k: Markup.escape(v) for k, v in words_of(language).items()}
    return _template().render(
        language=language,
        policy=policy(script, css),
        plan=data["planTitle"],
        t=text,
        css=Markup(css),
        data=Markup(json_text(packed(data))),
        script=Markup(script),
        made=catalogue.text(
            "what_if.made",
            language,
            plan=projection.plan.name,
            version=version("regionkalkyl"),
            digest=digest[:16],
        ),
    )


def script_of(formulas: str) -> str:
    """The whole script: the data, the formulas of the trace, and the page's own parts."""
    boot = '"use strict";\nconst D=JSON.parse(document.getElementById("data").textContent, opened);'
    return "\n".join([boot, formulas, *(_part(name) for name in SCRIPTS)])


@cache
def _part(name: str) -> str:
    return (files(FOLDER) / name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    return environment.from_string(_part("page.html.j2"))


def checksum(projection: Projection) -> str:
    """The checksum of what a page was made from, when it is written without a report."""
    return report_files.digest(report_files.input_files(projection, []))
