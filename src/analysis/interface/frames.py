"""Results as pandas DataFrames: one row a line, one column a year, unit and label in the index."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from markupsafe import Markup

from analysis import catalogue
from analysis.catalogue.lines import line_items
from analysis.inputs.parameters import registry, scenario_keys, span
from analysis.inputs.scenario import Scenario
from analysis.model.calibration import Calibration
from analysis.model.inputs_of_keys import input_name
from analysis.model.projection import Projection
from analysis.report.blocks.table import Table
from analysis.study.figure_names import EARLIER
from analysis.study.sheet import Sheet

INDEX = ("line", "label", "unit")


def lines_frame(projection: Projection, language: str) -> pd.DataFrame:
    """Line items × years, in the unit of the index (rates in percent)."""
    held = projection.lines
    index = pd.MultiIndex.from_tuples(
        [(name, catalogue.label(name, language), line_items()[name].unit) for name in held],
        names=INDEX,
    )
    values = np.array([held[name] for name in held]).reshape(len(held), len(projection.years))
    return pd.DataFrame(values, index, pd.Index(projection.years, name="year"))


def line_series(projection: Projection, line: str, language: str) -> pd.Series:
    """One line by year; its unit and label stand in `attrs`."""
    years = pd.Index(projection.years, name="year")
    series = pd.Series(np.array(projection.lines[line], dtype=float), years, name=line)
    series.attrs = {"unit": line_items()[line].unit, "label": catalogue.label(line, language)}
    return series


def assumptions_frame(projection: Projection, language: str) -> pd.DataFrame:
    """Scenario keys × years as they stand in the scenario, in the unit of the files."""
    plan, inputs = projection.plan, projection.nodes
    rows: dict[tuple[str, str, str], pd.Series] = {}
    for key, spec in scenario_keys().items():
        values = inputs.get(input_name(key))
        if values is None:
            continue
        years = plan.spec_years(spec)
        found = np.broadcast_to(values / spec.factor, (len(years),))
        label = str(getattr(registry()[key], language))
        rows[key, label, spec.unit] = pd.Series(found, years)
    frame = pd.DataFrame(rows).T.sort_index(axis=1)
    frame.index.names = ["assumption", "label", "unit"]
    frame.columns.name = "year"
    return frame.loc[list(rows)]


def sheet_frame(sheet: Sheet) -> pd.DataFrame:
    """A table of an answer: identifiers and unrounded numbers."""
    return pd.DataFrame(sheet.records(), columns=[column.id for column in sheet.columns])


def frames_of(sheets: Iterable[Sheet]) -> dict[str, pd.DataFrame]:
    """The tables of an answer, by name."""
    return {sheet.id: sheet_frame(sheet) for sheet in sheets}


def differences_frame(scenario: Scenario) -> pd.DataFrame:
    """What a scenario changes and sets, a row a difference."""
    rows = [
        (
            d.key,
            d.kind,
            span(d.years) if d.years else "",
            d.value if d.whole is None else d.whole,
            d.origin,
        )
        for d in scenario.differences
    ]
    return pd.DataFrame(rows, columns=["assumption", "kind", "years", "value", "origin"])


def goals_frame(projection: Projection, language: str) -> pd.DataFrame:
    """Goals and legal tests: kind, value, bounds, margin, room above a band, and
    whether it is met, a row a test."""
    rows = [
        {
            "goal": result.id,
            "years": span(result.years),
            "label": str(getattr(projection.plan.goals[result.id].label, language)),
            "kind": result.kind,
            "unit": result.unit,
            "value": float(result.value),
            "minimum": result.minimum,
            "maximum": result.maximum,
            "margin": float(result.margin),
            "room": result.room if result.room is None else float(result.room),
            "passed": bool(result.passed),
            "over": bool(result.over),
        }
        for result in projection.goals
    ]
    columns = ["goal", "years", "label", "kind", "unit", "value"]
    columns += ["minimum", "maximum", "margin", "room", "passed", "over"]
    return pd.DataFrame(rows, columns=columns).set_index(["goal", "years"])


def keys_frame(calibration: Calibration, language: str) -> pd.DataFrame:
    """Every key that a scenario of the plan may move: label, unit, bounds, how and when."""
    rows = [
        {
            "assumption": key,
            "label": str(getattr(spec, language)),
            "unit": spec.unit,
            "lowest": spec.min,
            "highest": spec.max,
            "by": " or ".join(spec.scenario),
            "years": span(calibration.plan.spec_years(spec)),
        }
        for key, spec in scenario_keys().items()
        if input_name(key) in calibration.inputs
    ]
    return pd.DataFrame(rows).set_index("assumption")


def add_factors_frame(calibration: Calibration) -> pd.DataFrame:
    """Structural value, add factor and published value by line and year, mnkr."""
    columns = ["line", "year", "structural", "add_factor", "published", "flagged"]
    rows = [[getattr(factor, name) for name in columns] for factor in calibration.add_factors]
    return pd.DataFrame(rows, columns=columns).set_index(["line", "year"])


def shown_frame(table: Table, projection: Projection) -> pd.DataFrame:
    """A table of the report: numbers where a cell shows a line, else its text."""
    rows = [
        [
            _number(figure, projection, cell)
            for figure, cell in zip(row.figures or ("",) * len(row.cells), row.cells, strict=True)
        ]
        for row in table.rows
    ]
    head = [_plain(word) for word in table.head]
    index = pd.Index([_plain(row.name) for row in table.rows], name=head[0])
    frame = pd.DataFrame(rows, index, head[1:])
    frame.attrs = {"caption": _plain(table.caption)}
    return frame


def _plain(text: str) -> str:
    """A text without the markup that a page needs, such as the language of a printed heading."""
    return text.striptags() if isinstance(text, Markup) else text


def _number(figure: str, projection: Projection, cell: str) -> float | str:
    line, _, year = figure.removeprefix(EARLIER).partition("@")
    if figure.startswith(EARLIER):
        known = projection.plan.history.get(line, {}).get(int(year))
        return _plain(cell) if known is None else known.value
    if line not in projection.lines or int(year) not in projection.years:
        return _plain(cell)
    return float(projection.lines[line][projection.years.index(int(year))])
