"""What the what-if page is given beside its formulas: assumptions, scenarios, goals, texts."""

from collections.abc import Iterable
from math import isnan
from pathlib import Path

from analysis import catalogue
from analysis.catalogue.lines import line_items
from analysis.errors import InputError
from analysis.inputs.differences import Difference
from analysis.inputs.parameters import ParameterSpec, scenario_keys
from analysis.inputs.places import scenario_files
from analysis.inputs.plan import Plan
from analysis.inputs.scenario import Scenario, load_scenario
from analysis.inputs.scenario_schema import Blend, Financing
from analysis.model.assumptions import apply, path_weights
from analysis.model.bounds import limits
from analysis.model.inputs_of_keys import input_name
from analysis.model.projection import Projection
from analysis.report.blocks.pictures import BREAK
from analysis.report.blocks.titles import to_horizon
from analysis.report.output.what_if.layout import PageLayout
from analysis.report.output.what_if.risk import uncertainty
from analysis.report.output.what_if.rules import idle, rules
from analysis.report.output.what_if.words import words
from analysis.study.uncertainty import RESULTS
from analysis.trace.plan_trace import PLAN, PlanTrace

COMMON = (
    "tax_rate",
    "operating_costs",
    "wage_growth",
    "national_tax_base_growth",
    "population",
    "state_grants",
    "capital_expenditure",
    "portfolio_return_rate",
)
"""Keys that are shown first; the rest stand under a heading that can be opened."""

CHARTS = ("operating_result", "balanced_budget_result", "cash", "self_financing_ratio")
"""Lines that are drawn; where a plan has none of them, what stands for its result."""

STEPS = {"pct": 0.1, "kr per 100 kr": 0.1, "mnkr": 10.0, "persons": 100.0, "share": 0.05}
"""One step of a slider, and of a number by the arrow keys, in the unit of the key."""
PLACES = {"mnkr": 1, "persons": 0, "share": 3, "factor": 4}
"""Decimals with which the plan's own value is told."""
SPAN = 40
"""Steps from the middle of a slider to either end; a number may be typed beyond them."""


def payload(projection: Projection, traced: PlanTrace, page: PageLayout) -> dict[str, object]:
    """Everything but the formulas, as plain data."""
    plan, language = projection.plan, page.language
    return {
        "language": language,
        "plan": plan.name,
        "planTitle": to_horizon(str(getattr(plan.file.title, language)), projection, language),
        "start": _start(projection.scenario, plan),
        "years": list(plan.years),
        "horizon": _longer(plan),
        "keys": [_key(key, spec, traced, language) for key, spec in _keys(traced).items()],
        "x": stated(page.form.flat(traced.inputs(projection.calibration.inputs, {}, {}))),
        "places": page.places,
        "lines": [_line(name, at, language) for name, at in page.lines.items()],
        "goals": _goals(traced, page),
        "stocks": [
            {"taken": s.column, "at": at} for s, at in zip(traced.stocks, page.stocks, strict=True)
        ],
        "charts": [n for n in CHARTS if n in page.lines] or _results(page)[:1],
        "result": next(iter(_results(page)), None),
        "cut": BREAK,
        "populations": _populations(traced, plan, language),
        "scenarios": _scenarios(projection, traced, language),
        "uncertainty": uncertainty(projection, language),
        **rules(plan, traced, language),
        **words(traced, page),
    }


def _results(page: PageLayout) -> list[str]:
    """The lines that can stand for the result, those that the plan has."""
    return [name for name in RESULTS if name in page.lines]


def _longer(plan: Plan) -> int | None:
    """The horizon that the command has to be given for the years of the page; None for the plan's
    own."""
    usual = plan.file.years.horizon or plan.own_years[-1]
    return plan.years[-1] if plan.years[-1] > usual else None


def stated(values: Iterable[float]) -> list[float | None]:
    """Numbers as JSON has them: null where there is none."""
    return [None if isnan(value) else float(value) for value in values]


def _keys(traced: PlanTrace) -> dict[str, ParameterSpec]:
    found = {k: s for k, s in scenario_keys().items() if input_name(k) in traced.moving}
    ranked = sorted(found, key=lambda k: COMMON.index(k) if k in COMMON else len(COMMON))
    return {key: found[key] for key in ranked}


def _key(key: str, spec: ParameterSpec, traced: PlanTrace, language: str) -> dict[str, object]:
    plan, name = traced.calibration.plan, input_name(key)
    near = limits(key, name, plan, traced.calibration.inputs)
    return {
        "key": key,
        "input": name,
        "label": getattr(spec, language),
        "unit": spec.unit,
        "unitOfChange": catalogue.unit_of_change(spec.unit),
        "factor": spec.factor,
        "kinds": list(spec.scenario),
        "years": list(plan.spec_years(spec)),
        "low": stated(near.low),
        "high": stated(near.high),
        "asked": spec.asked,
        "min": spec.min,
        "max": spec.max,
        "common": key in COMMON,
        "idle": name in idle(traced),
        "step": STEPS.get(spec.unit, 0.1),
        "span": SPAN,
        "places": PLACES.get(spec.unit, 2),
    }


def _line(name: str, at: int, language: str) -> dict[str, object]:
    item = line_items()[name]
    return {
        "id": name,
        "label": catalogue.label(name, language),
        "unit": item.unit,
        "unitOfChange": catalogue.unit_of_change(item.unit),
        "scale": 100.0 if item.unit == "pct" else 1.0,
        "decimals": catalogue.decimals(name, item.unit),
        "at": at,
    }


