"""The last gate for markup: only the elements that our own blocks use pass it (bleach)."""

from functools import cache

from bleach.sanitizer import Cleaner

COMMON = ("class", "id", "lang")
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "a": ("href",),
    "div": ("role", "tabindex", "aria-label"),
    "img": ("src", "alt"),
    "th": ("scope",),
}
TAGS = frozenset(
    {"a", "br", "caption", "code", "details", "div", "em", "figcaption", "figure", "h1", "h2"}
    | {"h3", "h4", "hr", "img", "li", "ol", "p", "pre", "section", "span", "strong", "sub"}
    | {"summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
IMAGES = ("data:image/svg+xml;base64,", "data:image/png;base64,")
LINKS = ("#", "https://")
"""Pages refer to places in themselves, to files beside them and to published sources."""


def allowed(tag: str, name: str, value: str) -> bool:
    """Whether an attribute may stay. Images come from the page itself, links lead to no script."""
    if tag == "img" and name == "src":
        return value.startswith(IMAGES)
    if tag == "a" and name == "href":
        return value.startswith(LINKS) or (":" not in value and not value.startswith("/"))
    return name in COMMON or name in ATTRIBUTES.get(tag, ())


@cache
def _cleaner() -> Cleaner:
    return Cleaner(
        tags=TAGS,
        attributes=allowed,
        protocols=frozenset(("https", "data")),
        strip=True,
        strip_comments=True,
    )


def clean(markup: str) -> str:
    """The same markup without anything that is not allowed; headings and captions stay."""
    return str(_cleaner().clean(markup))
