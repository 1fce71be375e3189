"""Global sensitivity (*global känslighet*): which share of the variance each assumption brings.

First-order and total indices (Sobol 1993; Saltelli et al. 2010), by SALib, with confidence
intervals from resampling.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.errors import InputError, Message
from analysis.inputs.scenario import Scenario
from analysis.inputs.uncertainty import Uncertainty
from analysis.model.calibration import Calibration
from analysis.model.graph import Array
from analysis.model.inputs_of_keys import input_name
from analysis.study.draws import BLOCK, Errors, with_error
from analysis.study.sensitivity import column_of, given_inputs, line_values
from analysis.study.sheet import Column, Sheet, sheet


@dataclass(frozen=True)
class Sobol:
    """First-order and total indices (K,) with the half width of their confidence intervals."""

    line: str
    year: int
    keys: tuple[str, ...]
    first: Array
    first_half: Array
    total: Array
    total_half: Array
    samples: int

    def sheets(self) -> tuple[Sheet, ...]:
        columns = [Column("assumption", "assumption")]
        names = ("first_order", "first_half", "total_order", "total_half")
        columns += [Column(name, unit="share", decimals=3) for name in names]
        order = np.argsort(-self.total, kind="stable")
        rows = [
            [self.keys[i], *(float(v[i]) for v in
             (self.first, self.first_half, self.total, self.total_half))]
            for i in order
        ]  # fmt: skip
        return (sheet("sobol", columns, rows),)


CONFIDENCE = 0.95


def sobol_indices(
    function: Callable[[Array], Array], names: Sequence[str], samples: int, seed: int
) -> dict[str, Array]:
    """Sobol indices of a function of independent standard normals (N, K) → (N,), by SALib.

    `samples` is a power of two; the function is called for samples · (K + 2) rows.
    """
    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol as sample

    problem = {
        "num_vars": len(names),
        "names": list(names),
        "bounds": [[0.0, 1.0]] * len(names),
        "dists": ["norm"] * len(names),
    }
    points = sample.sample(problem, samples, calc_second_order=False, seed=seed)
    chunks = [function(points[i : i + BLOCK]) for i in range(0, len(points), BLOCK)]
    values = np.concatenate(chunks)
    spread = values.std()
    if spread == 0:
        nothing = np.zeros(len(names))
        return {"S1": nothing, "S1_conf": nothing, "ST": nothing, "ST_conf": nothing}
    found = analysis.analyze(
        problem,
        (values - values.mean()) / spread,
        calc_second_order=False,
        conf_level=CONFIDENCE,
        seed=seed,
    )
    return {name: np.asarray(found[name]) for name in ("S1", "S1_conf", "ST", "ST_conf")}


def sobol(
    calibration: Calibration,
    scenario: Scenario,
    uncertainty: Uncertainty,
    line: str,
    year: int,
    samples: int = 1024,
    seed: int = 1,
) -> Sobol:
    """Which share of the variance of `line` in `year` each assumption brings.

    Each assumption has one error for all years and errors are independent: indices are only
    defined for independent inputs. Raises InputError.
    """
    if samples < 2 or samples & (samples - 1):
        raise InputError(
            Message("samples must be a power of two"),
            value=samples,
            expected=Message("such as 1024"),
        )
    errors, given = Errors(uncertainty, calibration.inputs), given_inputs(calibration, scenario)
    column = column_of(calibration, year)
    keys = tuple(k for k in errors.keys if input_name(k) in given)

    def function(points: Array) -> Array:
        moved = {
            input_name(key): with_error(
                errors, key, given[input_name(key)],
                np.broadcast_to(points[:, [i]], (len(points), len(errors.years))),
            )
            for i, key in enumerate(keys)
        }  # fmt: skip
        return line_values(calibration, given, moved, line)[:, column]

    found = sobol_indices(function, keys, samples, seed)
    return Sobol(
        line, year, keys, found["S1"], found["S1_conf"], found["ST"], found["ST_conf"],
        samples,
    )  # fmt: skip
