"""Figures as they are shown: axes that leave zero out (*avkortad axel*) marked by a break at their
foot, and as SVG, each drawn once per distinct content for all notebooks that run together.

A drawing is handed exactly the data that its key is made of and can reach nothing else, so that
two drawings with the same key are the same picture.
"""

import contextlib
import hashlib
import io
import os
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.report.blocks.theme import GREY, themed
from analysis.scratch import PREFIX, scratch_folder

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FOLDER = "REGIONKALKYL_PICTURES"
"""The environment variable that names the folder of finished pictures, where there is one."""
BREAK = ((0.0, 0.0), (0.0, 2.0), (-2.5, 4.0), (2.5, 7.0), (0.0, 9.0), (0.0, 11.0))
"""The mark from the foot of the axis upwards, in points."""
NAME = "cut axis"
"""What the mark is called in the figure, so that it is drawn once."""


def mark_cut_axes(figure: "Figure") -> "Figure":
    """The figure, its axes of values that leave zero out marked. To be asked when all is drawn."""
    for axes in figure.axes:
        if cut(axes) and not marked(axes):
            _mark(axes)
    return figure


def cut(axes: "Axes") -> bool:
    """Whether the upright axis counts values, and zero is not among them. An axis of names has
    fixed places; one that is not shown tells no values."""
    from matplotlib.ticker import FixedLocator

    named = isinstance(axes.yaxis.get_major_locator(), FixedLocator)
    low, high = sorted(axes.get_ylim())
    return axes.axison and axes.yaxis.get_visible() and not named and not low <= 0 <= high


def marked(axes: "Axes") -> bool:
    """Whether the break is drawn already."""
    return any(line.get_gid() == NAME for line in axes.lines)


def _mark(axes: "Axes") -> None:
    """A break of the same size in small plots and large."""
    from matplotlib.transforms import ScaledTranslation

    figure = axes.get_figure()
    assert figure is not None
    foot = ScaledTranslation(0, 0, axes.transAxes)  # type: ignore[arg-type]  # any will do
    axes.plot(
        *zip(*[(x / 72, y / 72) for x, y in BREAK], strict=True),
        transform=figure.dpi_scale_trans + foot,
        color=GREY,
        lw=1.2,
        clip_on=False,
        scalex=False,
        scaley=False,
        marker="",
        gid=NAME,
        zorder=5,
    )


def svg(figure: "Figure") -> bytes:
    """A figure as SVG, the same bytes for the same content: no date, no random ids."""
    stream = io.BytesIO()
    mark_cut_axes(figure)
    with themed():
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return stream.getvalue()


def picture(name: str, draw: "Callable[..., Figure]", *given: object) -> bytes:
    """`draw(*given)` as SVG, taken from the folder of finished pictures when it lies there.

    `name` tells drawings apart. `given` must hold all that the drawing reads; it is pickled, so
    that equal content may at worst be taken for different, never the other way round.
    """
    folder = os.environ.get(FOLDER)
    if not folder:
        return svg(draw(*given))
    content = pickle.dumps((name, given), protocol=5)
    path = Path(folder, f"{hashlib.sha256(content).hexdigest()}.svg")
    with contextlib.suppress(OSError):
        return path.read_bytes()
    drawn = svg(draw(*given))
    part = path.with_name(f".{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):  # no folder any more, or no room: the picture is here
        part.write_bytes(drawn)
        part.replace(path)
    return drawn


@contextlib.contextmanager
def shared_pictures(inside: Path | None = None) -> Iterator[None]:
    """Notebooks that are run meanwhile share their pictures, in a folder that is then removed.

    `inside` is where the folder is made; by default among the system's temporary ones. Within
    another such block the pictures of the outer one go on being shared.
    """
    if os.environ.get(FOLDER):
        yield
        return
    with scratch_folder(inside, ".pictures-" if inside else PREFIX) as folder:
        os.environ[FOLDER] = str(folder)
        try:
            yield
        finally:
            del os.environ[FOLDER]
