"""One gate for every route: the same bad value gets the same words and the same exit code.

Whether a difference comes from a file, the command line, a notebook, a grid or a Python call is
not to matter; only the place that a message names may differ.
"""

from dataclasses import replace
from functools import cache

import pytest

import analysis.batch.grid
import analysis.cli
import analysis.inputs.plan
import analysis.model.calibration
import analysis.study.opened
from analysis.catalogue.lines import line_items, line_named
from analysis.cli import main
from analysis.errors import InputError
from analysis.inputs.scenario import load_scenario
from analysis.model.projection import project
from analysis.report.blocks.opened import open_view
from analysis.study.bridge import scenario_bridge
from analysis.study.compare import compare
from analysis.study.explain import explain

PLAN = "norrbotten-2025"
BAD = [
    # kind, key, years, value as typed, words of the message
    ("set", "population", "2026", "248.3", "did you mean '248300'"),
    ("set", "population", "2026", "0", "out of bounds"),
    ("set", "population", "2026-2030", "248276000", "out of bounds"),
    ("set", "population", "2027", "24827", "far from the plan's own"),
    ("change", "population", "2026", "-200000", "far from the plan's own"),
    ("change", "population", "2026", "400000", "far from the plan's own"),
    ("set", "wage_growth", "2026", "0.025", "did you mean '2.5'"),
    ("set", "wage_growth", "2026-2030", "0.03", "small part of the plan's own"),
    ("set", "wage_growth", "2026", "60", "out of bounds"),
    ("change", "wage_growth", "2026", "60", "out of bounds"),
    ("change", "wage_growth", "2026", "-1000", "out of bounds"),
    ("set", "social_charge_growth", "2026", "250", "out of bounds"),
    ("set", "consumption_growth", "2026", "0.02", "small part of the plan's own"),
    ("change", "consumption_growth", "2027", "100", "out of bounds"),
    ("set", "pharmaceutical_growth", "2026", "-0.007", "did you mean '-0.7'"),
    ("change", "pharmaceutical_growth", "2026", "500", "out of bounds"),
    ("set", "national_tax_base_growth", "2026", "0.04", "did you mean '4'"),
    ("set", "national_tax_base_growth", "2026", "1.04e2", "out of bounds"),
    ("change", "national_tax_base_growth", "2028", "-40", "out of bounds"),
    ("change", "own_tax_base_deviation", "2026", "30", "out of bounds"),
    ("set", "growth_factor", "2026", "4.3", "out of bounds"),
    ("set", "growth_factor", "2026", "0.043", "out of bounds"),
    ("set", "tax_rate", "2027", "0.1134", "did you mean '11.34'"),
    ("set", "tax_rate", "2027", "1134", "did you mean '11.34'"),
    ("set", "tax_rate", "2027", "21,34", "out of bounds"),
    ("change", "tax_rate", "2027", "10", "out of bounds"),
    ("change", "tax_rate", "2026-2030", "-11.34", "out of bounds"),
    ("set", "pharmaceutical_grant_level", "2026", "1.05", "did you mean '105'"),
    ("change", "pharmaceutical_grant_level", "2026", "-101", "out of bounds"),
    ("change", "state_grants", "2026", "100000", "out of bounds"),
    ("change", "state_grants", "2026", "-5000", "far from the plan's own"),
    ("change", "operating_costs", "2026", "-100000", "far from the plan's own"),
    ("change", "operating_costs", "2026", "1000000", "out of bounds"),
    ("change", "operating_revenue", "2026", "30000", "far from the plan's own"),
    ("set", "price_base_amount_growth", "2027", "0.021", "small part of the plan's own"),
    ("change", "price_base_amount_growth", "2027", "59,2", "out of bounds"),
    ("set", "portfolio_return_rate", "2026", "-0.25", "did you mean '-25'"),
    ("set", "portfolio_return_rate", "2026", "0.05", "did you mean '5'"),
    ("set", "portfolio_return_rate", "2026", "-95", "out of bounds"),
    ("change", "portfolio_draw", "2026", "20000", "far from the plan's own"),
    ("set", "capital_expenditure", "2027", "0.8185", "small part of the plan's own"),
    ("set", "capital_expenditure", "2026", "818500", "out of bounds"),
    ("set", "capital_expenditure", "2026", "9000", "far from the plan's own"),
    ("set", "capital_expenditure", "2027", "\u22121", "out of bounds"),
    ("change", "capital_expenditure", "2027", "\u22124\u00a0391", "out of bounds"),
    ("set", "slippage", "2026", "-0.5", "out of bounds"),
    ("set", "slippage", "2026", "30", "did you mean '0.3'"),
    ("change", "slippage", "2026", "1.5", "out of bounds"),
    ("set", "reserve_transfer", "2026", "15000", "far from the plan's own"),
    ("set", "other_exclusions", "2026", "-9000000", "out of bounds"),
    ("change", "wage_grwth", "2026", "1.0", "did you mean 'wage_growth'"),
    ("change", "mean_county_rate", "2026", "1.0", "there is no scenario key"),
    ("set", "operating_costs", "2026", "-12000", "it under 'change'"),
    ("change", "growth_factor", "2026", "0.01", "it under 'set'"),
    ("change", "wage_growth", "2031", "1.0", "years within 2025-2030"),
    ("change", "tax_rate", "2024-2026", "1.0", "years within 2025-2030"),
    ("change", "wage_growth", "2028-2026", "1.0", "neither a year nor a range"),
    ("change", "wage_growth", "nästa", "1.0", "neither a year nor a range"),
    ("change", "wage_growth", "2026", "mycket", "not a number"),
    ("change", "wage_growth", "2026", "1 tkr", "not a number"),
    ("set", "tax_rate", "2027", "11,3,4", "not a number"),
    ("change", "wage_growth", "2026", ".nan", "not a number"),
    ("set", "Timlön", "2026", "0.025", "did you mean '2.5'"),
]
ROUTES = ("file", "command line", "notebook", "grid", "python")


