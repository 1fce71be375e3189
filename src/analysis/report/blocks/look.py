"""The look of a region's reports in place of our own: its colours in figures and pages.

A figure is drawn in our colours and recoloured as a finished picture: what is drawn depends on no
region, and each of our colours is one of a role.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from analysis.inputs.look_schema import Look
from analysis.report.blocks.theme import PALE_BLUE, PALE_ORANGE, SERIES
from analysis.untyped import Passed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PARTS = ("color", "facecolor", "edgecolor", "markerfacecolor", "markeredgecolor")
"""What of a thing that matplotlib draws has a colour."""
TINT = 0.22
"""How much of a colour there is in its tint, the rest being white."""

Rgba: TypeAlias = tuple[float, float, float, float]
"""A colour as matplotlib has it, from 0 to 1, with its opacity."""


def recoloured(svg: bytes, look: Look | None) -> bytes:
    """A picture with the colours of the look in place of ours, in their order."""
    if look is None or not look.colours:
        return svg
    instead = palette(tuple(look.colours))
    ours = re.compile("|".join(map(re.escape, instead)))
    return ours.sub(lambda found: instead[found[0]], svg.decode()).encode()


def recoloured_figure(figure: "Figure", look: Look | None) -> "Figure":
    """The figure, a user's to go on with, in the colours of the look in place of ours."""
    if look is None or not look.colours:
        return figure
    instead = palette(tuple(look.colours))
    # All are read before any is set: a colour of the look may be one of ours in another role.
    new = [
        (getattr(artist, f"set_{part}"), _instead(getattr(artist, f"get_{part}")(), instead))
        for artist in figure.findobj()
        for part in PARTS
        if hasattr(artist, f"set_{part}") and hasattr(artist, f"get_{part}")
    ]
    for setter, colour in new:
        if colour is not None:
            setter(colour)
    return figure


def _instead(own: Passed, instead: dict[str, str]) -> "Sequence[Rgba] | Rgba | None":
    """The colour or colours with those of ours replaced, or None where none is ours."""
    from matplotlib.colors import to_hex, to_rgba, to_rgba_array

    if own is None or (isinstance(own, str) and own in {"none", "auto"}):
        return None
    several = [to_rgba(each) for each in to_rgba_array(own)]
    new = [to_rgba(instead[to_hex(c)], c[3]) if to_hex(c) in instead else c for c in several]
    if new == several:
        return None
    return new if len(new) > 1 else new[0]


@lru_cache
def palette(colours: tuple[str, ...]) -> dict[str, str]:
    """Which colour stands in place of which of ours; the pale ones are tints of the first two."""
    instead = dict(zip(SERIES, colours, strict=False))
    return instead | dict(zip((PALE_BLUE, PALE_ORANGE), map(tint, colours), strict=False))


def tint(colour: str) -> str:
    """A pale colour of the same hue."""
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(TINT * part + (1 - TINT) * 255):02x}" for part in parts)


def look_css(look: Look | None, name: str) -> str:
    """The style that sets the variable `name` of a page to the first colour, where it is light.

    A dark page keeps our own: a colour that is read on white is not read on black.
    """
    if look is None or not look.colours:
        return ""
    return (
        f"\n@media print, (prefers-color-scheme: light) "
        f"{{ :root {{ --{name}: {look.colours[0]}; }} }}\n"
    )
