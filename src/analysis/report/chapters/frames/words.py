"""What frames come to and what changes them, in words from the results (*ramar*)."""

from analysis import catalogue
from analysis.report.blocks.pairs import Pairs
from analysis.report.blocks.parts import Parts
from analysis.report.chapters.frames import choice


def frame_steps(view: Parts) -> tuple[str, int, float, float, Pairs]:
    """The waterfall: unit, year, opening and closing net cost, and what moves it (mnkr, cost +)."""
    assert view.frames is not None
    chosen = choice.main_unit(view.frames)
    assert chosen is not None
    unit, year = chosen
    t = view.frames.years.index(year)
    values = {
        p: float(view.frames.values(p, unit.id)[t]) for p in (*choice.SHOWN, "opening", "closing")
    }
    steps = [(view.text(f"part.{p}"), -values[p]) for p in choice.SHOWN if abs(values[p]) > 0.005]
    label = unit.label(view.language)
    return label, year, -values["opening"], -values["closing"], steps


def say_waterfall(view: Parts) -> str:
    """From where to where the frame goes, and what changes it most."""
    unit, year, start, end, steps = frame_steps(view)
    most = max(steps, key=lambda step: abs(step[1]), default=("", 0.0))
    return view.text(
        "says.waterfall" if steps else "says.still",
        unit=unit,
        year=year,
        start=view.amount(start),
        end=view.amount(end),
        most=most[0].lower(),
        value=catalogue.signed(most[1], "mnkr", view.language, 1),
    )


def describe_waterfall(view: Parts) -> str:
    """Every step of the waterfall in words."""
    unit, year, start, end, steps = frame_steps(view)
    moved = "; ".join(f"{n} {catalogue.signed(v, 'mnkr', view.language, 1)}" for n, v in steps)
    return view.text("alt.waterfall", unit=unit, year=year, start=view.amount(start),
                     end=view.amount(end), moved=moved)  # fmt: skip


def frame_bars(view: Parts) -> tuple[int, Pairs]:
    """Net cost by unit in one year, the largest first, mnkr."""
    assert view.frames is not None
    chosen = choice.bars_of(view.frames)
    assert chosen is not None
    units, year = chosen
    t = view.frames.years.index(year)
    found = [
        (u.label(view.language), -float(view.frames.values("closing", u.id)[t])) for u in units
    ]
    return year, sorted(found, key=lambda pair: -pair[1])


def holds_waterfall(view: Parts) -> bool:
    """Whether a table prints a frame in parts."""
    return view.frames is not None and choice.main_unit(view.frames) is not None


def holds_changes(view: Parts) -> bool:
    """Whether a plan prints changes of a unit that it prints no frame of."""
    found = view.frames
    return found is not None and bool(choice.changes_alone(found))


def holds_items(view: Parts) -> bool:
    """Whether a plan prints what the changes of a frame are made of."""
    return view.frames is not None and bool(view.frames.frames.items)


def holds_bars(view: Parts) -> bool:
    """Whether any unit has a cost frame."""
    return view.frames is not None and choice.bars_of(view.frames) is not None
