"""The itemised investments of a plan: sums, depreciation by category, what is left to explain."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.inputs.investments import Investment, Investments, read_investments
from analysis.inputs.investments_schema import Category
from analysis.model.investment_lists import art_amount, list_depreciation, run_off, slipped
from analysis.model.projection import Projection

Array = np.ndarray


@dataclass(frozen=True)
class InvestmentProjection:
    """Investments of a plan under a scenario; money in mnkr, depreciation positive."""

    investments: Investments
    projection: Projection

    @property
    def years(self) -> tuple[int, ...]:
        return self.projection.years

    def sums(self, key: Callable[[Investment], str], list_: str | None = None) -> dict[str, float]:
        """Sums of items by what `key` says of each, in the order of the lists, mnkr."""
        found: dict[str, float] = {}
        for item in self.investments.items:
            if list_ in (None, item.list):
                found[key(item)] = found.get(key(item), 0.0) + (item.amount or 0.0)
        return found

    @cached_property
    def by_category(self) -> dict[str, Array]:
        """Avskrivning of the listed items by category, mnkr (T,)."""
        file = self.investments.file
        return {
            name: self._depreciation(name, category)
            for name, category in file.categories.items()
            if any(item.category == name for item in self.investments.items)
        }

    def _depreciation(self, name: str, category: Category) -> Array:
        items = [i for i in self.investments.items if i.category == name and i.amount is not None]
        shares, lives = lives_of(category)
        first = min((i.start_year for i in items), default=self.years[0])
        span = np.arange(min(first, self.years[0]), self.years[-1] + 1)
        by_start = np.zeros(len(span))
        for item in items:
            if item.start_year <= span[-1]:
                by_start[item.start_year - span[0]] += item.amount or 0.0
        used = slipped(by_start, self.slippage(name))
        return list_depreciation(used, span, np.array(self.years), shares, lives)

    def slippage(self, category: str) -> float:
        """The share of a year's investments of a category that moves to the next year."""
        found = self.investments.file.slippage
        return found.by_category.get(category, found.share) if found else 0.0

    @cached_property
    def not_itemised(self) -> dict[int, float]:
        """Spending beyond the lists, mnkr by year: decided frames, then the projection's own."""
        decided = dict(self.investments.decided)
        spending = self.projection.lines.get("capital_expenditure")
        for year, value in zip(self.years, () if spending is None else spending, strict=False):
            if decided and year > max(self.investments.decided):
                decided[year] = float(value)
        listed: dict[int, float] = {}
        for item in self.investments.items:
            listed[item.year] = listed.get(item.year, 0.0) + (item.amount or 0.0)
        return {year: total - listed.get(year, 0.0) for year, total in decided.items()}

    @cached_property
    def rest(self) -> Array | None:
        """Avskrivning of spending that is not itemised, over the mean life, mnkr (T,)."""
        life = self.projection.nodes.get("asset_life")
        if life is None or not self.not_itemised:
            return None
        years = np.array(sorted(self.not_itemised))
        spending = np.array([self.not_itemised[int(year)] for year in years])
        one, lives = np.ones(1), np.array([float(life.flat[0])])
        return list_depreciation(spending, years + 1, np.array(self.years), one, lives)

    @cached_property
    def existing(self) -> Array | None:
        """Run-off of the assets at the start, mnkr (T,); None when the plan does not hold them."""
        value, published = self.projection.nodes.get("opening_fixed_assets"), self.published
        if value is None or published is None:
            return None
        return run_off(float(value.flat[0]), float(published[0]), len(self.years))

    @cached_property
    def published(self) -> Array | None:
        """Avskrivningar of the plan's income statement, mnkr, positive (T,)."""
        found = self.projection.lines.get("depreciation")
        return None if found is None else -np.asarray(found, dtype=float)

    @cached_property
    def explained(self) -> Array | None:
        """Existing assets, listed items and other frames together, mnkr (T,)."""
        if self.existing is None:
            return None
        listed = sum(self.by_category.values(), np.zeros(len(self.years)))
        return self.existing + listed + (0.0 if self.rest is None else self.rest)

    @cached_property
    def art(self) -> tuple[float, float] | None:
        """One per cent for art, mnkr: what the share gives, and what the lists hold as art."""
        rule = self.investments.file.art
        if rule is None:
            return None
        cost = sum(
            item.amount or 0.0
            for item in self.investments.items
            if item.category in rule.categories and item.kind in rule.kinds
        )
        kept = [c for c, found in self.investments.file.categories.items() if not _wears(found)]
        held = sum(i.amount or 0.0 for i in self.investments.items if i.category in kept)
        return float(art_amount(np.array(cost), np.array(rule.share))), held


def lives_of(category: Category) -> tuple[Array, Array]:
    """Shares (C,) and useful lives (C,), years; empty for what is not written off."""
    if category.components:
        parts = category.components.values()
        return np.array([p.share for p in parts]), np.array([p.life for p in parts])
    return (np.ones(1), np.array([category.life])) if category.life else (np.empty(0), np.empty(0))


def _wears(category: Category) -> bool:
    return bool(category.components) or category.life is not None


def project_investments(
    projection: Projection, investments: Investments | None = None
) -> InvestmentProjection | None:
    """The itemised investments of the plan behind a projection; None when it holds none."""
    found = investments if investments is not None else read_investments(projection.plan)
    return None if found is None else InvestmentProjection(found, projection)
