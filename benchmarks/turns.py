"""Runs long jobs in turn, each in a process of its own, so that none warms up another."""

import argparse
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.errors import nearest

ROOT = Path(__file__).resolve().parent.parent

Jobs = Mapping[str, Sequence[str]]
"""What `python -m` is given, by the name of the job."""


def run_all(jobs: Jobs, folder: Path = ROOT) -> list[str]:
    """Run every job in `folder`, the next also when one fails; returns the names that failed."""
    failed = []
    for number, (name, arguments) in enumerate(jobs.items(), start=1):
        heading = f"{name} ({number} of {len(jobs)}): python -m {' '.join(arguments)}"
        print(f"{heading}\n{'=' * len(heading)}", flush=True)
        begun = time.perf_counter()
        code = subprocess.run([sys.executable, "-m", *arguments], cwd=folder).returncode
        failed += [name] if code else []
        ended = f"failed with exit code {code}" if code else "done"
        print(f"{name}: {ended} after {time.perf_counter() - begun:.0f} s\n", flush=True)
    return failed


def main(jobs: Jobs, about: str, given: Sequence[str] | None = None, folder: Path = ROOT) -> int:
    """Run the jobs that the command line names, all when it names none; returns the exit code."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("names", nargs="*", metavar="NAME", help="one of: " + ", ".join(jobs))
    parser.add_argument("--list", action="store_true", help="list them and run none")
    asked = parser.parse_args(given)
    for name in asked.names:
        if name not in jobs:
            close = nearest(name, jobs)
            hint = f"did you mean {close!r}?" if close else "one of: " + ", ".join(jobs)
            parser.error(f"there is no {name!r}; {hint}")
    chosen = {name: jobs[name] for name in asked.names or jobs}
    if asked.list:
        print("\n".join(f"{name}: python -m {' '.join(line)}" for name, line in chosen.items()))
        return 0
    failed = run_all(chosen, folder)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0
