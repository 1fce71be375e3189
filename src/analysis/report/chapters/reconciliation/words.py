"""How well the plan is reproduced, in sentences (*avstämning*)."""

from markupsafe import Markup

from analysis import catalogue
from analysis.report.blocks.view import View
from analysis.report.chapters.reconciliation.tables import compared, printed_figures
from analysis.study.lacking import added_words


def say_rounding(view: View) -> str:
    """How many printed figures are reproduced, and the one that differs most; closed, what a plan
    without all its tables holds as printed."""
    said, more = _reproduced(view), _would_add(view)
    if not more:
        return said
    items = Markup("").join(Markup("<li>{}</li>").format(each) for each in more)
    return Markup(
        '<p class="headline">{}</p><details class="data"><summary>{}</summary><ul>{}</ul></details>'
    ).format(said, view.text("rounding.would_add"), items)


def _would_add(view: View) -> list[str]:
    """What a plan without all its tables holds as printed, and what which figures would add."""
    words = added_words(view.projection, view.language)
    return [f"{message.said(view.language)}." for message in words]


def _reproduced(view: View) -> str:
    figures = printed_figures(view)
    if not figures:
        return view.text("rounding.none")
    near = [item for item in figures if abs(item.difference) < item.step]
    worst = max(figures, key=lambda item: abs(item.difference) / item.step)
    return view.text(
        "rounding.says",
        near=len(near),
        count=len(figures),
        label=view.label(worst.line),
        year=worst.year,
        difference=catalogue.signed(worst.difference, "", view.language, 2),
    )


def say_add_factors(view: View) -> str:
    """How many add factors there are, and which lines have large ones."""
    compared(view)
    items = view.projection.add_factors
    if not items:
        return view.text("add_factors.says.none")
    large = dict.fromkeys(item.line for item in items if item.flagged)
    if not large:
        return view.text("add_factors.says.small", count=len(items))
    names = catalogue.enumerate_words([view.label(line) for line in large], view.language)
    count = sum(item.flagged for item in items)
    return view.text("add_factors.says.large", count=len(items), large=count, names=names)
