"""The form of `investments.yml`: itemised lists, categories with useful lives, frames."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from analysis.errors import Message
from analysis.inputs.plan_schema import Label, Source, Status
from analysis.inputs.table_spec import Strict

Share = Annotated[float, Field(ge=0, le=1)]
Life = Annotated[float, Field(gt=0, le=200)]
Kind = Literal["new", "reinvestment", "unspecified"]


class Stated(Strict):
    """What is said of an assumption: its status and its source, or why it is assumed."""

    status: Status
    source: Source | None = None
    note: str | None = None

    @model_validator(mode="after")
    def explained(self) -> "Stated":
        if self.status == "published" and self.source is None:
            raise ValueError(Message("a source, since the status is published"))
        if self.source is None and not self.note:
            raise ValueError(Message("a source, or a note that says why it is assumed"))
        return self


class Component(Strict):
    """A part of a building with a life of its own (*komponent*)."""

    label: Label
    share: Share
    life: Life


class Category(Stated):
    """A category of assets: one useful life, components with one each, or none (art)."""

    label: Label
    life: Life | None = None
    components: dict[str, Component] = {}

    @model_validator(mode="after")
    def shares_of_one(self) -> "Category":
        total = sum(part.share for part in self.components.values())
        if self.components and abs(total - 1) > 1e-6:
            raise ValueError(
                Message("the shares of the components to add up to 1, not {total:g}", total=total)
            )
        if self.components and self.life is not None:
            raise ValueError(Message("either a life or components"))
        return self


class ItemList(Strict):
    """An itemised list: which columns say what. `category` holds for all, `categories` by type."""

    table: str
    label: Label
    year: int
    start_year: int | None = None
    scale: float = 1.0
    amount: str
    name: str
    division: str
    type: str | None = None
    category: str | None = None
    categories: dict[str, str] = {}
    kind: str | None = None
    kinds: dict[str, Kind] = {}
    reinvestment_words: list[str] = []

    @model_validator(mode="after")
    def one_way(self) -> "ItemList":
        if (self.category is None) == (not self.categories):
            raise ValueError(Message("either category, or type with categories"))
        if self.categories and self.type is None:
            raise ValueError(Message("type: the column that the categories are named by"))
        if (self.kind is None) != (not self.kinds):
            raise ValueError(Message("kind (a column) and kinds (what its words mean) together"))
        return self


class DecidedFrames(Strict):
    """Decided investment frames by year: rows of a series table, mnkr."""

    table: str
    rows: Annotated[list[str], Field(min_length=1)]
    scale: float = 1.0


class DecisionLevels(Strict):
    """Frames by decision level: a matrix whose last row and column are sums."""

    table: str
    total_row: str
    total_column: str


class ArtShare(Stated):
    """The share of building cost that is set aside for art where the region builds."""

    share: Share
    kinds: list[Kind] = ["new"]
    categories: Annotated[list[str], Field(min_length=1)]


class Slippage(Stated):
    """The share of a year's investments that moves to the next."""

    share: Share
    by_category: dict[str, Share] = {}


class InvestmentsFile(Strict):
    """The whole of `investments.yml`."""

    categories: dict[str, Category] = {}
    lists: dict[str, ItemList] = {}
    decided: DecidedFrames | None = None
    levels: DecisionLevels | None = None
    art: ArtShare | None = None
    slippage: Slippage | None = None
