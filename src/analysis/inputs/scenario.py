"""A scenario: a question and the differences from the plan that it asks about.

`extends` builds on other scenarios. A `change` adds to the assumption and to inherited changes;
a `set` replaces both. Two parents that touch the same key in the same year are an error that
names both, since no order between them would be the user's own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from analysis.errors import InputError, Message, Problem
from analysis.inputs.differences import Difference
from analysis.inputs.documents import Document, read_yaml
from analysis.inputs.parameters import span
from analysis.inputs.places import SLUG, SLUG_WORDS, find_scenario, named_scenarios, scenario_name
from analysis.inputs.plan import Plan
from analysis.inputs.routes import COMMAND_LINE, Given, given, of_file
from analysis.inputs.scenario_names import marked, with_added
from analysis.inputs.scenario_record import Scenario
from analysis.inputs.scenario_schema import ScenarioFile
from analysis.inputs.validation import validate

__all__ = ["Scenario", "load_scenario"]


def load_scenario(
    name_or_path: str | Path,
    plan: Plan,
    change: Given = (),
    set_: Given = (),
    route: str = COMMAND_LINE,
) -> Scenario:
    """Read a scenario of `plan`, with differences of the command line on top.

    `change` and `set_` hold texts such as "wage_growth:2026-2030=1.0", or mappings of keys to
    years with values. Raises InputError with every fault, each with file and line; `route` is
    how the faults of `change` and `set_` are placed.
    """
    scenario = _apart(_load(find_scenario(name_or_path, plan.folder), plan, ()), plan)
    problems: list[Problem] = []
    extra, settings = given(change, set_, plan, problems, route)
    _refuse_twice(extra, problems)
    if problems:
        raise InputError(problems=problems)
    if not settings and all(_is_own(each, scenario, plan) for each in extra):
        return scenario  # nothing is added, or nothing but the plan's own values
    named = with_added(scenario, tuple(extra), settings)
    return replace(
        named,
        differences=_on_top(scenario.differences, extra),
        links=settings.get("links", scenario.links),
        stated_scope=settings.get("scope", scenario.stated_scope),  # type: ignore[arg-type]
    )


def _is_own(added: Difference, scenario: Scenario, plan: Plan) -> bool:
    """Whether a difference on top changes nothing: nought is added, or the plan's own value is set
    where the scenario says nothing."""
    if added.value is None:
        return False
    if added.kind == "change":
        return added.value == 0
    own = [plan.values.get(added.key, {}).get(year) for year in added.years]
    return scenario.is_base and all(v is not None and v.value == added.value for v in own)


def _apart(scenario: Scenario, plan: Plan) -> Scenario:
    """A file that lies elsewhere under the name of a scenario of the plan gets one of its own."""
    own = named_scenarios(plan.folder).get(scenario.name)
    if own is None or scenario.path is None or own.resolve() == scenario.path.resolve():
        return scenario
    settings = {"links": str(scenario.links), "scope": scenario.scope}
    return marked(scenario, scenario.differences, settings)


def _load(path: Path, plan: Plan, above: tuple[Path, ...]) -> Scenario:
    document = read_yaml(path)
    file = validate(document, ScenarioFile)
    if not SLUG.fullmatch(scenario_name(path.stem)):
        text = Message("the file name cannot name a folder")
        raise InputError(text, file=path, value=path.stem, expected=SLUG_WORDS)
    here = path.resolve()
    _refuse_circle(path, here, above)
    parents = [
        _parent(name, number, document, path, plan, (*above, here))
        for number, name in enumerate(file.extends)
    ]
    problems: list[Problem] = []
    own = of_file(file, document, plan, problems)
    _refuse_twice(own, problems)
    inherited = _merged(parents, document, problems)
    links = _settled("links", file.links, [p.links for p in parents], document, problems)
    scope = _settled("scope", file.scope, [p.stated_scope for p in parents], document, problems)
    if problems:
        raise InputError(problems=problems)
    return Scenario(
        scenario_name(path.stem),
        file.question,
        _on_top(inherited, own),
        file.title,
        file.question_en,
        file.title_en,
        file.note,
        tuple(parent.name for parent in parents),
        path,
        tuple(dict.fromkeys((path, *(f for parent in parents for f in parent.files)))),
        links=links,
        stated_scope=scope,  # type: ignore[arg-type]
        risk=file.risk,
    )


def _refuse_circle(path: Path, here: Path, above: tuple[Path, ...]) -> None:
    if here in above:
        chain = " → ".join(p.stem for p in (*above[above.index(here) :], here))
        text = Message("the scenarios extend each other in a circle: {chain}", chain=chain)
        raise InputError(text, file=path)


def _settled(
    name: str,
    own: str | None,
    inherited: Sequence[str | None],
    document: Document,
    problems: list[Problem],
) -> str | None:
    """What a scenario says of `links` or `scope`, else what its parents say alike."""
    said = sorted({value for value in inherited if value is not None})
    if own is None and len(said) > 1:
        text = Message(
            "the scenarios that this builds on differ in {name}: {first} and {second}",
            name=name,
            first=said[0],
            second=said[1],
        )
        place = (str(document.path), document.line(("extends",)), "extends")
        problems.append(
            Problem(text, *place, expected=Message("a line {name!r} that settles it", name=name))
        )
    return own or (said[0] if said else None)


def _parent(
    name: str, number: int, document: Document, path: Path, plan: Plan, above: tuple[Path, ...]
) -> Scenario:
    line = document.line(("extends", number))
    beside = path.parent / f"{name}.yml"
    try:
        target = beside if SLUG.fullmatch(name) and beside.is_file() else None
        if target is None and not SLUG.fullmatch(name):
            raise InputError(
                Message("a scenario is extended by its name"), value=name, expected=SLUG_WORDS
            )
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
                problems.append(_clash(document, (name, other), (parent.name, difference)))
            for year in places:
                owner[difference.key, year] = (parent.name, difference)
            result.append(difference)
    return tuple(result)


def _clash(
    document: Document, first: tuple[str, Difference], second: tuple[str, Difference]
) -> Problem:
    """Two parents, each by name, that say something of one key and year."""
    (name, other), (parent, difference) = first, second
    years = span(set(difference.years) & set(other.years)) if other.years else ""
    text = Message(
        "{name} and {other} both say something of {key}{when} ({origin}; {second})",
        name=name,
        other=parent,
        key=difference.key,
        when=Message(" in {years}", years=years) if years else "",
        origin=other.origin,
        second=difference.origin,
    )
    expected = Message("scenarios that differ in different keys or years")
    return Problem(text, str(document.path), document.line(("extends",)), expected=expected)


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
    seen: dict[tuple[str, int | None], Difference] = {}
    for difference in differences:
        for year in difference.years or (None,):
            first = seen.setdefault((difference.key, year), difference)
            if first is not difference:
                what = f"{difference.key} {year}" if year else difference.key
                problems.append(
                    Problem(
                        Message(
                            "{what} is given twice; the first is {kind} at {origin}",
                            what=what,
                            kind=first.kind,
                            origin=first.origin,
                        ),
                        difference.file,
                        difference.line,
                        difference.kind,
                        expected=Message("each key and year once"),
                    )
                )
                break
