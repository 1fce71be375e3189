"""What comes with the project is found from a working folder with plans of its own."""

import shutil

from analysis import Plan
from analysis.inputs.places import shipped_folder
from analysis.study.opened import open_plan


def test_a_working_folder_with_one_plan_uses_what_comes_with_the_project(
    tmp_path, monkeypatch, project_root
):
    plan = "data/raw/norrbotten-2025"
    shutil.copytree(project_root / plan, tmp_path / plan)
    monkeypatch.chdir(tmp_path)
    assert shipped_folder("statutory") == project_root / "data" / "raw" / "statutory"
    assert open_plan("norrbotten-2025").plan.folder == tmp_path / plan
    assert Plan("norrbotten-2025").base.uncertainty(draws=50, seed=1).text
