"""Links between assumptions (*kopplingar*): what moves with what, as data with its source."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, RootModel, model_validator

from analysis.errors import InputError, Message, Problem, nearest
from analysis.inputs.documents import read_yaml
from analysis.inputs.parameters import scenario_keys
from analysis.inputs.table_spec import Strict
from analysis.inputs.validation import validate

Scope = Literal["own", "national"]
FILE = Path(__file__).with_name("links.yml")


class Link(Strict):
    """A difference in the key `start` brings `elasticity` times itself to `target`, `lag` years
    later; with the scope national only where wages or prices move in the whole country."""

    start: str = Field(alias="from")
    target: str = Field(alias="to")
    lag: Annotated[int, Field(ge=0, le=5)] = 0
    elasticity: Annotated[float, Field(ge=-5, le=5)]
    scope: Scope = "own"
    status: Literal["published", "estimated", "assumed"]
    source: str | None = None
    sv: str
    en: str

    @model_validator(mode="after")
    def _sourced(self) -> "Link":
        if (self.status == "assumed") == (self.source is not None):
            raise ValueError("a source, or the status assumed")
        return self


class _Links(RootModel[dict[str, Link]]):
    pass


@cache
def links() -> dict[str, Link]:
    """Every link by name, in the order in which they act: a target is no source of a later one.

    Raises InputError for a key that no scenario can move.
    """
    document = read_yaml(FILE)
    found = validate(document, _Links).root
    known = {name for name, spec in scenario_keys().items() if "change" in spec.scenario}
    problems = [
        Problem(
            Message("the link names {key!r}, which no scenario can change", key=key), str(FILE),
            document.line((name,)), nearest=nearest(key, known),
        )
        for name, link in found.items()
        for key in (link.start, link.target)
        if key not in known
    ]  # fmt: skip
    if problems:
        raise InputError(problems=problems)
    return found


def active(linked: bool, scope: Scope) -> tuple[Link, ...]:
    """The links that act in a scenario."""
    if not linked:
        return ()
    return tuple(link for link in links().values() if link.scope == "own" or scope == "national")
