"""Differences of a scenario, from a file or the command line, checked against keys and years."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.errors import Problem, nearest, shown
from analysis.inputs.documents import Document, Key
from analysis.inputs.parameters import ParameterSpec, scenario_keys, span, year_range
from analysis.inputs.plan import Plan
from analysis.inputs.scenario_schema import Blend, Financing, ScenarioFile

Kind = Literal["change", "set"]
COMMAND_LINE = "command line"
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?")


@dataclass(frozen=True)
class Difference:
    """One difference from the plan: `value` by year, or a whole path given by name or blend."""

    key: str
    kind: Kind
    years: tuple[int, ...]
    value: float | None
    whole: str | Blend | Financing | None = None
    file: str | None = None
    line: int | None = None

    @property
    def origin(self) -> str:
        return f"{self.file}, line {self.line}" if self.line else str(self.file)


def of_file(
    file: ScenarioFile, document: Document, plan: Plan, problems: list[Problem]
) -> list[Difference]:
    found: list[Difference] = []
    for kind, entries in (("change", file.change), ("set", file.set)):
        for key, body in entries.items():
            place = (kind, key)
            spec = _key(key, kind, document, place, problems)  # type: ignore[arg-type]
            if isinstance(body, dict):
                for year, value in body.items():
                    where = (str(document.path), document.line((*place, year)))
                    if spec is not None:
                        found += _yearly(key, kind, str(year), value, spec, plan, where, problems)  # type: ignore[arg-type]
            else:
                where = (str(document.path), document.line(place))
                found += _whole(key, body, plan, where, problems)
    return found


def _key(
    key: str, kind: Kind, document: Document, place: Sequence[Key], problems: list[Problem]
) -> ParameterSpec | None:
    where = (str(document.path), document.line(place))
    return _allowed(key, kind, where, problems)


Where = tuple[str, int | None]


def _allowed(key: str, kind: Kind, where: Where, problems: list[Problem]) -> ParameterSpec | None:
    keys = scenario_keys()
    spec = keys.get(key)
    if spec is None and key != "financing":
        names = [*keys, "financing"]
        close = nearest(key, names)
        problems.append(
            Problem(
                f"there is no scenario key {shown(key)!r}",
                *where,
                kind,
                expected=None if close else "one of: " + ", ".join(names),
                nearest=close,
            )
        )
    elif kind not in (spec.scenario if spec else ["set"]):
        other = "change" if kind == "set" else "set"
        problems.append(
            Problem(f"{key} cannot be used under {kind!r}", *where, expected=f"it under {other!r}")
        )
        return None
    return spec


def _yearly(
    key: str,
    kind: Kind,
    years: str,
    value: float,
    spec: ParameterSpec,
    plan: Plan,
    where: Where,
    problems: list[Problem],
) -> list[Difference]:
    bounds = year_range(years)
    valid = plan.spec_years(spec)
    if bounds is None:
        problems.append(
            Problem(
                "this is neither a year nor a range of years",
                *where,
                f"{kind}.{key}",
                years,
                "a year such as 2026 or a range such as 2026-2030",
            )
        )
        return []
    wanted = tuple(range(bounds[0], bounds[1] + 1))
    if bounds[0] < valid[0] or bounds[1] > valid[-1]:
        problems.append(
            Problem(
                "the plan does not hold these years",
                *where,
                f"{kind}.{key}",
                years,
                f"years within {span(valid)}",
            )
        )
        return []
    room = spec.max - spec.min
    low, high = (spec.min, spec.max) if kind == "set" else (-room, room)
    if not low <= value <= high:
        problems.append(
            Problem(
                "the value is out of bounds; is the unit right?",
                *where,
                f"{kind}.{key}",
                f"{value:g}",
                spec.bounds() if kind == "set" else f"a change in {spec.unit}",
            )
        )
        return []
    return [Difference(key, kind, wanted, float(value), None, *where)]


def _whole(
    key: str, body: str | Blend | Financing, plan: Plan, where: Where, problems: list[Problem]
) -> list[Difference]:
    """A path given as a whole: a population scenario, a blend of them, or how cash is covered."""
    if key == "financing":
        financing = _financing(body, where, problems)
        return [Difference(key, "set", (), None, financing, *where)] if financing else []
    if key != "population" or isinstance(body, Financing):
        expected = "years with values, such as {2026-2030: 1.0}"
        shown_body = body if isinstance(body, str) else type(body).__name__.lower()
        problems.append(
            Problem("the value is of the wrong kind", *where, f"set.{key}", shown_body, expected)
        )
        return []
    names = list(body.blend) if isinstance(body, Blend) else [body]
    unknown = [name for name in names if name not in plan.populations]
    for name in unknown:
        problems.append(
            Problem(
                f"there is no population scenario {shown(name)!r}",
                *where,
                expected="one of: " + ", ".join(plan.populations),
                nearest=nearest(name, plan.populations),
            )
        )
    if isinstance(body, Blend) and abs(sum(body.blend.values()) - 1) > 1e-9:
        total = f"{sum(body.blend.values()):g}"
        problems.append(Problem("the weights of the blend do not sum to 1", *where, None, total))
        return []
    return [] if unknown else [Difference(key, "set", (), None, body, *where)]


def _financing(body: object, where: Where, problems: list[Problem]) -> Financing | None:
    modes = ("none", "sell_placements", "borrow")
    if isinstance(body, str) and body in modes:
        body = Financing(mode=body)  # type: ignore[arg-type]
    if not isinstance(body, Financing):
        close = nearest(body, modes) if isinstance(body, str) else None
        value = body if isinstance(body, str) else None
        expected = "one of: " + ", ".join(modes)
        problems.append(
            Problem("financing is not understood", *where, None, value, expected, close)
        )
        return None
    if body.mode == "borrow" and body.rate is None:
        problems.append(
            Problem("a loan needs a rate", *where, expected="{mode: borrow, floor: 0, rate: 3.0}")
        )
        return None
    return body


def of_text(text: str, kind: Kind, plan: Plan, problems: list[Problem]) -> list[Difference]:
    """A difference of the command line: key:year=value, or key=name."""
    where: Where = (f"{COMMAND_LINE} --{kind} {shown(text)}", None)
    head, equals, value = text.partition("=")
    key, colon, years = head.partition(":")
    key, years, value = key.strip(), years.strip(), value.strip()
    if not equals or not key or not value:
        example = "wage_growth:2026-2030=1.0"
        problems.append(
            Problem("this is not a difference", *where, expected=f"key:year=value, as {example}")
        )
        return []
    spec = _allowed(key, kind, where, problems)
    if key == "financing":
        return _whole(key, _financing_text(value), plan, where, problems)
    if spec is None:
        return []
    if not colon and key == "population" and kind == "set":
        return _whole(key, value, plan, where, problems)
    if not colon:
        problems.append(
            Problem("the year is missing", *where, expected=f"{key}:2026={shown(value)}")
        )
        return []
    if not _NUMBER.fullmatch(value):
        expected = "a number with a decimal point, such as 1.5"
        problems.append(Problem("the value is not a number", *where, None, value, expected))
        return []
    return _yearly(key, kind, years, float(value), spec, plan, where, problems)


def _financing_text(value: str) -> str | Financing:
    """`borrow,floor=100,rate=3.0` as Financing; anything else is left for the message."""
    mode, *rest = value.split(",")
    pairs = dict(part.split("=", 1) for part in rest if part.count("=") == 1)
    numbers = {k: v for k, v in pairs.items() if k in {"floor", "rate"} and _NUMBER.fullmatch(v)}
    if len(numbers) != len(rest) or mode not in {"none", "sell_placements", "borrow"}:
        return value
    try:
        return Financing(mode=mode, **{k: float(v) for k, v in numbers.items()})  # type: ignore[arg-type]
    except ValueError:
        return value
