"""What a chart is: one picture with its title, its alternative text and its figures as a table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from analysis.report.blocks.table import Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Subject = TypeVar("Subject")


def nothing(subject: object) -> str:
    """Most charts say all in their title."""
    return ""


@dataclass(frozen=True)
class Chart(Generic[Subject]):
    """One picture and all that is said of it, made of one subject.

    `of` finds the subject of a view and raises InputError when the plan cannot give one. `says`
    is the title, generated from the results, `describe` the alternative text, `table` the same
    figures to read. `given` is all that `draw` gets, in plain data. `more` is what else the
    results say, in running text, and `note` what must be known to read the picture; where it is
    `sourced`, the note says what the figures rest on, which stands under every other picture.
    """

    name: str
    of: Callable[..., Subject]
    draw: "Callable[..., Figure]"
    says: Callable[[Subject], str]
    describe: Callable[[Subject], str]
    table: Callable[[Subject], Table]
    given: Callable[[Subject], tuple[object, ...]] = lambda subject: (subject,)
    more: Callable[[Subject], str] = nothing
    note: Callable[[Subject], str] = nothing
    sourced: bool = False
