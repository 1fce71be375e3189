"""Steps that repeat as loops (*slingor*): a year is written once, however many years there are."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from analysis.trace.steps import HOLE, Step

BLOCK = 12
"""Steps that may repeat together: those of a year that rests on the year before."""
Moves = tuple[int, ...] | None
"""By how much each number of a step is another in a later one; None for another form."""


def folded(steps: Sequence[Step], letter: str) -> list[Step]:
    """The same steps in the same order, in as few signs as loops over `letter` can: a block of
    steps that comes again with every number moved by the same amount is written once."""
    ways: list[list[tuple[int, int, int]]] = [[] for _ in steps]
    for block in range(1, min(BLOCK, len(steps) // 2) + 1):
        for at, times, size in _repeats(steps, block, letter):
            ways[at].append((size, block, times))
    cost, chosen = [0] * (len(steps) + 1), [(1, 1)] * len(steps)
    for at in reversed(range(len(steps))):
        cost[at] = steps[at].size + cost[at + 1]
        for size, block, times in ways[at]:
            if size + cost[at + block * times] < cost[at]:
                cost[at], chosen[at] = size + cost[at + block * times], (block, times)
    found, at = list[Step](), 0
    while at < len(steps):
        block, times = chosen[at]
        found.append(_loop(steps, at, block, times, letter) if times > 1 else steps[at])
        at += block * times
    return found


def _repeats(steps: Sequence[Step], block: int, letter: str) -> Iterator[tuple[int, int, int]]:
    """Where a block of this many steps comes again at once, how many times, and the signs of it
    as a loop."""
    moves = [_moves(step, later) for step, later in zip(steps, steps[block:], strict=False)]
    sizes = [
        0 if m is None else s.size + _more(m, letter) for s, m in zip(steps, moves, strict=False)
    ]
    until = [0, *accumulate(sizes)]
    frame = len(f"for({letter}=0;{letter}<99;{letter}++)") + 2 * (block > 1)
    known = again = 0
    for at in reversed(range(len(moves))):
        there = moves[at] is not None
        known = known + 1 if there else 0
        again = (
            again + 1 if there and moves[at : at + 1] == moves[at + block : at + block + 1] else 0
        )
        if known >= block:
            yield at, 2 + again // block, frame + until[at + block] - until[at]


def _moves(step: Step, later: Step) -> Moves:
    if step.form != later.form:
        return None
    return tuple(b - a for a, b in zip(step.numbers, later.numbers, strict=True))


@cache
def _more(moves: tuple[int, ...], letter: str) -> int:
    return sum(len(_moving(by, letter)) for by in moves)


def _moving(by: int, letter: str) -> str:
    """What is added to a number that moves by so much each time."""
    if by == 0:
        return ""
    return ("-" if by < 0 else "+") + (letter if abs(by) == 1 else f"{abs(by)}*{letter}")


def _loop(steps: Sequence[Step], at: int, block: int, times: int, letter: str) -> Step:
    parts = [_moved(steps[n], steps[n + block], letter) for n in range(at, at + block)]
    body = f"{{{';'.join(parts)}}}" if block > 1 else parts[0]
    numbers = tuple(n for step in steps[at : at + block] for n in step.numbers)
    return Step(f"for({letter}=0;{letter}<{HOLE};{letter}++){body}", (times, *numbers))


def _moved(step: Step, later: Step, letter: str) -> str:
    """The form of a step whose numbers move with `letter`, as they do from it to the later one. A
    number that is no place stands in brackets, since it may be multiplied."""
    form, *rest = step.form.split(HOLE)
    for by, part in zip(_moves(step, later) or (), rest, strict=True):
        moving = HOLE + _moving(by, letter)
        form += (moving if by == 0 or form.endswith(("[", "<")) else f"({moving})") + part
    return form
