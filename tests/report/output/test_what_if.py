"""The what-if page: it says what the model says, and refuses what the command refuses."""

import json
import re
from html import unescape
from pathlib import Path

import numpy as np
import pytest

from analysis.catalogue import texts
from analysis.catalogue.number_format import LANGUAGES, number, signed, with_unit
from analysis.errors import InputError
from analysis.inputs.continuation import LATEST
from analysis.inputs.parameters import scenario_keys
from analysis.inputs.places import scenario_files
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import Calibration, calibrate
from analysis.model.projection import Projection, project
from analysis.report.output.what_if.packing import packed
from analysis.report.output.what_if.page import LIMIT, what_if_page
from analysis.study.opened import open_base, open_plan
from analysis.trace.plan_trace import trace_plan
from tests.report.output.what_if_node import in_node


@pytest.fixture(scope="module")
def calibration() -> Calibration:
    return calibrate(load_plan("norrbotten-2025"))


@pytest.fixture(scope="module")
def base(calibration: Calibration) -> Projection:
    return project(calibration, load_scenario("base", calibration.plan))


ALL_LINES = "Object.fromEntries(D.lines.map(l=>[l.id,D.years.map((_,t)=>out[l.at+t]*l.scale)]))"


def test_every_shipped_scenario_gives_the_numbers_of_its_projection(
    base: Projection, calibration: Calibration, tmp_path: Path
) -> None:
    script = f"""answer(Object.fromEntries(D.scenarios.map(s => {{
      const r = resolve({{...emptyState(), scenarios: [s.name]}}), out = calculate(r.x);
      return [s.name, [r.problems, {ALL_LINES},
        D.goals.map(g => [out[g.at + 1], Boolean(out[g.at + 2])])]];
    }})))"""
    got = in_node(base, script, tmp_path)
    assert set(got) == set(scenario_files(calibration.plan.folder))
    for name, (problems, lines, goals) in got.items():
        projection = project(calibration, load_scenario(name, calibration.plan))
        assert problems == []
        for line, values in lines.items():
            if line in projection.lines:
                wanted = np.nan_to_num(projection.lines[line])
                assert np.array_equal(np.array([v or 0.0 for v in values]), wanted), (name, line)
        verdicts = [[float(g.margin), bool(g.passed)] for g in projection.goals]
        assert goals == verdicts, name


def test_two_scenarios_that_say_something_of_one_year_are_refused_as_by_the_command(
    base: Projection, tmp_path: Path
) -> None:
    pairs = [["stagflation", "weak-growth"], ["high-inflation", "wages-plus-one"]]
    script = "answer(G.map(s => resolve({...emptyState(), scenarios: s}).problems))"
    together, clash = in_node(base, script, tmp_path, pairs)
    assert together == []
    assert len(clash) == 1
    assert "Timlön" in clash[0]


UNITS = ("mnkr", "pct", "pp", "kr", "persons", "years", "share", "kr per 100 kr")


def random_edits(calibration: Calibration, count: int) -> list[dict[str, object]]:
    """Edits of every key: most of them reasonable, some far beyond."""
    rng, found = np.random.default_rng(7), list[dict[str, object]]()
    keys = scenario_keys()
    for _ in range(count):
        key = str(rng.choice(list(keys)))
        spec = keys[key]
        years = calibration.plan.spec_years(spec)
        a, b = sorted(int(y) for y in rng.choice(years, 2))
        kind = str(rng.choice(spec.scenario))
        size = float(rng.choice([0.01, 1, 10, 100, 1000, 30_000]))
        value = round(float(rng.normal() * size), 3) + (spec.min + spec.max) / 2 * (kind == "set")
        found.append({"key": key, "kind": kind, "from": a, "to": b, "value": value})
    return found


