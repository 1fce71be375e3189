"""What a scenario is called when differences are added to it: its name, title and question.

A name holds a mark of what was added, so that two questions never share one.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from analysis import catalogue
from analysis.inputs.differences import FINANCING, Difference
from analysis.inputs.parameters import scenario_keys
from analysis.inputs.scenario_record import Scenario
from analysis.inputs.scenario_schema import Blend, Financing

MARK, LONGEST = 8, 70


def mark(differences: Iterable[Difference], settings: Mapping[str, str] | None = None) -> str:
    """Eight characters that tell what is stated, however its years were written together."""
    lines = sorted(
        f"{d.kind} {d.key} {year or ''}={d.value!r} {d.whole!r}"
        for d in differences
        for year in d.years or (None,)
    )
    lines += [f"{name}={value}" for name, value in sorted((settings or {}).items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:MARK]


def marked(
    scenario: Scenario,
    differences: Iterable[Difference],
    settings: Mapping[str, str] | None = None,
) -> Scenario:
    """The scenario under a name that no other content has."""
    return replace(scenario, name=f"{scenario.name[:LONGEST]}-{mark(differences, settings)}")


def with_added(
    scenario: Scenario, added: tuple[Difference, ...], settings: Mapping[str, str]
) -> Scenario:
    """Name, title and question of a scenario to which these differences are added."""
    titles, questions = {}, {}
    for language in catalogue.LANGUAGES:
        own = scenario.title_in(language)
        count = len(added) + len(settings)
        number = "one" if count == 1 else "many"
        more = catalogue.text(f"scenario.changes.{number}", language, count=count)
        titles[language] = f"{own} + {more}"
        said = [_said(difference, language) for difference in added]
        said += [catalogue.text(f"scenario.{k}.{v}", language) for k, v in settings.items()]
        words = catalogue.enumerate_words(said, language)
        form = "base" if scenario.is_base else "more"
        questions[language] = catalogue.text(
            f"scenario.question.{form}",
            language,
            question=scenario.question_in(language),
            changes=words,
        )
    return replace(
        marked(scenario, added, settings),
        title=titles["sv"],
        title_en=titles["en"],
        question=questions["sv"],
        question_en=questions["en"],
        added=added,
    )


def _said(difference: Difference, language: str) -> str:
    """One difference in words, as part of a question."""
    years = catalogue.year_span(difference.years, language)
    if isinstance(difference.whole, Financing):
        return catalogue.text(f"scenario.{FINANCING}.{difference.whole.mode}", language)
    spec = scenario_keys()[difference.key]
    label = _small(str(getattr(spec, language)))
    if difference.whole is not None:
        blend = difference.whole
        names = list(blend.blend) if isinstance(blend, Blend) else [blend]
        path = catalogue.enumerate_words(names, language)
        return catalogue.text("scenario.path", language, label=label, path=path)
    changed = difference.kind == "change"
    unit = catalogue.unit_of_change(spec.unit) if changed else spec.unit
    value = difference.value or 0.0
    written = catalogue.signed if difference.kind == "change" else catalogue.number
    amount = _amount(
        written(value, unit, language, catalogue.places_written(value)), value, unit, language
    )
    key = f"scenario.{difference.kind}"
    return catalogue.text(key, language, label=label, value=amount, years=years)


def _amount(number: str, value: float, unit: str, language: str) -> str:
    """A written number with its unit, in the singular where it is one."""
    if abs(value) == 1 and catalogue.has_text(f"unit.{unit}.one"):
        return f"{number} {catalogue.text(f'unit.{unit}.one', language)}"
    return catalogue.with_unit(number, unit, language)


def _small(label: str) -> str:
    """A label in the middle of a sentence; one that begins with an abbreviation stays."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
