"""The forecast of the year under way (*årsprognos*) that a plan prints in running text.

`forecast` in `frames.yml` names the list and the heading of its figures, which of them is the
surplus against the budget, and the frame of that year.
"""

from dataclasses import dataclass
from decimal import Decimal

from analysis.errors import InputError, Message, nearest
from analysis.inputs.frames import FILE
from analysis.inputs.frames_reader import read_frames
from analysis.inputs.plan import Plan
from analysis.inputs.printed_table import PrintedTable


@dataclass(frozen=True)
class YearForecast:
    """What is printed of a year: figures with their units, the frame and the surplus, mnkr."""

    year: int
    document: str
    heading: str
    figures: tuple[tuple[str, Decimal, str], ...]
    frame: Decimal
    surplus: Decimal

    @property
    def outcome(self) -> Decimal:
        """The net cost that the forecast comes to, mnkr."""
        return self.frame - self.surplus


def read_year_forecast(plan: Plan) -> YearForecast | None:
    """The forecast that `frames.yml` names, or None. Raises InputError."""
    frames = read_frames(plan)
    spec = frames.file.forecast if frames else None
    if spec is None:
        return None
    path = plan.folder / FILE
    printed = plan.table(spec.table, file=path, column="forecast")
    figures = tuple(
        (str(item["uppgift"]), item["varde"], str(item["enhet"]))
        for item in printed.items
        if item.get("rubrik") == spec.heading and isinstance(item["varde"], Decimal)
    )
    by_name = {name: value for name, value, _ in figures}
    rows = PrintedTable(plan.table(spec.frame_table, file=path, column="forecast")).cells
    for name, held in ((spec.surplus, [*by_name]), (spec.frame_row, [*rows])):
        if name not in held:
            text = Message("the forecast names a row that the table does not have")
            near = nearest(name, held)
            raise InputError(text, file=path, column="forecast", value=name, nearest=near)
    frame = rows[spec.frame_row].get(str(spec.year))
    if frame is None or frame.value is None:
        text = Message(
            "the table {id} holds no figure of {year}", id=spec.frame_table, year=spec.year
        )
        raise InputError(text, file=path, column="forecast", value=spec.frame_row)
    title = plan.file.documents[printed.spec.document].title
    surplus = by_name[spec.surplus]
    return YearForecast(spec.year, title, spec.heading, figures, frame.value, surplus)
