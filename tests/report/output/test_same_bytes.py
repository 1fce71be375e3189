"""Two clones, one worker and two, two hash seeds: a run and a batch are the same bytes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.grids import write_grid

PROGRAM = (sys.executable, "-c", "from analysis.cli import main; main()")
TREE = ("src", "notebooks", "data/raw", "requirements.txt", "pyproject.toml")
WAYS = (("first", 0, 1), ("second clone", 1, 2), ("first", 1, 2), ("second clone", 0, 1))
"""Clone, hash seed and workers: every two of them meet in each way."""
MANIFEST = "manifest.json"
READS_MANIFESTS = {"index.html", "batch/journal.jsonl"}
"""The overview tells when each report was made, and the journal of a batch the hash of each file:
the time stands in the manifest alone, and they read it there."""


@pytest.fixture(scope="module")
def clones(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    folder = tmp_path_factory.mktemp("clones")
    ignored = shutil.ignore_patterns("__pycache__")
    for clone in {way[0] for way in WAYS}:
        for name in TREE:
            source, target = project_root / name, folder / clone / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=ignored)
            else:
                shutil.copy(source, target)
    return folder


def written(clone: Path, seed: int, workers: int, made: dict[str, str]) -> dict[str, bytes]:
    """The files of a run with everything in it and of a batch that renders two members."""
    out, grid = clone / "out", write_grid(clone / "g.yml", draws=4, render={"members": [0, 7]})
    path = {"PYTHONPATH": str(clone / "src"), "PYTHONHASHSEED": str(seed)}
    kept = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    for arguments in (
        ["run", "-s", "base", "-s", "weak-growth", "--bundle", "--pdf", "--out", "out"],
        ["batch", "run", grid.name, "--workers", str(workers), "--out", "out/batch"],
        ["site", "--out", "out"],
    ):
        command = [*PROGRAM, *arguments]
        subprocess.run(command, cwd=clone, env=kept | path | made, check=True, capture_output=True)
    found = {str(f.relative_to(out)): f.read_bytes() for f in out.rglob("*") if f.is_file()}
    shutil.rmtree(out)
    return found


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_every_byte_is_the_same_in_two_clones_with_two_seeds_and_one_worker_or_two(
    clones: Path,
) -> None:
    made = {"SOURCE_DATE_EPOCH": "1700000000"}
    first, *others = (written(clones / c, seed, workers, made) for c, seed, workers in WAYS)
    assert len(first) > 100
    assert {"index.html", "batch/index.html", "norrbotten-2025/base/result.xlsx"} <= first.keys()
    for other in others:
        assert other.keys() == first.keys()
        assert [name for name in first if other[name] != first[name]] == []
    now = written(clones / "first", 1, 1, {})
    assert now.keys() == first.keys()
    off = {name for name in first if now[name] != first[name]}
    assert {name for name in off if Path(name).name != MANIFEST} == READS_MANIFESTS
