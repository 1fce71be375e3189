"""Write the expected results of every shipped scenario to tests/expected/.

A changed number is news: run this only when a change is meant, and say in CHANGELOG.md which
lines and years moved, by how much and why.
"""

import csv
from pathlib import Path

from analysis.inputs.places import plan_folders, scenario_files
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.model.projection import Projection, project

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
        plan = load_plan(name)
        calibration = calibrate(plan)
        for scenario in scenario_files(plan.folder):
            projection = project(calibration, load_scenario(scenario, plan))
            path = FOLDER / name / f"{scenario}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(["line", *plan.years])
                writer.writerows(rows(projection))


if __name__ == "__main__":
    main()
