"""Each figure with its formula, inputs, users and sources, read from the trace."""

from collections import defaultdict, deque
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from markupsafe import escape

from analysis import catalogue
from analysis.model.chapters import model
from analysis.model.projection import Projection
from analysis.model.units import unit_and_scale
from analysis.report.blocks.explanation import shown, value_label
from analysis.study.explain import years_of
from analysis.study.figure_names import figure_id
from analysis.study.provenance import Source, published, sources
from analysis.trace.mathematics import Mathematics, Words, mathematics
from analysis.trace.plan_trace import PLAN, PlanTrace

Figure = tuple[str, int]
"""A value by name and its position among its years."""
ROOTS = 4
"""Printed figures that a derived one is said to rest on, the nearest first."""


@dataclass(frozen=True)
class Figures:
    """The figures of a projection."""

    projection: Projection
    traced: PlanTrace
    language: str

    @cached_property
    def all(self) -> list[Figure]:
        """Every figure of the calculation, in the order in which it is calculated."""
        rows = self.traced.traced.values
        names = [n for n in rows if n in self.projection.nodes and not n.startswith(PLAN)]
        return [(n, i) for n in names for i in range(len(rows[n]))]

    def year(self, figure: Figure) -> int | None:
        years = years_of(self.projection, figure[0])
        return years[figure[1]] if years else None

    def id(self, figure: Figure) -> str:
        return figure_id(figure[0], self.year(figure))

    def title(self, figure: Figure) -> str:
        year = self.year(figure)
        label = value_label(figure[0], self.language)
        return label if year is None else f"{label} {year}"

    def value(self, figure: Figure) -> str:
        """The value with its unit and the decimals of an explanation."""
        unit, scale = unit_and_scale(figure[0])
        value = float(np.atleast_1d(self.projection.nodes[figure[0]])[figure[1]])
        return shown(value * scale, unit, self.language)

    def inputs(self, figure: Figure) -> list[Figure]:
        """What the formula of a figure holds, in the order of the function's arguments."""
        return self._inputs[figure]

    @cached_property
    def _inputs(self) -> dict[Figure, list[Figure]]:
        return {figure: self._held(figure) for figure in self.all}

    def _held(self, figure: Figure) -> list[Figure]:
        name, position = figure
        traced, known = self.traced.traced, self._known(figure)
        if name not in model():
            return []
        cell = traced.values[name][position]
        held = set(traced.cells.needed([cell], known)) & set(known)
        return [known[c] for c in known if c in held]

    def _known(self, figure: Figure) -> dict[int, Figure]:
        """Where the formula of a figure ends: its function's arguments, and itself before. A cell
        that is the same number everywhere is written as the number: it may stand for others."""
        name, position = figure
        traced, known = self.traced.traced, dict[int, Figure]()
        for argument in traced.arguments(name):
            for i, cell in enumerate(traced.values[argument]):
                known.setdefault(cell, (argument, i))
        for i, cell in enumerate(traced.values[name][:position]):
            known.setdefault(cell, (name, i))
        return {c: figure for c, figure in known.items() if c not in traced.cells.numbers}

    def mathematics(self, figure: Figure) -> Mathematics | None:
        """The formula of a figure; None for an input."""
        name, position = figure
        if name not in model():
            return None
        texts = {cell: self._symbol(known) for cell, known in self._known(figure).items()}
        words = Words(
            *(catalogue.text(f"how.{w}", self.language) for w in ("when", "else", "none"))
        )
        cell = self.traced.traced.values[name][position]
        return mathematics(self.traced.traced.cells, cell, texts, words)

    def _symbol(self, figure: Figure) -> str:
        label = f"<mtext>{escape(value_label(figure[0], self.language))}</mtext>"
        year = self.year(figure)
        return label if year is None else f"<msub>{label}<mn>{year}</mn></msub>"

    @cached_property
    def users(self) -> dict[Figure, list[Figure]]:
        """For each figure, those whose formulas hold it."""
        found = defaultdict(list)
        for figure in self.all:
            for used in self.inputs(figure):
                found[used].append(figure)
        return found

    @cached_property
    def _printed(self) -> dict[Figure, list[Source]]:
        return {}

    def printed(self, figure: Figure) -> list[Source]:
        """The printed figure of the same line and year, and the sources of an input."""
        if figure not in self._printed:  # asked for by each figure that rests on it
            self._printed[figure] = self._find_printed(figure)
        return self._printed[figure]

    def _find_printed(self, figure: Figure) -> list[Source]:
        name, year = figure[0], self.year(figure)
        plan, scenario = self.projection.plan, self.projection.scenario
        own = published(plan, name, year) if year is not None else None
        found = [] if own is None else [own]
        if name not in model():
            found += sources(plan, name, year, scenario)
            if found and not any(source.table for source in found):
                found += self._before(name, year)
        return found

    def _before(self, name: str, year: int | None) -> list[Source]:
        """The last printed figure before a year whose value is held or assumed from it."""
        plan, scenario = self.projection.plan, self.projection.scenario
        for earlier in reversed([y for y in years_of(self.projection, name) if y < (year or 0)]):
            found = [s for s in sources(plan, name, earlier, scenario) if s.table]
            if found:
                return found
        return []

    def roots(self, figure: Figure) -> list[Source]:
        """The printed figures that a figure rests on, the nearest first."""
        found: dict[tuple[str | None, str | None, int | None], Source] = {}
        queue, seen = deque(self.inputs(figure)), {figure}
        while queue and len(found) < ROOTS:
            each = queue.popleft()
            if each in seen:
                continue
            seen.add(each)
            for source in self.printed(each):
                if source.table is not None:
                    found.setdefault((source.table, source.row, source.year), source)
            queue.extend(self.inputs(each))
        return list(found.values())[:ROOTS]
