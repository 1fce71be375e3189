"""Whether the packages of .venv are all there, as they were when it was made.

    .venv/bin/python -S scripts/check_venv.py write     after a set-up: note what is installed
    .venv/bin/python -S scripts/check_venv.py check     exit 1 where anything of it is gone

Only names are looked at, so that it takes a moment; a package that was deleted by half, which pip
takes for installed, is found.
"""

import csv
import os
import sys
from pathlib import Path

VENV = Path(__file__).resolve().parent.parent / ".venv"
NOTE = VENV / ".packages"


def installed() -> dict[str, Path]:
    """The folders that say what is installed, by name and version."""
    found = VENV.glob("lib/python3*/site-packages/*.dist-info")
    return {folder.name: folder for folder in sorted(found)}


def missing(folder: Path) -> list[str]:
    """The files of a package that are not there; caches come and go."""
    with open(folder / "RECORD", encoding="utf-8", newline="") as record:
        names = [row[0] for row in csv.reader(record) if row]
    beside = os.fspath(folder.parent)
    return [
        name
        for name in names
        if "__pycache__" not in name and not os.path.exists(os.path.join(beside, name))
    ]


def main(task: str) -> int:
    """Note or check; the exit code."""
    packages = installed()
    if task == "write":
        NOTE.write_text("\n".join(packages) + "\n", encoding="utf-8")
        return 0
    try:
        gone = sorted(set(NOTE.read_text(encoding="utf-8").split()) - set(packages))
        broken = [name for name, folder in packages.items() if missing(folder)]
    except OSError as error:
        gone, broken = [str(error)], []
    for name in gone + broken:
        print(f".venv is damaged: {name.removesuffix('.dist-info')}", file=sys.stderr)
    return 1 if gone or broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
