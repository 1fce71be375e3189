"""The live workbook: every result a formula, and what another engine makes of it is the model's."""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from analysis.inputs.parameters import scenario_keys
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.model.chapters import model
from analysis.model.graph import evaluate
from analysis.model.inputs_of_keys import input_name
from analysis.model.projection import Projection, project
from analysis.report.blocks.view import View
from analysis.report.output.excel import workbook
from analysis.study.explain import years_of
from analysis.trace.plan_trace import PlanTrace, trace_plan
from tests.report.output.engine import Engine
from tests.report.output.office import recalculated, values_by_id

Own = dict[tuple[str, int], float]
SHEET = "Beräkning"


@pytest.fixture(scope="module")
def view() -> View:
    calibration = calibrate(load_plan("norrbotten-2025"))
    base, other = (
        project(calibration, load_scenario(name, calibration.plan))
        for name in ("base", "weak-growth")
    )
    return View(other, base, "sv")


@pytest.fixture(scope="module")
def traced(view: View) -> PlanTrace:
    return trace_plan(view.projection.calibration)


@pytest.fixture(scope="module")
def book(view: View, traced: PlanTrace) -> bytes:
    return workbook(view, traced)


def moved(projection: Projection, own: Own) -> dict[str, np.ndarray]:
    """What the model gives with these values typed in."""
    inputs = {n: v for n, v in projection.nodes.items() if n not in model()}
    for (name, i), value in own.items():
        spec = scenario_keys().get(name)
        graph = input_name(name) if spec else name
        inputs[graph] = inputs[graph].astype(float).copy()
        inputs[graph][i] = value * spec.factor if spec else value
    return {**inputs, **evaluate(model(), inputs, [n for n in projection.nodes if n in model()])}


def largest_gap(
    found: Mapping[str, Mapping[str, object]],
    projection: Projection,
    wanted: Mapping[str, np.ndarray],
    least: int = 400,
) -> float:
    """The largest difference of any value of the model, relative where it is above one."""
    worst, seen = 0.0, 0
    for name, row in found.items():
        if name not in model():
            continue
        for i, value in enumerate(np.atleast_1d(wanted[name])):
            years = years_of(projection, name)
            got = row[str(years[i]) if years else "Konstant"]
            if np.isnan(value):
                assert not isinstance(got, float), (name, i, got)
                continue
            assert isinstance(got, float | int), (name, i, got)
            worst, seen = max(worst, abs(got - value) / max(1.0, abs(value))), seen + 1
    assert seen > least
    return worst


def test_every_value_stands_in_the_book_before_anything_is_recalculated(
    view: View, book: bytes
) -> None:
    found = values_by_id(CalamineWorkbook.from_filelike(io.BytesIO(book)), SHEET)
    assert largest_gap(found, view.projection, view.projection.nodes) == 0.0


def test_every_value_of_the_model_is_a_formula_within_the_limits_of_spreadsheets(
    traced: PlanTrace, book: bytes
) -> None:
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        parts = [package.read(n).decode() for n in package.namelist() if "worksheets/sheet" in n]
    formulas = [f for part in parts for f in re.findall(r"<f>(.*?)</f>", part)]
    values = sum(len(row) for name, row in traced.traced.values.items() if name in model())
    assert len(formulas) > values > 450
    assert max(map(len, formulas)) < 8192
    assert not any("#REF" in f or "nan" in f.lower().replace("nan()", "") for f in formulas)


def test_the_sheets_are_there_in_the_order_in_which_they_are_read(book: bytes) -> None:
    names = CalamineWorkbook.from_filelike(io.BytesIO(book)).sheet_names
    assert names[:6] == [
        "Översikt",
        "Ändra här",
        "Resultatbudget",
        "Balanskrav",
        "Balansbudget",
        "Kassaflöde",
    ]
    assert {"Mål och lagkrav", "Indata", SHEET, "Källor", "Tilläggsposter"} <= set(names)


def test_the_book_is_the_same_bytes_each_time(view: View, traced: PlanTrace, book: bytes) -> None:
    assert workbook(view, traced) == book


