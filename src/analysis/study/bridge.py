"""Bridge (*brygga*): why a line differs between two scenarios, or between two vintages of a plan.

The difference is split over groups of assumptions by Shapley values: the parts add up exactly
and do not depend on any order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.catalogue import LANGUAGES, unit_of_change
from analysis.catalogue.lines import line_items, line_named
from analysis.errors import InputError, Message, nearest, shown
from analysis.inputs.parameters import registry
from analysis.inputs.scenario import Scenario
from analysis.model.chapters import model
from analysis.model.cohort_groups import SHARES
from analysis.model.graph import Array, Function, order, touched
from analysis.model.inputs_of_keys import input_name
from analysis.model.projection import Projection
from analysis.model.projection import shown as in_unit
from analysis.model.units import parameter_of
from analysis.study.labels import Labels
from analysis.study.shapley import Parts, shapley
from analysis.study.sheet import Cell, Column, Sheet, sheet, year_columns

TINY = 1e-12
"""What floating point may leave of a difference, in the units of the calculation."""


@dataclass(frozen=True)
class Bridge:
    """From `start` to `end` over `players`: values by year (P, T), in the unit of the line.

    `titles` are what the two ends are called, by language.
    """

    line: str
    years: tuple[int, ...]
    titles: tuple[dict[str, str], dict[str, str]]
    players: tuple[str, ...]
    parts: Parts
    kind: str

    @property
    def start(self) -> Array:
        return self.parts.start

    @property
    def end(self) -> Array:
        return self.parts.end

    @property
    def residual(self) -> float:
        """What the parts leave unexplained: zero but for floating point."""
        return float(np.abs(self.start + self.parts.values.sum(axis=0) - self.end).max())

    def sheets(self) -> tuple[Sheet, ...]:
        unit = line_items()[self.line].unit
        columns = [Column("part", "group"), Column("unit", "text"), *year_columns(self.years)]
        rows: list[list[Cell]] = [["start", unit, *map(float, self.start)]]
        rows += [
            [player, unit_of_change(unit), *map(float, values)]
            for player, values in zip(self.players, self.parts.values, strict=True)
        ]
        rows.append(["end", unit, *map(float, self.end)])
        made = [sheet("bridge", columns, rows, adds=True)]
        if not self.parts.exact:
            errors = zip(self.players, self.parts.standard_error, strict=True)
            made.append(
                sheet(
                    "bridge_error",
                    columns,
                    [[p, unit_of_change(unit), *map(float, e)] for p, e in errors],
                )
            )
        return tuple(made)


def group_of(name: str) -> str:
    """The player that an input of the graph belongs to: its group of assumptions."""
    if name.startswith("financing_"):
        return "financing"
    if name in SHARES:
        return "population"
    parameter = parameter_of().get(name)
    group = registry()[parameter].group if parameter else None
    return group or name


def scenario_bridge(
    start: Projection,
    end: Projection,
    line: str,
    by: str = "group",
    orders: int = 2000,
    seed: int = 1,
) -> Bridge:
    """Bridge between two scenarios of one plan, by `group` or by each `assumption`.

    Raises InputError for an unknown line and for scenarios of different plans.
    """
    if start.calibration is not end.calibration:
        raise InputError(
            Message("the two scenarios belong to different plans"), value=end.plan.name
        )
    line = line_named(line)
    _refuse_unknown(line, (start, end))
    moved = sorted(
        name
        for name in start.moved | end.moved
        if name in start.nodes
        and name in end.nodes
        and (name not in SHARES or line in touched(model(), [name]))
        and not np.array_equal(start.nodes[name], end.nodes[name], equal_nan=True)
    )
    pieces = {name: _pieces(name, start, end, by) for name in moved}
    players = tuple(dict.fromkeys(player for name in moved for player in pieces[name]))
    place = {player: number for number, player in enumerate(players)}
    given = {**start.calibration.inputs, **{n: start.nodes[n] for n in start.moved}}

    def game(joined: Array) -> Array:
        mixed = {
            name: _mixed(start.nodes[name], end.nodes[name], pieces[name], joined, place)
            for name in moved
        }
        return _worth(given, mixed, line, len(start.years), len(joined))

    parts = shapley(game, len(players), orders, seed)
    titles = (scenario_titles(start.scenario), scenario_titles(end.scenario))
    return Bridge(line, start.years, titles, players, parts, f"scenario_{by}")


def _pieces(name: str, start: Projection, end: Projection, by: str) -> dict[str, Array]:
    """How an input differs, by player: what came by a link belongs to the assumption that brought
    it, the rest to the input's own player."""
    found: dict[str, Array] = {}
    for side, sign in ((start, -1.0), (end, 1.0)):
        for key, part in side.resolved.by_link.get(name, {}).items():
            player = _player(input_name(key), by)
            found[player] = found.get(player, 0.0) + sign * part
    own = end.nodes[name] - start.nodes[name] - sum(found.values())
    if np.any(np.abs(np.nan_to_num(own, nan=1.0)) > TINY):
        player = _player(name, by)
        found[player] = found.get(player, 0.0) + own
    return {player: part for player, part in found.items() if np.any(part)}


