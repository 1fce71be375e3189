"""`regionkalkyl batch run|query|status`: from one scenario to millions, from one report to many."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.common import (
    Format,
    FormatOption,
    Language,
    LanguageOption,
    print_csv,
    print_json,
    print_table,
    progress,
    tell,
)
from analysis.cli.speech import spoken
from analysis.errors import Figure, Message, verbatim

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analysis.batch.grid import Grid
    from analysis.batch.run import Estimate, Render, Summary

DEFAULT_OUT = Path("reports") / "batch"
FolderArgument = Annotated[Path, typer.Argument(help="Folder of a batch.")]
StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store", help="Folder or URL of the numbers; the one the folder has noted if not given."
    ),
]


def register(app: typer.Typer) -> None:
    """Register the group of commands."""
    batch = typer.Typer(help="Many scenarios at once: run a grid file, ask, look at the state.")
    batch.command(name="run", help="Run a grid file (batch.yml).")(run_command)
    batch.command(name="query", help="Ask a finished batch in SQL.")(query_command)
    batch.command(name="status", help="Say what is done, failed and left.")(status_command)
    app.add_typer(batch, name="batch", no_args_is_help=True)


def run_command(
    file: Annotated[Path, typer.Argument(help="The grid file, batch.yml.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder; reports/batch/<file> if not given.")
    ] = None,
    store: StoreOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say how large it is and how long it takes.")
    ] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Do what is missing.")] = False,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, help="Processes here.")] = 1,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", help="Dask scheduler, tcp://host:port.")
    ] = None,
    language: LanguageOption = Language.sv,
    reports: Annotated[
        bool, typer.Option("--reports/--no-reports", help="Render the chosen members.")
    ] = True,
) -> None:
    """Run a batch; exit 1 with one line per failure when something was set aside."""
    import signal

    from analysis.batch.address import settled
    from analysis.batch.run import estimate, run_batch
    from analysis.batch.work import prepare
    from analysis.inputs.places import output_folder

    folder = output_folder(out or DEFAULT_OUT / file.stem)
    if store:
        settled(store)
    expected = estimate(file, workers)
    tell(told(expected))
    if dry_run:
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    wanted = reports and bool(prepare(str(file.absolute())).grid.render.model_fields_set)
    bar = progress("progress.batch", "progress.step", expected.parts)
    with bar, contextlib.ExitStack() as stack:
        summary = run_batch(
            file,
            folder,
            store=store,
            workers=workers,
            scheduler=scheduler,
            resume=resume,
            render=renderer(language, workers, stack) if wanted else None,
            tell=lambda _: bar.update(),
        )
    _tell_end(summary, folder, language if reports else None)


def _tell_end(summary: "Summary", folder: Path, language: str | None) -> None:
    """How the run ended, with its overview where a `language` is given. Raises RunFailed."""
    from analysis.errors import RunFailed

    if summary.failed:
        raise RunFailed(verbatim("\n".join(summary.failed)))
    place: Path = folder
    if language is not None:
        from analysis.report.output.batch_page import write_overview

        place = write_overview(folder, language)
    kept = Message(", {kept} kept from before", kept=summary.kept) if summary.kept else ""
    tell(
        Message(
            "Batch: {done} steps done{kept}: {place}", done=summary.done, kept=kept, place=place
        )
    )


def renderer(language: str, workers: int, stack: "contextlib.ExitStack") -> "Render":
    """What renders one member: the report of its scenario file, with the hashes of its files.

    Members share their pictures until `stack` is closed.
    """
    from analysis.report.blocks.pictures import shared_pictures
    from analysis.report.output.build import build_report
    from analysis.storage import checksum

    def render(grid: "Grid", source: Path, name: str, out: Path) -> "Mapping[str, str]":
        stack.enter_context(shared_pictures(out))
        folder = build_report(
            grid.plan.folder, source, out / "reports", language, name=name, workers=max(2, workers)
        )
        return {
            str(path.relative_to(out)): checksum([path.read_bytes()])
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    return render


def told(expected: "Estimate") -> Message:
    """Sizes and estimated time, for people."""
    parts = Message("{number} parts", number=expected.parts)
    return Message(
        "{members} members × {lines} lines = {numbers} numbers, about {size} MB in {parts}, about "
        "{seconds} s; {reports}",
        members=expected.members,
        lines=expected.lines,
        numbers=expected.numbers,
        size=Figure(f"{expected.bytes / 1e6:.1f}"),
        parts=Message("one part") if expected.parts == 1 else parts,
        seconds=Figure(f"{expected.seconds:.1f}"),
        reports=_reports(expected),
    )


def _reports(expected: "Estimate") -> Message:
    """How many reports there will be and how long they take, as far as it is known."""
    found = Message(" and those that the query finds") if "query" in expected.rendered else ""
    if not expected.reports and not found:
        return Message("no reports")
    time = Message(", about {seconds:.0f} s", seconds=expected.report_seconds)
    return Message(
        "{number} reports{found}{time}",
        number=expected.reports,
        found=found,
        time=time if expected.reports else "",
    )


def query_command(
    sql: Annotated[str, typer.Argument(help="SQL over results, assumptions, percentiles, goals.")],
    folder: Annotated[Path, typer.Option("--out", "-o", help="Folder of the batch.")] = DEFAULT_OUT,
    store: StoreOption = None,
    format_: FormatOption = Format.table,
) -> None:
    """Answer a question in SQL."""
    from analysis.batch.address import noted, settled
    from analysis.batch.query import ask, connect

    names, rows = ask(connect(settled(store) if store else noted(folder)), sql)
    cells = [[_plain(value) for value in row] for row in rows]
    if format_ is Format.json:
        print_json([dict(zip(names, row, strict=True)) for row in cells])
    elif format_.is_csv:
        print_csv(names, cells, format_)
    else:
        texts = next((i for i, c in enumerate(zip(*cells, strict=True)) if not _words(c)), 0)
        print_table(names, [[_shown(value) for value in row] for row in cells], texts)


def _plain(value: object) -> object:
    """A value of the database as JSON knows it; what it does not know, as text."""
    from decimal import Decimal

    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value if isinstance(value, bool | int | float | str | None) else str(value)


def _words(column: "Sequence[object]") -> bool:
    return any(isinstance(value, str) for value in column)


def _shown(value: object) -> str:
    return "" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)


def status_command(folder: FolderArgument = DEFAULT_OUT) -> None:
    """Count the steps of a batch by state and name what failed."""
    from collections import Counter

    from analysis.batch.address import NOTE, noted
    from analysis.batch.journal import read
    from analysis.errors import InputError

    entries = read(folder)
    if not entries:
        raise InputError(Message("there is no batch here"), file=folder)
    states = Counter[str](entry.state for entry in entries.values())
    order = ("done", "running", "planned", "failed")
    said = (Message("{number} " + state, number=states[state]) for state in order if states[state])
    print(", ".join(message.said(spoken()) for message in said))
    if (folder / NOTE).is_file():
        tell(Message("numbers in {place}", place=noted(folder)))
    for entry in entries.values():
        if entry.state == "failed":
            told_ = {"name": entry.name, "message": entry.message, "tries": entry.tries}
            tell(Message("{name}: {message} ({tries} tries)", **told_))
