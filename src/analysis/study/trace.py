"""What an explanation is: steps from a figure down to its sources (*spår*)."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from analysis.study.provenance import Source


@dataclass(frozen=True)
class Link:
    """An input of a step: the step it leads to, and what one unit more of it does, in the units
    in which both are shown."""

    to: str
    effect: float


@dataclass(frozen=True)
class Step:
    """One value of the calculation. `formula` is empty for an input, else its lines, the steps
    first; in braces stand the ids of values, and the words `when`, `else` and `none`. `before` is
    the value in the scenario that it is held against. `unknown` is a part of a sum that the plan
    does not know: nought stands for it, and the add factor of the sum holds it."""

    id: str
    name: str
    year: int | None
    value: float
    unit: str
    chapter: str | None
    meaning: str
    formula: tuple[str, ...]
    inputs: tuple[Link, ...]
    published: Source | None = None
    sources: tuple[Source, ...] = ()
    hidden_decimals: float | None = None
    differences: tuple[str, ...] = ()
    unknown: bool = False
    before: float | None = None

    @property
    def change(self) -> float | None:
        """What the scenario adds, in the unit of the step."""
        return None if self.before is None else self.value - self.before


@dataclass(frozen=True)
class Trace:
    """The whole explanation: steps by id, from `target` to the sources."""

    plan: str
    scenario: str
    against: str | None
    target: str
    steps: dict[str, Step]

    def moved(self) -> list[Step]:
        """The inputs that differ between the scenarios (*antaganden som flyttats*)."""
        return [s for s in self.steps.values() if not s.formula and s.differences]

    def as_dict(self) -> dict[str, object]:
        """Plain data for JSON."""
        return {
            "plan": self.plan,
            "scenario": self.scenario,
            "against": self.against,
            "target": self.target,
            "moved": [step.id for step in self.moved()],
            "steps": {key: asdict(step) for key, step in self.steps.items()},
        }


def walk(trace: Trace, depth: int | None = None) -> Iterator[tuple[int, Step, bool]]:
    """Steps in reading order: (level, step, whether it has been told already)."""
    told: set[str] = set()
    stack = [(0, trace.target)]
    while stack:
        level, key = stack.pop()
        step = trace.steps[key]
        yield level, step, key in told and bool(step.formula)
        if key not in told and (depth is None or level < depth):
            stack.extend((level + 1, link.to) for link in reversed(step.inputs))
        told.add(key)
