"""What the command line says, in Swedish: of bad input and failed runs (`messages.csv`: English,
Swedish) and of itself (`help.csv`).

The English text is the key, as with gettext: it stands in the code where the fault is found, with
its fields in braces, and its Swedish form stands here.
"""

import csv
from functools import cache
from importlib.resources import files


@cache
def messages() -> dict[str, str]:
    """The Swedish form of every message by its English one."""
    found: dict[str, str] = {}
    for name in ("messages.csv", "help.csv"):
        path = files("analysis.catalogue") / name
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines(keepends=True)):
            if row["en"] in found:
                raise ValueError(f"{name}: {row['en']!r} is given twice")
            found[row["en"]] = row["sv"]
    return found


def template(english: str, language: str) -> str:
    """A message in `language`; in English where there is no Swedish form."""
    return english if language == "en" else messages().get(english, english)