def test_the_page_refuses_what_the_command_refuses_and_takes_what_it_takes(
    base: Projection, calibration: Calibration, tmp_path: Path
) -> None:
    edits = random_edits(calibration, 600)
    script = f"""answer(G.map(e => {{
      const r = resolve({{...emptyState(), edits: [e]}}), out = calculate(r.x);
      return [r.problems, {ALL_LINES}.net_result];
    }}))"""
    plan, refused = calibration.plan, 0
    for edit, (problems, net) in zip(edits, in_node(base, script, tmp_path, edits), strict=True):
        text = f"{edit['key']}:{edit['from']}-{edit['to']}={edit['value']!r}"
        options = {"change" if edit["kind"] == "change" else "set_": [text]}
        try:
            projection = project(calibration, load_scenario("base", plan, **options))  # type: ignore[arg-type]
        except InputError:
            refused += 1
            assert problems, text
        else:
            assert problems == [], text
            assert np.array_equal(net, projection.lines["net_result"]), text
    assert 100 < refused < 500


def test_a_saved_file_is_read_by_the_command_and_says_the_same(
    base: Projection, calibration: Calibration, tmp_path: Path
) -> None:
    state = {
        "scenarios": ["weak-growth"],
        "population": "scb",
        "financing": ["borrow", 50, 3.5],
        "edits": [
            {"key": "tax_rate", "kind": "set", "from": 2027, "to": 2027, "value": 11.84},
            {"key": "wage_growth", "kind": "change", "from": 2026, "to": 2030, "value": 0.5},
            {"key": "wage_growth", "kind": "change", "from": 2025, "to": 2025, "value": -1e-7},
        ],
        "delays": [],
    }
    question = 'Vad "händer": om\n- {a: b}?'
    script = f"""const r = resolve(G[0]), out = calculate(r.x);
      const back = fromFragment(toFragment(G[0]));
      answer([toYaml(G[0], G[1]), {ALL_LINES}, back])"""
    text, lines, back = in_node(base, script, tmp_path, [state, question])
    assert back == {"state": state, "problems": []}
    path = tmp_path / "mitt-scenario.yml"
    path.write_text(text, encoding="utf-8")
    scenario = load_scenario(path, calibration.plan)
    assert scenario.question == " ".join(question.split())  # a question is one line
    projection = project(calibration, scenario)
    for line in ("net_result", "cash", "tax_revenue", "population"):
        assert np.array_equal(lines[line], projection.lines[line]), line


def test_a_file_saved_from_a_longer_page_names_the_horizon_that_the_command_needs(
    calibration: Calibration, tmp_path: Path
) -> None:
    edits = [
        {"key": "wage_growth", "kind": "change", "from": 2029, "to": 2033, "value": 0.5},
        {"key": "tax_rate", "kind": "change", "from": 2027, "to": 2035, "value": 0.25},
        {"key": "population", "kind": "change", "from": 2036, "to": 2036, "value": 100},
    ]
    longer = open_plan("norrbotten-2025", 2038)
    script = f"""const s = {{...emptyState(), edits: G}}, out = calculate(resolve(s).x);
      answer([toYaml(s, "?"), {ALL_LINES}])"""
    text, lines = in_node(open_base(longer), script, tmp_path, edits)
    assert text.splitlines()[1].startswith("# ")
    assert "--horizon 2038" in text.splitlines()[1]
    path = tmp_path / "mitt-scenario.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_scenario(path, calibration.plan)
    (problem,) = refused.value.problems
    assert "--horizon 2035" in str(problem)
    projection = project(longer, load_scenario(path, longer.plan))
    assert np.array_equal(lines["cash"], projection.lines["cash"])


def test_a_page_of_the_plans_own_years_says_nothing_of_a_horizon(
    base: Projection, tmp_path: Path
) -> None:
    assert "horizon" not in in_node(base, 'answer(toYaml(emptyState(), "?"))', tmp_path)


