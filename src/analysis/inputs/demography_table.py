"""One table of counts by county, sex, age and year as an array, and the rules that were applied.

What cannot be understood is refused with its line; nothing is dropped without a word.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.errors import InputError, Message, Problem, nearest
from analysis.inputs import demography_ages as ages
from analysis.inputs.causes import by_cause
from analysis.inputs.demography_method import read_method
from analysis.inputs.demography_rows import Row, read_rows
from analysis.inputs.figures import read_figure
from analysis.inputs.numbers import EXPECTED
from analysis.inputs.px import MISSING

Kind = Literal["population", "deaths", "births", "in_migration", "out_migration", "prognosis"]
MAX_PROBLEMS = 40
MAX_KEPT = 10_000
"""Faults that are kept to be counted by their cause."""


def _ranges(ages_: Iterable[int]) -> str:
    """Ages in words: `0-14, 50-100`."""
    found: list[list[int]] = []
    for age in ages_:
        if found and age == found[-1][-1] + 1:
            found[-1].append(age)
        else:
            found.append([age])
    return ", ".join(f"{r[0]}-{r[-1]}" if len(r) > 1 else str(r[0]) for r in found)


def _said(place: int | str | None) -> str:
    return f"on line {place}" if isinstance(place, int) else f"at {place}"


@cache
def girls_share() -> float:
    """The share of girls among births, from the settings of the project's own figures."""
    return read_method()["girls_share"]


@dataclass(frozen=True)
class Counts:
    """Counts (region, year, sex, age) with the regions and years in order, and applied rules."""

    regions: tuple[str, ...]
    years: tuple[int, ...]
    values: NDArray[np.float64]
    notes: tuple[str, ...]


def read_counts(path: Path, kind: Kind) -> Counts:
    """Read one table. Raises InputError with every fault that was found, each cause once."""
    collector = _Collector(path, ages.mother_age if kind == "births" else ages.person_age)
    table = read_rows(path, kind)
    collector.notes += table.notes
    for row in table.rows:
        collector.add(row)
    return collector.finish(35 if kind == "births" else 101)


