"""Clean markup as a tree: what the sanitiser has passed, and nothing else, becomes nodes."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY = {"br", "hr", "img"}
"""Elements without content."""


@dataclass
class Element:
    """An element of a page: its tag, attributes and what is in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: "list[Element | str]" = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute, "" where there is none."""
        return self.attributes.get(name, "")

    def children(self, *tags: str) -> "list[Element]":
        """The elements directly in this one, those with one of `tags` where any is given."""
        held = [child for child in self.inside if isinstance(child, Element)]
        return [child for child in held if not tags or child.tag in tags]

    def first(self, tag: str) -> "Element | None":
        """The first element called `tag` in this one, at any depth."""
        for child in self.children():
            found = child if child.tag == tag else child.first(tag)
            if found is not None:
                return found
        return None

    def words(self) -> str:
        """All text in this element."""
        return "".join(c if isinstance(c, str) else c.words() for c in self.inside)


class _Builder(HTMLParser):
    """Every element goes into the one that is open. The sanitiser has closed all of them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY and self.open.pop().tag != tag:
            raise ValueError(f"the markup is not clean: {tag!r} ends what it did not begin")

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def tree(markup: str) -> Element:
    """The elements of clean markup. Raises ValueError for markup that is not well formed."""
    builder = _Builder()
    builder.feed(markup)
    builder.close()
    if len(builder.open) != 1:
        raise ValueError(f"the markup is not clean: {builder.open[-1].tag!r} does not end")
    return builder.open[0]
