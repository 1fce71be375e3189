"""The last gate for markup: only the elements that our own blocks use pass it (nh3)."""

from collections.abc import Callable
from functools import cache

from nh3 import Cleaner

COMMON = ("class", "id", "lang")
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "a": ("href",),
    "div": ("role", "tabindex", "aria-label"),
    "img": ("src", "alt"),
    "table": ("data-made",),
    "td": ("data-label", "data-figure"),
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
ELSEWHERE = ("/", "\\")
"""How a reference that leaves the folder of the page begins; browsers read both as a slash."""


def allowed(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute that may stay, else None.

    Images come from the page itself, links lead to no script.
    """
    if tag == "img" and name == "src":
        return value if value.startswith(IMAGES) else None
    if tag == "a" and name == "href":
        beside = ":" not in value and not value.strip().startswith(ELSEWHERE)
        return value if beside or value.startswith(LINKS) else None
    return value


@cache
def _cleaner() -> Cleaner:
    return cleaner(allowed)


def cleaner(attribute: Callable[[str, str, str], str | None]) -> Cleaner:
    """A gate whose attributes pass `attribute`, which asks `allowed` before all else."""
    return Cleaner(
        tags=set(TAGS),
        attributes={tag: {*COMMON, *ATTRIBUTES.get(tag, ())} for tag in TAGS},
        attribute_filter=attribute,
        url_schemes={"https", "data"},
        link_rel=None,
        strip_comments=True,
    )


def clean(markup: str) -> str:
    """The same markup without anything that is not allowed; headings and captions stay."""
    return _cleaner().clean(markup)
