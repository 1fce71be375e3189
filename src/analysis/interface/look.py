"""How a plan and a result show themselves: a few lines of text, a small table in a notebook."""

from __future__ import annotations

from markupsafe import Markup

from analysis import catalogue
from analysis.interface.kinds import AnyPlan, AnyResult

HEADLINES = (
    "operating_result",
    "net_result",
    "balanced_budget_result",
    "cash",
    "self_financing_ratio",
)
"""Lines that a result shows of itself."""


def plan_text(plan: AnyPlan) -> str:
    """The plan in three lines."""
    years = f"{plan.years[0]}–{plan.years[-1]}"
    return "\n".join(
        [
            f"<Plan {plan.name}: {plan.title}>",
            f"{years}, {len(plan.base.core.lines)} lines, {len(plan.goals)} tests of goals and law",
            f"scenarios: {', '.join(plan.scenarios)}",
        ]
    )


def result_text(result: AnyResult) -> str:
    """The result in a few lines: what was asked, and the lines that are asked for first."""
    head = [f"<ScenarioResult {result.name} of {result.plan.name}>"]
    if result.question:
        head.append(result.question)
    rows = _rows(result)
    if not rows:
        return "\n".join([*head, f"{len(result.core.lines)} lines: {', '.join(result.core.lines)}"])
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    table = [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join([*head, *table])


def _rows(result: AnyResult) -> list[list[str]]:
    language = result.plan.language
    held = [line for line in HEADLINES if line in result]
    if not held:
        return []
    rows = [["", "", *map(str, result.years)]]
    for line in held:
        unit = catalogue.unit(line)
        values = [catalogue.number(float(v), unit, language) for v in result[line]]
        rows.append([result.label(line), catalogue.text(f"unit.{unit}", language), *values])
    return rows


def plan_html(plan: AnyPlan) -> str:
    """The plan with its scenarios, as a notebook shows it."""
    return _section(plan.title, plan_text(plan).splitlines()[1:], _rows(plan.base))


def result_html(result: AnyResult) -> str:
    """The result with its headline lines, as a notebook shows it."""
    words = [text for text in (result.question,) if text]
    return _section(f"{result.plan.title}: {result.title}", words, _rows(result))


def _section(title: str, words: list[str], rows: list[list[str]]) -> str:
    said = Markup("").join(Markup("<p>{}</p>").format(text) for text in words)
    return str(Markup("<section><h4>{}</h4>{}{}</section>").format(title, said, _table(rows)))


def _table(rows: list[list[str]]) -> Markup:
    if not rows:
        return Markup("")
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(cell) for cell in rows[0])
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            row[0],
            Markup("").join(
                Markup('<td style="text-align:right">{}</td>').format(cell) for cell in row[1:]
            ),
        )
        for row in rows[1:]
    )
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, body)
