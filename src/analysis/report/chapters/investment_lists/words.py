"""What the investment lists come to, in words from the results (*investeringslistor*)."""

from collections.abc import Callable

import numpy as np

from analysis import catalogue
from analysis.inputs.investments import Investment
from analysis.model.investment_projection import InvestmentProjection
from analysis.report.blocks.pairs import Pairs
from analysis.report.blocks.parts import Parts


def investment_pairs(view: Parts, key: Callable[[Investment], str]) -> tuple[int, Pairs]:
    """The year of the lists, and their sums by what `key` says, the largest first, mnkr."""
    assert view.investments is not None
    sums = view.investments.sums(key)
    pairs = [(name or view.text("table.no_division"), value) for name, value in sums.items()]
    year = view.investments.investments.items[0].year
    return year, sorted(pairs, key=lambda pair: -pair[1])


def divisions(view: Parts) -> tuple[int, Pairs]:
    """Investments by division or district."""
    return investment_pairs(view, lambda item: item.division)


def types(view: Parts) -> tuple[int, Pairs]:
    """Investments by category."""
    assert view.investments is not None
    names = view.investments.investments.file.categories
    return investment_pairs(view, lambda i: str(getattr(names[i.category].label, view.language)))


def reinvestment(view: Parts) -> tuple[int, Pairs]:
    """Investments by kind beside the depreciation of the same year, mnkr."""
    assert view.investments is not None
    found = view.investments
    sums = found.sums(lambda item: item.kind)
    year = found.investments.items[0].year
    pairs = [(view.text(f"kind.{k}"), sums[k]) for k in ("reinvestment", "new", "unspecified")
             if k in sums]  # fmt: skip
    written = _published(found, year)
    return year, [*pairs, *([(view.text("kind.depreciation"), written)] if written else [])]


def _published(found: InvestmentProjection, year: int) -> float | None:
    if found.published is None or year not in found.years:
        return None
    return float(found.published[found.years.index(year)])


def say_reinvestment(view: Parts) -> str:
    """Re-investment as a share of depreciation."""
    assert view.investments is not None
    year, _ = reinvestment(view)
    written = _published(view.investments, year)
    again = view.investments.sums(lambda item: item.kind).get("reinvestment", 0.0)
    if not written:
        return view.text("says.reinvestment_alone", value=view.amount(again), year=year)
    share = catalogue.amount(100 * again / written, "pct", view.language, 0)
    return view.text("says.reinvestment", share=share, year=year)


def depreciation_layers(view: Parts) -> list[tuple[str, np.ndarray]]:
    """Existing assets, listed items by category and other spending: depreciation by year."""
    assert view.investments is not None
    found = view.investments
    layers = []
    if found.existing is not None:
        layers.append((view.text("table.existing"), found.existing))
    equipment, buildings = np.zeros(len(found.years)), np.zeros(len(found.years))
    for name, values in found.by_category.items():
        if found.investments.file.categories[name].components:
            buildings = buildings + values
        else:
            equipment = equipment + values
    layers += [(view.text("chart.buildings"), buildings), (view.text("chart.equipment"), equipment)]
    if found.rest is not None:
        layers.append((view.text("chart.rest"), found.rest))
    return [(name, values) for name, values in layers if values.any()]


def say_depreciation(view: Parts) -> str:
    """How much of the plan's depreciation is explained."""
    assert view.investments is not None
    found = view.investments
    if found.explained is None or found.published is None:
        listed = sum(found.by_category.values(), np.zeros(len(found.years)))
        return view.text("says.depreciation_alone", value=view.amount(float(listed.max())))
    last = len(view.view.projection.plan.budget_years) - 1
    share = catalogue.amount(
        100 * found.explained[last] / found.published[last], "pct", view.language, 0
    )
    return view.text("says.depreciation", share=share, year=found.years[last])


def describe_depreciation(view: Parts) -> str:
    """Each layer's first and last year in words."""
    assert view.investments is not None
    years = view.investments.years
    said = "; ".join(
        f"{name} {view.money(float(v[0]))}–{view.money(float(v[-1]))}"
        for name, v in depreciation_layers(view)
    )
    return view.text("alt.depreciation", start=years[0], end=years[-1], said=said)


def published_line(view: Parts) -> tuple[str, np.ndarray] | None:
    """The plan's own depreciation, where it prints one."""
    assert view.investments is not None
    found = view.investments.published
    return None if found is None else (view.text("chart.published"), found)
