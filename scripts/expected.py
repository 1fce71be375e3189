"""Write the expected results of every shipped scenario to tests/expected/.

A changed number is news: run this only when a change is meant, and say in CHANGELOG.md which
lines and years moved, by how much and why.
"""

import csv
from pathlib import Path

from analysis.inputs.places import plan_folders, scenario_files
from analysis.model.projection import Projection
from analysis.study.opened import open_plan, open_scenario

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "expected"
DECIMALS = 6


def rows(projection: Projection) -> list[list[str]]:
    """The lines of a projection as text, one row a line, rounded far below what is shown."""
    return [
        [line, *(f"{value:.{DECIMALS}f}" for value in values)]
        for line, values in projection.lines.items()
    ]


def main() -> None:
    for name in plan_folders():
        calibration = open_plan(name)
        for scenario in scenario_files(calibration.plan.folder):
            projection = open_scenario(calibration, scenario)
            path = FOLDER / name / f"{scenario}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(["line", *calibration.plan.years])
                writer.writerows(rows(projection))


if __name__ == "__main__":
    main()
