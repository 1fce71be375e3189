"""Time and accuracy of the questions: python -m benchmarks.bench_study [--full]

100 000 draws of the full model with all goals and legal tests on one core, after start-up; with
--full the failure probabilities are held against a run of 1 000 000 draws.
"""

import argparse
import os
import time
from collections.abc import Callable

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import numpy as np  # noqa: E402  (after the switch above)

from analysis.inputs.levers import load_levers  # noqa: E402
from analysis.inputs.scenario import Scenario  # noqa: E402
from analysis.inputs.uncertainty import Uncertainty, load_uncertainty  # noqa: E402
from analysis.model.calibration import Calibration  # noqa: E402
from analysis.study.bridge import scenario_bridge  # noqa: E402
from analysis.study.explain import explain  # noqa: E402
from analysis.study.goalseek import seek  # noqa: E402
from analysis.study.opened import open_plan, open_scenario  # noqa: E402
from analysis.study.risk import failure_probabilities  # noqa: E402
from analysis.study.sobol import sobol  # noqa: E402
from analysis.study.uncertainty import simulate  # noqa: E402
from benchmarks.record import record  # noqa: E402

PLAN, DRAWS, LARGE, ROUNDS = "norrbotten-2025", 100_000, 1_000_000, 5
SEEDS, LIMIT = 5, 1.96


def seconds(function: Callable[[], object]) -> tuple[float, float, float]:
    """Median, fastest and slowest of several runs, seconds."""
    times = []
    for _ in range(ROUNDS):
        before = time.perf_counter()
        function()
        times.append(time.perf_counter() - before)
    return float(np.median(times)), min(times), max(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="compare with a million draws")
    full = parser.parse_args().full
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    calibration = open_plan(PLAN)
    base = open_scenario(calibration)
    plan, scenario = calibration.plan, base.scenario
    errors, levers = load_uncertainty(plan), load_levers(plan)
    other = open_scenario(calibration, "stagflation")
    years = (2028, 2029, 2030)
    cases: dict[str, Callable[[], object]] = {
        f"uncertainty, {DRAWS:,} random draws, all goals": lambda: simulate(
            calibration, scenario, errors, DRAWS
        ),
        f"uncertainty, {DRAWS:,} quasi-random draws, all goals": lambda: simulate(
            calibration, scenario, errors, DRAWS, method="quasi"
        ),
        "bridge, exact, three groups": lambda: scenario_bridge(base, other, "cash"),
        "goal seek, seven levers, three years": lambda: seek(
            calibration, scenario, levers, ["balanced_budget"], years, 2026
        ),
        "Sobol, 1,024 points, 13 factors": lambda: sobol(
            calibration, scenario, errors, "cash", 2027
        ),
        "explain, cash 2030, down to the sources": lambda: explain(base, "cash", 2030),
    }
    simulate(calibration, scenario, errors, 10)  # start-up: imports and first use
    rows = [(name, *(f"{s:.3f}" for s in seconds(run))) for name, run in cases.items()]
    record("Questions, seconds on one core", ("question", "median", "fastest", "slowest"), rows)
    if full:
        accuracy(calibration, scenario, errors)


def accuracy(calibration: Calibration, scenario: Scenario, errors: Uncertainty) -> None:
    """Failure probabilities of 100 000 draws, five seeds, against a million with another seed."""
    large = simulate(calibration, scenario, errors, LARGE, seed=99, lines=("net_result",))
    wanted = failure_probabilities(large)
    rows = []
    for method in ("random", "quasi"):
        gaps, scores = [], []
        for seed in range(1, SEEDS + 1):
            run = simulate(calibration, scenario, errors, DRAWS, seed, method=method)
            for test, found in failure_probabilities(run).items():
                gap = found.value - wanted[test].value
                error = np.hypot(found.standard_error, wanted[test].standard_error)
                gaps.append(100 * abs(gap))
                scores += [abs(gap / error)] if found.standard_error > 0 else []
        within = 100 * np.mean(np.array(scores) < LIMIT)
        spread = np.sqrt(np.mean(np.square(scores)))
        cells = (method, len(scores), f"{max(gaps):.3f}", f"{spread:.2f}", f"{within:.0f}")
        rows.append(cells)
    record(
        f"Failure probabilities, {DRAWS:,} draws against {LARGE:,}",
        (
            "draws",
            "tests, five seeds",
            "largest gap, pp",
            "root mean square gap, standard errors",
            f"within {LIMIT}, %",
        ),
        rows,
    )


if __name__ == "__main__":
    main()
