"""The levers of a goal seek and the plan's own uncertainty, as the what-if page needs them."""

from collections.abc import Collection

import numpy as np

from analysis.errors import InputError
from analysis.inputs import levers as lever_files
from analysis.inputs.parameters import registry
from analysis.inputs.plan import Plan
from analysis.inputs.uncertainty import FILE, load_uncertainty
from analysis.inputs.uncertainty_schema import Distribution
from analysis.model.inputs_of_keys import input_name
from analysis.model.projection import Projection
from analysis.study.draws import Errors, quantile
from analysis.study.labels import bands

REACH, POINTS = 5.0, 201
"""A shape that is not normal is told by its quantiles at this many normals, from −5 to 5."""
QUARTER = 0.25
"""One step of the slider of a delay, years."""


def levers(plan: Plan, moving: Collection[str], language: str) -> list[dict[str, object]]:
    """The levers that the trace can move, with their bounds. `step` is one of a slider."""
    if not (plan.folder / lever_files.FILE).is_file():
        return []
    found = lever_files.load_levers(plan)
    return [
        {"id": name, "key": lever.key, "kind": lever.kind, "low": lever.low, "high": lever.high}
        | {"unit": lever.unit, "label": getattr(lever.label, language), "step": QUARTER}
        for name, lever in found.items()
        if input_name(lever.key) in moving
    ]


def uncertainty(projection: Projection, language: str) -> dict[str, object] | None:
    """Error sizes by key and year with their correlations and shapes, and in words what the bands
    of outcomes hold; None when the plan has none. Events come by year with their probability."""
    plan, inputs = projection.plan, projection.calibration.inputs
    if not (plan.folder / FILE).is_file():
        return None
    errors = Errors(load_uncertainty(plan), inputs)
    file = errors.uncertainty.file
    try:
        lower = errors.cholesky
    except InputError:
        return None
    return {
        "years": list(errors.years),
        "percentiles": list(file.percentiles),
        "bands": bands([100 * share for share in file.percentiles], language),
        "cholesky": lower.tolist(),
        "errors": [_error(errors, key, input_name(key) in inputs) for key in errors.keys],
        "events": [
            {"input": e.input, "amount": e.amount, "probability": e.probability}
            | {"once": e.once, "lasting": e.lasting}
            for e in file.events.values()
            if e.input in inputs
        ],
    }


def _error(errors: Errors, key: str, held: bool) -> dict[str, object]:
    spec, file = registry()[key], errors.uncertainty.file.errors[key]
    years = errors.uncertainty.plan.spec_years(spec)
    known = [errors.uncertainty.horizon(key, year) >= 1 for year in years]
    sizes = [errors.size(key, year) if k else 0.0 for year, k in zip(years, known, strict=True)]
    return {
        "key": key,
        "held": held,
        "start": errors.years.index(years[0]),
        "sizes": sizes,
        "unknown": known,
        "relative": file.relative,
        "persistence": file.persistence,
        "shape": _shape(file.distribution),
    }


def _shape(shape: Distribution) -> dict[str, object] | None:
    """The quantiles of one standard deviation, or of a shape with ends of its own."""
    if shape.kind == "normal":
        return None
    normals = np.linspace(-REACH, REACH, POINTS)
    table = quantile(shape, normals, np.ones(1))
    return {"ends": shape.has_ends, "reach": REACH, "table": [round(float(q), 7) for q in table]}