@pytest.fixture(scope="module", autouse=True)
def _plan_is_read_once():
    """The routes read the plan and calibrate it anew each time; here once is enough."""
    modules = (analysis.inputs.plan, analysis.study.opened)
    load, calibrate = analysis.inputs.plan.load_plan, analysis.model.calibration.calibrate
    read_once = cache(load)
    calibrations = cache(lambda name: calibrate(read_once(name)))

    def calibrate_once(plan):
        return calibrations(plan.name) if plan is read_once(plan.name) else calibrate(plan)

    with pytest.MonkeyPatch.context() as patch:
        for module in modules:
            patch.setattr(module, "load_plan", read_once)
        for module in (analysis.model.calibration, *modules[1:]):
            patch.setattr(module, "calibrate", calibrate_once)
        patch.setattr(analysis.cli, "application", cache(analysis.cli.application))
        yield


def projected(plan, **stated):
    calibration = analysis.model.calibration.calibrate(plan)
    return project(calibration, load_scenario("base", plan, **stated))


def called(kind, key, years, value):
    """The faults of a Python call, without their places."""
    plan = analysis.inputs.plan.load_plan(PLAN)
    stated = {"change" if kind == "change" else "set_": {key: {years: value}}}
    with pytest.raises(InputError) as caught:
        projected(plan, **stated)
    return words(caught.value)


def words(error):
    return [str(replace(p, file=None, line=None, column=None)) for p in error.problems]


def noted(kind, key, years, value):
    text = f"{key}:{years}={value}"
    with pytest.raises(InputError) as caught:
        open_view(PLAN, "base", *(([text], []) if kind == "change" else ([], [text])))
    return words(caught.value)


