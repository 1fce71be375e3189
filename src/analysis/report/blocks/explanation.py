"""An explained figure as text: value by value, with formula, printed figure and source."""

import re
from collections.abc import Iterator

from analysis import catalogue
from analysis.study.labels import value_label
from analysis.study.provenance import Source
from analysis.study.trace import Step, Trace, walk

PLACES = {"mnkr": 1, "pct": 2, "pp": 2, "factor": 4, "share": 3, "persons": 0, "kr": 0, "years": 1}
"""Decimals of an explanation: enough to redo the sum by hand."""
BRACED, WORDS = re.compile(r"\{([^{}]+)\}"), frozenset({"when", "else", "none"})


def shown(value: float, unit: str, language: str, signed: bool = False) -> str:
    """A value with its unit, with the decimals of an explanation."""
    write = catalogue.signed if signed else catalogue.number
    unit_words = catalogue.text(f"unit.{unit}", language) if unit else ""
    return f"{write(value, unit, language, PLACES.get(unit, 2))} {unit_words}".rstrip()


def text_lines(trace: Trace, language: str = "sv", depth: int | None = None) -> Iterator[str]:
    """The explanation line by line, indented by depth. What has been told is only referred to."""
    yield heading(trace, language)
    yield from _moved(trace, language)
    yield ""
    shown_formulas: set[str] = set()
    for level, step, told in walk(trace, depth):
        indent = "  " * level
        tail = f" ({catalogue.text('explain.told', language)})" if told else ""
        yield f"{indent}{step_line(step, language)}{tail}"
        if not told:
            rest = formula_lines(step, language, step.name in shown_formulas)
            rest += details(step, language)
            yield from (f"{indent}    {line}" for line in rest)
            shown_formulas.add(step.name)


def heading(trace: Trace, language: str) -> str:
    """Which figure is explained, in which plan and scenario, against what."""
    step = trace.steps[trace.target]
    key = "explain.heading" if step.formula else "explain.heading_source"
    if trace.against is not None:
        key = "explain.heading_against"
    return catalogue.text(
        key,
        language,
        figure=f"{value_label(step.name, language)} {step.year or ''}".rstrip(),
        plan=trace.plan,
        scenario=trace.scenario,
        against=trace.against,
    )


def _moved(trace: Trace, language: str) -> Iterator[str]:
    if trace.against is None:
        return
    inputs = trace.moved()
    if not inputs:
        yield catalogue.text("explain.nothing_moved", language)
        return
    yield catalogue.text("explain.moved", language)
    for step in inputs:
        yield f"  {step_line(step, language)} ({'; '.join(step.differences)})"


def step_line(step: Step, language: str) -> str:
    """One value as it is asked for on a command line: its id and year, and what it is in words."""
    name = step.name if step.year is None else f"{step.name}[{step.year}]"
    return f"{name}  {value_label(step.name, language)}: {_worth(step, language)}"


def step_words(step: Step, language: str) -> str:
    """One value in words alone: its label, year and amount."""
    label = f"{value_label(step.name, language)} {step.year or ''}".rstrip()
    return f"{label}: {_worth(step, language)}"


def _worth(step: Step, language: str) -> str:
    """The amount of a step, with what it was in the other scenario."""
    words = shown(step.value, step.unit, language)
    if step.before is None or step.change is None:
        return words
    unit = catalogue.unit_of_change(step.unit)
    return catalogue.text(
        "explain.against",
        language,
        now=words,
        before=shown(step.before, step.unit, language),
        change=shown(step.change, unit, language, signed=True),
    )


PARAGRAPH = re.compile(r"\(([A-ZÅÄÖ][^()]*\d[^()]*)\)\.?$")
"""Law or standard at the end of what a function says of itself: (LKBR 5:2)."""


def formula_lines(step: Step, language: str, again: bool = False) -> list[str]:
    """The formula in words and signs, the first time with the paragraph that it follows; what is
    used more than once in it stands before it with a letter."""
    law = None if again or not step.formula else PARAGRAPH.search(step.meaning)
    lines = [f"# {law[1]}"] if law else []
    texts = [_in_words(text, language) for text in step.formula]
    return [*lines, *texts[:-1], *(f"= {text}" for text in texts[-1:])]


def _in_words(text: str, language: str) -> str:
    """What stands in braces in the reader's words: `{net_result@2027}`, *Årets resultat 2027*."""

    def said(found: re.Match[str]) -> str:
        name, _, year = found[1].partition("@")
        if name in WORDS:
            return catalogue.text(f"how.{name}", language)
        return f"{value_label(name, language)} {year}".rstrip()

    return BRACED.sub(said, text)


def details(step: Step, language: str) -> list[str]:
    """Printed figure, sources and hidden decimals of a step."""
    return ["".join(text for text, _ in parts) for parts in detail_parts(step, language)]


def detail_parts(step: Step, language: str) -> list[list[tuple[str, bool]]]:
    """The same as pieces, each with whether it is Swedish whatever the reader's language."""
    told = [("explain.printed", step.published)] if step.published is not None else []
    told += [("explain.source", source) for source in step.sources]
    lines = [
        [(catalogue.text(key, language, source=""), False), *source_parts(source, language)]
        for key, source in told
    ]
    if step.hidden_decimals is not None:
        hidden = shown(step.hidden_decimals, step.unit, language, signed=True)
        lines.append([(catalogue.text("explain.hidden", language, value=hidden), False)])
    if step.unknown:
        lines.append([(catalogue.text("explain.unknown", language), False)])
    return lines


def source_parts(source: Source, language: str) -> list[tuple[str, bool]]:
    """A source in one sentence, in pieces: each with whether it is Swedish in every language."""
    status = catalogue.text(f"explain.status.{source.status}", language)
    value = f"{value_label(source.what, language)} {_printed(source, language)}"
    parts = [(value, False), (f"; {status}", False)]
    named = dict.fromkeys(part for part in (source.document, source.heading) if part)
    parts += [(f"; {part}", True) for part in named]  # a law is its own heading
    if source.table is not None:
        place = catalogue.text("explain.row", language, table=source.table)
        parts += [(f"; {place} ", False), (f"”{source.row}”", True)]
    if source.held:
        parts.append((f"; {catalogue.text('explain.held', language)}", False))
    if source.file is not None:
        where = f"{source.file}:{source.line}" if source.line else source.file
        parts.append((f"; {where}", False))
    return [*parts, (f". {source.note}", True)] if source.note else parts


def _printed(source: Source, language: str) -> str:
    if source.value != source.value:  # NaN: left to the calibration
        return catalogue.text("explain.open", language)
    unit = catalogue.text(f"unit.{source.unit}", language)
    return f"{catalogue.as_written(source.value, language)} {unit}"
