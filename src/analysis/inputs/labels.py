"""Labels as people write them (*rubriker och radnamn*), made comparable without changing words."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
"""Zero-width characters and the soft hyphen: they come along when text is pasted."""
_MARK = re.compile(r"(?:\s*(?:\*+\)?|[¹²³⁴-⁹]+\)?|(?<=\D)\d{1,2}\)|†|‡))+$")


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """The label with composed letters and single plain spaces: a line break is a space too."""
    return " ".join(unicodedata.normalize("NFC", text).translate(INVISIBLE).split())


def without_mark(label: str) -> str:
    """The label without a footnote mark at its end: `Skatteintäkter 1)`, `2027*`, `Resultat¹`."""
    return _MARK.sub("", label).rstrip() or label


def by_folded(names: Iterable[str]) -> Mapping[str, str]:
    """Each name by its folded form; of two that fold alike the first."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(folded(name), name)
    return found
