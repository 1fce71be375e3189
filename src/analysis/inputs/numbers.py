"""Numbers as Swedish documents print them.

A published table may hold decimal commas, no-break and thin spaces as thousands separators, and
any of several dashes as minus. Here they become exact `Decimal` values, with the number of
decimals that was printed, since the audit needs to know how coarsely a figure was rounded.
"""

import re
from decimal import Decimal

from analysis.errors import Message

MINUS = "-\u2212\u2010\u2011\u2012\u2013\u2014"
"""Hyphen-minus, U+2212 and the dashes that word processors put in their place."""
SPACES = " \u00a0\u202f\u2009\t"
"""Space, no-break, narrow no-break and thin space, tab."""

_GROUPED = re.compile(r"[+]?\d{1,3}(?: \d{3})+(?:,\d+)?")
_PLAIN = re.compile(r"[+]?\d+(?:[.,]\d+)?")
_ENGLISH = re.compile(r"[+]?\d{1,3}(?:,\d{3})+\.\d+|[+]?\d{1,3}(?:,\d{3}){2,}")
"""As the product prints in English. `1,234` is not among them: in Swedish it is one and a bit."""
TOO_LARGE = Decimal(10) ** 15
"""No figure of a region is this large in any unit, and beyond it a spreadsheet keeps no krona."""
EXPECTED = Message("a number such as 1 234,5 or -0,7")


def parse_swedish(text: str) -> Decimal:
    """The number that `text` prints, exactly.

    Decimal comma or point; thousands in groups of three behind spaces; any common minus sign in
    front. Raises ValueError, with what was expected, for everything else: text, an empty cell,
    NaN, infinity, an exponent, a percent sign, or a grouping such as "12 34" that could be two
    numbers.
    """
    body = text.strip(SPACES + "\ufeff\r\n")
    negative = bool(body) and body[0] in MINUS
    if negative:
        body = body[1:].lstrip(SPACES)
    for space in SPACES:
        body = body.replace(space, " ")
    # Only ASCII digits: `\d` would accept digits of every script.
    if _ENGLISH.fullmatch(body):
        body = body.replace(",", "")
    if not body.isascii() or not (_GROUPED.fullmatch(body) or _PLAIN.fullmatch(body)):
        raise ValueError(EXPECTED)
    value = Decimal(body.replace(" ", "").replace(",", ".").lstrip("+"))
    if value >= TOO_LARGE:
        raise ValueError(Message("a number below {limit:.0e}", limit=TOO_LARGE))
    return -value if negative else value


def decimals(value: Decimal) -> int:
    """How many decimals `value` was printed with: 0 for '7 926', 1 for '934,2'."""
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
