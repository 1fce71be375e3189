"""A report folder is the old one or the new one, never something between."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from analysis.errors import RunFailed
from analysis.report.output import stage


def fill(target, text):
    with stage.staged(target) as folder:
        (folder / "index.html").write_text(text)
        (folder / f"{text}.html").write_text(text)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_new_report_takes_the_place_of_the_old_one_whole(tmp_path):
    target = tmp_path / "plan" / "base"
    fill(target, "old")
    fill(target, "new")
    assert names(target) == ["index.html", "new.html"]
    assert names(target.parent) == ["base"]


def test_a_failed_run_leaves_the_old_report_and_nothing_else(tmp_path):
    target = tmp_path / "base"
    fill(target, "old")
    with pytest.raises(TypeError):
        fill(target, 0)  # the folder is there and the file is opened when this fails
    assert names(target) == ["index.html", "old.html"]
    assert names(tmp_path) == ["base"]


def test_without_an_exchange_of_names_the_result_is_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(stage, "exchanged", lambda one, other: False)
    target = tmp_path / "base"
    fill(target, "old")
    fill(target, "new")
    assert names(target) == ["index.html", "new.html"]
    assert names(tmp_path) == ["base"]


def test_a_killed_run_leaves_the_old_report_and_the_next_run_cleans_up(tmp_path):
    target = tmp_path / "base"
    fill(target, "old")
    code = textwrap.dedent(
        """
        import os, signal, sys
        from pathlib import Path
        from analysis.report.output.stage import staged
        with staged(Path(sys.argv[1])) as folder:
            (folder / "index.html").write_text("half")
            os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    done = subprocess.run([sys.executable, "-c", code, str(target)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert (target / "index.html").read_text() == "old"
    assert len(names(tmp_path)) == 2
    fill(target, "new")
    assert names(tmp_path) == ["base"]


def test_a_report_moved_aside_by_a_killed_run_comes_back(tmp_path):
    target = tmp_path / "base"
    fill(target, "old")
    target.rename(tmp_path / ".base.old")
    with pytest.raises(TypeError):
        fill(target, 0)
    assert names(target) == ["index.html", "old.html"]
    assert names(tmp_path) == ["base"]


def test_a_report_with_a_similar_name_and_a_living_run_are_left_alone(tmp_path):
    fill(tmp_path / "base-two", "kept")
    with stage.staged(tmp_path / "base") as folder:
        fill(tmp_path / "base", "new")
        assert folder.is_dir()
    with stage.staged(tmp_path / "base-two"):
        held = names(tmp_path)
        fill(tmp_path / "base", "newer")
        assert names(tmp_path) == held


def test_a_report_has_the_rights_that_the_umask_gives(tmp_path):
    before = os.umask(0o027)
    try:
        fill(tmp_path / "base", "x")
    finally:
        os.umask(before)
    assert (tmp_path / "base").stat().st_mode & 0o777 == 0o750
    assert (tmp_path / "base" / "index.html").stat().st_mode & 0o777 == 0o640


def test_a_file_in_the_way_is_a_clear_failure(tmp_path):
    (tmp_path / "plan").write_text("a file")
    with pytest.raises(RunFailed, match="cannot be written"):
        fill(tmp_path / "plan" / "base", "x")
    assert (tmp_path / "plan").read_text() == "a file"
