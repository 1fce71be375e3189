"""The forms of plan, table index and scenario as JSON Schema, for editors that complete."""

import copy
from collections.abc import Mapping as Held

from analysis.catalogue.lines import line_items
from analysis.inputs.assignments import AssignmentsFile
from analysis.inputs.checks_schema import KINDS
from analysis.inputs.frames_schema import FramesFile
from analysis.inputs.investments_schema import InvestmentsFile
from analysis.inputs.mapping import Mapping
from analysis.inputs.measures_schema import MeasuresFile
from analysis.inputs.parameters import ParameterSpec, registry, scenario_keys
from analysis.inputs.plan_schema import PlanFile
from analysis.inputs.routes import UPRATE
from analysis.inputs.rules import RulesFile
from analysis.inputs.scenario_schema import Blend, Financing, ScenarioFile
from analysis.inputs.staff import StaffFile
from analysis.inputs.table_spec import TableSpec

DIALECT = "https://json-schema.org/draft/2020-12/schema"
YEARS = "^[0-9]{4}(-[0-9]{4})?$"
UPRATED = {
    "type": "object",
    "properties": {UPRATE: {"type": "number", "description": "per cent a year"}},
    "required": [UPRATE],
    "additionalProperties": False,
}


def schemas() -> dict[str, dict[str, object]]:
    """JSON Schema by document: plan, tables, scenario, and what may lie beside them."""
    return {
        "plan": _plan(),
        "tables": _tables(),
        "scenario": _scenario(),
        "frames": _titled(FramesFile.model_json_schema(), "regionkalkyl frames"),
        "investments": _titled(InvestmentsFile.model_json_schema(), "regionkalkyl investments"),
        "measures": _titled(MeasuresFile.model_json_schema(), "regionkalkyl measures"),
        "assignments": _titled(AssignmentsFile.model_json_schema(), "regionkalkyl assignments"),
        "rules": _titled(RulesFile.model_json_schema(), "regionkalkyl rules"),
        "staff": _titled(StaffFile.model_json_schema(), "regionkalkyl staff"),
        "mapping": _titled(Mapping.model_json_schema(), "regionkalkyl mapping"),
    }


def _titled(schema: Held[str, object], title: str) -> dict[str, object]:
    return {"$schema": DIALECT, **schema, "title": title}


def _describe(spec: ParameterSpec) -> str:
    return f"{spec.sv} / {spec.en} ({spec.unit}, {spec.min:g} to {spec.max:g})"


def _plan() -> dict[str, object]:
    schema = PlanFile.model_json_schema()
    known = {
        name: {"$ref": "#/$defs/Parameter", "description": _describe(spec)}
        for name, spec in registry().items()
        if name != "population"
    }
    schema["properties"]["parameters"] |= {"properties": known, "additionalProperties": False}
    schema["$defs"]["Goal"]["properties"]["measure"] = _line_choice()
    return _titled(schema, "regionkalkyl plan")


def _line_choice() -> dict[str, object]:
    names = sorted(line_items())
    return {"anyOf": [{"enum": names}, {"type": "null"}], "default": None}


def _tables() -> dict[str, object]:
    spec = TableSpec.model_json_schema()
    definitions = spec.pop("$defs", {})
    spec["properties"]["lines"]["additionalProperties"] = {"enum": sorted(line_items())}
    checks = [kind.model_json_schema() for kind in KINDS.values()]
    for check in checks:
        definitions |= check.pop("$defs", {})
    spec["properties"]["checks"]["items"] = {"anyOf": checks}
    schema = {
        "type": "object",
        "additionalProperties": {"$ref": "#/$defs/TableSpec"},
        "$defs": {**definitions, "TableSpec": spec},
    }
    return _titled(schema, "regionkalkyl tables")


def _by_year(spec: ParameterSpec, kind: str) -> dict[str, object]:
    number: dict[str, object] = {"type": "number"}
    if kind == "set":
        number |= {"minimum": spec.min, "maximum": spec.max}
        number = {"anyOf": [number, UPRATED]}
    return {
        "type": "object",
        "description": _describe(spec),
        "patternProperties": {YEARS: number},
        "additionalProperties": False,
    }


def _scenario() -> dict[str, object]:
    schema = copy.deepcopy(ScenarioFile.model_json_schema())
    schema["$defs"] = {m.__name__: m.model_json_schema() for m in (Blend, Financing)}
    for kind in ("change", "set"):
        known: dict[str, object] = {
            name: _by_year(spec, kind)
            for name, spec in scenario_keys().items()
            if kind in spec.scenario
        }
        if kind == "set":
            years = known["population"]
            known["population"] = {"anyOf": [years, {"type": "string"}, {"$ref": "#/$defs/Blend"}]}
            modes = ["none", "sell_placements", "borrow"]
            known["financing"] = {"anyOf": [{"enum": modes}, {"$ref": "#/$defs/Financing"}]}
        schema["properties"][kind] |= {"properties": known, "additionalProperties": False}
    return _titled(schema, "regionkalkyl scenario")
