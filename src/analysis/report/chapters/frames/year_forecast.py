"""The forecast of the year under way (*årsprognos*) beside the frame that it is a forecast of."""

from decimal import Decimal

from analysis import catalogue
from analysis.inputs.year_forecast import YearForecast
from analysis.report.blocks.parts import Parts
from analysis.report.blocks.table import Listing, Row, Table, swedish_columns
from analysis.report.chapters.frames import tables


def year_forecast(view: Parts, found: YearForecast) -> Table:
    """Each printed figure of the forecast, then the frame of the year and what it comes to."""
    rows = [Row(name, (_said(view, value, unit),)) for name, value, unit in found.figures]
    for key, value, kind in (("forecast_frame", found.frame, ""),
                             ("forecast_outcome", found.outcome, "total")):  # fmt: skip
        rows.append(
            Row(view.text(f"table.{key}", year=found.year), (_said(view, value, "mnkr"),), kind)
        )
    head = (view.text("table.fact"), view.text("table.fact_value"))
    caption = view.text("table.year_forecast", year=found.year)
    note = view.text("table.year_forecast_note", place=f"{found.document}: {found.heading}")
    swedish = swedish_columns(view, 0)
    return Table(caption, head, tuple(rows), (True,), note, swedish=swedish, made="printed")


def _said(view: Parts, value: Decimal, unit: str) -> str:
    """A figure with its unit and the decimals that it is printed with."""
    exponent = value.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return catalogue.amount(float(value), unit, view.language, places)


def by_year(view: Parts) -> tuple[Table, ...]:
    """Frames by year, and the forecast of the year before the plan where one is printed."""
    found = view.year_forecast
    told = (year_forecast(view, found),) if found else ()
    return (*tables.frames_and_changes(view), *told)


TABLES = (Listing("frames_by_year", tables.framed_or_changed, by_year),)
