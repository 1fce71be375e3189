"""The recipe of a line item in CONTRIBUTING.md, followed to the letter in a copy of the source."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASK = """
from analysis.catalogue.lines import unit
from analysis.study.opened import open_plan, open_scenario
found = open_scenario(open_plan("norrbotten-2025"), set_=["financing=borrow,floor=100,rate=3.0"])
print(unit("debt_per_resident"), *found.lines["debt_per_resident"].round(2))
"""


def blocks(kind: str) -> list[str]:
    """The blocks of a kind in the recipes, without their indent."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = re.findall(rf"^ *```{kind}\n(.*?)^ *```", text, re.M | re.S)
    return [textwrap.dedent(block) for block in found]


def test_a_line_item_takes_a_function_and_a_row_and_no_more(tmp_path: Path) -> None:
    source = tmp_path / "src"
    shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("data", "notebooks", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    with (source / "analysis/model/goals.py").open("a", encoding="utf-8") as file:
        file.write("\n\n" + blocks("python")[0])
    with (source / "analysis/catalogue/line_items.csv").open("a", encoding="utf-8") as file:
        file.write(blocks("csv")[0])
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, "PYTHONPATH": str(source)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    unit, *values = done.stdout.split()
    assert unit == "kr"
    assert 1_500 < float(values[1]) < 2_200, "461 mnkr shared by 248 thousand residents"
