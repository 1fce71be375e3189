"""Where the project's own population figures lie, and the settings of the estimation."""

import csv
from pathlib import Path

from analysis.errors import InputError, Message
from analysis.inputs.opened import read_bytes
from analysis.inputs.places import shipped_folder


def demography_folder() -> Path:
    """Where the figures that come with the project are kept."""
    return shipped_folder("demography")


def read_method(folder: Path | None = None) -> dict[str, float]:
    """Settings of the estimation from method.csv: name to value, in the unit given there."""
    path = (folder or demography_folder()) / "method.csv"
    try:
        rows = list(csv.DictReader(read_bytes(path).decode("utf-8").splitlines(), delimiter=";"))
        return {row["namn"]: float(row["varde"].replace(",", ".")) for row in rows}
    except (OSError, KeyError, ValueError) as error:
        raise InputError(
            Message("the settings cannot be read: {error}", error=error), file=path
        ) from None
