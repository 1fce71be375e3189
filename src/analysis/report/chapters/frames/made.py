"""How the tables of frames are made (*så räknas ramarna*)."""

import numpy as np

from analysis.inputs.frames_reader import read_frames
from analysis.report.blocks.method import Method, unexplained
from analysis.report.blocks.parts import tables_named
from analysis.report.blocks.view import View


def printed(view: View) -> tuple[str, ...]:
    """The tables that frames, care choices and the bridge are read from."""
    frames = read_frames(view.projection.plan)
    return tables_named(frames.file) if frames else ()


def rest(part: np.ndarray, items: np.ndarray) -> np.ndarray:
    """What the printed items leave of a printed part."""
    return part - items


def left(frame: np.ndarray, shared: np.ndarray) -> np.ndarray:
    """What is shared out to nobody."""
    return frame - shared


def budget(price: np.ndarray, listed: np.ndarray) -> np.ndarray:
    """A care choice of a year."""
    return price * listed


METHODS = (
    Method("frame_parts", tables=printed, formula=unexplained),
    Method("frame_walk", tables=printed, formula=rest),
    Method("frames_by_year", lines=("lpik_incl", "population"), tables=printed),
    Method("frame_ties", lines=("net_operating_cost",), tables=printed),
    Method("frame_shares", tables=printed, formula=left),
    Method("frame_changes", tables=printed),
    Method("capitation", lines=("population",), tables=printed, formula=budget),
    Method("capitation_parts", lines=("population",), tables=printed),
    Method("published_bridge", tables=printed, formula=unexplained),
    Method("audit"),
)
