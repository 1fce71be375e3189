"""Every long study in turn (`make study`): python -m studies [NAME ...]

A study writes a page of the documentation, or shows that something holds, and takes minutes.
One more takes part by a line here: its name, and what `python -m` is given.
"""

import sys

from benchmarks.turns import Jobs, main

STUDIES: Jobs = {
    # docs/studies/population_scorecard.md
    "population-scorecard": ["studies.population_scorecard_page"],
    # docs/studies/corruptions.md
    "wrong-cells": ["studies.corruptions_page"],
    # docs/benchmarks.md: failure probabilities against a million draws
    "failure-probabilities": ["benchmarks.bench_study", "--full"],
    # No page: a batch killed fifty times and resumed, and every death of a notebook six times.
    "kills-and-deaths": ["pytest", "-q", "-m", "slow", "tests/batch", "tests/cli"],
}

if __name__ == "__main__":
    sys.exit(main(STUDIES, __doc__ or ""))
