"""Lists of numbers in few signs: what stands still, or goes up by one, is said once.

Beyond a plan's last year much stands still. `{"r": [2.9, [3.5, 30, 0], [2025, 6, 1]]}` is 2.9,
thirty times 3.5, and 2025 to 2030; the page opens it as it reads its data (`rules.js`).
"""

from collections.abc import Iterator, Sequence

SHORT = 4
"""A run has at least so many; fewer are written out."""


def packed(data: object) -> object:
    """The same data, its lists of numbers packed where anything in them runs."""
    if isinstance(data, dict):
        return {key: packed(value) for key, value in data.items()}
    if not isinstance(data, list):
        return data
    if not all(value is None or isinstance(value, int | float) for value in data):
        return [packed(value) for value in data]
    runs = list(_runs(data))
    return {"r": runs} if len(runs) < len(data) else data


def _runs(values: Sequence[float | None]) -> Iterator[object]:
    at = 0
    while at < len(values):
        step = max((0, 1), key=lambda by: _length(values, at, by))
        length = _length(values, at, step)
        whole = length >= SHORT
        yield [values[at], length, step] if whole else values[at]
        at += length if whole else 1


def _length(values: Sequence[float | None], at: int, step: int) -> int:
    """How many values from a place on are the first and so many steps, to the bit."""
    first, length = values[at], 1
    while at + length < len(values):
        wanted = first if first is None or not step else first + step * length
        if repr(values[at + length]) != repr(wanted):
            break
        length += 1
    return length
