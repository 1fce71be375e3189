"""Levers of a goal seek (*styrmedel*): `levers.yml` beside the plan, each with bounds."""

from typing import Literal

from pydantic import RootModel, model_validator

from analysis.errors import InputError, Message, Problem, nearest, shown
from analysis.inputs.documents import read_yaml
from analysis.inputs.parameters import scenario_keys
from analysis.inputs.plan import Plan
from analysis.inputs.plan_schema import Label, Status
from analysis.inputs.table_spec import Strict
from analysis.inputs.validation import validate

FILE = "levers.yml"


class Lever(Strict):
    """What is pulled (`key`), how (`kind`), how far, and in which unit."""

    kind: Literal["change", "scale", "delay"]
    key: str
    low: float
    high: float
    unit: Literal["kr per 100 kr", "mnkr", "pct", "years", "persons", "share"]
    label: Label
    status: Status
    note: str

    @model_validator(mode="after")
    def bounds(self) -> "Lever":
        if not self.low <= 0 <= self.high or self.low == self.high:
            raise ValueError(Message("low at most 0 and high at least 0, and not both"))
        if self.kind == "delay" and self.low < 0:
            raise ValueError(Message("low of 0 for a delay"))
        return self


class _Levers(RootModel[dict[str, Lever]]):
    pass


def load_levers(plan: Plan) -> dict[str, Lever]:
    """The levers of a plan by name. Raises InputError with every fault, each with its line."""
    path = plan.folder / FILE
    if not path.is_file():
        raise InputError(
            Message("the plan {name} lists no levers (levers.yml)", name=plan.name),
            file=path,
            expected=Message("a file {file}", file=FILE),
        )
    document = read_yaml(path)
    levers = validate(document, _Levers).root
    problems = [
        Problem(
            Message(
                "the lever pulls {key!r}, which is no scenario key that can be changed",
                key=shown(lever.key),
            ),
            str(path),
            document.line((name, "key")),
            nearest=nearest(lever.key, scenario_keys()),
        )
        for name, lever in levers.items()
        if lever.key not in scenario_keys() or "change" not in scenario_keys()[lever.key].scenario
    ]
    if problems:
        raise InputError(problems=problems)
    return levers


def chosen(levers: dict[str, Lever], names: list[str]) -> dict[str, Lever]:
    """Some of the levers, or all when none are named. Raises InputError with the nearest name."""
    problems = [
        Problem(
            Message("there is no lever {n!r}", n=shown(n)),
            expected=Message("one of: {names}", names=", ".join(levers)),
            nearest=nearest(n, levers),
        )
        for n in names
        if n not in levers
    ]
    if problems:
        raise InputError(problems=problems)
    return {name: levers[name] for name in names} if names else levers
