"""`regionkalkyl what-if`: the page on which a reader moves the assumptions."""

from pathlib import Path
from typing import Annotated

import typer

from analysis.cli import common
from analysis.errors import Message


def register(app: typer.Typer) -> None:
    app.command(name="what-if", help="Write the page on which assumptions are moved.")(what_if)


def what_if(
    plan: common.PlanOption = common.DEFAULT_PLAN,
    scenario: common.ScenarioOption = "base",
    change: common.ChangeOption = None,
    set_: common.SetOption = None,
    horizon: common.HorizonOption = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="The file to write; what_if.html if not given.")
    ] = Path("what_if.html"),
    language: common.LanguageOption = common.Language.sv,
) -> None:
    """One file that works without a server, a network or an installation."""
    from analysis.errors import InputError
    from analysis.report.output.what_if.page import checksum, what_if_page
    from analysis.storage import write_whole

    if out.is_dir():
        raise InputError(
            Message("this is a folder"), file=out, expected=Message("the name of a file to write")
        )
    projection = common.projected(plan, scenario, change, set_, horizon)
    page = what_if_page(projection, language.value, checksum(projection))
    write_whole(out, page.encode())
    common.note(Message("the page is in {place}", place=out))
