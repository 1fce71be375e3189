"""Figures as SVG, each drawn once per distinct content for all notebooks that run together.

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

from analysis.report.blocks.cut_axis import mark_cut_axes
from analysis.report.blocks.theme import themed
from analysis.scratch import PREFIX, scratch_folder

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FOLDER = "REGIONKALKYL_PICTURES"
"""The environment variable that names the folder of finished pictures, where there is one."""


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
