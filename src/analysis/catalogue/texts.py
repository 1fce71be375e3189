"""Every text a reader meets, by key, in Swedish and English (`texts/<area>.csv`: key, sv, en)."""

import csv
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from analysis.catalogue.nearest import nearest


@cache
def _texts() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    folder = files("analysis.catalogue") / "texts"
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if not path.name.endswith(".csv"):
            continue
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines(keepends=True)):
            if row["key"] in found:
                raise ValueError(f"{path.name}: text {row['key']!r} is given twice")
            found[row["key"]] = {"sv": row["sv"], "en": row["en"]}
    return found


def keys(prefix: str = "") -> list[str]:
    """The keys of all texts that begin with `prefix`."""
    return [key for key in _texts() if key.startswith(prefix)]


def has_text(key: str) -> bool:
    """Whether there is a text under `key`."""
    return key in _texts()


def text(key: str, language: str = "sv", **values: object) -> str:
    """The text under `key` with its placeholders filled by `values`.

    The values may be a user's own text: they are put in, never interpreted. Raises KeyError with
    the nearest key when there is no such text, and when a placeholder has no value.
    """
    texts = _texts()
    if key not in texts:
        raise KeyError(f"no text {key!r}; nearest: {nearest(key, texts)!r}")
    template = texts[key]["en" if language == "en" else "sv"]
    return template.format(**values) if values else template


def enumerate_words(words: Sequence[str], language: str = "sv") -> str:
    """Words in a row: "a, b och c" or "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {'and' if language == 'en' else 'och'} {words[-1]}"


def sentence(words: str) -> str:
    """The same words with a capital first letter; the rest is left alone (SKR stays SKR)."""
    return words[:1].upper() + words[1:]
