"""The exported JSON Schema accepts what the reader accepts, and is the committed one."""

import json

import pytest
import yaml

from analysis.inputs.parameters import scenario_keys
from analysis.inputs.schema import schemas

jsonschema = pytest.importorskip("jsonschema")


def validator(kind):
    schema = schemas()[kind]
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def as_json(path):
    """YAML as an editor sees it: every key a text."""
    return json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8"))))


def test_the_shipped_scenarios_and_plans_pass(project_root):
    raw = project_root / "data" / "raw"
    for kind, pattern in (
        ("scenario", "*/scenarios/*.yml"),
        ("plan", "*/plan.yml"),
        ("tables", "*/tables.yml"),
    ):
        paths = list(raw.glob(pattern))
        assert paths
        for path in paths:
            errors = [e.message for e in validator(kind).iter_errors(as_json(path))]
            assert not errors, (path, errors[:3])


@pytest.mark.parametrize(
    "bad",
    [
        {"question": "?", "change": {"wage_grwth": {"2026": 1}}},
        {"question": "?", "set": {"tax_rate": {"2026": 0.11}}},
        {"question": "?", "set": {"tax_rate": {"26": 11.5}}},
        {"question": "?", "set": {"state_grants": {"2026": 1}}},
        {"change": {}},
    ],
)
def test_an_editor_would_mark_these(bad):
    assert list(validator("scenario").iter_errors(bad))


def test_every_scenario_key_is_completed():
    known = schemas()["scenario"]["properties"]
    for name, spec in scenario_keys().items():
        for kind in spec.scenario:
            assert name in known[kind]["properties"]


def test_the_committed_schemas_are_current(project_root):
    for name, schema in schemas().items():
        path = project_root / "docs" / "schema" / f"{name}.schema.json"
        assert json.loads(path.read_text(encoding="utf-8")) == json.loads(json.dumps(schema)), (
            "run: regionkalkyl schema --out docs/schema"
        )
