"""The formulas of the what-if page give the numbers of the arrays in Chromium, to the last bit."""

from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser

from analysis.inputs.plan import load_plan
from analysis.model.calibration import calibrate
from analysis.trace.plan_trace import PlanTrace, trace_plan
from tests.trace.engines import (
    KINDS,
    flat,
    in_arrays,
    in_chromium,
    random_inputs,
    same_bits,
    whole,
)


@pytest.fixture(scope="module")
def traced() -> PlanTrace:
    return trace_plan(calibrate(load_plan("norrbotten-2025")))


@pytest.mark.parametrize("count", [32, pytest.param(4096, marks=pytest.mark.slow)])
def test_chromium_gives_the_numbers_of_the_arrays(
    traced: PlanTrace, browser: Browser, tmp_path: Path, count: int
) -> None:
    form, page = whole(traced), browser.new_page()
    for kind in KINDS:
        inputs = random_inputs(traced, count, kind, seed=2)
        got = in_chromium(form, flat(form, inputs), page, tmp_path)
        assert same_bits(got, in_arrays(traced, inputs, count)), kind
        assert not same_bits(got, np.nextafter(got, np.inf))
    page.close()
