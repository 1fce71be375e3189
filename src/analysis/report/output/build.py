"""One report from a plan and a scenario: notebooks, pages, files, manifest, moved into place."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Literal, TypedDict

import nbformat
from nbformat import NotebookNode

from analysis.errors import Message, RunFailed, verbatim
from analysis.inputs.look import logotype
from analysis.inputs.places import project_root
from analysis.model.projection import GAP_LIMIT, Projection
from analysis.report.blocks.look import look_css
from analysis.report.blocks.opened import open_view
from analysis.report.blocks.pictures import shared_pictures
from analysis.report.blocks.titles import question_of, title_of
from analysis.report.blocks.view import View
from analysis.report.chapters import Chapter, chapters, notebook_folder
from analysis.report.notebook import registry
from analysis.report.output import files
from analysis.report.output.excel import workbook
from analysis.report.output.how import page as how
from analysis.report.output.how.methods import told_methods
from analysis.report.output.how.page import how_page, places_of
from analysis.report.output.html import (
    MADE,
    Leads,
    Link,
    Page,
    compose,
    methods_in,
    png_uri,
    render,
    with_links,
)
from analysis.report.output.lacking import gathered
from analysis.report.output.paper.paper import paper
from analysis.report.output.stage import staged
from analysis.report.output.what_if import page as what_if
from analysis.report.output.what_if.page import what_if_page
from analysis.report.output.whole.bundle import Cover, bundle
from analysis.report.output.whole.parts import parts
from analysis.report.output.words import page_with_words
from analysis.report.seal.moment import moment
from analysis.report.seal.sources import MANIFEST
from analysis.runner.jobs import Engine, NotebookJob, NotebookResult
from analysis.runner.notebooks import run_notebooks
from analysis.scratch import scratch_folder
from analysis.storage import write_whole
from analysis.study.document import result_document
from analysis.study.opened import shared_plan
from analysis.trace.plan_trace import trace_plan

DOWNLOADS = {
    "what_if": what_if.PAGE,
    "how": how.PAGE,
    "xlsx": "result.xlsx",
    "parquet": "result.parquet",
    "json": "result.json",
    "manifest": MANIFEST,
}
FOLLOWS = "10_measures"
"""The chapter that shows what measures have come to."""


@dataclass(frozen=True)
class InRun:
    """A report of a run: its folder beside the others, and its title."""

    name: str
    title: str


@dataclass(frozen=True)
class Run:
    """The reports that are made together, in order, and the folder of the one that is at hand."""

    own: str = ""
    reports: tuple[InRun, ...] = ()


ALONE = Run()
Progress = Callable[[str], None]
Handed = Literal["bundle", "pdf"]
HANDED: dict[Handed, str] = {"bundle": "report.html", "pdf": "report.pdf"}
"""Forms of the whole report to hand over, made when they are asked for."""


def build_report(
    plan: str | Path,
    scenario: str | Path = "base",
    out: Path | None = None,
    language: str = "sv",
    *,
    change: Sequence[str] = (),
    set_: Sequence[str] = (),
    horizon: int | None = None,
    name: str | None = None,
    engine: Engine = "fork",
    workers: int = 2,
    progress: Progress | None = None,
    handed: Collection[Handed] = (),
    outcomes: Path | None = None,
    run: Sequence[InRun] = (),
) -> Path:
    """Write the report of `scenario` to `out`/<plan>/<scenario> and return that folder.

    `horizon` is the year that the plan is carried to, which the folder then bears; `name` names
    the folder when it is not to be the scenario's own; `handed` says which forms of
    the whole report are made beside its pages; `run` are all reports of the run, in order, which
    then link to each other; `outcomes` is a file of what the plan's measures have come to.
    `progress` is called with the
    name of each notebook as it is done. Raises InputError for bad input and RunFailed when a
    notebook fails, an identity does not hold or the disk refuses; an earlier report then stays.
    """
    made = moment()
    view = open_view(plan, scenario, change, set_, language, horizon=horizon, outcomes=outcomes)
    refuse_gaps(view)
    out = out or project_root() / "reports"
    projection = view.projection
    target = out / projection.plan.name / (name or report_name(projection, horizon))
    parameters: Parameters = {
        "plan": str(projection.plan.folder.resolve()),
        "scenario": str(projection.scenario.path.resolve()) if projection.scenario.path else "base",
        "change": list(change),
        "set_": list(set_),
        "horizon": horizon,
        "language": language,
        "outcomes": str(outcomes.resolve()) if outcomes else None,
    }
    kept = out / "failed" / projection.plan.name / target.name
    notebooks = run_chapters(view, parameters, kept, engine, workers, progress)
    with staged(target) as folder:
        together = Run(target.name, tuple(run))
        for filename, content in contents(
            view, notebooks, made, handed, outcomes, together
        ).items():
            write_whole(folder / filename, content)
    return target


def report_name(projection: Projection, horizon: int | None) -> str:
    """The folder of a report: its scenario, and the year that the run carries the plan to."""
    longer = "" if horizon is None else f"-{horizon}"
    return f"{projection.scenario.name}{longer}"


def in_run(projection: Projection, horizon: int | None, language: str) -> InRun:
    """What the other reports of a run call this one."""
    return InRun(report_name(projection, horizon), title_of(projection, language))


def refuse_gaps(view: View) -> None:
    """No report while an accounting identity is off. Raises RunFailed that names the worst."""
    for name, gap in view.projection.gaps.items():
        largest = float(abs(gap).max())
        if not largest <= GAP_LIMIT:
            raise RunFailed(
                Message(
                    "the identity {name!r} is off by {largest:.3g} mnkr: no report is made",
                    name=name,
                    largest=largest,
                )
            )


class Parameters(TypedDict):
    """What the notebooks of a report are run with: all that they declare."""

    plan: str
    scenario: str
    change: list[str]
    set_: list[str]
    horizon: int | None
    language: str
    outcomes: str | None


def run_chapters(
    view: View,
    parameters: Parameters,
    kept: Path,
    engine: Engine,
    workers: int,
    progress: Progress | None,
) -> dict[Chapter, NotebookNode]:
    """The executed notebook of each chapter, all on the plan that `view` has open.

    Raises RunFailed with every one that failed. A failed notebook is left in `kept` for debugging;
    the executed ones are not kept.
    """
    calibration, horizon = view.projection.calibration, parameters["horizon"]
    with scratch_folder() as folder, shared_pictures(), shared_plan(calibration, folder, horizon):
        jobs = [
            NotebookJob(
                notebook_folder() / f"{chapter.notebook}.ipynb",
                folder / f"{chapter.notebook}.ipynb",
                _given(chapter, parameters),
                failed_dir=kept,
            )
            for chapter in chapters()
        ]
        results = run_notebooks(
            jobs,
            workers,
            engine=engine,
            on_done=None if progress is None else lambda done: progress(done.job.path_in.stem),
        )
        failed = [_failure(result) for result in results if not result.ok]
        if failed:
            raise RunFailed(verbatim("\n".join(failed)))
        return {
            chapter: nbformat.read(result.job.path_out, as_version=4)
            for chapter, result in zip(chapters(), results, strict=True)
        }


def _given(chapter: Chapter, parameters: Mapping[str, object]) -> dict[str, object]:
    """The parameters that the notebook of a chapter declares: outcomes concern one of them."""
    return {k: v for k, v in parameters.items() if k != "outcomes" or chapter.notebook == FOLLOWS}


def _failure(result: NotebookResult) -> str:
    kept = f" (kept in {result.path})" if result.path else ""
    return f"notebook {result.job.path_in.stem} failed: {result.message}{kept}"


def contents(
    view: View,
    notebooks: Mapping[Chapter, NotebookNode],
    made: datetime,
    handed: Collection[Handed] = (),
    outcomes: Path | None = None,
    run: Run = ALONE,
) -> dict[str, bytes]:
    """Every file of the report, by name; the manifest last, since it lists the others.

    The manifest alone says when: the other files are the same bytes for the same inputs.
    """
    inputs = files.input_files(
        view.projection, [chapter.notebook for chapter in chapters()], outcomes
    )
    stamp = view.text(
        "page.made",
        version=version("regionkalkyl"),
        digest=files.checksum(view.projection, inputs)[:16],
    )
    downloads = {kind: HANDED[kind] for kind in HANDED if kind in handed} | DOWNLOADS
    traced = trace_plan(view.projection.calibration)
    notebooks = gathered(view, notebooks)
    pages = _pages(view, notebooks, stamp, downloads, run)
    methods = told_methods(view, methods_in(pages.values()), notebooks)
    how = how_page(view.projection, traced, view.language, stamp, methods)
    leads = leads_of(view, how, _pages_of_scenarios(view, run))
    written = {name: with_links(page, leads).encode() for name, page in pages.items()}
    written |= handed_over(view, notebooks, stamp, handed)
    page = what_if_page(view.projection, view.language, files.digest(inputs), traced)
    written |= {
        DOWNLOADS["what_if"]: page.encode(),
        DOWNLOADS["how"]: how.encode(),
        DOWNLOADS["xlsx"]: workbook(view, traced),
        DOWNLOADS["parquet"]: files.parquet_bytes(view.projection),
        DOWNLOADS["json"]: files.json_bytes(result_document(view.projection)),
    }
    manifest = files.manifest(view.projection, view.language, made, inputs, written)
    if run.reports:
        manifest["run"] = [each.name for each in run.reports]
    return written | {DOWNLOADS["manifest"]: files.json_bytes(manifest)}


def leads_of(view: View, how: str, others: Mapping[str, str] | None = None) -> Leads:
    """Where the figures of a report lead: to places on the page `how`, or on those of `others`."""
    words, places = (view.text("how.link"), view.text("how.link_before")), places_of(how)
    methods = {
        name: (method.link(view.language), method.whole)
        for name, method in registry().methods.items()
        if MADE + name in places
    }
    return Leads(DOWNLOADS["how"], places, *words, others or {}, methods)


def _pages(
    view: View,
    notebooks: Mapping[Chapter, NotebookNode],
    stamp: str,
    downloads: Mapping[str, str],
    run: Run,
) -> dict[str, str]:
    """The pages of the chapters, by name; their figures lead nowhere yet."""
    return {
        chapter.page: page_with_words(
            render(
                notebook,
                with_run(page_of(view, chapter, stamp, downloads, notebooks), view, run),
            ),
            view.language,
        )
        for chapter, notebook in notebooks.items()
    }


def _pages_of_scenarios(view: View, run: Run) -> dict[str, str]:
    """Where the figures of a scenario lead, by its name: this report's own page for its own, and
    for another that of its report in the same run."""
    longer = report_name(view.projection, view.projection.plan.horizon)
    longer = longer.removeprefix(view.projection.scenario.name)
    found = {r.name.removesuffix(longer): f"../{r.name}/{DOWNLOADS['how']}" for r in run.reports}
    return {**found, view.projection.scenario.name: DOWNLOADS["how"]}


def handed_over(
    view: View,
    notebooks: Mapping[Chapter, NotebookNode],
    stamp: str,
    handed: Collection[Handed],
) -> dict[str, bytes]:
    """The forms of the whole report that are asked for, by name."""
    if not handed:
        return {}
    plan = view.projection.plan
    cover = Cover(
        view.language,
        plan=str(getattr(plan.file.title, view.language)),
        region=plan.file.region,
        scenario=title_of(view.projection, view.language),
        question=question_of(view.projection, view.language),
        made=stamp,
        look=view.look,
        logotype=logotype(plan.folder, plan.file),
    )
    found = parts(notebooks, view.language)
    makers: dict[Handed, Callable[[], bytes]] = {
        "bundle": lambda: bundle(cover, found).encode(),
        "pdf": lambda: paper(cover, found),
    }
    return {HANDED[kind]: make() for kind, make in makers.items() if kind in handed}


def with_run(page: Page, view: View, run: Run) -> Page:
    """The page with links to the report before and the one after in the run, if there are any."""
    names = [each.name for each in run.reports]
    if run.own not in names:
        return page
    place = names.index(run.own)

    def link(at: int, key: str) -> Link | None:
        if not 0 <= at < len(names):
            return None
        words = view.text(f"page.run.{key}", title=run.reports[at].title)
        return Link(f"../{names[at]}/{chapters()[0].page}", words)

    return replace(page, run_before=link(place - 1, "before"), run_after=link(place + 1, "after"))


def page_of(
    view: View,
    chapter: Chapter,
    stamp: str,
    downloads: Mapping[str, str],
    among: Collection[Chapter],
) -> Page:
    """The frame of a chapter's page, in a report that has the chapters `among`."""
    plan = view.projection.plan
    title = str(getattr(plan.file.title, view.language))
    page = compose(
        chapter,
        view.language,
        title,
        title_of(view.projection, view.language),
        stamp,
        downloads,
        among,
    )
    return replace(
        page,
        css=page.css + look_css(view.look, "link"),
        logotype=png_uri(logotype(plan.folder, plan.file)),
        region=plan.file.region,
    )
