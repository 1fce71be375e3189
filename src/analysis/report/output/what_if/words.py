"""The words of the what-if page: its texts, units, and how a number with its unit is written."""

from analysis import catalogue
from analysis.catalogue.lines import line_items
from analysis.catalogue.number_format import MINUS
from analysis.inputs.parameters import scenario_keys
from analysis.report.output.what_if.layout import PageLayout
from analysis.trace.plan_trace import PlanTrace

KEY = "what_if."


def words(traced: PlanTrace, page: PageLayout) -> dict[str, object]:
    """Texts by their names, and units and amounts by unit, in the language of the page."""
    language, units = page.language, _units(traced, page)
    return {
        "units": {unit: catalogue.text(f"unit.{unit}", language) for unit in units},
        "amounts": {unit: _amounts(unit, language) for unit in units},
        "texts": words_of(language),
    }


def words_of(language: str) -> dict[str, str]:
    """The texts of the page, by what they say."""
    return {k.removeprefix(KEY): catalogue.text(k, language) for k in catalogue.keys(KEY)}


def _units(traced: PlanTrace, page: PageLayout) -> list[str]:
    units: set[str] = {spec.unit for spec in scenario_keys().values()}
    units |= {line_items()[name].unit for name in page.lines} | {"years"}
    units |= {goal.result.unit for goal in traced.goals}
    return sorted(units | {catalogue.unit_of_change(unit) for unit in units})


def _amounts(unit: str, language: str) -> dict[str, str]:
    """How a number with its unit is written, by the sign that it begins with."""
    signs = ("", MINUS, "+")
    return {sign: catalogue.with_unit(sign + "{number}", unit, language) for sign in signs}
