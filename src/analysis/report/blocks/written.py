"""Amounts in running text, and figures of the files as they are written there."""

from analysis import catalogue


def as_written(value: float, language: str) -> str:
    """A figure of a file with the decimals that it has there, up to six."""
    places = len(f"{value:.6f}".rstrip("0").split(".")[1])
    return catalogue.number(value, "", language, places)


def amount(
    value: float, unit: str, language: str, signed: bool = False, places: int | None = None
) -> str:
    """A value with its unit in running text, with the decimals of the unit or `places`."""
    write = catalogue.signed if signed else catalogue.number
    return catalogue.with_unit(write(value, unit, language, places), unit, language)
