"""The form of `frames.yml`: which tables hold frames, how they hang together, and what is assumed.

Amounts of the file are mnkr with costs negative, as in the income statement; `scale` brings a
table's printed figures there (−0,001 for thousands of kronor printed without a minus).
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from analysis.errors import Message
from analysis.inputs.plan_schema import Label, Source, Status, Years
from analysis.inputs.table_spec import Strict

Share = Annotated[float, Field(ge=0, le=1)]
Part = Literal["opening", "price_uplift", "expansion", "reduction", "reallocation", "closing"]
PARTS: tuple[Part, ...] = (
    "opening",
    "price_uplift",
    "expansion",
    "reduction",
    "reallocation",
    "closing",
)
CHANGES: tuple[Part, ...] = ("expansion", "reduction", "reallocation")
COMPONENTS = ("wage", "social_charge", "consumption", "pharmaceutical")


class Mix(Strict):
    """A cost-type mix (*kostnadsslag*): the share of a frame that follows each price.

    What the shares leave over follows no price. `lpik: true` takes the plan's own LPIK weights.
    """

    wage: Share = 0.0
    social_charge: Share = 0.0
    consumption: Share = 0.0
    pharmaceutical: Share = 0.0
    lpik: bool = False
    status: Status
    source: Source | None = None
    note: str | None = None

    @model_validator(mode="after")
    def of_one(self) -> "Mix":
        total = self.wage + self.social_charge + self.consumption + self.pharmaceutical
        if total > 1 + 1e-9:
            raise ValueError(Message("shares that add up to at most 1, not {total:g}", total=total))
        if self.lpik and total:
            raise ValueError(Message("either lpik or shares of its own"))
        if self.status == "published" and self.source is None:
            raise ValueError(Message("a source, since the status is published"))
        if self.source is None and not self.note:
            raise ValueError(Message("a source, or a note that says why the mix is assumed"))
        return self


Rows = str | list[str]


class PartNames(Strict):
    """Which printed rows (or columns) are which part of a frame.

    `change` is printed without saying which it is: more cost is expansion, less is reduction.
    """

    opening: Rows | None = None
    price_uplift: Rows | None = None
    expansion: Rows | None = None
    reduction: Rows | None = None
    reallocation: Rows | None = None
    closing: Rows | None = None
    change: Rows | None = None


class FrameTable(Strict):
    """One printed table of frames, in one of three forms.

    `unit` with `parts`: the table is one unit's frame, parts are rows, columns are years.
    `year` with `parts`: rows are units, parts are columns, all of one year.
    `part`: rows are units, columns are years, and every figure is this part.
    `included` units are part of `parent` (*varav*) and add nothing to it, as those of `part_of`.
    A unit without a mix is not rolled forward beyond what is printed. `borne_by` is a unit of
    another table whose frame the units are shared out of: what residents change in them is its too.
    """

    table: str
    level: Literal["total", "board", "division", "assignment", "item"]
    unit: str | None = None
    year: int | None = None
    part: Part | None = None
    parts: PartNames | None = None
    scale: float = 1.0
    parent: str | None = None
    included: bool = False
    mix: str | None = None
    mixes: dict[str, str | None] = {}
    totals: list[str] = []
    within: dict[str, str] = {}
    part_of: dict[str, str] = {}
    ids: dict[str, str] = {}
    labels: dict[str, Label] = {}
    capitated: list[str] = []
    borne_by: str | None = None
    leave_out: list[str] = []

    @model_validator(mode="after")
    def one_form(self) -> "FrameTable":
        forms = [self.unit is not None, self.year is not None, self.part is not None]
        if sum(forms) != 1:
            raise ValueError(Message("exactly one of unit, year and part"))
        if (self.part is None) == (self.parts is None):
            raise ValueError(Message("parts, unless every figure of the table is one part"))
        return self


class ListColumns(Strict):
    """Which columns of a list hold the unit, the name and the amount of an item."""

    unit: str
    label: str
    amount: str


class ItemTable(Strict):
    """Printed items of a change: a matrix of items by unit, or a list (`columns`).

    `units` maps what the print calls a unit to its name here. In a list the items of a unit that
    together save are its reduction, as the table of frames prints their sum.
    """

    table: str
    year: int
    part: Part
    scale: float = 1.0
    units: dict[str, str]
    columns: ListColumns | None = None
    leave_out: list[str] = []


class Decided(Strict):
    """A decided change, dated and sourced: to one unit, or moved from one to another."""

    label: str
    years: Years
    amount: float
    unit: str | None = None
    kind: Literal["expansion", "reduction"] | None = None
    from_: Annotated[str | None, Field(alias="from")] = None
    to: str | None = None
    source: Source | None = None
    status: Status
    note: str | None = None

    @model_validator(mode="after")
    def one_kind(self) -> "Decided":
        if (self.unit is None) == (self.from_ is None and self.to is None):
            raise ValueError(Message("either unit with kind, or from and to"))
        if self.unit is not None and self.kind is None:
            raise ValueError(Message("kind: expansion or reduction"))
        if self.unit is None and (self.from_ is None or self.to is None):
            raise ValueError(Message("both from and to, so that a reallocation sums to zero"))
        if self.source is None and not self.note:
            raise ValueError(Message("a source, or a note that says why it is assumed"))
        return self


class Tie(Strict):
    """What the frames should add up to: a line of the plan."""

    units: Annotated[list[str], Field(min_length=1)]
    line: str


class Shared(Strict):
    """A frame beside those that it is shared out to, and why they need not add up to it."""

    unit: str
    units: Annotated[list[str], Field(min_length=1)]
    note: Label


class Bridge(Strict):
    """A published bridge from the previous plan: its table and the rows that bear it."""

    table: str
    start: str
    end: str
    totals: list[str] = []


class Cell(Strict):
    """A printed figure: table, row and year or column; `scale` brings it to the unit asked for."""

    table: str
    row: str
    ar: int | None = None
    kolumn: str | None = None
    scale: float = 1.0

    @model_validator(mode="after")
    def one_column(self) -> "Cell":
        if (self.ar is None) == (self.kolumn is None):
            raise ValueError(Message("either ar or kolumn"))
        return self


class AgeGroup(Strict):
    """An age group of a capitation: its price relative to the mean and its share of the listed."""

    ages: str
    relative_price: Annotated[float, Field(gt=0)] = 1.0
    listed_share: Share


PartKind = Literal["special", "performance", "population", "outside"]


class CapitationPart(Strict):
    """A printed amount of a care choice: a reimbursement beside capitation (`special`), one for
    what is done (`performance`), what fewer residents take out (`population`), or money for it
    that lies in another frame (`outside`)."""

    label: Label
    kind: PartKind
    figure: Cell


class CapitationBudget(Strict):
    """A vårdval budget: price per listed and year times the listed, by age group.

    The number of listed is stated, implied by the budget and the mean price, or the residents of
    the age group that the budget `follows`. `criteria` is a table of what the capitation is shared
    by, per cent of it. Without age groups everyone listed is one group.
    """

    label: Label
    year: int
    budget: Cell
    price: Cell | None = None
    listed: Annotated[float, Field(gt=0)] | None = None
    age_groups: dict[str, AgeGroup] = {}
    follows: str | None = None
    criteria: str | None = None
    parts: list[CapitationPart] = []
    status: Status
    source: Source | None = None
    note: str | None = None

    @model_validator(mode="after")
    def countable(self) -> "CapitationBudget":
        counted = [self.price is not None, self.listed is not None]
        if sum(counted) > 1 or (not any(counted) and self.follows is None):
            raise ValueError(
                Message("either price or listed, or neither and an age group that it follows")
            )
        shares = sum(group.listed_share for group in self.age_groups.values())
        if self.age_groups and abs(shares - 1) > 1e-6:
            raise ValueError(Message("listed_share to add up to 1, not {shares:g}", shares=shares))
        return self


class Capitation(Strict):
    """Vårdval: budgets, and what is printed of the reserve for population."""

    budgets: dict[str, CapitationBudget]
    reserve: list[Cell] = []


class Forecast(Strict):
    """The forecast of the year under way: its figures in running text, and the frame of the year.

    `heading` is where the figures stand in the list `table`, `surplus` the one against the budget.
    """

    year: int
    table: str
    heading: str
    surplus: str
    frame_table: str
    frame_row: str


class FramesFile(Strict):
    """The whole of `frames.yml`."""

    mixes: dict[str, Mix] = {}
    frames: dict[str, FrameTable] = {}
    items: dict[str, ItemTable] = {}
    reallocations: dict[str, list[str]] = {}
    decided: list[Decided] = []
    tie: Tie | None = None
    shared: list[Shared] = []
    bridge: Bridge | None = None
    forecast: Forecast | None = None
    capitation: Capitation | None = None
