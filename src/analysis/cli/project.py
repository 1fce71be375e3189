"""`regionkalkyl project`: the numbers of one scenario, without notebooks."""

from typing import TYPE_CHECKING

import typer

from analysis.cli import common

if TYPE_CHECKING:
    from analysis.model.projection import Projection


def register(app: typer.Typer) -> None:
    app.command(name="project", help="Project a scenario and print its numbers.")(project_command)


def project_command(
    plan: common.PlanOption = common.DEFAULT_PLAN,
    scenario: common.ScenarioOption = "base",
    change: common.ChangeOption = None,
    set_: common.SetOption = None,
    format_: common.FormatOption = common.Format.table,
    language: common.LanguageOption = common.Language.sv,
    horizon: common.HorizonOption = None,
) -> None:
    """Numbers of one scenario: lines by year, goals, add factors and gaps.

    With a longer horizon also what its last year costs: price, need, renewal and pensions.
    """
    result = common.projected(plan, scenario, change, set_, horizon)
    if format_ is common.Format.json:
        from analysis.study.document import result_document

        common.print_json(result_document(result))
    elif format_.is_csv:
        common.print_csv(_header(result), _csv_rows(result, language), format_, language)
    else:
        _print(result, language)
        if result.plan.horizon is not None:
            _print_long_cost(result, language)


def _header(result: "Projection") -> list[str]:
    return ["id", "label", "unit", *map(str, result.years)]


def _csv_rows(result: "Projection", language: str) -> list[list[object]]:
    from analysis.catalogue import label, unit

    return [
        [line, label(line, language), unit(line), *map(float, values)]
        for line, values in result.lines.items()
    ]


def _cell(result: "Projection", line: str, year: int, value: float, language: str) -> str:
    from analysis.catalogue import decimals, number, unit
    from analysis.study.as_printed import MARK, printed_instead

    printed = printed_instead(result, line, year)
    if printed is None:
        return number(value, unit(line), language, decimals(line, unit(line)))
    return number(printed, unit(line), language, decimals(line, unit(line))) + MARK


def _print(result: "Projection", language: str) -> None:
    from analysis.catalogue import label, text, unit
    from analysis.study.as_printed import told
    from analysis.study.lacking import lacked_words

    rows = [
        [
            label(line, language),
            text(f"unit.{unit(line)}", language),
            *(
                _cell(result, line, year, float(v), language)
                for year, v in zip(result.years, values, strict=True)
            ),
        ]
        for line, values in result.lines.items()
    ]
    common.print_table([result.scenario.name, "", *map(str, result.years)], rows)
    for sentence in told(result, language):
        common.note(sentence)
    print()
    _print_goals(result, language)
    for words in lacked_words(result, language):
        common.note(words.said(language))


def _print_goals(result: "Projection", language: str) -> None:
    from analysis.report.blocks.view import View
    from analysis.report.chapters.goals import tables

    table = tables.goals_by_year(View(result, None, language))
    common.print_table(table.head, [[row.name, *row.cells] for row in table.rows])


def _print_long_cost(result: "Projection", language: str) -> None:
    """What the last year costs, in a table and a sentence; why not, where the plan lacks it."""
    from analysis.errors import InputError
    from analysis.report.blocks.view import View
    from analysis.report.chapters.statements import horizon

    try:
        found = horizon.of_horizon(View(result, None, language))
    except InputError as error:
        common.note(error.said(language))
        return
    table = horizon.horizon_table(found)
    print()
    print(table.caption)
    common.print_table(table.head, [[row.name, *row.cells] for row in table.rows])
    print()
    print(horizon.say_horizon(found))
    print(table.note)
