"""A scenario: a question and the differences from the plan that it asks about.

`extends` builds on other scenarios. A `change` adds to the assumption and to inherited changes;
a `set` replaces both. Two parents that touch the same key in the same year are an error that
names both, since no order between them would be the user's own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from analysis.errors import InputError, Problem, nearest, shown
from analysis.inputs.documents import Document, Key, read_yaml, validate
from analysis.inputs.parameters import ParameterSpec, scenario_keys, span, year_range
from analysis.inputs.places import SLUG, SLUG_WORDS, find_scenario
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


@dataclass(frozen=True)
class Scenario:
    """A scenario with everything that it inherits, ready to be applied to a plan."""

    name: str
    question: str
    differences: tuple[Difference, ...]
    title: str | None = None
    question_en: str | None = None
    title_en: str | None = None
    note: str | None = None
    extends: tuple[str, ...] = ()
    path: Path | None = None
    files: tuple[Path, ...] = ()

    @property
    def is_base(self) -> bool:
        return not self.differences


def load_scenario(
    name_or_path: str | Path,
    plan: Plan,
    change: Sequence[str] = (),
    set_: Sequence[str] = (),
) -> Scenario:
    """Read a scenario of `plan`, with differences of the command line on top.

    `change` and `set_` hold texts such as "wage_growth:2026-2030=1.0". Raises InputError with
    every fault, each with file and line.
    """
    scenario = _load(find_scenario(name_or_path, plan.folder), plan, ())
    problems: list[Problem] = []
    extra: list[Difference] = []
    for kind, texts in (("change", change), ("set", set_)):
        for text in texts:
            extra += _from_text(text, kind, plan, problems)  # type: ignore[arg-type]
    _refuse_twice(extra, problems)
    if problems:
        raise InputError(problems=problems)
    return replace(scenario, differences=_on_top(scenario.differences, extra))


def _load(path: Path, plan: Plan, above: tuple[Path, ...]) -> Scenario:
    document = read_yaml(path)
    file = validate(document, ScenarioFile)
    if not SLUG.fullmatch(path.stem):
        raise InputError(
            "the file name cannot name a folder", file=path, value=path.stem, expected=SLUG_WORDS
        )
    here = path.resolve()
    if here in above:
        chain = " → ".join(p.stem for p in (*above[above.index(here) :], here))
        raise InputError(f"the scenarios extend each other in a circle: {chain}", file=path)
    parents = [
        _parent(name, number, document, path, plan, (*above, here))
        for number, name in enumerate(file.extends)
    ]
    problems: list[Problem] = []
    own = _own(file, document, plan, problems)
    _refuse_twice(own, problems)
    inherited = _merged(parents, document, problems)
    if problems:
        raise InputError(problems=problems)
    return Scenario(
        path.stem,
        file.question,
        _on_top(inherited, own),
        file.title,
        file.question_en,
        file.title_en,
        file.note,
        tuple(parent.name for parent in parents),
        path,
        tuple(dict.fromkeys((path, *(f for parent in parents for f in parent.files)))),
    )


def _parent(
    name: str, number: int, document: Document, path: Path, plan: Plan, above: tuple[Path, ...]
) -> Scenario:
    line = document.line(("extends", number))
    beside = path.parent / f"{name}.yml"
    try:
        target = beside if SLUG.fullmatch(name) and beside.is_file() else None
        if target is None and not SLUG.fullmatch(name):
            raise InputError("a scenario is extended by its name", value=name, expected=SLUG_WORDS)
        return _load(target or find_scenario(name, plan.folder), plan, above)
    except InputError as error:
        place = [p if p.file else replace(p, file=str(path), line=line) for p in error.problems]
        raise InputError(problems=place) from None


def _merged(
    parents: Sequence[Scenario], document: Document, problems: list[Problem]
) -> tuple[Difference, ...]:
    """The differences of all parents; one key and year from two parents is a conflict."""
    result: list[Difference] = []
    owner: dict[tuple[str, int | None], tuple[str, Difference]] = {}
    for parent in parents:
        for difference in parent.differences:
            if difference in result:
                continue  # reached twice through a common ancestor
            places: Iterable[int | None] = difference.years or (None,)
            clash = [owner[difference.key, y] for y in places if (difference.key, y) in owner]
            for name, other in clash[:1]:
                years = span(set(difference.years) & set(other.years)) if other.years else ""
                problems.append(
                    Problem(
                        f"{name} and {parent.name} both say something of {difference.key}"
                        f"{' in ' + years if years else ''} ({other.origin}; {difference.origin})",
                        str(document.path),
                        document.line(("extends",)),
                        expected="scenarios that differ in different keys or years",
                    )
                )
            for year in places:
                owner[difference.key, year] = (parent.name, difference)
            result.append(difference)
    return tuple(result)


def _on_top(below: Sequence[Difference], above: Sequence[Difference]) -> tuple[Difference, ...]:
    """`above` over `below`: a set removes what is below for its years, a change is added."""
    kept: list[Difference] = list(below)
    for difference in above:
        if difference.kind != "set":
            continue
        kept = [trimmed for d in kept if (trimmed := _without(d, difference)) is not None]
    return (*kept, *above)


def _without(below: Difference, above: Difference) -> Difference | None:
    if below.key != above.key:
        return below
    if above.whole is not None:
        return None
    years = tuple(y for y in below.years if y not in above.years)
    if below.whole is not None:
        return below
    return replace(below, years=years) if years else None


def _refuse_twice(differences: Sequence[Difference], problems: list[Problem]) -> None:
    seen: dict[tuple[str, int], Difference] = {}
    for difference in differences:
        for year in difference.years:
            first = seen.setdefault((difference.key, year), difference)
            if first is not difference:
                problems.append(
                    Problem(
                        f"{difference.key} {year} is given twice; the first is {first.kind} at "
                        f"{first.origin}",
                        difference.file,
                        difference.line,
                        difference.kind,
                        expected="each key and year once",
                    )
                )
                break


def _own(
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


def _from_text(text: str, kind: Kind, plan: Plan, problems: list[Problem]) -> list[Difference]:
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
