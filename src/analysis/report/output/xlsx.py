"""A new workbook (XlsxWriter): text stays text, and the same content gives the same bytes."""

from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MADE = datetime(1980, 1, 1)
"""The time that the properties of a workbook carry, as its archive does: when a report was made
stands in its manifest alone."""


def new_book(stream: BytesIO, **properties: str) -> Workbook:
    """A workbook that is written to `stream` when it is closed."""
    book = Workbook(stream, OPTIONS)
    book.set_properties({"created": MADE, **properties})
    return book
