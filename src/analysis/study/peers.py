"""A region among the others (*jämförelse med andra regioner*): outcomes of one line and year."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.catalogue.lines import line_items
from analysis.inputs.region_copy import COUNTRY, Row
from analysis.study.sheet import Cell, Column, Sheet, sheet


@dataclass(frozen=True)
class Peer:
    """One region's outcome of a line in a year, and where it stands among the others."""

    line: str
    year: int
    own: float
    others: tuple[float, ...]

    @property
    def rank(self) -> int:
        """1 for the highest."""
        return 1 + sum(value > self.own for value in self.others)


def peers(rows: Sequence[Row], region: str) -> tuple[Peer, ...]:
    """Each line and year for which the region has a figure, with those of the other regions."""
    return tuple(
        Peer(
            own.line,
            own.year,
            own.value,
            tuple(
                other.value
                for other in rows
                if (other.line, other.year) == (own.line, own.year)
                and other.region not in (region, COUNTRY)
            ),
        )
        for own in rows
        if own.region == region
    )


def latest(found: Sequence[Peer]) -> list[Peer]:
    """The last year of each line."""
    return list({each.line: each for each in sorted(found, key=lambda p: p.year)}.values())


def peer_cells(each: Peer) -> list[Cell]:
    """The region's own figure; lowest, middle and highest of the others; how many; its place."""
    return [
        each.own, min(each.others), float(np.median(each.others)), max(each.others),
        len(each.others), each.rank,
    ]  # fmt: skip


def peer_sheet(found: Sequence[Peer]) -> Sheet:
    """The region's own figure beside the lowest, the middle and the highest of the others."""
    columns = [
        Column("line", "line"), Column("year", "year"), Column("unit", "text"), Column("outcome"),
        Column("peer_lowest"), Column("peer_median"), Column("peer_highest"),
        Column("peers", unit="count", decimals=0), Column("rank", unit="count", decimals=0),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            each.line, each.year, line_items()[each.line].unit, *peer_cells(each),
        ]
        for each in found
        if each.others
    ]  # fmt: skip
    return sheet("score_peers", columns, rows)
