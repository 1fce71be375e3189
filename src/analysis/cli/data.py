"""`regionkalkyl data`: copies of figures on this machine, fetched, added and listed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.common import DEFAULT_PLAN, Format, FormatOption, PlanOption, tell
from analysis.cli.data_population import package, population
from analysis.errors import Message

if TYPE_CHECKING:
    from analysis.inputs.snapshots import Snapshot

FolderOption = Annotated[
    Path | None,
    typer.Option("--folder", help="Where copies are kept; data/raw/statistics by default."),
]


def register(app: typer.Typer) -> None:
    """Add `data` with its commands."""
    group = typer.Typer(
        help="Population figures: fetch, add, list; population scenarios of a plan.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command("fetch", help="Fetch figures from Statistics Sweden and keep a copy.")(fetch)
    group.command("status", help="List the copies that are here, and whether they are whole.")(
        status
    )
    group.command("add", help="Add a downloaded PX, CSV or Excel file.")(add)
    group.command("population", help="Calculate the population scenarios of a plan.")(population)
    group.command("package", help="Write the scenario of an in-migration package.")(package)
    group.command("outcomes", help="Put the fetched own tax base into the history of a plan.")(
        outcomes
    )
    group.command("kolada", help="Fetch key figures of all regions from Kolada and keep a copy.")(
        kolada
    )
    app.add_typer(group, name="data")


def _folder(folder: Path | None) -> Path:
    from analysis.inputs.snapshots import snapshot_folder

    return folder or snapshot_folder()


def fetch(
    kinds: Annotated[
        list[str] | None,
        typer.Argument(
            help="population, deaths, births, in_migration, out_migration, prognosis, tax_base."
        ),
    ] = None,
    years: Annotated[str | None, typer.Option(help="Years, as 1995-2024; all by default.")] = None,
    table: Annotated[
        str | None, typer.Option(help="Id of the table, when it is not found by its title.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Address of another PxWeb API v2.")] = None,
    folder: FolderOption = None,
) -> None:
    """Fetch; every kind is kept as soon as it is whole."""
    from analysis.errors import InputError
    from analysis.inputs import tax_base
    from analysis.inputs.parameters import year_range
    from analysis.inputs.statistics import STATISTICS_SWEDEN
    from analysis.inputs.statistics import fetch as fetch_kind

    span = year_range(years) if years else None
    if years and span is None:
        raise InputError(
            Message("not years"), value=years, expected=Message("years such as 1995-2024")
        )
    wanted = kinds or ["population", "deaths", "births"]
    if table and len(wanted) > 1:
        raise InputError(
            Message("--table names the table of one kind"), expected=Message("one kind beside it")
        )
    address = url or STATISTICS_SWEDEN
    for kind in wanted:
        if kind == tax_base.KIND:
            where = _folder(folder) / tax_base.KIND
            copy = tax_base.fetch(where, span, table, address)
            tell(Message("{number} figures, {file}", number=copy.rows, file=where / copy.file))
        else:
            tell(_kept(fetch_kind(kind, _folder(folder), span, table, address)))


def outcomes(plan: PlanOption = DEFAULT_PLAN, folder: FolderOption = None) -> None:
    """The own tax base of the plan's county, by income year, in `outcomes.csv` of the plan."""
    from analysis.errors import InputError
    from analysis.inputs import tax_base
    from analysis.inputs.history import OUTCOMES
    from analysis.inputs.plan import load_plan
    from analysis.inputs.region_copy import read_copy
    from analysis.storage import write_text
    from analysis.study.plan_outcomes import with_outcomes
    from analysis.study.population_plan import region_name

    found = load_plan(plan)
    path = tax_base.latest(_folder(folder) / tax_base.KIND)
    copy, rows = read_copy(path)
    region = region_name(found)
    own = [row for row in rows if row.region == region]
    if not own:
        raise InputError(
            Message("the copy has no figures of {region}", region=region), file=path,
            expected=Message("one of: {names}", names=", ".join(sorted({r.region for r in rows}))),
        )  # fmt: skip
    merged = with_outcomes(found.folder / OUTCOMES, own, f"{copy.source}, {copy.retrieved}")
    write_text(found.folder / OUTCOMES, merged.text)
    tell(
        Message(
            "{plan}: {added} years of the own tax base added to {file}, {held} that stood there "
            "kept",
            plan=found.name, added=len(merged.added), file=OUTCOMES, held=len(merged.held),
        )
    )  # fmt: skip


