"""The words of a report explained (*ordlista*): what each means, and by which law or source."""

from markupsafe import Markup

from analysis.catalogue.glossary import glossary
from analysis.report.blocks.registry import Shows
from analysis.report.blocks.table import Listing, Row, Table, swedish_columns
from analysis.report.blocks.view import View

ANCHOR = "word-{}"
"""The id of a word on its page, which words of other pages lead to."""


def words(view: View) -> Table:
    """Every word by the alphabet."""
    rows = tuple(
        Row(
            Markup('<span id="{}">{}</span>').format(ANCHOR.format(word.id), word.name),
            (word.says, word.source),
        )
        for word in glossary(view.language)
    )
    head = tuple(view.text(f"glossary.{name}") for name in ("word", "says", "source"))
    caption = view.text("glossary.caption", count=len(rows))
    swedish = swedish_columns(view, 2)
    return Table(caption, head, rows, (False, False), swedish=swedish, listing=True)


def whole(view: View) -> View:
    """The words are the same for every plan."""
    return view


SHOWS = Shows(tables=(Listing("glossary", whole, words),))
