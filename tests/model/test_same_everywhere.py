"""The same bytes whatever the processor: every kernel that it can run, one thread and two."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import hashlib
import numpy as np
from analysis.inputs.places import scenario_files
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.inputs.uncertainty import load_uncertainty
from analysis.model.calibration import calibrate
from analysis.model.frame_projection import project_frames
from analysis.model.projection import project
from analysis.study.draws import Errors, overrides
from analysis.study.shapley import exact_values

def told(name, arrays):
    digest = hashlib.sha256()
    for key in sorted(arrays):
        digest.update(key.encode() + np.ascontiguousarray(arrays[key]).tobytes())
    print(name, digest.hexdigest())

plan = load_plan("norrbotten-2025")
calibration = calibrate(plan)
told("inputs", calibration.inputs)
for name in scenario_files(plan.folder):
    found = project(calibration, load_scenario(name, plan))
    told(name, found.nodes)
    frames = project_frames(found)
    told(name + " frames", {} if frames is None else vars(frames.path))
errors = Errors(load_uncertainty(plan), calibration.inputs)
told("draws", overrides(errors, calibration.inputs, 1, 0, "random"))
weights = np.random.default_rng(1).normal(size=(2**8, 40))
told("shapley", {"parts": exact_values(lambda who: weights[: len(who)], 8).values})
"""


def kernels() -> list[dict[str, str]]:
    """Environments: OpenBLAS's kernels that this processor can run, and NumPy without its newest
    instructions; what a processor lacks cannot be run on it."""
    names = ["Haswell", "Sandybridge", "Zen"]
    if "avx512f" in Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace"):
        names.append("SkylakeX")
    found = [{"OPENBLAS_CORETYPE": n, "OPENBLAS_NUM_THREADS": "1"} for n in names]
    found.append({"OPENBLAS_CORETYPE": "Haswell", "OPENBLAS_NUM_THREADS": "2"})
    return [*found, {"NPY_DISABLE_CPU_FEATURES": "X86_V3"}]


@pytest.mark.skipif(
    not Path("/proc/cpuinfo").exists(), reason="the processor does not say what it can run"
)
def test_calibration_projections_frames_and_draws_are_the_same_bytes_with_every_kernel():
    started = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", SCRIPT],
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            text=True,
        )
        for environment in kernels()
    ]
    printed = [process.communicate(timeout=300)[0] for process in started]
    assert [process.returncode for process in started] == [0] * len(started)
    assert len(printed[0].splitlines()) > 20
    assert set(printed) == {printed[0]}
