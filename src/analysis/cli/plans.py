"""`regionkalkyl new-plan`, `import-plan` and `export-plan`: plans in and out."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.common import Language, LanguageOption, note, tell
from analysis.errors import Message

if TYPE_CHECKING:
    from analysis.inputs.mapped.receipt import Receipt
    from analysis.inputs.statement import Statement
    from analysis.report.output.plan_files import Written

RegionOption = Annotated[
    str | None,
    typer.Option("--region", help="Code or name of a region: what law says of it is filled in."),
]


class Layout(StrEnum):
    """What an exported plan is written as."""

    xlsx = "xlsx"
    csv = "csv"


def register(app: typer.Typer) -> None:
    app.command(name="new-plan", help="Make the commented files of a new plan.")(new_plan_command)
    app.command(name="import-plan", help="Make a plan from a workbook or CSV files.")(
        import_plan_command
    )
    app.command(name="export-plan", help="Write a plan as a workbook or as CSV files.")(
        export_plan_command
    )


def new_plan_command(
    name: Annotated[str, typer.Argument(help="Name of the plan, or the path of its folder.")],
    first_year: Annotated[int, typer.Option("--first-year", help="First budget year.")] = 2027,
    region: RegionOption = None,
) -> None:
    """A folder whose files say what goes where; it passes `check` from the start."""
    from analysis.report.output.plan_files import plan_folder, write_plan_folder
    from analysis.report.output.population_files import refuse_faults_with_ages
    from analysis.study.new_plan import new_plan_files, new_region_files
    from analysis.study.plan_files_check import refuse_faults

    folder = plan_folder(name)
    if region is None:
        write_plan_folder(folder, new_plan_files(folder.name, first_year), refuse_faults)
    else:
        files = new_region_files(folder.name, region, first_year)
        write_plan_folder(folder, files, refuse_faults_with_ages)
    if region is not None:
        tell(
            Message(
                "{folder} is made; next: fill in resultat.csv in it, and regionkalkyl import-plan "
                "{folder}/resultat.csv {name} --region {region} --replace",
                folder=folder,
                name=name,
                region=region,
            )
        )
        return
    tell(
        Message(
            "{folder} is made; next: fill in plan.yml, and regionkalkyl check {name}",
            folder=folder,
            name=name,
        )
    )


def import_plan_command(
    source: Annotated[Path, typer.Argument(help="An xlsx file, a CSV file, or a folder of them.")],
    name: Annotated[str, typer.Argument(help="Name of the plan, or the path of its folder.")],
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", "-m", help="Mapping file; not needed for an exported plan."),
    ] = None,
    region: RegionOption = None,
    first_year: Annotated[
        int | None,
        typer.Option("--first-year", help="First budget year, where the columns do not tell it."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a plan that is already there.")
    ] = False,
    receipt: Annotated[
        Path | None, typer.Option("--receipt", help="Write the whole receipt to this CSV file.")
    ] = None,
    language: LanguageOption = Language.sv,
) -> None:
    """A plan from sheets: an exported plan as it is, an income statement by --region, any other
    workbook by a mapping file.

    Ends with a receipt of what was read, from where, and what was left out and why.
    """
    from analysis.catalogue import text
    from analysis.report.output.plan_files import plan_folder

    folder = plan_folder(name)
    if region is not None:
        number = _statement(source, folder, region, first_year, replace, receipt, language)
    elif mapping is None:
        number = _exported(source, folder, replace)
    else:
        number = _mapped(source, mapping, folder, replace, receipt, language)
    print(text("import.next", language, folder=folder, number=number, name=name))


def _statement(
    source: Path,
    folder: Path,
    region: str,
    first_year: int | None,
    replace: bool,
    file: Path | None,
    language: str,
) -> int:
    from functools import partial

    from analysis.inputs.accepted import BESIDE
    from analysis.inputs.audit import audit
    from analysis.inputs.mapped.receipt import receipt
    from analysis.inputs.plan import load_plan
    from analysis.inputs.statement import read_statement
    from analysis.inputs.statutory import region_named
    from analysis.report.output.plan_files import Written, write_plan_folder
    from analysis.report.output.population_files import as_shipped, refuse_faults_with_ages
    from analysis.study.plan_kept import Kept, with_what_is_written
    from analysis.study.region_plan import region_plan_files
    from analysis.study.statement_places import own_place

    known, found = region_named(region), read_statement(source, first_year)
    files = region_plan_files(folder.name, known, found)
    there = replace and folder.exists()
    own = with_what_is_written(folder, files, known, found.years) if there else Kept(files)
    stale = as_shipped(folder) if there else ()
    newer = [name for name in BESIDE if name not in stale and (folder / name).is_file()]
    complete = partial(refuse_faults_with_ages, stale=stale)
    made = write_plan_folder(
        folder, own.files, complete, replace, partial(own_place, found), merged=True
    )
    if found.account is not None:
        _say_receipt(receipt(found.account, audit(load_plan(folder))), language, file)
    _tell_of_kept(Written((), (), made.accept_anew), (*own.kept, *newer))
    _say_read(found)
    return len(files)


def _say_read(found: "Statement") -> None:
    """How much of the statement was read, of which years, and what was only kept beside."""
    from analysis.catalogue import text
    from analysis.catalogue.lines import label
    from analysis.cli.speech import spoken
    from analysis.study.region_plan import STATEMENT

    absent = [line for line in STATEMENT.values() if line not in found.lines.values()]
    if absent := [line for line in absent if line != "operating_result"]:
        note(
            Message(
                "no row is known as: {lines}; a row that is one of them takes its usual name",
                lines=", ".join(label(line, spoken()) for line in absent),
            )
        )
    others = [row for row in found.rows if row not in found.lines]
    note(
        Message(
            "read: {lines} of the statement's lines, the plan's years {first}-{last}, earlier "
            "years {before}; rows kept beside: {others}",
            lines=len(found.lines),
            first=found.years[0],
            last=found.years[-1],
            before=", ".join(
                f"{y} ({text(f'cell.before.{kind}', spoken())})" for y, kind in found.before.items()
            )
            or "-",
            others=", ".join(others) or "-",
        )
    )


def _tell_of_kept(made: "Written", own: Iterable[str] = ()) -> None:
    """What became of the files of a plan that was there."""
    for text, names in (
        (Message("kept as you have written it: {names}"), own),
        (Message("replaced, and other than before: {names}"), made.replaced),
        (
            Message(
                "other figures than were accepted, to be accepted anew (check --accept): {names}"
            ),
            made.accept_anew,
        ),
    ):
        if names := list(names):
            note(Message(text.text, names=", ".join(names)))


def _exported(source: Path, folder: Path, replace: bool) -> int:
    from analysis.inputs.source_cells import read_source, rows_of
    from analysis.report.output.plan_files import write_plan_folder
    from analysis.study.plan_files_check import refuse_faults
    from analysis.study.plan_sheets import exported, own_places, renamed

    sheets = read_source(source)
    for sheet in sheets.values():
        sheet.refuse_faults()
    found = exported({name: rows_of(sheet) for name, sheet in sheets.items()}, str(source))
    places = own_places(found, sheets)
    files = renamed(found.files, folder.name)
    _tell_of_kept(write_plan_folder(folder, files, refuse_faults, replace, places))
    return len(files)


def _mapped(
    source: Path, mapping: Path, folder: Path, replace: bool, file: Path | None, language: str
) -> int:
    from analysis.inputs.audit import audit
    from analysis.inputs.mapped.files import mapped_files
    from analysis.inputs.mapped.receipt import receipt
    from analysis.inputs.mapping import read_mapping
    from analysis.inputs.plan import load_plan
    from analysis.inputs.source_cells import read_source
    from analysis.report.output.plan_files import write_plan_folder
    from analysis.study.plan_files_check import refuse_faults

    found = mapped_files(read_source(source), read_mapping(mapping))
    _tell_of_kept(write_plan_folder(folder, found.files, refuse_faults, replace, found.own_place))
    told = receipt(found.account, audit(load_plan(folder)))
    _say_receipt(told, language, file)
    return len(found.files)


def _say_receipt(told: "Receipt", language: str, file: Path | None) -> None:
    """Print what was read and what was not; the whole of it goes to `file`."""
    from analysis.inputs.delimited import csv_text
    from analysis.report.output.receipt import receipt_rows, says_receipt
    from analysis.storage import write_text

    print(says_receipt(told, language))
    if file is not None:
        write_text(file, "\ufeff" + csv_text(receipt_rows(told, language), quoted=True))


def export_plan_command(
    plan: Annotated[str, typer.Argument(help="Name of a plan, or the path of its folder.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="An xlsx file, or a folder for csv.")],
    format_: Annotated[Layout, typer.Option("--format", "-f", help="xlsx or csv.")] = Layout.xlsx,
) -> None:
    """Every table and file of a plan; `import-plan` reads the result back."""
    from analysis.inputs.places import output_file, output_folder
    from analysis.inputs.plan import load_plan
    from analysis.report.output.plan_files import write_csv_folder, write_workbook
    from analysis.study.plan_sheets import plan_sheets

    (output_folder if format_ is Layout.csv else output_file)(out)
    sheets = plan_sheets(load_plan(plan))
    if format_ is Layout.csv:
        write_csv_folder(sheets, out)
    else:
        write_workbook(sheets, out)
    tell(Message("{place}: {number} sheets", place=out, number=len(sheets)))
