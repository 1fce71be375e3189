"""What is said of bad input and failed runs, in Swedish (`messages.csv`: English, Swedish).

The English text is the key, as with gettext: it stands in the code where the fault is found, with
its fields in braces, and its Swedish form stands here.
"""

import csv
from functools import cache
from importlib.resources import files


@cache
def messages() -> dict[str, str]:
    """The Swedish form of every message by its English one."""
    path = files("analysis.catalogue") / "messages.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines(keepends=True))
    found: dict[str, str] = {}
    for row in rows:
        if row["en"] in found:
            raise ValueError(f"messages.csv: {row['en']!r} is given twice")
        found[row["en"]] = row["sv"]
    return found


def template(english: str, language: str) -> str:
    """A message in `language`; in English where there is no Swedish form."""
    return english if language == "en" else messages().get(english, english)
