"""The routes by which differences come: a scenario file, texts, and mappings of keys to years.

Each becomes a list of what is `Stated`; `differences` reads them all alike.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from analysis.errors import InputError, Message, Problem, nearest, shown
from analysis.inputs.differences import (
    FINANCING,
    Difference,
    Kind,
    Stated,
    difference,
    needed_horizon,
    outside,
)
from analysis.inputs.documents import Document, Key
from analysis.inputs.parameters import key_named, year_range
from analysis.inputs.plan import Plan
from analysis.inputs.scenario_schema import ScenarioFile
from analysis.inputs.stated_numbers import number

COMMAND_LINE = "command line"
WORDS = {COMMAND_LINE: Message("command line"), "parameter": Message("parameter")}
"""What a route is called in a message."""
CONFIRM = "confirm"
UPRATE = "uprate"
"""A level of the year before carried on, per cent a year: `2027-2030: {uprate: 2.0}`."""
SETTINGS = {"links": ("none", "default"), "scope": ("own", "national")}
"""What a scenario says of links between assumptions, beside its differences."""
Given = str | Sequence[object] | Mapping[str, object]
"""Differences in a call or a notebook: one text, texts and mappings in a list, or one mapping."""


def of_file(
    file: ScenarioFile, document: Document, plan: Plan, problems: list[Problem]
) -> list[Difference]:
    """The differences of a scenario file."""
    meant = {key_named(key) for key in file.confirm}
    path, stated = str(document.path), list[Stated]()
    for kind, entries in (("change", file.change), ("set", file.set)):
        if kind in file.model_fields_set and not entries:
            place = (path, document.line((kind,)), kind)
            problems.append(
                Problem(
                    Message("nothing is said here"), *place, expected=Message("a key with years")
                )
            )
        for key, body in entries.items():
            sure = key_named(str(key)) in meant
            for years, value in _years(kind, str(key), body):
                line = document.line((kind, key) if years is None else (kind, key, years))
                stated.append(Stated(kind, str(key), years, value, path, line, sure))  # type: ignore[arg-type]
    problems += _unused(file, {key_named(s.key) for s in stated}, document)
    return _read(stated, plan, problems)


def _unused(file: ScenarioFile, used: set[str], document: Document) -> Iterator[Problem]:
    """Keys that are confirmed and yet not used."""
    for index, key in enumerate(file.confirm):
        if key_named(key) not in used:
            yield Problem(
                Message("{key!r} is confirmed, but the file says nothing of it", key=shown(key)),
                str(document.path), document.line((CONFIRM, index)), CONFIRM,
                nearest=nearest(key, used),
            )  # fmt: skip


def _years(kind: str, key: str, body: object) -> Iterator[tuple[Key | None, object]]:
    """Each year with its value; no year where a path is given as a whole, or wrongly."""
    if not isinstance(body, Mapping) or _whole(key, body):
        yield None, body
    else:
        yield from body.items()


def _whole(key: str, body: Mapping[object, object]) -> bool:
    if key_named(key) == FINANCING:
        return not body or not all(str(k)[:1].isdigit() for k in body)
    return not body or "blend" in body


def _carried(stated: Iterable[Stated]) -> Iterator[Stated]:
    """What is stated, where `uprate` has become the level of the year before in the same key
    carried on, year by year. One without such a level is left, for `number` to refuse."""
    levels: dict[str, dict[int, float]] = {}
    for each in stated:
        own = levels.setdefault(f"{each.kind} {key_named(each.key)}", {})
        first, last = year_range(each.years) or (0, -1)
        said = each.value if isinstance(each.value, Mapping) else {}
        rate = said.get(UPRATE)
        alone = rate is not None and len(said) == 1
        try:
            if each.kind == "set" and alone and first - 1 in own:
                yield from _year_by_year(each, rate, own)
                continue
            own |= dict.fromkeys(range(first, last + 1), number(each.value))
        except ValueError:
            pass  # what is no number is refused where differences are read, with its place
        yield each


def _year_by_year(stated: Stated, rate: object, own: dict[int, float]) -> Iterator[Stated]:
    """The level of the year before, carried on; the rate itself where it is no number."""
    try:
        factor = 1 + number(rate) / 100
    except ValueError:
        yield replace(stated, value=rate)
        return
    first, last = year_range(stated.years) or (0, -1)
    for year in range(first, last + 1):
        own[year] = own[year - 1] * factor
        yield replace(stated, years=year, value=own[year], rate=f"{UPRATE} {rate}")


def _read(stated: Iterable[Stated], plan: Plan, problems: list[Problem]) -> list[Difference]:
    """The differences. What is said of years to which the plan could be carried is one fault, that
    names the horizon which all of it needs."""
    later, found = list[tuple[int, Stated]](), list[Difference | None]()
    for each in _carried(stated):
        horizon = needed_horizon(each, plan)
        if horizon is None:
            found.append(difference(each, plan, problems))
        else:
            later.append((horizon, each))
    if later:
        problems.append(outside(later[0][1], plan, max(horizon for horizon, _ in later)))
    return [each for each in found if each is not None]


def given(
    change: Given, set_: Given, plan: Plan, problems: list[Problem], route: str = COMMAND_LINE
) -> tuple[list[Difference], dict[str, str]]:
    """The differences of a command line, a notebook or a call, and what is set of links and scope;
    `route` is named in messages."""
    stated = list[Stated]()
    for kind, body, option in (("change", change, "--change"), ("set", set_, "--set")):
        place = Message(
            "{place} {text}",
            place=WORDS.get(route, route),
            text=option if route == COMMAND_LINE else kind,
        )
        stated += _given(body, kind, place, problems)  # type: ignore[arg-type]
    settings = [each for each in stated if each.kind == "set" and each.key in SETTINGS]
    rest = [each for each in stated if each not in settings]
    return _read(rest, plan, problems), _settings(settings, problems)


def _settings(stated: Iterable[Stated], problems: list[Problem]) -> dict[str, str]:
    """`--set links=none` and `--set scope=national`."""
    found: dict[str, str] = {}
    for each in stated:
        allowed = SETTINGS[each.key]
        if each.years is not None or each.value not in allowed or each.key in found:
            message = Message("{key} is not understood", key=each.key)
            expected = Message("one of: {names}", names=", ".join(allowed))
            problems.append(each.problem(message, shown(each.value), expected))
        else:
            found[each.key] = str(each.value)
    return found


def _given(body: object, kind: Kind, place: str, problems: list[Problem]) -> Iterator[Stated]:
    if isinstance(body, Mapping):
        for key, years in body.items():
            for year, value in _years(kind, str(key), years):
                meant, sure = _confirmed(value) if isinstance(value, str) else (value, False)
                yield Stated(kind, str(key), year, meant, place, None, sure)
    elif isinstance(body, str):
        for text in filter(None, map(str.strip, body.split(";"))):
            stated = _text(text, kind, place, problems)
            if stated is not None:
                yield stated
    elif isinstance(body, Iterable):
        for part in body:
            yield from _given(part, kind, place, problems)
    elif body is not None:
        problems.append(_no_difference(shown(body), place))


def _text(text: str, kind: Kind, place: str, problems: list[Problem]) -> Stated | None:
    """`key:years=value`, `key:years=uprate 2`, or `key=name`; a value that ends in `, confirm` is
    meant as written."""
    where = Message("{place} {text}", place=place, text=shown(text))
    head, equals, value = text.partition("=")
    key, colon, years = head.partition(":")
    value, sure = _confirmed(value.strip())
    word, _, rate = value.partition(" ")
    if not equals or not key.strip() or not value:
        problems.append(_no_difference(None, where))
        return None
    meant: object = {UPRATE: rate} if word == UPRATE else value
    return Stated(kind, key.strip(), years.strip() if colon else None, meant, where, None, sure)


def _confirmed(value: str) -> tuple[str, bool]:
    """A value without `, confirm` at its end, and whether it stood there."""
    head, comma, tail = value.rpartition(",")
    return (head.strip(), True) if comma and tail.strip() == CONFIRM else (value, False)


def _no_difference(value: str | None, place: str) -> Problem:
    expected = Message("key:year=value, as wage_growth:2026-2030=1.0")
    return Problem(Message("this is not a difference"), place, value=value, expected=expected)


def refuse(problems: Sequence[Problem]) -> None:
    """Raises InputError where there are problems."""
    if problems:
        raise InputError(problems=problems)