def _goals(traced: PlanTrace, page: PageLayout) -> list[dict[str, object]]:
    """Each goal once, with the years of each of its tests and where these stand."""
    found: dict[str, dict[str, object]] = {}
    tests: dict[str, list[object]] = {}
    for goal, at in zip((g.result for g in traced.goals), page.goals, strict=True):
        spec = traced.calibration.plan.goals[goal.id]
        own = tests.setdefault(goal.id, [])
        own.append({"years": list(goal.years), "at": at})
        found.setdefault(goal.id, {
            "id": goal.id,
            "label": getattr(spec.label, page.language),
            "window": goal.period == "window",
            "unit": goal.unit,
            "minimum": goal.minimum,
            "maximum": goal.maximum,
            "tests": own,
        })  # fmt: skip
    return list(found.values())


def _populations(traced: PlanTrace, plan: Plan, language: str) -> dict[str, object]:
    """Every population path of the plan as the inputs that it replaces."""
    if "population_path" not in traced.moving or "population_path" in idle(traced):
        return {}
    found = dict[str, object]()
    for name in plan.populations:
        spec = plan.file.population_scenarios.get(name)
        label = getattr(spec.label, language) if spec else name
        whole = Difference("population", "set", (), None, name)
        found[name] = {"label": label, "inputs": whole_inputs(whole, traced)}
    return found


def whole_inputs(whole: Difference, traced: PlanTrace) -> dict[str, list[float | None]]:
    """The inputs of the trace that a path given as a whole replaces."""
    calibration = traced.calibration
    moved = apply(Scenario("whole", "", (whole,)), calibration.plan, calibration.inputs)
    return {
        (PLAN + name if name in traced.moving else name): stated(values)
        for name, values in moved.items()
        if name in traced.moving or name in traced.traced.inputs
    }


def _of_file(scenario: Scenario, plan: Plan) -> str:
    """The name of the scenario of the file, without what was added on top of it."""
    if not scenario.added or scenario.path is None:
        return scenario.name
    return load_scenario(scenario.path, plan).name


def _start(scenario: Scenario, plan: Plan) -> dict[str, object]:
    """What the page shows first: the scenario, and what was said on top of its file as edits."""
    edits = list[dict[str, object]]()
    state: dict[str, object] = {"scenarios": [], "population": None, "financing": None}
    state |= {"edits": edits, "delays": []}
    name = _of_file(scenario, plan)
    if scenario.path is not None and name != "base":
        state["scenarios"] = [name]
    for name, said in (("links", scenario.links), ("scope", scenario.stated_scope)):
        if scenario.added and said is not None:
            state[name] = said
    for each in scenario.differences:
        if each.line is not None:
            continue  # it stands in the file
        if isinstance(each.whole, Financing):
            state["financing"] = [each.whole.mode, each.whole.floor, each.whole.rate or 0.0]
        elif isinstance(each.whole, str):
            state["population"] = each.whole
        elif each.whole is None:
            years = {"from": each.years[0], "to": each.years[-1]}
            edits.append({"key": each.key, "kind": each.kind, **years, "value": each.value})
    return state


def _scenarios(projection: Projection, traced: PlanTrace, language: str) -> list[dict[str, object]]:
    """The scenarios of the plan and the one that the report is about. One whose file holds faults
    is named with its first fault, and cannot be chosen."""
    plan, found = projection.plan, list[dict[str, object]]()
    places: dict[str, str | Path] = {name: name for name in scenario_files(plan.folder)}
    if projection.scenario.path is not None:
        places[_of_file(projection.scenario, plan)] = projection.scenario.path
    for name, place in places.items():
        try:
            scenario = load_scenario(place, plan)
            apply(scenario, plan, projection.calibration.inputs)
        except InputError as error:
            fault = error.problems[0].message
            found.append({"name": name, "title": name, "question": "", "fault": fault})
        else:
            found.append(_scenario(scenario, traced, language))
    return found


def _scenario(scenario: Scenario, traced: PlanTrace, language: str) -> dict[str, object]:
    title = scenario.title_en if language == "en" else None
    question = scenario.question_en if language == "en" else None
    return {
        "name": scenario.name,
        "title": title or scenario.title or scenario.name,
        "question": question or scenario.question,
        "links": scenario.links,
        "scope": scenario.stated_scope,
        "differences": [_difference(each, traced) for each in scenario.differences],
    }


def _difference(each: Difference, traced: PlanTrace) -> dict[str, object]:
    """A difference as plain data; `o` says where it is written, so that it counts once."""
    place = f"{Path(each.file or '').name}:{each.line}:{each.kind}:{each.key}:{each.years[:1]}"
    found: dict[str, object] = {"key": each.key, "kind": each.kind, "o": place}
    if isinstance(each.whole, Financing):
        whole = each.whole
        return found | {"financing": [whole.mode, whole.floor, whole.rate or 0.0]}
    if each.whole is not None:
        return found | {"inputs": whole_inputs(each, traced), "path": path_words(each.whole)}
    return found | {"years": list(each.years), "value": each.value, "meant": each.confirmed}


def path_words(whole: str | Blend) -> str:
    """A population path, or the weights of a blend, in a few words."""
    weights = path_weights(whole)
    return " + ".join(n if w == 1 else f"{w:g} {n}" for n, w in weights.items())
