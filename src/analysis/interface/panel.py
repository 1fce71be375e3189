"""A panel in JupyterLab (*panel*): sliders for assumptions, goals and charts that follow at once.

The panel holds no numbers of its own: a slider's bounds are those of the gate, its step that of
the plan's list of steps, and what it shows is `Plan.project` of what the sliders say.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path

import ipywidgets as widgets
from markupsafe import Markup

from analysis import catalogue
from analysis.errors import InputError, Message, verbatim
from analysis.inputs.parameters import registry, scenario_keys
from analysis.inputs.places import scenario_files
from analysis.inputs.uncertainty import load_uncertainty
from analysis.interface.kinds import AnyPlan, AnyResult
from analysis.interface.saving import save
from analysis.interface.sparklines import live_chart
from analysis.report.blocks import theme
from analysis.untyped import Nameless

MAIN = (
    "wage_growth",
    "consumption_growth",
    "national_tax_base_growth",
    "tax_rate",
    "portfolio_return_rate",
    "operating_costs",
    "state_grants",
    "capital_expenditure",
)
"""Assumptions that get a slider, as far as the plan holds them: those councils ask of first."""
REACH = 5
"""Steps of the plan's own list that a slider goes to either side, within the bounds."""
CHARTS = ("balanced_budget_result", "cash")


class Panel(widgets.VBox):
    """Sliders on the left, goals and charts on the right; `result` is what they show now."""

    def __init__(self, plan: AnyPlan) -> None:
        self.plan = plan
        plan.prepare()  # every move of a slider is a scenario
        self.language = plan.language
        self.result: AnyResult = plan.base
        self.years: widgets.SelectionRangeSlider = widgets.SelectionRangeSlider(
            options=list(plan.years),
            index=(min(1, len(plan.years) - 1), len(plan.years) - 1),
            description=self._text("panel.years"),
            style={"description_width": "initial"},
            continuous_update=False,
        )
        self.sliders = {key: self._slider(key, step) for key, step in _steps(plan).items()}
        self.goals = widgets.HTML()
        self.chart = widgets.HTML()
        self.said = widgets.HTML()
        self.name = widgets.Text(
            placeholder=self._text("panel.name"), description=self._text("panel.save_as")
        )
        self.keep = widgets.Button(description=self._text("panel.save"))
        self.reset = widgets.Button(description=self._text("panel.reset"))
        self._still = False
        self._wire()
        controls = widgets.VBox([self.years, *self.sliders.values(), self.reset])
        saving = widgets.HBox([self.name, self.keep])
        shown = widgets.VBox([self.chart, self.goals])
        super().__init__([widgets.HBox([controls, shown]), saving, self.said])
        self.refresh()

    def _text(self, key: str, **fields: object) -> str:
        return catalogue.text(key, self.language, **fields)

    def _slider(self, key: str, step: float) -> widgets.FloatSlider:
        spec = registry()[key]
        room = min(REACH * abs(step), spec.max - spec.min)
        unit = catalogue.text(f"unit.{'pp' if spec.unit == 'pct' else spec.unit}", self.language)
        return widgets.FloatSlider(
            value=0.0,
            min=-room,
            max=room,
            step=abs(step) / 10,
            description=f"{getattr(spec, self.language)} ({unit})",
            style={"description_width": "initial"},
            layout=widgets.Layout(width="32em"),
            readout_format="+.2f",
        )

    def _wire(self) -> None:
        for slider in (*self.sliders.values(), self.years):
            slider.observe(self._moved, "value")
        self.keep.on_click(lambda _: self.save())
        self.reset.on_click(lambda _: self.clear())

    def _moved(self, _: object) -> None:
        if not self._still:
            self.refresh()

    def clear(self) -> None:
        """All sliders back to the adopted plan."""
        self._still = True
        for slider in self.sliders.values():
            slider.value = 0.0
        self._still = False
        self.refresh()

    def differences(self) -> dict[str, dict[str, float]]:
        """What the sliders say, as the differences of a scenario."""
        first, last = self.years.value
        moved = {}
        for key, slider in self.sliders.items():
            if slider.value:
                held = self.plan.core.plan.spec_years(scenario_keys()[key])
                span = str(first) if first == last else f"{max(first, held[0])}-{last}"
                moved[key] = {span: round(float(slider.value), 6)}
        return moved

    def refresh(self) -> None:
        """Project what the sliders say and show it; a fault is said and the picture stays."""
        try:
            self.result = self.plan.project(change=self.differences())
        except InputError as error:
            self.said.value = _words("warning", error.said(self.plan.language))
            return
        self.said.value = ""
        self.chart.value = str(_charts(self.result))
        self.goals.value = str(_goals(self.result))

    def save(self) -> Path | None:
        """Write a file beside the scenarios of the plan itself; None when it is refused."""
        folder = self.plan.core.plan.folder / "scenarios"
        try:
            path = save(self.result, folder / self.name.value.strip())
        except InputError as error:
            self.said.value = _words("warning", error.said(self.plan.language))
            return None
        found = scenario_files(self.plan.core.plan.folder)
        name = path.stem if path.stem in found else str(path)
        self.said.value = _words("headline", self._text("panel.saved", name=name))
        return path


