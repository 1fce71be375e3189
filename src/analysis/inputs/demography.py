"""Population, deaths and births by county, sex and age (*befolkningsstatistik*)."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.errors import InputError, Message, Problem, nearest, verbatim
from analysis.inputs.demography_ages import county_code
from analysis.inputs.demography_method import demography_folder
from analysis.inputs.demography_table import MAX_PROBLEMS, Counts, Kind, read_counts

Array = NDArray[np.float64]

SWEDEN = "Riket"
COUNTIES = 21


@dataclass(frozen=True)
class Demography:
    """Counts of R regions and Y successive years; sex 0 is female, 1 male.

    population (R, Y, 2, 101): 31 December, ages 0-99 and 100+.
    deaths (R, Y, 2, 101): in the year, by age at death.
    births (R, Y, 2, 35): in the year, by sex of child and age of mother 15-49.
    notes: rules that were applied on reading, in words.
    """

    regions: tuple[str, ...]
    years: tuple[int, ...]
    population: Array
    deaths: Array
    births: Array
    notes: tuple[str, ...] = ()

    def region(self, name: str) -> int:
        """The place of a region. Raises InputError with the nearest name."""
        if name not in self.regions:
            raise InputError(
                Message("there are no figures for this region"),
                value=name,
                expected=Message(
                    "one of: {names}; or figures of it (`data fetch`, `data add`) with --figures",
                    names=", ".join(self.regions),
                ),
                nearest=nearest(name, self.regions),
            )
        return self.regions.index(name)

    def year(self, year: int) -> int:
        """The place of a year. Raises InputError."""
        if year not in self.years:
            span = f"{self.years[0]}-{self.years[-1]}"
            raise InputError(
                Message("there are no figures for this year"), value=year, expected=verbatim(span)
            )
        return year - self.years[0]

    def of(self, *names: str) -> "Demography":
        """Only these regions."""
        rows = [self.region(name) for name in names]
        return Demography(
            names, self.years, self.population[rows], self.deaths[rows], self.births[rows],
            self.notes)  # fmt: skip

    def national(self) -> "Demography":
        """Sweden as one region: its own rows, or the sum when all 21 counties are there."""
        if SWEDEN in self.regions:
            return self.of(SWEDEN)
        if len(self.regions) != COUNTIES:
            raise InputError(
                Message("the national age patterns need Sweden or all its counties"),
                value=len(self.regions),
                expected=Message(
                    "a region {sweden!r}, or {counties} counties", sweden=SWEDEN, counties=COUNTIES
                ),
            )
        return Demography(
            (SWEDEN,),
            self.years,
            self.population.sum(axis=0, keepdims=True),
            self.deaths.sum(axis=0, keepdims=True),
            self.births.sum(axis=0, keepdims=True),
            self.notes,
        )

    def beside(self, other: "Demography") -> "Demography":
        """These regions and those of others, of the same years."""
        return Demography(
            (*self.regions, *other.regions),
            self.years,
            np.concatenate([self.population, other.population]),
            np.concatenate([self.deaths, other.deaths]),
            np.concatenate([self.births, other.births]),
            (*self.notes, *other.notes),
        )

    def until(self, year: int) -> "Demography":
        """Only what was known at the end of `year`: a backtest must not see further."""
        end = self.year(year) + 1
        return Demography(
            self.regions,
            self.years[:end],
            self.population[:, :end],
            self.deaths[:, :end],
            self.births[:, :end],
            self.notes,
        )


def read_demography(population: Path, deaths: Path, births: Path) -> Demography:
    """Read and check three tables. Raises InputError with every fault that was found."""
    tables: dict[Kind, Counts] = {
        "population": read_counts(population, "population"),
        "deaths": read_counts(deaths, "deaths"),
        "births": read_counts(births, "births"),
    }
    first = tables["population"]
    problems = []
    for kind, table in tables.items():
        if set(table.regions) != set(first.regions):
            odd = sorted(set(table.regions) ^ set(first.regions))
            problems.append(
                Problem(
                    Message(
                        "{kind} and population differ in regions: {names}",
                        kind=kind,
                        names=", ".join(odd),
                    )
                )
            )
        if table.years != first.years:
            problems.append(Problem(Message("{kind} and population differ in years", kind=kind)))
    if problems:
        raise InputError(problems=problems)
    people, died, born = (
        t.values[[t.regions.index(r) for r in first.regions]] for t in tables.values()
    )
    notes = tuple(note for table in tables.values() for note in table.notes)
    found = Demography(first.regions, first.years, people, died, born, notes)
    refuse_impossible_deaths(found, deaths)
    return found


def refuse_impossible_deaths(data: Demography, file: Path) -> None:
    """More deaths at an age than people who could have been that age in the year.

    Those who can die at age x in year t were x or x-1 at the end of t-1, or were born in t. One
    year-end count alone would refuse good data: at high ages most of the few who are left die.
    """
    before = data.population[:, :-1]
    could = before.copy()
    could[..., 1:] += before[..., :-1]
    could[..., 0] += data.births[:, 1:].sum(axis=-1)
    problems = [
        Problem(
            Message(
                "more deaths than people: {regions}, {value}, age {a}, {years}",
                regions=data.regions[r],
                value=("women", "men")[s],
                a=a,
                years=data.years[y + 1],
            ),
            str(file),
            value=f"{data.deaths[r, y + 1, s, a]:g}",
            expected=Message("at most {could:g}", could=could[r, y, s, a]),
        )
        for r, y, s, a in np.argwhere(data.deaths[:, 1:] > could)[:MAX_PROBLEMS]
    ]
    if problems:
        raise InputError(problems=problems)


def read_folder(folder: Path | None = None, county: str | None = None) -> Demography:
    """The figures of a folder with population.csv, deaths.csv and births.csv; ours by default.

    A county that these do not hold is read too, where the folder has it by its code under
    `counties/`: a plan needs one county beside the nation, and all 21 take seconds to read.
    """
    where = folder or demography_folder()
    found = _whole(where)
    code = None if county is None or county in found.regions else county_code(county)
    own = where / "counties" / code if code else None
    return found.beside(_whole(own)) if own is not None and own.is_dir() else found


def _whole(folder: Path) -> Demography:
    return read_demography(*(folder / f"{k}.csv" for k in ("population", "deaths", "births")))
