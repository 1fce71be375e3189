"""Resolve pyproject.toml into hashed locks for pip and the same pins for conda (`make lock`).

The locks hold for Python 3.11 on Linux, macOS and Windows. They name no address: where packages
come from is the choice of each machine, and the hashes say what must come.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
HEADER = "# Written by `make lock` from pyproject.toml. Do not edit by hand.\n"
# Every line would repeat what `requires-python` says already.
ONLY_311 = "python_full_version < '3.12'"
ADDRESS = re.compile(r"://|file:|--(?:extra-)?index-url|--find-links|--trusted-host")


def resolve(lock: Path, *arguments: str) -> str:
    """Return the new text of `lock`, with the pins that it holds unless asked to upgrade."""
    command = ["uv", "pip", "compile", "pyproject.toml", "--group", "build", "--universal"]
    command += ["--python-version", "3.11", "--generate-hashes", "--no-annotate", "--no-header"]
    with TemporaryDirectory() as folder:
        draft = Path(folder, lock.name)
        if lock.exists():
            shutil.copy(lock, draft)
        command += ["--quiet", "--output-file", str(draft), *arguments]
        subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True)
        return HEADER + tidy(draft.read_text(encoding="utf-8"))


def tidy(lock: str) -> str:
    """Drop the marker that always holds, and refuse a lock that names an address."""
    for always in (f" and {ONLY_311}", f"{ONLY_311} and ", f" ; {ONLY_311}"):
        lock = lock.replace(always, "")
    if found := ADDRESS.search(lock):
        raise SystemExit(f"The lock would name an address ({found.group()}): nothing was written.")
    return lock


def conda_environment(lock: str) -> str:
    """Return environment.yml with the pins of `lock`, hashes left out since conda reads none."""
    pins = [line.removesuffix(" \\") for line in lock.splitlines() if re.match(r"[a-z0-9]", line)]
    head = ["name: regionkalkyl", "channels:", "  - conda-forge", "dependencies:"]
    head += ["  - python=3.11", "  - pip", "  - pip:"]
    return HEADER + "\n".join(head + [f'      - "{pin}"' for pin in [*pins, "-e ."]]) + "\n"


def main(arguments: list[str]) -> None:
    """Write requirements-dev.txt (everything), requirements.txt (to run) and environment.yml."""
    everything, to_run = ROOT / "requirements-dev.txt", ROOT / "requirements.txt"
    lock = resolve(everything, "--extra", "dev", *arguments)
    everything.write_text(lock, encoding="utf-8")
    to_run.write_text(resolve(to_run, "--constraint", everything.name), encoding="utf-8")
    (ROOT / "environment.yml").write_text(conda_environment(lock), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
