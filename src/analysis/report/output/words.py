"""Words of a page that the glossary explains, as links to it: the first time that each stands."""

import re

from analysis.catalogue.glossary import forms
from analysis.report.chapters.glossary import ANCHOR

PAGE = "words.html"
"""The page of the glossary, as `chapters.csv` names it."""
TEXT = frozenset({"p", "li", "figcaption", "caption"})
"""Elements whose running text is looked through."""
KEPT = frozenset({"a", "code", "pre", "summary", "script", "style", "td", "th", "h1", "h2", "h3"})
"""Elements whose text stays as it is: links, code, headings, figures and names of rows."""
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")


def with_words(markup: str, language: str, to: str = f"{PAGE}#{ANCHOR}") -> str:
    """The markup with the first of each word a link, `to` with its id. All text in it is escaped
    already, and the forms of words hold no sign of markup: between two tags is text alone."""
    pattern, by_form = forms(language)
    seen: set[str] = set()

    def link(found: re.Match[str]) -> str:
        word = by_form[found[0].lower()]
        if word in seen:
            return found[0]
        seen.add(word)
        return f'<a class="word" href="{to.format(word)}">{found[0]}</a>'

    made, at, text, kept = [], 0, 0, 0
    for tag in _TAG.finditer(markup):
        between = markup[at : tag.start()]
        made += [pattern.sub(link, between) if text and not kept else between, tag[0]]
        step = -1 if tag[1] else 1
        text += step * (tag[2] in TEXT)
        kept += step * (tag[2] in KEPT)
        at = tag.end()
    return "".join([*made, markup[at:]])


def page_with_words(page: str, language: str) -> str:
    """The page with the words of its main part as links."""
    before, start, rest = page.partition("<main")
    main, end, after = rest.partition("</main>")
    return "".join([before, start, with_words(main, language), end, after])