def test_a_delay_is_that_of_the_command_and_is_saved_as_what_it_comes_to(
    base: Projection, calibration: Calibration, tmp_path: Path
) -> None:
    """Every value of the page equal to the bit; the file's too, in which years are set."""
    from analysis.inputs.levers import load_levers
    from analysis.model.projection import evaluate
    from analysis.study.pull import pulled
    from analysis.study.sensitivity import given_inputs

    plan, rng = calibration.plan, np.random.default_rng(5)
    lever = load_levers(plan)["investment_delay"]
    ways: list[tuple[int, float]] = [(2027, 0.95), (2025, 4.0), (2026, 1.0)]
    ways += [(int(rng.choice(plan.years)), float(rng.uniform(0, 4))) for _ in range(40)]
    spent = {
        "key": "capital_expenditure",
        "kind": "change",
        "from": 2026,
        "to": 2029,
        "value": 75.5,
    }
    states = [
        {"scenarios": ["investments-delayed"], "edits": [spent][: n % 2],
         "delays": [{"id": "investment_delay", "from": start, "value": years}]}
        for n, (start, years) in enumerate(ways)
    ]  # fmt: skip
    script = f"""answer(G.map(s => {{
      const state = {{...emptyState(), ...s}}, r = resolve(state), out = calculate(r.x);
      return [r.problems, {ALL_LINES}, fromFragment(toFragment(state)), toYaml(state, "?")];
    }}))"""
    lines = ("capital_expenditure", "net_result", "cash", "depreciation")
    got = in_node(base, script, tmp_path, states)
    for n, ((start, years), (problems, shown, back, file)) in enumerate(
        zip(ways, got, strict=True)
    ):
        assert problems == []
        assert back["problems"] == []
        assert back["state"]["delays"] == states[n]["delays"]
        said = ["capital_expenditure:2026-2029=75.5"] if n % 2 else []
        given = given_inputs(calibration, load_scenario("investments-delayed", plan, said))
        moved = pulled(lever, plan, given, np.array([years]), start)
        wanted = evaluate(calibration, {**given, **moved}, lines)
        path = tmp_path / f"delayed-{n}.yml"
        path.write_text(file, encoding="utf-8")
        saved = project(calibration, load_scenario(path, plan)).lines
        for line in lines:
            assert np.array_equal(shown[line], saved[line]), (line, start, years)
            assert np.array_equal(shown[line], wanted[line][0]), (line, start, years)


PAYLOADS = [
    "delay=investment_delay:2027=4.5",
    "delay=investment_delay:2027=-1",
    "delay=investment_delay:2024=1",
    "delay=investment_delay:2027-2028=1",
    "delay=nowhere:2027=1",
    "delay=__proto__:2027=1",
    "delay=investment_delay:2027=<img src=x onerror=alert(1)>",
    "s=<script>alert(1)</script>",
    "s=base%20nowhere",
    "p=__proto__",
    "f=borrow,1e9,3",
    "f=borrow,0,3,4",
    "f=steal",
    "set=tax_rate:2027=<img src=x onerror=alert(1)>",
    "set=tax_rate:2027=1e3",
    "change=tax_rate:2031=1",
    "change=tax_rate:2030-2026=1",
    "change=__proto__:2027=1",
    "change=constructor:2027=1",
    "set=state_grants:2027=1",
    "x=1",
    "change=tax_rate:2027=NaN",
    "change=tax_rate:2027=" + "9" * 300,
    "change=tax_rate:2027=\u202e1",
    "%",
]


def test_a_link_that_is_not_understood_is_refused_in_words(
    base: Projection, tmp_path: Path
) -> None:
    script = "answer(G.map(t => fromFragment('#' + t)))"
    for link, got in zip(PAYLOADS, in_node(base, script, tmp_path, PAYLOADS), strict=True):
        assert got["problems"], link
        assert got["state"]["edits"] == [], link
        assert got["state"]["delays"] == [], link
        assert all("undefined" not in p and len(p) < 200 for p in got["problems"]), link