@dataclass
class _Collector:
    """Gathers cells and faults on the way to an array."""

    path: Path
    index: Callable[[ages.AgeClass], int | None]
    problems: list[Problem] = field(default_factory=list)
    sums: dict[tuple[str, int, int, int], float] = field(default_factory=dict)
    unknown: dict[tuple[str, int, int], float] = field(default_factory=dict)
    seen: dict[tuple[str, str, str, str], int | str | None] = field(default_factory=dict)
    labels: dict[str, None] = field(default_factory=dict)
    left: dict[Message, int] = field(default_factory=dict)
    faults: int = 0
    notes: list[str] = field(default_factory=list)

    def fault(
        self, message: Message, row: Row, value: str, expected: Message, near: str | None
    ) -> None:
        self.faults += 1
        if self.faults <= MAX_KEPT:
            line = row[0] if isinstance(row[0], int) else None
            place = None if isinstance(row[0], int) else row[0]
            self.problems.append(
                Problem(message, str(self.path), line, place, value, expected, near)
            )

    def leave(self, what: Message) -> None:
        """A row that says what others say already: counted, so that it can be told."""
        self.left[what] = self.left.get(what, 0) + 1

    def add(self, row: Row) -> None:
        _, region_text, sex_text, age_text, _, _ = row
        region, sex, age = (
            ages.county(region_text),
            ages.sex(sex_text),
            ages.age_class(age_text),
        )
        if region is None:
            return self._no_county(row, region_text)
        if (sex is None and ages.is_total(sex_text)) or (age is not None and age.kind == "total"):
            return self.leave(Message("totals of sexes and ages"))
        self.labels[age_text] = None
        if sex is None and sex_text:
            return self.fault(
                Message("neither women nor men: sexes must not be mixed"), row, sex_text,
                Message("one row for women and one for men"), None)  # fmt: skip
        if age is None:
            return self.fault(
                Message("not an age class"), row, age_text, Message("single years"), None
            )
        return self._add_figure(row, region, sex, age)

    def _add_figure(self, row: Row, region: str, sex: int | None, age: ages.AgeClass) -> None:
        """The figure of a row whose county, sex and age are known, for its year."""
        _, _, sex_text, age_text, year_text, value_text = row
        if not re.fullmatch(r"\d{4}", year_text):
            return self.fault(
                Message("not a year"), row, year_text, Message("a year such as 2015"), None
            )
        value = self._value(row, value_text)
        if value is None:
            return None
        key = (region, sex_text, age_text, year_text)
        if key in self.seen:
            return self.fault(
                Message("the same county, sex, age and year stand twice"),
                row,
                " ".join(key[1:]),
                Message("one row; the first is {seen}", seen=_said(self.seen[key])),
                None,
            )
        self.seen[key] = row[0]
        if sex is None:
            return self._split(row, region, age, int(year_text), value)
        return self._put(row, region, sex, age, int(year_text), value)

    def _split(self, row: Row, region: str, age: ages.AgeClass, year: int, value: float) -> None:
        """Births without the sex of the child: divided as births have been, and told of."""
        share = girls_share()
        self._put(row, region, 0, age, year, value * share)
        self._put(row, region, 1, age, year, value * (1 - share))
        text = "births without the sex of the child divided, {share:.4f} girls (method.csv)"
        self.leave(Message(text, share=share))

    def _no_county(self, row: Row, text: str) -> None:
        if ages.is_municipality(text) or ages.is_total(text):
            return self.leave(Message("municipalities and totals of regions"))
        near = nearest(text, set(ages.counties().values()))
        return self.fault(
            Message("unknown county"), row, text, Message("a Swedish county, by name or code"), near
        )

    def _value(self, row: Row, text: str) -> float | None:
        if not text.strip() or MISSING.fullmatch(text.strip()):
            self.fault(Message("the count is missing"), row, text, Message("a count"), None)
            return None
        try:
            value = float(int(text)) if text.isdecimal() else float(read_figure(text).value)
        except ValueError:
            self.fault(Message("not a number"), row, text, EXPECTED, None)
            return None
        if value < 0:
            self.fault(Message("a count below zero"), row, text, Message("0 or more"), None)
            return None
        return value

    def _put(
        self,
        row: Row,
        region: str,
        sex: int,
        age: ages.AgeClass,
        year: int,
        value: float,
    ) -> None:
        if age.kind == "unknown":
            self.unknown[region, year, sex] = self.unknown.get((region, year, sex), 0.0) + value
            return
        index = self.index(age)
        if index is None:
            return self.fault(
                Message("an age class wider than one year"),
                row,
                row[3],
                Message("single years"),
                None,
            )
        key = (region, year, sex, index)
        self.sums[key] = self.sums.get(key, 0.0) + value

    def finish(self, classes: int) -> Counts:
        for pair in ages.overlapping(list(self.labels)):
            words = " and ".join(pair)
            self.problems.append(
                Problem(
                    Message("age classes overlap"),
                    str(self.path),
                    value=words,
                    expected=Message("single years"),
                )
            )
        if not self.sums and not self.problems:
            self.problems.append(self._nothing())
        if self.problems:
            raise InputError(problems=by_cause(self.problems))
        regions = tuple(dict.fromkeys(key[0] for key in self.sums))
        years = tuple(sorted({key[1] for key in self.sums}))
        values = self._array(regions, years, classes)
        self._refuse_gaps(regions, years, values)
        notes = self._spread_unknown(regions, years, values)
        if self.problems:
            raise InputError(problems=by_cause(self.problems)[:MAX_PROBLEMS])
        left = tuple(
            Message("{file}: {number} rows: {what}", file=self.path.name, number=n, what=what)
            for what, n in self.left.items()
        )
        return Counts(regions, years, values, (*self.notes, *left, *notes))

    def _nothing(self) -> Problem:
        """Why a file gives no counts: it may hold totals and municipalities alone."""
        if not self.left:
            return Problem(Message("the file holds no counts"), str(self.path))
        text = Message("the file holds no counts by county, sex and single year of age")
        found = ", ".join(f"{n} rows: {what}" for what, n in self.left.items())
        return Problem(text, str(self.path), value=found)

    def _array(
        self, regions: tuple[str, ...], years: tuple[int, ...], classes: int
    ) -> NDArray[np.float64]:
        values = np.full((len(regions), len(years), 2, classes), np.nan)
        place, when = (
            {r: i for i, r in enumerate(regions)},
            {y: i for i, y in enumerate(years)},
        )
        for (region, year, sex, age), value in self.sums.items():
            values[place[region], when[year], sex, age] = value
        return values

    def _refuse_gaps(
        self,
        regions: tuple[str, ...],
        years: tuple[int, ...],
        values: NDArray[np.float64],
    ) -> None:
        for year in sorted(set(range(years[0], years[-1] + 1)) - set(years)):
            self.problems.append(
                Problem(Message("the year {year} is missing", year=year), str(self.path))
            )
        first = 15 if values.shape[-1] == 35 else 0
        holes: dict[tuple[int, int, int], list[int]] = {}
        for r, y, s, a in np.argwhere(np.isnan(values)):
            holes.setdefault((int(r), int(y), int(s)), []).append(first + int(a))
        # Ages that lack everywhere are one fault: by_cause counts its places.
        for (r, y, s), lacking in holes.items():
            place = Message(
                "{region}, {who}, {year}",
                region=regions[r], who=(Message("women"), Message("men"))[s], year=years[y],
            )  # fmt: skip
            text = Message("age {ages} is missing", ages=_ranges(lacking))
            wanted = Message("every single year")
            self.problems.append(Problem(text, str(self.path), None, place, None, wanted))

    def _spread_unknown(
        self,
        regions: tuple[str, ...],
        years: tuple[int, ...],
        values: NDArray[np.float64],
    ) -> tuple[str, ...]:
        """Counts without an age are given to the ages as the known counts are divided."""
        spread = 0.0
        for (region, year, sex), count in self.unknown.items():
            if count == 0:
                continue
            row = values[regions.index(region), years.index(year), sex]
            if not row.sum() > 0:
                message = Message(
                    "no known ages to spread {count:g} over: {region}, {year}",
                    count=count,
                    region=region,
                    year=year,
                )
                self.problems.append(Problem(message, str(self.path)))
                continue
            row += count * row / row.sum()
            spread += count
        if not spread:
            return ()
        text = "{file}: {count:g} without an age spread as the known ages"
        return (Message(text, file=self.path.name, count=spread),)
