"""Time and memory of the probabilistic projection: python benchmarks/bench_population.py

10 000 draws of 21 years for 202 cells (2 sexes, 101 ages), on one core.
"""

import argparse
import os
import resource
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--years", type=int, default=21)
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    from analysis.model.cohort_draws import simulate
    from analysis.study.population import known_region, processes_of

    before = time.perf_counter()
    region = known_region("Norrbotten")
    given, processes = region.assumptions(arguments.years), processes_of(region)
    found = simulate(region.start, given, processes, region.profile, arguments.draws, seed=1)
    seconds = time.perf_counter() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cells = arguments.draws * arguments.years * 202
    print(f"{arguments.draws} draws x {arguments.years} years x 202 cells: {seconds:.2f} s on one")
    print(f"core, figures read and rates estimated included; {cells / seconds / 1e6:.1f} million")
    print(f"cells a second; peak memory of the process {peak:.0f} MB")
    last = found["population"][:, -1]
    print(f"last year: mean {last.mean():.0f}, standard deviation {last.std():.0f}")


if __name__ == "__main__":
    main()