def test_what_is_printed_can_be_typed_back(base: Projection, tmp_path: Path) -> None:
    numbers = [0, 1.5, -20, 1234.5, -1234567.8, 0.0001, 11.34]
    script = "answer(G.map(v => readNumber(number(v, 4))))"
    assert in_node(base, script, tmp_path, numbers) == numbers
    bad = ["", "1,2,3", "abc", "1e5", "--1", "0x10", "١", "1" * 20, "∞"]
    assert in_node(base, "answer(G.map(readNumber))", tmp_path, bad) == [None] * len(bad)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_writes_numbers_as_the_pages_of_a_report(
    base: Projection, tmp_path: Path, language: str
) -> None:
    rng = np.random.default_rng(3)
    sizes = [0.0, 0.05, -0.5, 0.5, 1.5, 2.5, -999.95, 999.5, 1e6, -1234567.891]
    sizes += [float(v) for v in rng.normal(size=200) * 10.0 ** rng.integers(-2, 9, 200)]
    asked = [[value, places] for value in sizes for places in (0, 1, 2)]
    script = "answer(G.map(g => [number(...g), number(...g, true)]))"
    written = in_node(base, script, tmp_path, asked, language)
    assert written == [
        [number(value, "", language, places), signed(value, "", language, places)]
        for value, places in asked
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_writes_amounts_as_the_pages_of_a_report(
    base: Projection, tmp_path: Path, language: str
) -> None:
    asked = [[number, unit] for unit in UNITS for number in ("982", "−982", "+1,5", "–")]
    written = in_node(base, "answer(G.map(g => withUnit(...g)))", tmp_path, asked, language)
    assert written == [with_unit(number, unit, language) for number, unit in asked]
    assert ("−SEK\xa0982\xa0million" in written) == (language == "en")


def test_the_seek_of_the_page_is_the_seek_of_the_command(
    base: Projection, calibration: Calibration, tmp_path: Path
) -> None:
    from analysis.inputs.levers import load_levers
    from analysis.study.goalseek import seek

    script = """answer(G.map(([name, goal, from, to]) => Object.fromEntries(D.levers.map(l => {
      const state = {...emptyState(), scenarios: name === "base" ? [] : [name]};
      const x = resolve(state).x, found = seekLever(x, l, goal, from, to);
      if (found.status !== "reached") return [l.id, found];
      const used = pullEdits(state, x, l, found.value, from), back = fromFragment(toFragment(used));
      const same = JSON.stringify(used) === JSON.stringify(back.state);
      return [l.id, {...found, same, faults: resolve(used).problems}];
    }))))"""
    plan, reached = calibration.plan, 0
    asked = [
        (name, goal, start, end)
        for name, start, end in [("base", 2029, 2030), ("weak-growth", 2026, 2027)]
        for goal in plan.goals
        if goal != "self_financing" or start < 2027  # it is a goal of the budget years
    ]
    levers = load_levers(plan)
    for case, got in zip(asked, in_node(base, script, tmp_path, asked), strict=True):
        name, goal, start, end = case
        found = seek(calibration, load_scenario(name, plan), levers, [goal], [start, end])
        assert set(got) == set(levers)
        for each in found.found:
            answer = got[each.lever]
            if each.value is None:
                assert answer["status"] == "unreachable", (case, each.lever)
                continue
            assert answer["value"] == pytest.approx(each.value, abs=1e-8), (case, each.lever)
            if answer["status"] == "reached":
                reached += 1
                assert answer["same"], (case, each.lever)  # a shared link has it as it is
                assert answer["faults"] == [], (case, each.lever)
    assert reached > 15


def test_the_fan_has_the_spread_of_the_uncertainty_of_the_plan(
    base: Projection, calibration: Calibration, tmp_path: Path
) -> None:
    from analysis.inputs.uncertainty import load_uncertainty
    from analysis.study.uncertainty import simulate

    script = """fan(BASE_X, 10000, D.charts.map(id => D.lines.find(l => l.id === id)), () => {},
      found => answer([D.charts, found.bands, found.risks]))"""
    charts, bands, risks = in_node(base, script, tmp_path)
    plan = calibration.plan
    scenario, errors = load_scenario("base", plan), load_uncertainty(plan)
    simulated = simulate(calibration, scenario, errors, 10_000, lines=tuple(charts))
    levels = errors.file.percentiles
    for name, band in zip(charts, bands, strict=True):
        draws = simulated.lines[name]
        error = 4 * draws.std(axis=0) * np.sqrt(2 * 0.25 / 10_000) * 4
        wanted = np.quantile(draws, levels, axis=0).T
        assert (np.abs(np.array(band) - wanted) < error[:, None] + 0.05).all(), name
    count = len(risks)
    assert np.abs(np.array(risks) - simulated.failed[:, :count].mean(axis=0)).max() < 0.025


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_is_one_small_file_that_lets_nothing_in(base: Projection, language: str) -> None:
    page = what_if_page(base, language, "0" * 64)
    assert len(page.encode()) < LIMIT
    assert "default-src 'none'" in unescape(page)
    assert not re.search(r"""(src|href)=["'](?!#)""", page)
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")
    assert page == what_if_page(base, language, "0" * 64)


PLANS = ("norrbotten-2022", "norrbotten-2023", "norrbotten-2025", "vasterbotten-2023")


@pytest.mark.parametrize("plan", PLANS)
def test_the_page_is_small_to_the_last_year_that_a_plan_can_be_carried_to(plan: str) -> None:
    calibration = open_plan(plan, LATEST)
    projection, traced = open_base(calibration), trace_plan(calibration)
    for language in LANGUAGES:
        assert len(what_if_page(projection, language, "0" * 64, traced).encode()) < LIMIT, language


def test_lists_of_numbers_are_opened_as_they_were_packed(base: Projection, tmp_path: Path) -> None:
    lists = [
        [], [1.5], [0.0] * 9, [2.9, 3.5, 3.5, 3.5, 3.5, 1.0], [2025, 2026, 2027, 2028, 7],
        [None] * 5 + [0.1, 1.1, 2.1, 3.1, 4.1], ["a"] * 6, [[1] * 6, {"r": "a"}], [True] * 6,
    ]  # fmt: skip
    assert packed(lists[4]) == {"r": [[2025, 4, 1], 7]}
    assert packed(lists[2]) == {"r": [[0.0, 9, 0]]}
    script = "answer(JSON.parse(JSON.stringify(G), opened))"
    assert in_node(base, script, tmp_path, packed(lists)) == lists


def test_a_text_of_a_user_is_never_markup(calibration: Calibration, tmp_path: Path) -> None:
    evil = "</script><script>alert(1)</script><!--"
    path = tmp_path / "evil.yml"
    path.write_text(f"question: {json.dumps(evil)}\ntitle: {json.dumps(evil)}\nextends: [base]\n")
    page = what_if_page(project(calibration, load_scenario(path, calibration.plan)), "sv", "0" * 64)
    assert "alert(1)" in page
    assert page.count("<script") == 2
    assert "<!--" not in page


def test_every_text_that_the_page_asks_for_is_in_the_catalogue() -> None:
    from tests.report.output.what_if_node import SOURCES

    known = {key.removeprefix("what_if.") for key in texts.keys("what_if.")}
    for path in [*SOURCES.glob("*.js"), *SOURCES.glob("*.j2")]:
        source = path.read_text("utf-8")
        asked = set(re.findall(r"""\bsay\("(\w+)"[,)]""", source))
        asked |= set(re.findall(r"\{\{ t\.(\w+) \}\}", source))
        assert asked <= known, path.name


@pytest.mark.parametrize("plan", ["norrbotten-2022", "norrbotten-2023", "vasterbotten-2023"])
def test_a_partial_plan_has_a_page_of_what_it_holds(plan: str) -> None:
    calibration = calibrate(load_plan(plan))
    page = what_if_page(
        project(calibration, load_scenario("base", calibration.plan)), "sv", "0" * 64
    )
    found = re.search(r'id="data">(.*?)</script>', page, re.S)
    assert found is not None
    assert json.loads(found[1])["plan"] == plan


@pytest.mark.parametrize("plan", PLANS)
def test_what_a_plan_cannot_use_is_refused_by_the_page_as_by_the_command(
    plan: str, tmp_path: Path
) -> None:
    projection = open_base(open_plan(plan))
    edits = [
        {"key": key, "kind": kind, "from": years[1], "to": years[1], "value": 0.5}
        for key, spec in scenario_keys().items()
        for kind in spec.scenario
        if (years := projection.plan.spec_years(spec))
    ]
    script = """answer(G.map(e => KEYS.has(e.key)
      ? !resolve({...emptyState(), edits: [e]}).problems.length : false))"""
    for edit, taken in zip(edits, in_node(projection, script, tmp_path, edits), strict=True):
        said = {str(edit["kind"]): {edit["key"]: {edit["from"]: edit["value"]}}}
        change, set_ = said.get("change", {}), said.get("set", {})
        try:
            project(projection.calibration, load_scenario("base", projection.plan, change, set_))
        except InputError:
            assert not taken, edit
        else:
            assert taken, edit


def test_what_was_said_on_the_command_line_is_where_the_page_begins(
    calibration: Calibration, tmp_path: Path
) -> None:
    scenario = load_scenario(
        "weak-growth", calibration.plan, ["wage_growth:2026-2028=0.5"], ["population=scb"]
    )
    projection = project(calibration, scenario)
    script = f"const out = calculate(resolve(D.start).x); answer([D.start, {ALL_LINES}.cash])"
    start, cash = in_node(projection, script, tmp_path)
    assert start["scenarios"] == ["weak-growth"]
    assert start["population"] == "scb"
    assert [e["key"] for e in start["edits"]] == ["wage_growth"]
    assert np.array_equal(cash, projection.lines["cash"])


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from analysis.cli import application

    out = tmp_path / "sida.html"
    done = CliRunner().invoke(application(), ["what-if", "-s", "stagflation", "-o", str(out)])
    assert done.exit_code == 0, done.output
    assert "Räkna själv" in out.read_text("utf-8")
    wrong = CliRunner().invoke(application(), ["what-if", "-o", str(tmp_path)])
    assert "folder" in str(wrong.exception)


def random_takes(calibration: Calibration, count: int) -> list[dict[str, object]]:
    """States that take from the portfolio and the result reserve: near what these hold."""
    rng, found = np.random.default_rng(11), list[dict[str, object]]()
    years = calibration.plan.years
    for _ in range(count):
        edits = []
        # Costs empty the cash, so that placements are sold beside what is drawn.
        sizes = {"portfolio_draw": 4_000, "reserve_transfer": 500, "operating_costs": -1_500}
        for key, size in sizes.items():
            for year in sorted(int(y) for y in rng.choice(years, int(rng.integers(3)), False)):
                value = round(size * float(rng.random()), 1)
                edits.append(
                    {"key": key, "kind": "change", "from": year, "to": year, "value": value}
                )
        mode = str(rng.choice(["none", "sell_placements", "borrow"]))
        found.append({"edits": edits, "financing": [mode, 0.0, 3.0]})
    return found


def test_the_stocks_of_the_page_are_those_of_the_command(
    base: Projection, calibration: Calibration, tmp_path: Path
) -> None:
    """Over random states: what is refused, the year that is named, and what the stock holds."""
    states, refused, named = random_takes(calibration, 200), 0, 0
    script = "answer(G.map(s => resolve({...emptyState(), ...s}).problems))"
    for state, problems in zip(states, in_node(base, script, tmp_path, states), strict=True):
        mode = state["financing"][0]  # type: ignore[index]
        way = "financing=borrow,floor=0,rate=3" if mode == "borrow" else f"financing={mode}"
        texts = [f"{e['key']}:{e['from']}={e['value']!r}" for e in state["edits"]]  # type: ignore[attr-defined]
        try:
            project(calibration, load_scenario("base", calibration.plan, texts, [way]))
            refusals = []
        except InputError as error:
            refusals = error.problems
        refused += bool(refusals)
        assert len(problems) == len(refusals), state
        for told, refusal in zip(problems, refusals, strict=True):
            said = refusal.message.fields
            if "held" in said:
                assert str(said["year"]) in told, state
                assert f"{abs(said['held']):.0f}" in told.replace("\xa0", ""), state
                named += 1
    assert 40 < refused < 180
    assert named > 40