def commanded(arguments, capsys, monkeypatch):
    """What the command line says, without places, and its exit code."""
    monkeypatch.setattr("sys.argv", ["regionkalkyl", "--language", "en", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err.splitlines(), stop.value.code


def file_of(route, kind, key, years, value, folder):
    path = folder / "odd.yml"
    if route == "file":
        path.write_text(f"question: Vad?\n{kind}:\n  {key}:\n    {years}: {value}\n", "utf-8")
        return ["check", str(path), "--plan", PLAN]
    body = f"    {kind}:\n    - {value}\n    years: {years}\n    key: {key}\n"
    path.write_text(f"question: Vad?\nplan: {PLAN}\naxes:\n  odd:\n{body}", "utf-8")
    return ["batch", "run", str(path), "--dry-run"]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(("kind", "key", "years", "value", "fragment"), BAD)
def test_a_bad_value_is_refused_alike_by_every_route(
    route, kind, key, years, value, fragment, tmp_path, capsys, monkeypatch
):
    expected = called(kind, key, years, value)
    assert len(expected) == 1
    assert fragment in expected[0]
    if route == "notebook":
        assert noted(kind, key, years, value) == expected
    elif route != "python":
        arguments = (
            ["project", f"--{kind}", f"{key}:{years}={value}"]
            if route == "command line"
            else file_of(route, kind, key, years, value, tmp_path)
        )
        lines, code = commanded(arguments, capsys, monkeypatch)
        assert code == 2
        assert len(lines) == 1
        assert lines[0].endswith(f": {expected[0]}")


def test_sixty_bad_values_are_tried():
    assert len({case[:4] for case in BAD}) >= 60


CONFIRMED = ("wage_growth", "2026", "0.025")


@pytest.mark.parametrize("route", ROUTES)
def test_a_value_that_is_confirmed_is_taken_as_it_is_written(route, tmp_path, capsys, monkeypatch):
    key, years, value = CONFIRMED
    plan = analysis.inputs.plan.load_plan(PLAN)
    calibration = analysis.model.calibration.calibrate(plan)
    path = tmp_path / "odd.yml"
    if route == "file":
        body = f"set:\n  {key}: {{{years}: {value}}}\nconfirm: [{key}]\n"
        path.write_text(f"question: Vad?\n{body}", "utf-8")
        scenario = load_scenario(path, plan)
    elif route == "grid":
        axis = f"{{key: {key}, years: {years}, set: [{value}], confirm: true}}"
        path.write_text(f"question: Vad?\nplan: {PLAN}\naxes:\n  a: {axis}\n", "utf-8")
        assert analysis.batch.grid.load_grid(path).axes[0].values.tolist() == [0.025]
        return
    elif route == "notebook":
        view = open_view(PLAN, "base", [], f"{key}:{years}={value}, confirm")
        assert view.projection.nodes["wage_growth"][1] == pytest.approx(0.00025)
        return
    elif route == "python":
        scenario = load_scenario("base", plan, set_={key: {years: f"{value}, confirm"}})
    else:
        scenario = load_scenario("base", plan, set_=[f"{key}:{years}={value},confirm"])
    moved = project(calibration, scenario).nodes["wage_growth"]
    assert moved[1] == pytest.approx(0.00025)


@pytest.mark.parametrize("text", ["\u22121,0", "-1.0", "\u2212 1,0", "-1,0", "\u22121.0"])
def test_a_number_is_read_as_it_is_printed(text, tmp_path):
    plan = analysis.inputs.plan.load_plan(PLAN)
    path = tmp_path / "typed.yml"
    path.write_text(f"question: Vad?\nchange:\n  wage_growth:\n    2026: {text}\n", "utf-8")
    for scenario in (
        load_scenario(path, plan),
        load_scenario("base", plan, f"wage_growth:2026={text}"),
        load_scenario("base", plan, {"wage_growth": {2026: text}}),
    ):
        assert [d.value for d in scenario.differences] == [-1.0]


@pytest.mark.parametrize("name", ["Timlön", "timlön", "Hourly wage", "Hourly\u00a0 wage"])
def test_a_key_can_be_given_by_its_label(name, tmp_path):
    plan = analysis.inputs.plan.load_plan(PLAN)
    scenario = load_scenario("base", plan, f"{name}:2026=1.0")
    assert [d.key for d in scenario.differences] == ["wage_growth"]
    grid = analysis.batch.grid.load_grid(axis_of(name, "1.0", tmp_path))
    assert [axis.key for axis in grid.axes] == ["wage_growth"]


def axis_of(key, value, folder):
    """A grid of one axis that adds one value to a key in 2026."""
    path = folder / "grid.yml"
    body = f"    key: {key}\n    years: 2026\n    change:\n    - {value}\n"
    lines = "lines: [Årets resultat, Tax revenue]\n"
    path.write_text(f"question: Vad?\nplan: {PLAN}\n{lines}axes:\n  odd:\n{body}", "utf-8")
    return path


@pytest.mark.parametrize("option", ["--change", "--set"])
def test_the_command_line_and_an_axis_take_a_number_as_it_is_printed(
    option, tmp_path, capsys, monkeypatch
):
    (axis,) = analysis.batch.grid.load_grid(axis_of("wage_growth", "\u22121,0", tmp_path)).axes
    assert axis.values.tolist() == [-1.0]
    printed = []
    for value in ("\u22121,0", "-1.0"):
        asked = ["project", "--plan", PLAN, option, f"Timlön:2026={value}", "--format", "csv"]
        monkeypatch.setattr("sys.argv", ["regionkalkyl", *asked])
        with pytest.raises(SystemExit) as stop:
            main()
        assert stop.value.code == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1] != ""


@pytest.mark.parametrize(
    ("text", "told"), [("248,300", "far from the plan's own"), ("1,234", "out of bounds")]
)
def test_a_group_of_thousands_behind_one_comma_is_a_decimal_and_told(text, told):
    """Swedish first: the comma is decimal everywhere, and the slip of a thousand is asked about."""
    assert told in noted("set", "population", "2026", text)[0]


@pytest.mark.parametrize(
    "name", ["net_result", "Årets resultat", "årets\u00a0 resultat", "Net result"]
)
def test_a_line_can_be_given_by_its_label(name):
    end = projected(analysis.inputs.plan.load_plan(PLAN), change={"wage_growth": {2026: 1.0}})
    base = projected(end.plan)
    assert explain(end, name, 2026).target == "net_result@2026"
    assert compare((base, end), [name]).lines == ("net_result",)
    assert scenario_bridge(base, end, name).line == "net_result"
    assert line_named(name) == "net_result"


def test_an_assumption_is_explained_by_its_label_and_a_grid_keeps_lines_by_theirs(tmp_path):
    base = projected(analysis.inputs.plan.load_plan(PLAN))
    assert explain(base, "Timlön", 2026).target == "wage_growth@2026"
    grid = analysis.batch.grid.load_grid(axis_of("wage_growth", "1.0", tmp_path))
    assert grid.lines == ("net_result", "tax_revenue")


def test_no_label_of_a_line_is_read_as_another_line():
    for item in line_items().values():
        for label in (item.sv, item.en):
            assert line_named(label) in {item.id, label}


@pytest.mark.parametrize(
    "change",
    [
        "wage_growth:2026-2030=1.0",
        ["wage_growth:2026-2030=1.0"],
        {"wage_growth": {"2026-2030": 1.0}},
        [{"wage_growth": {"2026-2030": "1,0"}}],
        "wage_growth:2026=1.0; wage_growth:2027-2030=1.0",
    ],
)
def test_a_notebook_takes_a_text_a_list_or_a_mapping(change):
    view = open_view(PLAN, "base", change)
    moved = view.projection.nodes["wage_growth"] - view.projection.calibration.inputs["wage_growth"]
    assert moved == pytest.approx([0, 0.01, 0.01, 0.01, 0.01, 0.01])


@pytest.mark.parametrize(
    "body",
    [
        {
            "capital_expenditure": {
                2026: "800",
                "2027-2028": {"uprate": "2,0"},
                2029: {"uprate": -10},
            }
        },
        [
            "capital_expenditure:2026=800",
            "capital_expenditure:2027-2028=uprate 2,0",
            "capital_expenditure:2029=uprate \u221210",
        ],
        "Investeringsutgifter (positivt tal):2026=800; "
        "capital_expenditure:2027\u20132028=uprate 2; capital_expenditure:2029=uprate -10",
    ],
)
def test_a_level_is_set_and_uprated_from_the_year_before(body):
    plan = analysis.inputs.plan.load_plan(PLAN)
    scenario = load_scenario("base", plan, set_=body)
    found = {d.years: d.value for d in scenario.differences}
    assert found == pytest.approx({(2026,): 800, (2027,): 816, (2028,): 832.32, (2029,): 749.088})


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("set_", {2027: {"uprate": 2.0}}),
        ("set_", {2025: 800, 2027: {"uprate": 2.0}}),
        ("set_", {2026: 800, 2027: {"uprate": 2.0, "floor": 1}}),
        ("change", {2026: 800, 2027: {"uprate": 2.0}}),
    ],
)
def test_uprating_from_no_level_is_refused(kind, body):
    plan = analysis.inputs.plan.load_plan(PLAN)
    with pytest.raises(InputError, match="after a level of the year before"):
        load_scenario("base", plan, **{kind: {"capital_expenditure": body}})
    years, uprated = list(body.items())[-1]
    text = f"capital_expenditure:{years}=uprate {uprated['uprate']}"
    with pytest.raises(InputError, match="after a level of the year before"):
        load_scenario("base", plan, **{kind: text})


def test_as_the_country_follows_the_rate_that_the_plan_assumes_for_the_country():
    plan = analysis.inputs.plan.load_plan(PLAN)
    calibration = analysis.model.calibration.calibrate(plan)
    nodes = project(calibration, load_scenario("as-the-country", plan)).nodes
    growth = nodes["population"][1:] / nodes["population"][:-1] - 1
    assert growth == pytest.approx(calibration.inputs["national_population_growth"][1:])
    assert nodes["population"][0] == projected(plan).nodes["population"][0]
    assert nodes["tax_rate"] == pytest.approx(calibration.inputs["tax_rate"])
