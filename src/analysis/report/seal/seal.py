"""Seal a folder: a report as it was made, an adopted plan, or a finished batch."""

import json
from dataclasses import dataclass
from pathlib import Path

from analysis.batch.journal import FILE as JOURNAL
from analysis.batch.journal import read as read_journal
from analysis.errors import InputError, Message, Problem, verbatim
from analysis.inputs.plan import load_plan
from analysis.report.seal.manifest import (
    Difference,
    Kind,
    Manifest,
    differences,
    entry_of,
    read_manifest,
)
from analysis.report.seal.moment import moment
from analysis.report.seal.signature import Signature, check, sign
from analysis.report.seal.sources import MANIFEST, SIGNATURE
from analysis.report.seal.verify import own_files, source_differences
from analysis.storage import write_whole


@dataclass(frozen=True)
class Sealed:
    """What was sealed, with which key, and which inputs of a report are others by now."""

    kind: Kind
    files: int
    signature: Signature
    stale: tuple[Difference, ...] = ()


def seal(folder: Path, key: Path, signers: Path | None = None) -> Sealed:
    """Sign the manifest of a folder; that of a plan or a batch is written first.

    Raises InputError when the folder holds nothing that can be sealed, when a plan is at fault or a
    batch unfinished, and when a report is no longer what it was made as; RunFailed when the key
    cannot sign. Nothing is written then.
    """
    stale: list[Difference] = []
    if (folder / "plan.yml").is_file():
        load_plan(folder)
        manifest, content = _manifest_of(folder, "plan", folder.resolve().name)
    elif (folder / JOURNAL).is_file():
        refuse_unfinished(folder)
        manifest, content = _manifest_of(folder, "batch", "")
    elif (folder / MANIFEST).is_file():
        manifest, content = read_manifest(folder / MANIFEST)
        refuse_changed(folder, manifest)
        stale = source_differences(manifest, folder, None, ())
    else:
        raise InputError(
            Message("there is nothing here to seal"),
            file=folder,
            expected=Message("the folder of a report, of a plan or of a finished batch"),
        )
    signature = sign(content, key)
    write_whole(folder / MANIFEST, content)
    write_whole(folder / SIGNATURE, signature)
    said = check(content, folder / SIGNATURE, signers)
    return Sealed(manifest.kind, len(manifest.files), said, tuple(stale))


def _manifest_of(folder: Path, kind: Kind, plan: str) -> tuple[Manifest, bytes]:
    """A new manifest of all files of a folder, and its bytes."""
    found = sorted(own_files(folder, kind).items())
    entries = [entry_of(name, path.read_bytes()) for name, path in found]
    document = {
        "kind": kind,
        "plan": plan,
        "made": moment().isoformat(timespec="seconds"),
        "files": [entry.model_dump() for entry in entries],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return Manifest.model_validate(document), f"{text}\n".encode()


def refuse_unfinished(folder: Path) -> None:
    """Refuse a batch of which a step is not done. Raises InputError."""
    undone = [entry for entry in read_journal(folder).values() if entry.state != "done"]
    if undone:
        raise InputError(
            Message("the batch is not finished, and cannot be sealed"),
            file=folder, value=Message("{number} steps are not done", number=len(undone)),
            expected=verbatim("batch run --resume"),
        )  # fmt: skip


def refuse_changed(folder: Path, manifest: Manifest) -> None:
    """Refuse a report whose own files are not what its manifest says. Raises InputError."""
    words = {
        "changed": Message("the file has changed since the report was made"),
        "missing": Message("the file is missing since the report was made"),
        "added": Message("the file was added since the report was made"),
    }
    faults = [
        Problem(words[each.fault], each.name)
        for each in differences(manifest.files, own_files(folder, manifest.kind))
    ]
    if faults:
        raise InputError(problems=faults)
