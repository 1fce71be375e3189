"""`regionkalkyl site`: one page over all reports of a folder."""

from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.common import Language, LanguageOption, note


def register(app: typer.Typer) -> None:
    app.command(name="site", help="Write the page over all reports: plans, scenarios, languages.")(
        site_command
    )


def site_command(
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder of the reports; reports/ if not given."),
    ] = None,
    language: LanguageOption = Language.sv,
) -> None:
    """Write `index.html` in the folder of the reports, from what lies there."""
    from analysis.catalogue import text
    from analysis.inputs.places import output_folder, project_root
    from analysis.report.output.build import HANDED
    from analysis.report.output.site.page import write_site

    target = out or project_root() / "reports"
    output_folder(target)
    page, number, unread = write_site(target, language.value, HANDED)
    for report in unread:
        note(text("site.unread", language.value, report=report))
    print(text("site.written", language.value, number=number, page=page))
