"""Regions, sexes and age classes as statistics write them, and what each class is counted as."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

OLDEST = 100
YOUNGEST_MOTHER, OLDEST_MOTHER = 15, 49

FEMALE_WORDS = frozenset({"female", "females", "women", "woman", "kvinnor", "kvinna", "flickor",
                          "girls", "k", "f", "2"})  # fmt: skip
MALE_WORDS = frozenset({"male", "males", "men", "man", "män", "pojkar", "boys", "m", "1"})

_RANGE = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})")
_UP = re.compile(r"(\d{1,3})\s*(?:\+|[-–]|w)")
_DOWN = re.compile(r"(?:<|[-–])\s*(\d{1,3})")
_UNKNOWN = re.compile(r"no information|uppgift saknas|okänd\w*|unknown", re.IGNORECASE)
_TOTAL = re.compile(r"(tot\w*|all|samtliga|both)\b.*", re.IGNORECASE)


@dataclass(frozen=True)
class AgeClass:
    """An age class: its kind and the ages from `low` to `high` (None: no upper end)."""

    kind: Literal["years", "unknown", "total"]
    low: int = 0
    high: int | None = None


@cache
def counties() -> dict[str, str]:
    """Every way to write a county (*län*), folded, to its Swedish name."""
    text = (files("analysis.inputs") / "counties.csv").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for row in csv.DictReader(text.splitlines(), delimiter=";"):
        genitive = row["name"] if row["name"].endswith("s") else row["name"] + "s"
        for form in (row["code"], row["name"], row["ascii"], f"{genitive} län"):
            found[form.casefold()] = row["name"]
            found[f"{row['code']} {form}".casefold()] = row["name"]
    return found


def county(text: str) -> str | None:
    """The Swedish name of a county written as name, code, or without diacritics; None if none."""
    return counties().get(text.strip().casefold())


def sex(text: str) -> int | None:
    """0 for women, 1 for men, None for a total or anything else."""
    word = text.strip().casefold()
    return 0 if word in FEMALE_WORDS else 1 if word in MALE_WORDS else None


@cache
def age_class(text: str) -> AgeClass | None:
    """The class that an age label names; None when it is no age."""
    label = re.sub(r"\s*(år|years?|age)\s*$", "", text.strip(), flags=re.IGNORECASE)
    label = re.sub(r"^(under)\s*(?=\d)", "<", label, flags=re.IGNORECASE)
    if _UNKNOWN.fullmatch(label):
        return AgeClass("unknown")
    if _TOTAL.fullmatch(label):
        return AgeClass("total")
    if re.fullmatch(r"\d{1,3}", label):
        return AgeClass("years", int(label), int(label))
    if found := _RANGE.fullmatch(label):
        return AgeClass("years", int(found[1]), int(found[2]))
    if found := _UP.fullmatch(label):
        return AgeClass("years", int(found[1]), None)
    if found := _DOWN.fullmatch(label):
        below = int(found[1]) - (1 if label.startswith("<") else 0)
        return AgeClass("years", 0, below)
    return None


def person_age(age: AgeClass) -> int | None:
    """The index 0-100 of a class of persons; None when it is wider than one year.

    Ages above 100 are counted in 100+.
    """
    if age.low >= OLDEST:
        return OLDEST
    return age.low if age.high == age.low else None


def mother_age(age: AgeClass) -> int | None:
    """The index 0-34 of a class of mothers, ages 15-49; None when it is wider than one year.

    Births below 15 are counted at 15 and births above 49 at 49: the open classes of the statistics.
    """
    if age.low >= OLDEST_MOTHER:
        return OLDEST_MOTHER - YOUNGEST_MOTHER
    if age.high is not None and age.high <= YOUNGEST_MOTHER:
        return 0
    return age.low - YOUNGEST_MOTHER if age.high == age.low else None


def overlapping(labels: list[str]) -> list[tuple[str, str]]:
    """Pairs of age labels that share an age, each class against those that begin within it."""
    classes = sorted(
        (age.low, 999 if age.high is None else age.high, label)
        for label in labels
        if (age := age_class(label)) is not None and age.kind == "years"
    )
    pairs = []
    reach, widest = -1, ""
    for low, high, label in classes:
        if low <= reach:
            pairs.append((widest, label))
        if high > reach:
            reach, widest = high, label
    return pairs
