"""Where the values of the calculation stand in a picture of it (*modellens graf*).

Columns are the levels of the graph: a value stands one column to the right of the last thing it
needs. Rows are chosen so that lines cross less: each value is drawn towards its neighbours
(barycentres, Sugiyama, Tagawa & Toda 1981).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.model.graph import Function, arguments, order

SWEEPS = 12


@dataclass(frozen=True)
class Layout:
    """Place (column, row) of every value, and the arrows from an input to what uses it."""

    places: dict[str, tuple[int, float]]
    arrows: tuple[tuple[str, str], ...]


def layout(graph: Mapping[str, Function], targets: list[str] | None = None) -> Layout:
    """Place the functions that `targets` rest on (all by default); inputs are left out."""
    names = [n for n in order(graph, targets or list(graph)) if not n.startswith("gap_")]
    needs = {n: [a for a in arguments(graph[n]) if a in graph] for n in names}
    level: dict[str, int] = {}
    for name in names:
        level[name] = 1 + max((level[a] for a in needs[name]), default=-1)
    arrows = tuple((a, name) for name in names for a in needs[name])
    columns: dict[int, list[str]] = {}
    for name in names:
        columns.setdefault(level[name], []).append(name)
    _sort(columns, arrows)
    tallest = max(len(column) for column in columns.values())
    places = {
        name: (number, (row + 0.5) * tallest / len(column))
        for number, column in columns.items()
        for row, name in enumerate(column)
    }
    return Layout(places, arrows)


def _sort(columns: dict[int, list[str]], arrows: tuple[tuple[str, str], ...]) -> None:
    """Order each column by the mean row of its neighbours, back and forth."""
    near: dict[str, list[str]] = {}
    for first, second in arrows:
        near.setdefault(first, []).append(second)
        near.setdefault(second, []).append(first)
    for sweep in range(SWEEPS):
        row = {n: i / len(c) for c in columns.values() for i, n in enumerate(c)}
        for number in sorted(columns, reverse=bool(sweep % 2)):
            means = {
                n: sum(row[m] for m in near.get(n, [n])) / len(near.get(n, [n]))
                for n in columns[number]
            }
            columns[number].sort(key=lambda n: (means[n], n))
            row |= {n: i / len(columns[number]) for i, n in enumerate(columns[number])}
