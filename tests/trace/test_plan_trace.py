"""The traced plan gives the numbers of the arrays, to the last bit, in every engine."""

from pathlib import Path

import numpy as np
import pytest

from analysis.inputs.continuation import LATEST
from analysis.inputs.scenario import load_scenario
from analysis.model.chapters import model
from analysis.model.projection import project
from analysis.study.opened import open_plan
from analysis.trace.layout import layout
from analysis.trace.plan_trace import PlanTrace, trace_plan
from analysis.trace.scalar import ScalarModel
from tests.trace.engines import KINDS, flat, in_arrays, in_node, random_inputs, same_bits, whole


def test_every_function_of_the_model_is_traced(traced: PlanTrace) -> None:
    assert set(model()) <= set(traced.traced.values)


@pytest.mark.parametrize("kind", KINDS)
def test_plain_python_gives_the_numbers_of_the_arrays(traced: PlanTrace, kind: str) -> None:
    inputs = random_inputs(traced, 64, kind)
    calculate, form = ScalarModel(whole(traced)), whole(traced)
    got = np.array([calculate(row) for row in flat(form, inputs).tolist()], dtype=float)
    assert same_bits(got, in_arrays(traced, inputs, 64))


def test_javascript_gives_the_numbers_of_the_arrays(traced: PlanTrace, tmp_path: Path) -> None:
    form = whole(traced)
    parts = [random_inputs(traced, 64, kind) for kind in KINDS]
    got = in_node(form, np.concatenate([flat(form, part) for part in parts]), tmp_path)
    wanted = np.concatenate([in_arrays(traced, part, 64) for part in parts])
    assert same_bits(got, wanted)


@pytest.mark.parametrize(
    ("plan", "horizon"),
    [("norrbotten-2025", 2042), ("norrbotten-2025", LATEST), ("norrbotten-2023", LATEST),
     ("norrbotten-2022", None), ("vasterbotten-2023", None)],
)  # fmt: skip
def test_javascript_in_loops_gives_the_numbers_of_every_plan_and_horizon(
    plan: str, horizon: int | None, tmp_path: Path
) -> None:
    traced = trace_plan(open_plan(plan, horizon))
    form, parts = whole(traced), [random_inputs(traced, 8, kind) for kind in KINDS]
    got = in_node(form, np.concatenate([flat(form, part) for part in parts]), tmp_path)
    assert same_bits(got, np.concatenate([in_arrays(traced, part, 8) for part in parts]))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_four_thousand_scenarios_are_the_same_in_every_engine(
    traced: PlanTrace, kind: str, tmp_path: Path
) -> None:
    form = whole(traced)
    inputs = random_inputs(traced, 4096, kind, seed=2)
    wanted, given = in_arrays(traced, inputs, 4096), flat(form, inputs)
    assert same_bits(in_node(form, given, tmp_path), wanted)
    calculate = ScalarModel(form)
    assert same_bits(np.array([calculate(row) for row in given.tolist()], dtype=float), wanted)


@pytest.mark.parametrize("name", ["base", "stagflation", "package-5000", "portfolio-crash"])
def test_a_shipped_scenario_has_the_values_of_its_projection(traced: PlanTrace, name: str) -> None:
    plan = traced.calibration.plan
    projection = project(traced.calibration, load_scenario(name, plan))
    names = [n for n in traced.traced.values if n in model() and n in projection.nodes]
    form = layout(traced.traced, [traced.traced.values[n] for n in names])
    given = traced.inputs({**traced.calibration.inputs, **projection.nodes}, {}, {})
    got = ScalarModel(form)(form.flat(given))
    wanted = np.concatenate([np.atleast_1d(projection.nodes[n]) for n in names])
    assert same_bits(np.array(got, dtype=float), wanted)
