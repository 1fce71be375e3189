"""What a batch comes to, in words from its numbers."""

from markupsafe import Markup

from analysis import catalogue
from analysis.report.chapters.batch.view import BANDS, BatchView, Failures, Fan, held, reports
from analysis.study.labels import bands


def say_size(view: BatchView) -> Markup:
    """The question, and how many members answer it."""
    ((members,),) = view.rows("SELECT count(*) FROM assumptions")
    count = catalogue.number(float(members), "persons", view.language, 0)
    words = view.text(
        "batch.size", members=count, plan=view.about["plan"], scenario=view.about["scenario"]
    )
    return Markup("<p>{}</p><p>{}</p>").format(view.about["question"], words)


def say_members(view: BatchView) -> str:
    """How many members have reports of their own, which the list leads to."""
    count = len(reports(view))
    if not count:
        return view.text("batch.no_members")
    return view.text("batch.with_reports", count=count)


def say_fan(fan: Fan) -> str:
    """Where the middle begins and ends."""
    first, last = (fan.amount(float(fan.found[i, 4])) for i in (0, -1))
    label = fan.view.label(fan.line)
    return fan.view.text("batch.fan", label=label, first=first, last=last)


def bands_of(fan: Fan) -> str:
    """How much of the outcomes the bands hold, by the names of their edges."""
    return bands(sorted(float(name.removeprefix("p")) for name in BANDS), fan.view.language)


def describe_fan(fan: Fan) -> str:
    """The bands in the last year."""
    first, last, *_, middle = map(float, fan.found[-1])
    low, high = map(fan.amount, catalogue.interval(first, last))
    return fan.view.text(
        "batch.fan_alt",
        label=fan.view.label(fan.line),
        unit=fan.view.text(f"unit.{catalogue.unit(fan.line)}"),
        bands=bands_of(fan),
        year=fan.years[-1],
        low=low,
        high=high,
        middle=fan.amount(middle),
    )


def say_failures(found: Failures) -> str:
    """What is seen."""
    return found.view.text("batch.failures")


def describe_failures(found: Failures) -> str:
    """The goal that is missed most often."""
    goal, years, share = found.worst
    written = catalogue.amount(share, "pct", found.view.language, 0)
    return found.view.text("batch.failures_alt", goal=goal, years=years, share=written)


def say_held(view: BatchView) -> str:
    """What is said of draws that would have ended out of bounds; nothing where none is drawn."""
    counts = held(view)
    if not counts:
        return ""
    beyond = [
        f"{name} {catalogue.number(count, 'persons', view.language)}"
        for name, count in counts.items()
        if count
    ]
    if not beyond:
        return view.text("batch.held.none")
    return view.text("batch.held", counts=catalogue.enumerate_words(beyond, view.language))