def kolada(
    measures: Annotated[
        list[str], typer.Argument(help="A line and its key figure, line=N12345. Repeatable.")
    ],
    years: Annotated[str, typer.Option(help="Years, as 2015-2024.")],
    plan: Annotated[
        str | None,
        typer.Option("--plan", "-p", help="Plan whose measures are named by number, 4=N12345."),
    ] = None,
    url: Annotated[str | None, typer.Option(help="Address of another Kolada API v3.")] = None,
    folder: FolderOption = None,
) -> None:
    """Fetch key figures of every region for `score --kolada` and `measures --kolada`."""
    from analysis.errors import InputError
    from analysis.inputs.kolada import KOLADA
    from analysis.inputs.kolada import fetch as fetch_figures
    from analysis.inputs.measures import read_measures
    from analysis.inputs.parameters import year_range
    from analysis.inputs.plan import load_plan
    from analysis.inputs.region_copy import measures_of

    span = year_range(years)
    if span is None:
        raise InputError(
            Message("not years"), value=years, expected=Message("years such as 1995-2024")
        )
    known = read_measures(load_plan(plan)) if plan else None
    named = measures_of(measures, [m.number for m in known.measures] if known else ())
    where = _folder(folder) / "kolada"
    found = fetch_figures(named, where, span, (url or KOLADA).rstrip("/"))
    tell(Message("{number} figures, {file}", number=found.rows, file=where / found.file))


def _kept(found: "Snapshot") -> Message:
    return Message(
        "{kind}: {first}-{last}, {number} counts, {file}",
        kind=found.kind,
        first=found.first_year,
        last=found.last_year,
        number=found.rows,
        file=found.file,
    )


def add(
    file: Annotated[Path, typer.Argument(help="A PX, CSV or Excel file by region, sex and age.")],
    kind: Annotated[str, typer.Option("--kind", help="population, deaths, births, …")],
    source: Annotated[str, typer.Option(help="Where it comes from.")] = "SCB, nedladdad fil",
    folder: FolderOption = None,
) -> None:
    """Check a downloaded file and keep a copy; the file itself is left alone."""
    from analysis.cli.common import note
    from analysis.inputs.opened import read_bytes
    from analysis.inputs.raw_statistics import MAX_BYTES
    from analysis.inputs.snapshots import keep

    content = read_bytes(file, MAX_BYTES)
    known = (".px", ".csv", ".tsv", ".txt", ".xlsx", ".gz")
    suffix = "".join(s for s in file.suffixes[-2:] if s.lower() in known)
    found = keep(
        content, kind, source, _folder(folder), suffix.lower() or ".csv", original=file.name
    )
    tell(_kept(found))
    for told in found.notes:
        note(told)


def status(folder: FolderOption = None, format_: FormatOption = Format.table) -> None:
    """Every copy: kind, years, retrieval, whether it is unchanged."""
    from analysis.cli.common import note, print_columns, print_csv, print_json
    from analysis.inputs.demography_method import demography_folder

    where = _folder(folder)
    rows = [*_copies(where), *_copies_of_regions(where)]
    header = ["kind", "years", "retrieved", "unchanged", "table", "file"]
    if format_ is Format.json:
        print_json([dict(zip(header, row, strict=True)) for row in rows])
    elif format_.is_csv:
        print_csv(header, rows, format_)
    else:
        if rows:
            print_columns(header, rows, texts=len(header))
        note(
            Message(
                "{number} copies in {place}; the project's own figures are in {own}",
                number=len(rows),
                place=where,
                own=demography_folder(),
            )
        )


def _copies(where: Path) -> list[list[str]]:
    """The copies of figures of the population, one row each."""
    from analysis.inputs.snapshots import intact, snapshots

    return [
        [
            s.kind,
            f"{s.first_year}-{s.last_year}",
            s.retrieved,
            "yes" if intact(s, where) else "no",
            s.table or "",
            s.file,
        ]
        for s in snapshots(where)
    ]


def _copies_of_regions(where: Path) -> list[list[str]]:
    """The copies of figures of all regions, one row each; of a changed one no years are told."""
    from analysis.inputs.region_copy import copies, facts_of, intact, read_copy
    from analysis.inputs.tax_base import KIND

    found = []
    for kind in (KIND, "kolada"):
        for path in copies(where / kind):
            facts = facts_of(path)
            whole = intact(path, facts)
            rows = read_copy(path)[1] if whole else ()
            years = sorted({row.year for row in rows})
            span = f"{years[0]}-{years[-1]}" if years else ""
            tables = ", ".join(sorted({row.kpi for row in rows}))
            found.append(
                [kind, span, facts.retrieved, "yes" if whole else "no", tables,
                 f"{kind}/{facts.file}"]
            )  # fmt: skip
    return found
