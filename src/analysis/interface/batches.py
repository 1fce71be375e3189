"""Many scenarios from Python: the same grid, gate and numbers as `regionkalkyl batch`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from analysis.batch.work import chunk, lines_shown, prepare
from analysis.errors import InputError, Message
from analysis.inputs.parameters import scenario_keys, span
from analysis.interface.kinds import AnyPlan
from analysis.model.graph import Array

AxisBody = Iterable[float] | Mapping[str, object]
"""Values that are added in every plan year, or an axis as a grid file has it."""
MOST = 200_000
"""Members that are held as a DataFrame; larger batches go to a store."""


def batch(
    plan: AnyPlan,
    axes: Mapping[str, AxisBody],
    lines: Sequence[str],
    scenario: str,
    how: Mapping[str, object],
) -> pd.DataFrame:
    """Every member of a grid and year as rows: the axes, then the lines in their units.

    An axis is `key: values` (added to the assumption in every plan year) or the mapping of a grid
    file: `{"set": [...], "years": "2027-2030"}`. `how` may hold what a grid file holds besides
    (combine, draws, seed). Raises InputError with the places of a grid file.
    """
    grid = {
        "question": "Python",
        "plan": str(plan.core.plan.folder.resolve()),
        "scenario": scenario,
        "axes": {name: _axis(plan, name, body) for name, body in axes.items()},
        **({"lines": list(lines)} if lines else {}),
        **how,
    }
    with tempfile.TemporaryDirectory(prefix="regionkalkyl-") as folder:
        path = Path(folder, "batch.yml")
        path.write_text(yaml.safe_dump(grid, allow_unicode=True, sort_keys=False), "utf-8")
        work = prepare(str(path))
        if work.grid.size > MOST:
            raise InputError(
                Message("the batch is too large for a DataFrame"),
                value=work.grid.size,
                expected=Message(
                    "at most {most} members, or a grid file and `regionkalkyl batch run`", most=MOST
                ),
            )
        values, moving = chunk(work, 0, work.grid.size)
    still = tuple(name for name in work.lines if name not in work.varying)
    found = {**lines_shown(work, work.moved, still), **moving}
    held = {name: found[name] for name in (lines or work.lines) if name in found}
    return _frame(work.grid.size, plan.years, values, held)


def _axis(plan: AnyPlan, name: str, body: AxisBody) -> dict[str, object]:
    if isinstance(body, Mapping):
        return dict(body)
    spec = scenario_keys().get(name)
    years = plan.years if spec is None else plan.core.plan.spec_years(spec)
    within = [year for year in plan.years if year in years]
    return {"years": span(within), "change": [float(value) for value in body]}


def _frame(
    size: int, years: Sequence[int], values: Mapping[str, Array], lines: Mapping[str, Array]
) -> pd.DataFrame:
    shape = (size, len(years))
    index = pd.MultiIndex.from_product([range(size), years], names=["member", "year"])
    columns = {
        name: np.broadcast_to(v if v.ndim > 1 else v[:, None], shape).ravel()
        for name, v in values.items()
        if v.ndim == 1 or v.shape[1] == len(years)
    }
    columns |= {name: np.broadcast_to(v, shape).ravel() for name, v in lines.items()}
    return pd.DataFrame(columns, index)
