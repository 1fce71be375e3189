"""Rules with a number (*regler*) and what follows from them, as a table."""

from math import log10

from analysis import catalogue
from analysis.inputs.measures import decimals_of
from analysis.inputs.rules import Known, Side
from analysis.report.blocks.parts import Parts, held
from analysis.report.blocks.table import Listing, Row, Table, swedish_columns
from analysis.study.rules import Applied

AMOUNT = "amount unit_word"
KINDS = {"agrees": "pass", "differs": "fail"}


def rules(view: Parts) -> Table:
    """Each rule: its printed number, what it is taken of, what it gives, and if print agrees."""
    found = view.rules
    rows = tuple(Row(_name(view, a), _cells(view, a), KINDS.get(a.standing, "")) for a in found)
    names = ("rule", "rate", "rate_of", "rate_gives", "rule_says", "heading")
    head = tuple(view.text(f"table.{name}") for name in names)
    differ = sum(a.standing == "differs" for a in found)
    documents = dict.fromkeys(a.rule.rate.document for a in found)
    named = catalogue.enumerate_words(list(documents), view.language)
    note = view.text("table.rules_note", differ=differ, documents=named)
    swedish = swedish_columns(view, 5)
    caption = view.text("table.rules", count=len(found))
    return Table(caption, head, rows, (False,) * 5, note, swedish=swedish)


def _name(view: Parts, found: Applied) -> str:
    spec = found.rule.spec
    label = str(getattr(spec.label, view.language))
    return f"{label}, {spec.year}" if spec.year else label


def _cells(view: Parts, found: Applied) -> tuple[str, ...]:
    rule, spec, language = found.rule, found.rule.spec, view.language
    places = decimals_of(rule.rate.printed)
    number = catalogue.number(float(rule.rate.printed), "", language, places)
    note = f" {getattr(spec.note, language)}" if spec.note else ""
    return (
        f"{number} {getattr(spec.rate_unit, language)}",
        _side(view, spec.of, found.of, rule.of),
        _side(view, spec.gives, found.gives, rule.gives),
        f"{_said(view, found)}{note}",
        rule.rate.heading,
    )


def _side(view: Parts, side: Side, value: float | None, printed: Known | None) -> str:
    """A side with its amount, as many decimals as are printed; one that follows from the rule has
    an asterisk."""
    label = str(getattr(side.label, view.language))
    if value is None:
        return label
    least = 1 if side.unit == "mnkr" else 0
    places = least if printed is None else max(0, -round(log10(2 * printed.half)))
    amount = catalogue.amount(value, side.unit, view.language, places)
    return f"{label}: {amount}{'*' if printed is None else ''}"


def _said(view: Parts, found: Applied) -> str:
    if found.by_rule is None or found.gap is None:
        return view.text(f"rule.{found.standing}")
    unit = found.rule.spec.gives.unit
    return view.text(
        f"rule.{found.standing}",
        amount=catalogue.amount(found.by_rule, unit, view.language, 1),
        gap=catalogue.signed(found.gap, unit, view.language, 1),
    )


def cells(view: Parts) -> tuple[list[str], list[list[str | float | None]]]:
    """The same for the workbook, head and rows, with amounts as numbers."""
    names = f"rule year rate unit_word rate_of {AMOUNT} rate_gives {AMOUNT} rule_says rate_at"
    head = [view.text(f"table.{name}") for name in names.split()]
    return head, [_numbers(view, found) for found in view.rules]


def _numbers(view: Parts, found: Applied) -> list[str | float | None]:
    rule, spec, language = found.rule, found.rule.spec, view.language
    return [
        getattr(spec.label, language),
        spec.year,
        float(rule.rate.printed),
        getattr(spec.rate_unit, language),
        getattr(spec.of.label, language),
        found.of,
        view.view.text(f"unit.{spec.of.unit}"),
        getattr(spec.gives.label, language),
        found.gives,
        view.view.text(f"unit.{spec.gives.unit}"),
        _said(view, found),
        f"{rule.rate.document}: {rule.rate.heading}",
    ]


TABLES = (Listing("rules", held("rules", lambda view: view.rules), rules),)
