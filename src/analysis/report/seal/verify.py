"""A sealed folder proven unchanged: every file, what it was made from, and the signature."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from analysis.errors import InputError, Message, shown, verbatim
from analysis.inputs.places import SLUG, find_plan
from analysis.report.chapters import chapters
from analysis.report.seal.manifest import (
    Difference,
    Kind,
    Manifest,
    differences,
    digest,
    read_manifest,
)
from analysis.report.seal.signature import Signature, check, default_signers
from analysis.report.seal.sources import MANIFEST, SEAL, SIGNATURE, Roots, files_below, named_files

Outcome = Literal["good", "changed", "bad", "unsigned", "unknown"]
NEAR = 3
"""Folders above a report in which its scenario's file is looked for: those of a batch."""


@dataclass(frozen=True)
class Verdict:
    """What was found: how many files were compared, those that differ, and the signature.

    `gone` are the reports of the same run that the pages lead to and that do not lie beside it:
    names that may be anyone's, and no change of the folder itself.
    """

    kind: Kind
    files: int
    differences: tuple[Difference, ...]
    signature: Signature
    gone: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """A change or a bad signature weighs heavier than who signed."""
        if self.signature.state == "bad":
            return "bad"
        return "changed" if self.differences else self.signature.state


def own_files(folder: Path, kind: Kind) -> dict[str, Path]:
    """The files that a seal vouches for in its own folder; in a report, hidden ones too."""
    found = files_below(folder, hidden=kind == "report")
    return {name: path for name, path in found.items() if name not in SEAL}


def verify(
    folder: Path, roots: Roots | None = None, scenarios: tuple[Path, ...] = (),
    signers: Path | None = None, outcomes: Path | None = None,
) -> Verdict:  # fmt: skip
    """Compare a folder and what it was made from with its manifest, and check the signature.

    `roots` says where the inputs lie when that is not in this project; `signers` is a list of
    allowed signers, by default the user's own; `outcomes` the file that the report was given.
    Raises InputError when there is no manifest.
    """
    if signers is not None and not signers.is_file():
        raise InputError(Message("there is no such list of allowed signers"), file=signers)
    manifest, content = read_manifest(folder / MANIFEST)
    found = own_files(folder, manifest.kind)
    faults = differences(manifest.files, found)
    if manifest.kind == "report":
        faults += source_differences(manifest, folder, roots, scenarios, outcomes)
        if manifest.inputs_sha256 != digest(manifest.inputs):
            faults.append(Difference(MANIFEST, "changed"))
    signature = check(content, folder / SIGNATURE, signers or default_signers())
    count = len(manifest.files) + len(manifest.inputs)
    return Verdict(manifest.kind, count, tuple(faults), signature, gone(manifest, folder))


def gone(manifest: Manifest, folder: Path) -> tuple[str, ...]:
    """The reports of its run that a report leads to and that are not beside it."""
    beside = folder.absolute().parent
    return tuple(
        name
        for name in manifest.run
        if not (SLUG.fullmatch(name) and (beside / name / MANIFEST).is_file())
    )


def source_differences(
    manifest: Manifest,
    folder: Path,
    roots: Roots | None,
    scenarios: tuple[Path, ...],
    outcomes: Path | None = None,
) -> list[Difference]:
    """The inputs of a report that are not what they were."""
    roots = roots or Roots(plan_of(manifest))
    near = {
        path: None
        for above in list(folder.absolute().parents)[:NEAR]
        for path in sorted((above / "scenarios").glob("*.yml"))
    }
    listed = {entry.name for entry in manifest.inputs}
    held = sorted((roots.plan / "scenarios").glob("*.yml"))
    given = Roots(
        roots.plan,
        (*held, *scenarios),
        roots.code,
        roots.demography,
        roots.notebooks,
        roots.statutory,
        () if outcomes is None else (outcomes,),
    )
    found = named_files(given, [chapter.notebook for chapter in chapters()])
    for path in near:
        found.setdefault(f"scenario/{path.name}", path)
    return differences(manifest.inputs, only_used(found, listed))


def only_used(found: Mapping[str, Path], listed: set[str]) -> dict[str, Path]:
    """Without the scenarios that the report is not made from: theirs are other questions."""
    asides = ("scenario/", "plan/scenarios/")
    return {
        name: path for name, path in found.items() if name in listed or not name.startswith(asides)
    }


def plan_of(manifest: Manifest) -> Path:
    """The folder of the plan that a manifest names. Raises InputError for what is no name."""
    if not SLUG.fullmatch(manifest.plan):
        raise InputError(
            Message("the manifest does not name a plan"),
            value=shown(manifest.plan),
            expected=verbatim("--plan"),
        )
    return find_plan(manifest.plan)
