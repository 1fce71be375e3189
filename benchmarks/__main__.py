"""Every measurement of this folder in turn (`make bench`): python -m benchmarks [NAME ...]

A file bench_<name>.py with a function main() takes part by being here. Its table goes into
docs/benchmarks.md by benchmarks/record.py.
"""

import ast
import sys
from pathlib import Path

from benchmarks.turns import Jobs, main


def measurements(folder: Path) -> Jobs:
    """The files bench_*.py of a folder that have a main(), by name; none of them is imported."""
    found = {}
    for path in sorted(folder.glob("bench_*.py")):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        if any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in body):
            found[path.stem.removeprefix("bench_")] = [f"{folder.name}.{path.stem}"]
    return found


if __name__ == "__main__":
    sys.exit(main(measurements(Path(__file__).resolve().parent), __doc__ or ""))
