"""What the rules of the what-if page are given: links, levers, bounds and settings, from the same
places as the rules of the command (docs/what-if.md, *Written twice*)."""

from analysis.inputs.links import links
from analysis.inputs.parameters import scenario_keys
from analysis.inputs.plan import Plan
from analysis.inputs.routes import SETTINGS
from analysis.inputs.scenario_schema import Financing
from analysis.inputs.stated_values import MODES
from analysis.model.bounds import TINY
from analysis.model.held import unreached
from analysis.model.inputs_of_keys import input_name
from analysis.report.output.what_if.risk import levers
from analysis.study.goalseek import PRECISION, STEPS
from analysis.trace.plan_trace import PlanTrace


def rules(plan: Plan, traced: PlanTrace, language: str) -> dict[str, object]:
    """Everything that the rules of the page hold a state against, beside its keys."""
    unmoved = idle(traced)
    return {
        "links": _links(traced),
        "levers": levers(plan, [n for n in traced.moving if n not in unmoved], language),
        "seek": {"steps": STEPS, "precision": PRECISION},
        "financing": {"modes": MODES, "floor": _within("floor"), "rate": _within("rate")},
        "settings": SETTINGS,
        "tiny": TINY,
    }


def idle(traced: PlanTrace) -> list[str]:
    """Inputs that no line of the plan rests on: what the command refuses to move."""
    return unreached(traced.calibration.inputs, traced.moving)


def _links(traced: PlanTrace) -> list[dict[str, object]]:
    """The links between assumptions that the plan holds, in the units of the calculation."""
    keys = scenario_keys()
    return [
        {
            "from": link.start,
            "to": link.target,
            "lag": link.lag,
            "elasticity": link.elasticity * keys[link.target].factor / keys[link.start].factor,
            "national": link.scope == "national",
        }
        for link in links().values()
        if {input_name(link.start), input_name(link.target)} <= set(traced.moving)
    ]


def _within(name: str) -> list[float]:
    """The least and the most that a number of the financing may be."""
    said = Financing.model_json_schema()["properties"][name]
    form = next(f for f in (said, *said.get("anyOf", ())) if "minimum" in f)
    return [form["minimum"], form["maximum"]]
