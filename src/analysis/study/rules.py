"""What follows from the rules of a plan (*regler*): amounts, and whether the print agrees.

amount = rate × what it is taken of. Two of the three give the third; where all three are printed
they are held against each other, within what rounding in print explains.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from analysis.errors import Figure, Message, Problem
from analysis.inputs.plan import Plan
from analysis.inputs.rules import FILE, Rule, read_rules

Standing = Literal["agrees", "differs", "gives", "implies", "alone"]


@dataclass(frozen=True)
class Applied:
    """A rule with both of its sides, in their own units; None is what nothing follows of.

    `of` and `gives` are as printed where they are, else by the rule. `by_rule` is the amount that
    follows where all is printed, `gap` the print less that, and `tolerance` what rounding of the
    three printed figures explains.
    """

    rule: Rule
    standing: Standing
    of: float | None
    gives: float | None
    by_rule: float | None = None
    tolerance: float = 0.0

    @property
    def gap(self) -> float | None:
        """The printed amount less that of the rule."""
        if self.by_rule is None or self.gives is None:
            return None
        return self.gives - self.by_rule


def apply_rules(rules: Iterable[Rule]) -> list[Applied]:
    """Every rule with what follows from it."""
    return [_applied(rule) for rule in rules]


def _applied(rule: Rule) -> Applied:
    rate, of, gives = rule.rate, rule.of, rule.gives
    if of is None and gives is None:
        return Applied(rule, "alone", None, None)
    if gives is None:
        assert of is not None
        return Applied(rule, "gives", of.value, rate.value * of.value)
    if of is None:
        return Applied(rule, "implies", gives.value / rate.value, gives.value)
    amount = rate.value * of.value
    slack = rate.half * of.value + rate.value * of.half + rate.half * of.half + gives.half
    agrees = abs(gives.value - amount) <= slack
    return Applied(rule, "agrees" if agrees else "differs", of.value, gives.value, amount, slack)


def rule_warnings(plan: Plan) -> list[Problem]:
    """One remark for each rule whose amount is not the printed one, beyond rounding. Raises
    InputError for a faulty file."""
    return [
        Problem(
            Message(
                "the rule gives {rate} × {of} = {amount}, but the plan prints {printed}: they are "
                "{gap} apart, and rounding explains {slack}",
                rate=Figure(f"{found.rule.rate.value:g}"),
                of=_figure(found.of),
                amount=_figure(found.by_rule),
                printed=_figure(found.gives),
                gap=_figure(abs(found.gap)),
                slack=_figure(found.tolerance),
            ),
            str(plan.folder / FILE),
            found.rule.line,
            found.rule.id,
        )
        for found in apply_rules(read_rules(plan))
        if found.standing == "differs" and found.gap is not None
    ]


def _figure(value: float | None) -> Figure:
    """A figure with what decimals it needs, at most two."""
    return Figure("" if value is None else f"{value:.2f}".rstrip("0").rstrip("."))
