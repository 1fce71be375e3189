"""One scenario at a time (*ett scenario i taget*): for those who ask many of the same plan.

Tracing and compiling a plan take as long as dozens of scenarios by arrays; each scenario is
then many times faster, and the same to the bit (docs/benchmarks.md).
"""

from dataclasses import dataclass, field

import numpy as np

from analysis.inputs.scenario import Scenario
from analysis.model.assumptions import apply, known
from analysis.model.calibration import Calibration
from analysis.model.chapters import model
from analysis.model.projection import Projection, project
from analysis.model.stocks import check_stocks
from analysis.trace.layout import layout
from analysis.trace.scalar import ScalarModel
from analysis.trace.tracing import Traced, trace


@dataclass
class SingleScenarios:
    """A calibrated plan ready for one scenario after another."""

    calibration: Calibration
    traced: Traced = field(init=False)
    names: tuple[str, ...] = field(init=False)
    scalar: ScalarModel = field(init=False)

    def __post_init__(self) -> None:
        lengths = {n: len(v) for n, v in known(self.calibration.inputs).items()}
        self.traced = trace(model(), lengths)
        self.names = tuple(n for n in self.traced.values if n not in lengths)
        self.scalar = ScalarModel(layout(self.traced, [self.traced.values[n] for n in self.names]))

    def project(self, scenario: Scenario) -> Projection:
        """What `model.projection.project` gives, to the bit. Raises InputError as it does."""
        calibration = self.calibration
        moved = apply(scenario, calibration.plan, calibration.inputs)
        given = known({**calibration.inputs, **moved})
        if given.keys() != self.traced.inputs:
            return project(calibration, scenario)  # a population path without an age structure
        out = np.array(self.scalar(self.scalar.layout.flat(given)), dtype=float)
        nodes, at = dict(given), 0
        for name in self.names:
            size = len(self.traced.values[name])
            nodes[name] = out[at : at + size]
            at += size
        check_stocks(nodes, calibration.years)
        return Projection(calibration, scenario, nodes, frozenset(n for n in moved if n in nodes))
