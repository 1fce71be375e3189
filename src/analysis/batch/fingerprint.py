"""What a result depends on, as one hash: code, inputs, parameters and installed packages."""

import hashlib
import json
import sys
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from analysis.batch.grid import Grid

CODE = (".py", ".csv", ".yml", ".css", ".j2", ".json")


def digest(*parts: object) -> str:
    """A hash of JSON values, the same in every process."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def files_digest(paths: Iterable[Path], root: Path) -> str:
    """A hash of the names and contents of files."""
    found = hashlib.sha256()
    for path in sorted(paths):
        found.update(f"{path.relative_to(root)}\0".encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:32]


@cache
def code_digest() -> str:
    """A hash of this package: a member that other code made is another member."""
    root = Path(str(files("analysis")))
    return files_digest((p for p in root.rglob("*") if p.suffix in CODE), root)


@cache
def lock_digest() -> str:
    """A hash of the names and versions of all installed packages, as their folders have them.

    Reading the metadata of each takes a hundred times as long.
    """
    folders = {Path(folder) for folder in sys.path if folder}
    return digest(sorted({found.name for f in folders for found in f.glob("*.dist-info")}))


def folder_digest(folder: Path) -> str:
    """A hash of all files of a folder, such as a plan."""
    return files_digest((p for p in folder.rglob("*") if p.is_file()), folder)


def fingerprint(grid: Grid) -> str:
    """What every result of a batch depends on: code, packages, plan, scenario and grid file."""
    files = [grid.path, *grid.scenario.files]
    content = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    values = [
        hashlib.sha256(a.values.tobytes()).hexdigest() for a in grid.listed if a.values is not None
    ]
    plan = folder_digest(grid.plan.folder)
    return digest(code_digest(), lock_digest(), plan, content, values)
