"""What a plan lacks (*vad planen saknar*): assumptions and figures that would give more lines."""

from collections import Counter

from analysis.catalogue.lines import label, line_items
from analysis.errors import Message
from analysis.inputs.parameters import registry
from analysis.model.projection import Projection
from analysis.model.units import parameter_of
from analysis.study.labels import FEW


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
    return said


def _few(names: list[str]) -> str | Message:
    first, more = ", ".join(names[:FEW]), len(names) - FEW
    return first if more <= 0 else Message("{first} and {more} more", first=first, more=more)
