"""In-migration packages (*inflyttningspaket*) as files: who comes, when, and how many stay."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from analysis.errors import InputError, Message, nearest
from analysis.inputs.demography_method import demography_folder
from analysis.inputs.documents import read_yaml
from analysis.inputs.places import SLUG, SLUG_WORDS
from analysis.inputs.table_spec import Strict
from analysis.inputs.validation import validate

Ages = dict[tuple[int, int], float]
"""Age classes (from, to), both included, to shares."""

SUM_SLACK = 1e-6
_CLASS = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")


@dataclass(frozen=True)
class Package:
    """An establishment. Shares are fractions.

    persons: everybody who moves in, workers and families, over the whole arrival.
    arrivals: share that comes each year from `first_year`; sums to 1.
    men: share of men among workers; accompanying adults are of the other sex in that proportion.
    adults, children: accompanying persons per worker.
    staying: share of those who came that lives there `staying_years` later.
    visitors: fly-in-fly-out workers per resident worker, who use care but pay tax elsewhere.
    visitor_care: their use of care as a share of that of a resident of the same age and sex.
    """

    name: str
    question: str
    persons: float
    first_year: int
    arrivals: tuple[float, ...]
    men: float
    worker_ages: Ages
    adults: float
    adult_ages: Ages
    children: float
    child_ages: Ages
    staying: float
    staying_years: int
    visitors: float
    visitor_care: float
    title: str | None = None
    title_en: str | None = None
    question_en: str | None = None


def _classes(shares: dict[str | int, float]) -> dict[str | int, float]:
    ages(shares)
    return shares


def ages(shares: dict[str | int, float]) -> Ages:
    """Classes such as "20-29": 0.3 or 19: 0.1. Raises ValueError: overlaps, a sum that is not 1."""
    found: Ages = {}
    for label, share in shares.items():
        match = _CLASS.fullmatch(str(label))
        low, high = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if not low <= high <= 100:
            raise ValueError(Message("ages such as 20-29, from 0 to 100"))
        if any(low <= h and l <= high for l, h in found):  # noqa: E741
            raise ValueError(Message("age classes that do not overlap ({label})", label=label))
        if share < 0:
            raise ValueError(Message("shares of 0 or more"))
        found[low, high] = share
    if abs(sum(found.values()) - 1) > SUM_SLACK:
        raise ValueError(
            Message("shares that sum to 1 (they sum to {found:g})", found=sum(found.values()))
        )
    return found


def _whole(arrivals: list[float]) -> list[float]:
    if not arrivals or min(arrivals) < 0 or abs(sum(arrivals) - 1) > SUM_SLACK:
        raise ValueError(Message("shares per year that sum to 1"))
    return arrivals


AgeShares = Annotated[dict[str | int, float], AfterValidator(_classes)]
Share = Annotated[float, Field(ge=0, le=1)]


class Workers(Strict):
    """The workers: share of men, and ages."""

    men: Share
    ages: AgeShares


class Family(Strict):
    """Accompanying persons per worker, and ages."""

    per_worker: Annotated[float, Field(ge=0, le=10)]
    ages: AgeShares


class Staying(Strict):
    """Share of those who came that is still there after some years."""

    share: Annotated[float, Field(gt=0, le=1)]
    after_years: Annotated[int, Field(ge=1, le=50)]


class Visitors(Strict):
    """Fly-in-fly-out workers per resident worker, and their use of care against a resident's."""

    per_worker: Annotated[float, Field(ge=0, le=20)]
    care: Share


class PackageFile(Strict):
    """The form of a package file."""

    question: str
    question_en: str | None = None
    title: str | None = None
    title_en: str | None = None
    persons: Annotated[float, Field(gt=0, le=1_000_000)]
    first_year: Annotated[int, Field(ge=1968, le=2200)]
    arrivals: Annotated[list[float], AfterValidator(_whole)]
    workers: Workers
    adults: Family
    children: Family
    stays: Staying
    fly_in_fly_out: Visitors
    status: str
    note: str | None = None


def package_files(folder: Path | None = None) -> dict[str, Path]:
    """The packages that come with the project, by name."""
    where = (folder or demography_folder()) / "packages"
    return {path.stem: path for path in sorted(where.glob("*.yml"))}


def read_package(name_or_path: str | Path) -> Package:
    """Read a package by name or path. Raises InputError with every fault, each with its line."""
    path = _package_path(name_or_path)
    file = validate(read_yaml(path), PackageFile)
    return Package(
        name=path.stem,
        question=file.question,
        persons=file.persons,
        first_year=file.first_year,
        arrivals=tuple(file.arrivals),
        men=file.workers.men,
        worker_ages=ages(file.workers.ages),
        adults=file.adults.per_worker,
        adult_ages=ages(file.adults.ages),
        children=file.children.per_worker,
        child_ages=ages(file.children.ages),
        staying=file.stays.share,
        staying_years=file.stays.after_years,
        visitors=file.fly_in_fly_out.per_worker,
        visitor_care=file.fly_in_fly_out.care,
        title=file.title,
        title_en=file.title_en,
        question_en=file.question_en,
    )


def _package_path(name_or_path: str | Path) -> Path:
    """Where a package is, by name or path, if its name can be that of a scenario."""
    known = package_files()
    path = known.get(str(name_or_path), Path(name_or_path))
    if not path.is_file():
        raise InputError(
            Message("there is no such package"),
            value=name_or_path,
            expected=Message("one of: {names}", names=", ".join(known)),
            nearest=nearest(str(name_or_path), known),
        )
    if not SLUG.fullmatch(path.stem):
        raise InputError(
            Message("the file name cannot name a scenario"), file=path, expected=SLUG_WORDS
        )
    return path
