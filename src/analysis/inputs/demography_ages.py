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
_TOTAL = re.compile(
    r"(tot\w*|all|alla|samtliga|both|båda|persons|personer|1\+2|"
    r"(kvinnor och män|män och kvinnor|(wo)?men and (wo)?men|males and females))\b.*",
    re.IGNORECASE,
)
_MUNICIPALITY = re.compile(r"\d{4}(?: .*)?")

COLUMNS = {
    "region": {"region", "regions", "lan", "län", "county", "counties", "område"},
    "sex": {"sex", "kon", "kön", "gender", "barnets kön", "barnets kon", "barnkon", "sex of child",
            "sex of the child", "child's sex"},
    "age": {"age", "alder", "ålder", "ages", "moderns ålder", "moderns alder", "aldermoder",
            "age of mother", "mother's age", "mothers age", "maternal age", "age of the mother",
            "ålder (under året)", "age (during the year)", "alderundaret"},
    "year": {"year", "years", "ar", "år", "tid", "time", "period"},
}  # fmt: skip
"""Headings of columns in Swedish and English, as texts and as the codes of SCB."""
KINDS = {
    "population": ("folkmängd", "population", "befolkning"),
    "deaths": ("döda", "deaths", "dödsfall"),
    "births": ("levande födda", "födda", "live births", "births"),
    "in_migration": ("inflyttningar", "inflyttade", "in-migration", "inmigration", "inmigrated"),
    "out_migration": (
        "utflyttningar",
        "utflyttade",
        "out-migration",
        "outmigration",
        "outmigrated",
    ),
    "prognosis": ("folkmängd", "framskriven folkmängd", "population", "projected population"),
}
"""What the contents of each kind of figures are called."""


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
        english = [f"{name} county" for name in (row["name"], row["ascii"])]
        for form in (row["code"], row["name"], row["ascii"], f"{genitive} län", *english):
            found[form.casefold()] = row["name"]
            found[f"{row['code']} {form}".casefold()] = row["name"]
    return found


@cache
def county(text: str) -> str | None:
    """The Swedish name of a county written as name or code, in Swedish or English; None if none."""
    return counties().get(text.strip().casefold())


def county_code(name: str) -> str | None:
    """The code of a county by its Swedish name; None where there is none of that name."""
    return next((c for c, named in counties().items() if named == name and c.isdecimal()), None)


@cache
def is_municipality(text: str) -> bool:
    """Whether a region is a municipality: four figures, as in `2580 Luleå`."""
    return bool(_MUNICIPALITY.fullmatch(text.strip()))


@cache
def is_total(text: str) -> bool:
    """Whether a label names the whole: totalt, both sexes, 1+2."""
    return bool(_TOTAL.fullmatch(text.strip()))


def column_role(heading: str) -> str | None:
    """What a column with this heading holds: region, sex, age or year; None when unknown."""
    word = heading.strip().casefold()
    return next((role for role, words in COLUMNS.items() if word in words), None)


def is_of(kind: str, text: str) -> bool:
    """Whether a heading or value names the contents of this kind of figures."""
    return text.strip().casefold() in KINDS.get(kind, ())


@cache
def known(text: str) -> bool:
    """Whether a label is a county, sex or age."""
    return county(text) is not None or sex(text) is not None or age_class(text) is not None


def all_are(role: str, texts: set[str]) -> bool:
    """Whether every text of a column is of this role, so that its heading need not be known."""
    found = {text for text in texts if text}
    test = {
        "region": lambda t: county(t) is not None or is_municipality(t),
        "sex": lambda t: sex(t) is not None or is_total(t),
        "age": lambda t: age_class(t) is not None,
        "year": lambda t: bool(re.fullmatch(r"(?:18|19|20)\d{2}", t)),
    }[role]
    return bool(found) and all(map(test, found)) and (role != "age" or len(found) > 2)


@cache
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
