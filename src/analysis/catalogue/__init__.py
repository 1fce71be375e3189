"""Names, texts and number formats in Swedish and English: the one place where wording lives.

`line_items.csv` holds the line items (id, unit, Swedish and English label); `texts/<area>.csv`
holds every other text a reader meets (key, Swedish, English). A notebook, a page, a workbook and
a chart all ask here, so that a line has one name wherever it is seen.
"""

from analysis.catalogue.lines import LineItem, label, line_items, unit
from analysis.catalogue.number_format import (
    LANGUAGES,
    amount,
    as_written,
    decimals,
    enough,
    exact,
    interval,
    number,
    places_adding,
    places_apart,
    places_written,
    signed,
    unit_of_change,
    with_unit,
    year_span,
)
from analysis.catalogue.texts import enumerate_words, has_text, keys, sentence, text

__all__ = [
    "LANGUAGES",
    "LineItem",
    "amount",
    "as_written",
    "decimals",
    "enough",
    "enumerate_words",
    "exact",
    "has_text",
    "interval",
    "keys",
    "label",
    "line_items",
    "number",
    "places_adding",
    "places_apart",
    "places_written",
    "sentence",
    "signed",
    "text",
    "unit",
    "unit_of_change",
    "with_unit",
    "year_span",
]
