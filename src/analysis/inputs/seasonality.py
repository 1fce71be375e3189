"""How a year falls over its months (*säsong*): `seasonality.yml`, and a plan's own beside it."""

from functools import cache
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import Field, RootModel, field_validator

from analysis.catalogue.lines import line_items
from analysis.errors import InputError, Message, Problem, nearest
from analysis.inputs.documents import Document, read_yaml
from analysis.inputs.plan_schema import Status
from analysis.inputs.table_spec import Strict
from analysis.inputs.validation import validate

FILE = "seasonality.yml"
MONTHS = 12
WHOLE = 100.0
"""Per cent of a year."""


class Season(Strict):
    """One line over the months of a year, in per cent, with how far it may be off."""

    months: Annotated[list[float], Field(min_length=MONTHS, max_length=MONTHS)]
    spread: Annotated[float, Field(ge=0, le=200)]
    plan_error: Annotated[float, Field(gt=0, le=200)]
    status: Status
    sv: str
    en: str

    @field_validator("months")
    @classmethod
    def whole_year(cls, months: list[float]) -> list[float]:
        """Refuse shares that are no whole year."""
        if min(months) <= 0 or abs(sum(months) - WHOLE) > 0.05:
            raise ValueError(Message("twelve positive shares that sum to 100"))
        return months

    def share(self, month: int) -> float:
        """The share of the year that has fallen at the end of a month, 1 at its end."""
        return float(np.sum(self.months[:month]) / np.sum(self.months))


class _Seasons(RootModel[dict[str, Season]]):
    pass


@cache
def shipped_seasons() -> dict[str, Season]:
    """The seasons that come with the project."""
    return validate(read_yaml(Path(__file__).with_suffix(".yml")), _Seasons).root


def seasons(plan_folder: Path) -> dict[str, Season]:
    """The season of every line that has one; what lies beside the plan goes before. Raises
    InputError."""
    path = plan_folder / FILE
    if not path.is_file():
        return dict(shipped_seasons())
    document = read_yaml(path)
    own = validate(document, _Seasons).root
    if problems := list(_unknown(document, own)):
        raise InputError(problems=problems)
    return {**shipped_seasons(), **own}


def _unknown(document: Document, own: dict[str, Season]) -> list[Problem]:
    known = shipped_seasons()
    return [
        Problem(
            Message("there is no such line in the income statement"),
            str(document.path),
            document.line((line,)),
            value=line,
            nearest=nearest(line, known),
        )
        for line in own
        if line not in known or line not in line_items()
    ]
