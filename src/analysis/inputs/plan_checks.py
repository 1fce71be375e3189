"""What is checked of a plan as a whole, once its values are known."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.catalogue.lines import line_items
from analysis.errors import Message, Problem, nearest, verbatim
from analysis.inputs.documents import Document, Key
from analysis.inputs.parameters import span, span_words, year_range
from analysis.inputs.places import SLUG, SLUG_WORDS
from analysis.inputs.plan_schema import Goal, PlanFile
from analysis.inputs.table_spec import TableSpec
from analysis.inputs.values import years_of


def placed(
    document: Document,
    message: Message,
    place: Sequence[Key],
    value: object = None,
    expected: Message | None = None,
    close: str | None = None,
) -> Problem:
    """A problem with the line of `place` in the document."""
    name = ".".join(str(part) for part in place if not isinstance(part, int))
    text = None if value is None else str(value)
    line = document.line(place)
    return Problem(message, str(document.path), line, name or None, text, expected, close)


def plan_years(file: PlanFile) -> tuple[int, ...]:
    """Budget years and the outlook after them."""
    outlook = file.years.kalkyl
    return years_of(file.years.budget) + (years_of(outlook) if outlook is not None else ())


def lapsed(file: PlanFile, document: Document) -> Iterator[Problem]:
    """Parameters that are used in years after the last day that their value holds
    (`valid_until`), also where it is held on; a remark each, at the segment."""
    for name, parameter in file.parameters.items():
        until = None
        for index, segment in enumerate(parameter.segments):
            until = segment.valid_until or (until if segment.hold else None)
            years = plan_years(file) if segment.years is None else years_of(segment.years)
            late = [year for year in years if until is not None and year > until.year]
            if late:
                yield placed(
                    document,
                    Message(
                        "{name} is valid until {date} and is used after it", name=name, date=until
                    ),
                    ("parameters", name, "segments", index),
                    span(late),
                )


def whole_plan(
    folder: Path, file: PlanFile, document: Document, specs: dict[str, TableSpec]
) -> list[Problem]:
    """Every fault in names, population, goals and the index of tables."""
    problems: list[Problem] = []
    if not SLUG.fullmatch(file.name):
        text = Message("the name cannot name a folder")
        problems.append(placed(document, text, ("name",), file.name, SLUG_WORDS))
    problems += _population(file, document)
    problems += _price_weights(file, document)
    for name, goal in file.goals.items():
        problems += _goal(name, goal, file, document)
    problems += _said(file, document)
    problems += _acknowledged(file, document, specs)
    for table_id, spec in specs.items():
        problems += _table(table_id, spec, file, str(folder / "tables.yml"))
    return problems


def _population(file: PlanFile, document: Document) -> list[Problem]:
    base, names = file.population, file.population_scenarios
    if (base is None) == (not names) and (base is None or base in names):
        return []
    return [
        placed(
            document,
            Message("population must name the population scenario that the plan is built on"),
            ("population",),
            base,
            (
                Message("one of: {names}", names=", ".join(names))
                if names
                else Message("none, as none is listed")
            ),
            nearest(base, names) if base else None,
        )
    ]


def _acknowledged(file: PlanFile, document: Document, specs: dict[str, TableSpec]) -> list[Problem]:
    """Acknowledged figures must be lines that a table prints, in years of the plan, once each."""
    printed = {line for spec in specs.values() for line in spec.lines.values()}
    problems, seen = [], set()
    for number, own in enumerate(file.acknowledged):
        place = ("acknowledged", number)
        if own.line not in printed:
            text, close = Message("no table prints this line"), nearest(own.line, printed)
            problems.append(placed(document, text, (*place, "line"), own.line, close=close))
        if own.year not in plan_years(file):
            text, years = Message("the year is not one of the plan"), span_words(plan_years(file))
            problems.append(placed(document, text, (*place, "year"), own.year, years))
        if (own.line, own.year) in seen:
            text = Message("{line} {year} is acknowledged twice", line=own.line, year=own.year)
            problems.append(placed(document, text, place, expected=Message("each figure once")))
        seen.add((own.line, own.year))
    return problems


WEIGHTS = ("lpik_weight_wage", "lpik_weight_social_charge", "lpik_weight_consumption")


def _price_weights(file: PlanFile, document: Document) -> list[Problem]:
    stated = [
        file.parameters[name].segments[0].value for name in WEIGHTS if name in file.parameters
    ]
    total = sum(value or 0.0 for value in stated)
    if not stated or (len(stated) == len(WEIGHTS) and abs(total - 1) < 1e-6):
        return []
    text = Message("the weights of wages, social charges and consumption do not sum to 1")
    return [placed(document, text, ("parameters", WEIGHTS[0]), f"{total:g}", Message("a sum of 1"))]


def _said(file: PlanFile, document: Document) -> list[Problem]:
    """What the documents say must stand in one that the plan lists."""
    text = Message("the plan does not list this document")
    return [
        placed(document, text, ("says", name, "source", "document"), source, close=close)
        for name, said in file.says.items()
        if (source := said.source.document) not in file.documents
        for close in [nearest(source, file.documents)]
    ]


def _goal(name: str, goal: Goal, file: PlanFile, document: Document) -> list[Problem]:
    problems = []
    source = goal.source.document
    if source not in file.documents:
        where = ("goals", name, "source", "document")
        close = nearest(source, file.documents)
        text = Message("the plan does not list this document")
        problems.append(placed(document, text, where, source, close=close))
    for part in ("measure", "numerator", "denominator"):
        line = getattr(goal, part)
        if line is not None and line not in line_items():
            close = nearest(line, line_items())
            text = Message("the goal measures a line that does not exist")
            problems.append(placed(document, text, ("goals", name, part), line, close=close))
    measured = line_items().get(goal.measure or "")
    if measured is not None and goal.period == "each" and measured.unit != goal.unit:
        text = Message("the goal has another unit than the line that it measures")
        place = ("goals", name, "unit")
        problems.append(placed(document, text, place, goal.unit, verbatim(measured.unit)))
    years = plan_years(file)
    if goal.years is not None and year_range(goal.years):
        outside = set(years_of(goal.years)) - set(years)
        if outside:
            text = Message("years outside the plan: {outside}", outside=span(outside))
            whole = ("goals", name, "years")
            problems.append(placed(document, text, whole, expected=span_words(years)))
    return problems


def _table(table_id: str, spec: TableSpec, file: PlanFile, path: str) -> list[Problem]:
    if not SLUG.fullmatch(table_id):
        text = Message("the id cannot name a file")
        return [Problem(text, path, value=table_id, expected=SLUG_WORDS)]
    problems = []
    if spec.document not in file.documents:
        close = nearest(spec.document, file.documents)
        text = Message("table {table_id}: the plan does not list this document", table_id=table_id)
        problems.append(Problem(text, path, value=spec.document, nearest=close))
    for row, line in spec.lines.items():
        if line not in line_items():
            text = Message(
                "table {table_id}: there is no line item of this name", table_id=table_id
            )
            close = nearest(line, line_items())
            problems.append(Problem(text, path, column=row, value=line, nearest=close))
    return problems
