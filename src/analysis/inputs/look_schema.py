"""How the reports of a region look (*utseende*): colours of its own, and its logotype."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from analysis.errors import Message
from analysis.inputs.table_spec import Strict

CONTRAST = 4.5
"""Least contrast against white (WCAG 2.2, 1.4.3): labels wear the colour of what they name."""
MOST = 5
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def contrast(colour: str) -> float:
    """Contrast of a colour (#rrggbb) against white, from 1 to 21, as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _colour(value: str) -> str:
    if not _HEX.fullmatch(value):
        raise ValueError(Message("a colour such as #08519c"))
    if contrast(value) < CONTRAST:
        raise ValueError(
            Message(
                "a darker colour: contrast {least} or more against white, this has {found:.1f}",
                least=CONTRAST,
                found=contrast(value),
            )
        )
    return value.lower()


class Look(Strict):
    """Colours of lines and bars in their order, the first also of links; a PNG beside plan.yml."""

    colours: Annotated[list[Annotated[str, AfterValidator(_colour)]], Field(max_length=MOST)] = []
    logotype: str | None = None

    @model_validator(mode="after")
    def told_apart(self) -> "Look":
        if len(set(self.colours)) < len(self.colours):
            raise ValueError(Message("colours that differ from each other"))
        return self
