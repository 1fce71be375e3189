"""A plan projected under a scenario: what studies, batches and reports see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from analysis.catalogue.lines import line_items
from analysis.inputs.plan import Plan
from analysis.inputs.scenario import Scenario
from analysis.inputs.scenario_schema import Financing
from analysis.model import graph, identity
from analysis.model.assumptions import Resolved, known, resolve
from analysis.model.calibration import AddFactor, Calibration
from analysis.model.chapters import model
from analysis.model.goal_results import GoalResult, goal_results
from analysis.model.promise import PrintedFigure, printed_figures
from analysis.model.stocks import check_inputs, check_stocks

Array = np.ndarray

GAP_LIMIT = 1e-6
"""mnkr. A report refuses to appear while an identity is off by more."""


@dataclass(frozen=True)
class Projection:
    """One scenario of one plan.

    `lines` are the line items over the plan years, shape (..., T), in the unit of the catalogue
    (rates in percent); `nodes` are all values of the graph in the units of the calculation.
    """

    calibration: Calibration
    scenario: Scenario
    nodes: dict[str, Array]
    moved: frozenset[str]
    resolved: Resolved = field(default_factory=Resolved)

    @property
    def plan(self) -> Plan:
        return self.calibration.plan

    @property
    def years(self) -> tuple[int, ...]:
        return self.plan.years

    @property
    def add_factors(self) -> tuple[AddFactor, ...]:
        return self.calibration.add_factors

    @cached_property
    def digest(self) -> str:
        """The checksum of what the scenario is: its resolved differences from the plan."""
        return identity.digest(self.resolved.moved, self.calibration.inputs, self.plan.horizon)

    @cached_property
    def differences(self) -> list[dict[str, object]]:
        """The resolved differences as plain data, financing last."""
        found = identity.resolved(self.plan, self.resolved, self.calibration.inputs)
        whole = [d.whole for d in self.scenario.differences if isinstance(d.whole, Financing)]
        return [*found, *map(identity.financing_document, whole[-1:])]

    @cached_property
    def lines(self) -> dict[str, Array]:
        """Line items (..., T) in the unit of the catalogue; a partial plan holds fewer."""
        whole = "balanced_budget_result" in self.nodes
        stated = {*model(), *self.plan.values, *self.moved}
        unknown = self.calibration.stand_ins
        return {
            name: shown(name, self.nodes[name], len(self.years))
            for name in line_items()
            if name in self.nodes and name not in unknown and (whole or name in stated)
        }

    @cached_property
    def printed_figures(self) -> dict[tuple[str, int], PrintedFigure]:
        """What the plan prints, beside what it gives as decided, by line and year."""
        nodes = graph.evaluate(model(), self.calibration.inputs)
        return {(f.line, f.year): f for f in printed_figures(self.plan, nodes)}

    def printed(self, line: str, year: int) -> PrintedFigure | None:
        """The printed figure of a line and year beside the model's own, in the unit of the
        catalogue; None where the plan prints none. `reason` is set where the print contradicts
        itself: the adopted plan then shows the printed figure, marked."""
        return self.printed_figures.get((line, year))

    @property
    def as_decided(self) -> bool:
        """Whether nothing differs from the plan."""
        return not self.scenario.differences

    @property
    def contradicted(self) -> tuple[PrintedFigure, ...]:
        """The printed figures that the plan acknowledges as contradicted by its own rows."""
        return tuple(f for f in self.printed_figures.values() if f.reason is not None)

    @cached_property
    def goals(self) -> list[GoalResult]:
        return goal_results(self.plan.goals, self.nodes, self.years)

    @cached_property
    def gaps(self) -> dict[str, Array]:
        """Identity gaps, mnkr (..., T): zero but for floating point."""
        return {
            name.removeprefix("gap_"): value
            for name, value in self.nodes.items()
            if name.startswith("gap_")
        }

    @cached_property
    def missing(self) -> dict[str, tuple[str, ...]]:
        """For every line that the plan cannot give: the inputs that it lacks."""
        printed = self.calibration.stand_ins | self.calibration.held
        given = {n for n in self.nodes if n not in model() or n in self.calibration.inputs}
        lacking = graph.missing(model(), given - printed)
        return {
            name: tuple(sorted(lacking.get(name, ())))
            for name in line_items()
            if name not in self.lines
        }


def shown(line: str, values: Array, years: int) -> Array:
    """A value of the graph in the unit of the catalogue, over all plan years."""
    if line_items()[line].unit == "pct":
        values = values * 100.0
    return np.broadcast_to(values, (*values.shape[:-1], years))


def project(calibration: Calibration, scenario: Scenario) -> Projection:
    """Project one scenario. Raises InputError where its differences do not fit the plan, and where
    it takes more from the portfolio or the reserve than they hold."""
    resolved = resolve(scenario, calibration.plan, calibration.inputs)
    nodes = graph.evaluate(model(), known({**calibration.inputs, **resolved.moved}))
    check_stocks(nodes, calibration.years)
    reached = frozenset(name for name in resolved.moved if name in nodes)
    return Projection(calibration, scenario, nodes, reached, resolved)


def evaluate(
    calibration: Calibration, overrides: Mapping[str, Array], targets: Iterable[str]
) -> dict[str, Array]:
    """Many scenarios at once: inputs (..., T) in, targets (..., T) out, in calculation units.

    The names of `overrides` are inputs of the graph (`assumptions.input_name` maps scenario
    keys to them). The same functions serve one scenario and a million. Raises InputError where one
    of them takes more from the portfolio or the reserve than they hold, as `project` does.
    """
    inputs = {**calibration.inputs, **overrides}
    check_inputs(inputs, calibration.years)
    return graph.evaluate(model(), inputs, targets)
