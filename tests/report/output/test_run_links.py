"""Reports of one run lead to each other."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from analysis.cli import run
from analysis.report.blocks.view import View
from analysis.report.chapters import chapters
from analysis.report.output.build import InRun, Run, with_run
from analysis.report.output.html import compose, render
from analysis.runner import warm_process
from tests.report.page_checks import parsed

REPORTS = (InRun("base", "Plan"), InRun("high", "<Hög>"), InRun("low", "Låg"))


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ("base", [("../high/index.html", "Nästa rapport: <Hög>")]),
        (
            "high",
            [
                ("../base/index.html", "Föregående rapport: Plan"),
                ("../low/index.html", "Nästa rapport: Låg"),
            ],
        ),
        ("low", [("../high/index.html", "Föregående rapport: <Hög>")]),
        ("alone", []),
    ],
)
def test_a_page_leads_to_the_report_before_and_after(
    own: str, told: list[tuple[str, str]], make: Callable[[], Any]
) -> None:
    page = compose(chapters()[0], "sv", "Plan", own, "nu", {})
    page = with_run(page, View(make(), None, "sv"), Run(own, REPORTS))
    body = parsed(render(new_notebook(cells=[new_markdown_cell("# Titel")]), page))
    nav = body.find("nav", class_="run")
    links = nav.find_all("a") if nav else []
    assert [(link["href"], link.get_text()) for link in links] == told


def test_a_run_of_several_scenarios_tells_each_report_of_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[tuple[str, ...]] = []

    def report(*_: object, run: list[InRun], **__: object) -> Path:
        told.append(tuple(each.name for each in run))
        return tmp_path

    monkeypatch.setattr(warm_process.WARM, "begin", lambda: None)
    monkeypatch.setattr("analysis.report.output.build.build_report", report)
    run.run_command(scenario=["base", "stagflation"], out=tmp_path, horizon=2032)
    run.run_command(scenario=["base"], out=tmp_path)
    assert told == [("base-2032", "stagflation-2032")] * 2 + [()]