def random_own(projection: Projection, traced: PlanTrace, rng: np.random.Generator) -> Own:
    """A few values of one's own, within a tenth of what holds."""
    keys = [k for k in scenario_keys() if input_name(k) in traced.moving]
    own: Own = {}
    for key in rng.choice(keys, 6, replace=False):
        name, factor = input_name(str(key)), scenario_keys()[str(key)].factor
        values = projection.nodes[name] / factor
        i = int(rng.integers(len(values)))
        level = 1.04 if np.isnan(values[i]) else values[i]
        own[str(key), i] = float(level * (1 + 0.1 * rng.uniform(-1, 1)) + 0.01 * (level == 0))
    return own


def check(view: View, traced: PlanTrace, cases: list[Own], folder: Path) -> None:
    books = recalculated([workbook(view, traced, own) for own in cases], folder)
    for own, found in zip(cases, books, strict=True):
        wanted = moved(view.projection, own)
        assert largest_gap(values_by_id(found, SHEET), view.projection, wanted) < 1e-9, own


def test_another_spreadsheet_gives_the_models_values_for_values_of_ones_own(
    view: View, traced: PlanTrace, tmp_path: Path
) -> None:
    rng = np.random.default_rng(4)
    check(
        view, traced, [{}, *(random_own(view.projection, traced, rng) for _ in range(2))], tmp_path
    )


def check_typed(view: View, engine: Engine, cases: list[Own]) -> None:
    """Each case typed into the yellow cells of one book that stays open, as a reader would."""
    projection, sheet = view.projection, "Ändra här"
    years, told = engine.heads(sheet), 0
    for own in cases:
        places = {}
        for (key, i), value in own.items():
            year = projection.plan.spec_years(scenario_keys()[key])[i]
            # The key stands in the row of the scenario, the one above the yellow cells.
            places[engine.row_of(sheet, key) + 1, years[str(year)]] = value
        engine.type(sheet, places)
        wanted = moved(projection, own)
        told += any(
            not np.array_equal(wanted[n], projection.nodes[n], equal_nan=True) for n in model()
        )
        assert largest_gap(engine.values_by_id(SHEET), projection, wanted) < 1e-9, own
    # Not all: a year that no line uses moves nothing.
    assert told > 0.9 * len(cases)


def test_a_third_engine_gives_the_models_values_for_what_is_typed_into_the_book(
    view: View, traced: PlanTrace, book: bytes, tmp_path: Path
) -> None:
    rng, engine = np.random.default_rng(6), Engine(book, tmp_path)
    check_typed(view, engine, [{}, *(random_own(view.projection, traced, rng) for _ in range(20))])


def test_a_partial_plan_has_the_values_that_it_projects_as_formulas(tmp_path: Path) -> None:
    calibration = calibrate(load_plan("vasterbotten-2023"))
    projection = project(calibration, load_scenario("base", calibration.plan))
    whole = workbook(View(projection, None, "sv"), trace_plan(calibration))
    for found in (
        CalamineWorkbook.from_filelike(io.BytesIO(whole)),
        *recalculated([whole], tmp_path),
    ):
        rows = values_by_id(found, SHEET)
        assert {"depreciation", "investment_spending"} & set(rows)
        assert largest_gap(rows, projection, projection.nodes, least=3) < 1e-9


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_every_assumption_cell_and_two_hundred_combinations_are_the_models(
    view: View, traced: PlanTrace, tmp_path: Path
) -> None:
    check(view, traced, every_cell_and_combinations(view, traced), tmp_path)


@pytest.mark.slow
def test_a_third_engine_agrees_on_every_assumption_cell_and_two_hundred_combinations(
    view: View, traced: PlanTrace, book: bytes, tmp_path: Path
) -> None:
    check_typed(view, Engine(book, tmp_path), every_cell_and_combinations(view, traced))


def every_cell_and_combinations(view: View, traced: PlanTrace) -> list[Own]:
    """Each assumption cell changed alone, and 200 random combinations."""
    rng, projection = np.random.default_rng(5), view.projection
    cases = [random_own(projection, traced, rng) for _ in range(200)]
    for key, spec in scenario_keys().items():
        name = input_name(key)
        if name in traced.moving:
            for i, value in enumerate(projection.nodes[name] / spec.factor):
                level = 1.04 if np.isnan(value) else value
                cases.append({(key, i): float(level * 1.05 + 0.01 * (level == 0))})
    return cases
