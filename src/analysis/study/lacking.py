"""What a plan lacks (*vad planen saknar*): assumptions and figures that would give more lines."""

from collections import Counter

from analysis.catalogue import enumerate_words, text
from analysis.catalogue.lines import label, line_items
from analysis.errors import Message, verbatim
from analysis.inputs.parameters import registry
from analysis.model.held import TOTALS
from analysis.model.projection import Projection
from analysis.model.units import parameter_of
from analysis.study.labels import FEW, and_more

CHAPTERS = {
    "tax": "01_taxes",
    "grants": "02_grants",
    "prices": "03_prices",
    "pensions": "04_pensions",
    "investments": "05_investments",
    "statements": "06_statements",
}
"""The report's chapter of each chapter of the registry, in the order of the model."""


def lacked_inputs(projection: Projection) -> list[str]:
    """Parameters that a plan does not state, those that most lines wait for first.

    What the calibration works out from them is no figure that a user could enter, and is left out.
    """
    named = parameter_of()
    counts = Counter(
        named[name] for lacked in projection.missing.values() for name in lacked if name in named
    )
    return [name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def lacked_words(projection: Projection, language: str) -> list[Message]:
    """How many lines a plan gives, which it does not, and what they wait for; nothing where it
    gives them all."""
    if not projection.missing:
        return []
    lines = [label(line, language) for line in projection.missing]
    inputs = [str(getattr(registry()[name], language)) for name in lacked_inputs(projection)]
    said = [
        Message(
            "The plan gives {given} of {all} lines; it does not give: {lines}",
            given=len(line_items()) - len(lines),
            all=len(line_items()),
            lines=_few(lines),
        )
    ]
    if inputs:
        said.append(Message("They wait for: {inputs}", inputs=_few(inputs)))
    return [*said, *added_words(projection, language)]


def added_words(projection: Projection, language: str) -> list[Message]:
    """What a plan holds as printed, and which lines figures of which chapters would add to it.

    The fewest chapters first; nothing where the plan holds nothing as printed.
    """
    held = [line for line in line_items() if line in projection.calibration.held]
    if not held and not projection.calibration.stand_ins:
        return []
    said = []
    if held:
        said.append(
            Message(
                "Held as printed in every scenario, for what moves them is not known: {lines}",
                lines=", ".join(label(line, language) for line in held),
            )
        )
    partly = {f.line for f in projection.add_factors if f.line in TOTALS and f.structural}
    if partly:
        said.append(
            Message(
                "What is not known of these is held as printed, the rest of them moves: {lines}",
                lines=", ".join(label(line, language) for line in line_items() if line in partly),
            )
        )
    for chapters, lines in sorted(_gained(projection).items(), key=lambda item: len(item[0])):
        tables = [text(f"chapter.{CHAPTERS[c]}", language).lower() for c in chapters]
        said.append(
            Message(
                "Figures of {tables} would add: {lines}",
                tables=enumerate_words(tables, language),
                lines=_few([label(line, language) for line in lines]),
            )
        )
    return said


def _gained(projection: Projection) -> dict[tuple[str, ...], list[str]]:
    """Lines that a plan does not give, by the chapters whose figures they wait for."""
    named = parameter_of()
    found: dict[tuple[str, ...], list[str]] = {}
    for line, lacked in projection.missing.items():
        waits = {registry()[named[name]].chapter for name in lacked if name in named}
        if waits:
            found.setdefault(tuple(c for c in CHAPTERS if c in waits), []).append(line)
    return found


def _few(names: list[str]) -> Message:
    return and_more(verbatim(", ".join(names[:FEW])), len(names) - FEW)
