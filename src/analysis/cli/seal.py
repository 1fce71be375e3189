"""`regionkalkyl seal` and `verify`: sign a report, plan or batch, and prove it unchanged."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.common import Language, LanguageOption, note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.report.seal.manifest import Difference

EXIT_CODES = {"good": 0, "changed": 1, "bad": 1, "unsigned": 3, "unknown": 3}
"""3: nothing has changed, but nobody who is known vouches for that."""
FolderArgument = Annotated[Path, typer.Argument(help="Folder of a report, a plan or a batch.")]
SignersOption = Annotated[
    Path | None,
    typer.Option("--signers", help="File of allowed signers; ~/.ssh/allowed_signers if not given."),
]


def register(app: typer.Typer) -> None:
    app.command(name="seal", help="Sign a report, a plan or a batch with your SSH key.")(
        seal_command
    )
    app.command(name="verify", help="Prove that a report, a plan or a batch is unchanged.")(
        verify_command
    )


def seal_command(
    folder: FolderArgument,
    key: Annotated[
        Path | None,
        typer.Option("--key", "-k", help="SSH key to sign with; your own in ~/.ssh if not given."),
    ] = None,
    signer: Annotated[
        str, typer.Option("--as", help="Your name in the line for the list of allowed signers.")
    ] = "namn@exempel.se",
    language: LanguageOption = Language.sv,
) -> None:
    """Write the signature beside the manifest; say how others can check it."""
    from analysis.catalogue import text
    from analysis.report.seal.seal import seal
    from analysis.report.seal.signature import default_key, public_line

    chosen = key or default_key()
    sealed = seal(folder, chosen)
    what = text(f"seal.kind.{sealed.kind}", language)
    values = {"what": what, "files": sealed.files, "fingerprint": sealed.signature.key}
    print(text("seal.sealed", language, **values))
    if line := public_line(chosen, signer):
        print(text("seal.auditor", language))
        print(line)
    if sealed.stale:
        note(text("seal.stale", language))
        for each in told(sealed.stale, language):
            note(each)


def verify_command(
    folder: FolderArgument,
    plan: Annotated[
        str | None, typer.Option("--plan", "-p", help="The plan, when it lies elsewhere.")
    ] = None,
    scenario: Annotated[
        list[Path] | None,
        typer.Option("--scenario", "-s", help="File of a scenario outside the plan. Repeatable."),
    ] = None,
    outcomes: Annotated[
        Path | None,
        typer.Option("--outcomes", help="File of outcomes that the report was made with."),
    ] = None,
    signers: SignersOption = None,
    language: LanguageOption = Language.sv,
) -> None:
    """Exit 0: unchanged and signed by someone known; 1: changed, or a bad signature; 3: unchanged,
    but unsigned or signed by a key that is not known."""
    from analysis.catalogue import text
    from analysis.errors import shown
    from analysis.inputs.places import find_plan
    from analysis.report.seal.sources import Roots
    from analysis.report.seal.verify import verify

    roots = None if plan is None else Roots(find_plan(plan))
    verdict = verify(folder, roots, tuple(scenario or ()), signers, outcomes)
    what, count = text(f"seal.kind.{verdict.kind}", language), len(verdict.differences)
    key = "same" if not count else "differs_one" if count == 1 else "differs"
    print(text(f"verify.{key}", language, what=what, files=verdict.files, count=count))
    for each in told(verdict.differences, language):
        print(each)
    if verdict.gone:
        print(text("verify.gone", language, names=", ".join(map(shown, verdict.gone))))
    signature = verdict.signature
    values = {"signer": shown(signature.signer), "fingerprint": signature.key}
    print(text(f"verify.signature.{signature.state}", language, **values))
    raise typer.Exit(EXIT_CODES[verdict.outcome])


def told(differences: "Iterable[Difference]", language: str) -> "list[str]":
    """One line a file. Names may be anyone's, and are shown, never sent to the terminal."""
    from analysis.catalogue import text
    from analysis.errors import shown

    return [f"  {text(f'seal.{each.fault}', language)}: {shown(each.name)}" for each in differences]