def _player(name: str, by: str) -> str:
    return group_of(name) if by == "group" else name


def _mixed(
    start: Array, end: Array, pieces: dict[str, Array], joined: Array, place: dict[str, int]
) -> Array:
    """An input where some players have joined, (N, T): the very ends where none or all have."""
    if len(pieces) == 1:
        (player,) = pieces
        return np.where(joined[:, place[player], None], end, start)
    taken = [joined[:, place[player], None] for player in pieces]
    mixed = start + sum(
        np.where(there, part, 0.0) for there, part in zip(taken, pieces.values(), strict=True)
    )
    everyone = np.logical_and.reduce(taken)
    return np.where(everyone, end, mixed)


def scenario_titles(scenario: Scenario) -> dict[str, str]:
    """What a scenario is called by language: its title, else its name."""
    return {language: scenario.label(language) for language in LANGUAGES}


def _worth(
    given: dict[str, Array], mixed: dict[str, Array], line: str, years: int, rows: int
) -> Array:
    from analysis.model import graph

    values = graph.evaluate(model(), {**given, **mixed}, [line])[line]
    return np.broadcast_to(in_unit(line, values, years), (rows, years))


def _refuse_unknown(line: str, projections: Sequence[Projection]) -> None:
    held = set.intersection(*(set(p.lines) for p in projections))
    if line not in held:
        raise InputError(
            Message("{line} is not held by both sides of the bridge", line=Labels([shown(line)])),
            nearest=nearest(line, held),
        )


COMPONENTS = (
    "operating_revenue",
    "operating_costs",
    "depreciation",
    "tax_revenue",
    "state_grants",
    "financial_income",
    "financial_costs",
    "portfolio_return",
    "other_exclusions",
    "reserve_transfer",
    "result_target_share",
)
"""The rows that two vintages print alike: players where whole plans differ in every assumption."""


def vintage_bridge(earlier: Projection, later: Projection, line: str) -> Bridge:
    """Bridge between two vintages of a plan, in the years and on the lines that both hold.

    Vintages differ in every assumption, so the players are the rows of the income statement.
    Raises InputError where the line rests on something that one of them does not hold.
    """
    line = line_named(line)
    _refuse_unknown(line, (earlier, later))
    years = tuple(year for year in earlier.years if year in later.years)
    if not years:
        raise InputError(Message("the two plans share no year"), value=later.plan.name)
    needed = [n for n in COMPONENTS if n != line and n in _rests_on(model(), line)]
    sides = [{name: _on(p, name, years) for name in needed} for p in (earlier, later)]
    differing = [n for n in needed if not np.array_equal(sides[0][n], sides[1][n])]

    def game(joined: Array) -> Array:
        mixed = {
            name: np.where(joined[:, differing.index(name), None], sides[1][name], sides[0][name])
            if name in differing
            else sides[0][name]
            for name in needed
        }
        return _worth({}, mixed, line, len(years), len(joined))

    titles = (earlier.plan.file.title.model_dump(), later.plan.file.title.model_dump())
    parts = shapley(game, len(differing))
    return Bridge(line, years, titles, tuple(differing), parts, "vintage")


def _rests_on(graph: dict[str, Function], line: str) -> set[str]:
    """The components that `line` is made of; what lies below them is not asked."""
    from analysis.model.graph import arguments

    names = order(graph, [line], COMPONENTS)
    found = {a for name in names for a in arguments(graph[name])}
    outside = found - set(graph) - set(COMPONENTS)
    if outside or line not in names:
        raise InputError(
            Message(
                "a bridge between vintages needs a line that is a sum of the income statement, and "
                "{line} also rests on {names}",
                line=shown(line),
                names=Labels(sorted(outside)),
            ),
            expected=Message(
                "net_result, operating_result or balanced_budget_result, for instance"
            ),
        )
    return found & set(COMPONENTS)


def _on(projection: Projection, name: str, years: Sequence[int]) -> Array:
    if name not in projection.nodes:
        raise InputError(
            Message("the plan {name} does not hold {value}", name=projection.plan.name, value=name)
        )
    series = np.broadcast_to(projection.nodes[name], (len(projection.years),))
    return series[[projection.years.index(year) for year in years]]