def panel(plan: AnyPlan) -> Panel:
    """The panel of a plan. Raises InputError for a plan that holds none of the assumptions."""
    if not _steps(plan):
        raise InputError(
            Message("the plan holds none of the assumptions of the panel"),
            value=plan.name,
            expected=verbatim(", ".join(MAIN)),
        )
    return Panel(plan)


def _steps(plan: AnyPlan) -> dict[str, float]:
    """The step of each main assumption that the plan holds, in the unit of its file."""
    steps = load_uncertainty(plan.core.plan).file.steps
    return {key: steps[key].step for key in MAIN if key in steps and key in plan.keys.index}


def _words(kind: str, words: str) -> str:
    return str(Markup('<p class="{}">{}</p>').format(kind, words))


def _goals(result: AnyResult) -> Markup:
    """A row a goal, a column a year or period: value, and whether it is met in sign and word."""
    language = result.plan.language
    tests = result.goals.reset_index().to_dict("records")
    periods = list(dict.fromkeys(str(test["years"]) for test in tests))
    cells: dict[str, dict[str, Markup]] = {}
    for test in tests:
        cells.setdefault(str(test["label"]), {})[str(test["years"])] = _test(test, language)
    head = [catalogue.text("panel.goal", language), *periods]
    top = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in head)
    rows = Markup("").join(
        Markup('<tr><th scope="row" style="text-align:left">{}</th>{}</tr>').format(
            label, Markup("").join(found.get(period, Markup("<td></td>")) for period in periods)
        )
        for label, found in cells.items()
    )
    table = Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(top, rows)
    return Markup("<details open><summary>{}</summary>{}</details>").format(
        catalogue.text("panel.goals", language), table
    )


def _test(test: Mapping[Hashable, Nameless], language: str) -> Markup:
    met = bool(test["passed"])
    margin = catalogue.signed(test["margin"], test["unit"], language)
    said = catalogue.text("panel.met" if met else "panel.missed", language, margin=margin)
    return Markup('<td style="text-align:right;color:{}" title="{}">{} {}</td>').format(
        theme.GREEN if met else theme.ORANGE,
        said,
        catalogue.number(test["value"], test["unit"], language),
        Markup('<span aria-label="{}">{}</span>').format(said, "\u2713" if met else "\u2717"),
    )


def _charts(result: AnyResult) -> Markup:
    """The charts of a result, the adopted plan dashed behind it."""
    base = result.plan.base
    return Markup("").join(
        live_chart(
            line,
            result.years,
            result[line].to_numpy(),
            base[line].to_numpy(),
            result.plan.language,
        )
        for line in CHARTS
        if line in result
    )
