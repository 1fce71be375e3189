"""What is said of staff and of owned bodies (*personal och ägande*)."""

from collections.abc import Mapping
from decimal import Decimal

from analysis import catalogue
from analysis.inputs.staff import Carried, Contribution, Staff
from analysis.report.blocks.parts import Parts, held
from analysis.report.blocks.sentence import Sentence

MNKR = {"mnkr": Decimal(1), "tkr": Decimal("0.001")}
"""What brings a printed amount to mnkr."""


def staff_of(view: Parts) -> Staff:
    """What the plan says of staff; asked only where it says something."""
    assert view.staff is not None
    return view.staff


def counted(view: Parts) -> bool:
    return view.staff is not None and bool(view.staff.groups)


def paid(view: Parts) -> bool:
    return view.staff is not None and bool(view.staff.contributions)


def held_by_frames(view: Parts) -> list[tuple[Contribution, Carried]]:
    """Amounts of money that are told to lie in a frame; none where the plan has no frames."""
    if view.staff is None or view.frames is None:
        return []
    found = view.staff.contributions
    return [(one, one.frame) for one in found if one.frame is not None and one.unit in MNKR]


def in_mnkr(one: Contribution) -> dict[int, float]:
    """The amount of a contribution by year, mnkr."""
    return {year: float(amount * MNKR[one.unit]) for year, amount in one.amounts.items()}


def whole_by_year(staff: Staff) -> dict[int, Decimal]:
    """The divisions whose staff is printed, together, by year."""
    return {
        year: sum(
            (g.count[year] for g in staff.groups if not g.part and year in g.count), Decimal()
        )
        for year in staff.years
    }


def say_headcount(view: Parts) -> str:
    """How many they are in the divisions that are printed, and since the earlier plan."""
    whole = whole_by_year(staff_of(view))
    first, last = min(whole), max(whole)
    if first == last:
        return view.text("says.headcount", count=_persons(view, whole[last]), year=last)
    return view.text(
        "says.headcount_since",
        count=_persons(view, whole[last]),
        year=last,
        before=_persons(view, whole[first]),
        first=first,
    )


def effects(found: tuple[Contribution, ...]) -> dict[int, Decimal]:
    """What the plan's frames change for owned bodies by year, mnkr: rows of one table, summed."""
    table = next((c.heading for c in found if len(c.amounts) > 1), None)
    sums: dict[int, Decimal] = {}
    for one in found if table else ():
        if one.heading == table:
            for year, amount in one.amounts.items():
                sums[year] = sums.get(year, Decimal()) + amount * MNKR[one.unit]
    return sums


def say_contributions(view: Parts) -> str:
    """What the amounts do to the plan's result, or how many are printed."""
    found = staff_of(view).contributions
    sums: Mapping[int, Decimal] = effects(found)
    if not sums:
        return view.text("says.contributions_printed", count=len(found))
    told = [
        f"{catalogue.number(float(v), 'mnkr', view.language, 0)} ({y})" for y, v in sums.items()
    ]
    words = catalogue.enumerate_words(told, view.language)
    return view.text("says.contributions", amounts=words)


def _persons(view: Parts, value: Decimal) -> str:
    return catalogue.number(float(value), "persons", view.language)


SENTENCES = (
    Sentence("headcount", held("staff", counted), say_headcount),
    Sentence("contributions", held("contributions", paid), say_contributions),
)
