"""The whole report as plain data for the typesetter: headings, paragraphs, pictures and tables."""

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from analysis.report.blocks.theme import BLUE
from analysis.report.output.paper.tree import Element, tree
from analysis.report.output.whole.bundle import Cover
from analysis.report.output.whole.parts import Part

Node = dict[str, object] | str
INLINE = {"strong": "strong", "em": "em", "code": "code", "sub": "sub", "sup": "sup"}
HEADING = re.compile(r"h([2-4])")
INCH, USUAL, HIGHEST = 25.4, 107.0, 210.0
"""Millimetres of an inch, of a picture across that does not say its size, and of the highest that a
page holds with its words."""
SIZE = re.compile(r'(?:width|height)="([\d.]+)pt"')
SHORT = 16
"""Characters of a cell that are kept on one line."""
WIDEST = 48
"""Characters beyond which a column gets no more of the width."""
WHOLE = 460.0
"""Points of height up to which a table is never parted by the end of a page, of the 723 it has."""
NEEDED = 22
"""Characters of a line that a column of words is to hold at least."""
HYPHENATED = 9
"""Letters of a word in a head that stand on one line."""
WIDTH, EDGE, LETTER, LINE = 493.0, 6.5, 0.64, 1.45
"""Width of the text in points, of the edges of a cell, and of a letter and a line as shares of
the size of the letters."""
SMALLEST, LARGEST = 5.0, 8.0
"""Sizes of the letters of a table, in points."""


def document(cover: Cover, parts: Sequence[Part]) -> dict[str, object]:
    """Everything that the paper says, as data that JSON can hold."""
    trees = [tree(part.markup) for part in parts]
    places = {part.place for part in parts} | {i for each in trees for i in ids(each)}
    return {
        "language": cover.language,
        "title": cover.title,
        "plan": cover.plan,
        "region": cover.region,
        "colour": cover.look.colours[0] if cover.look and cover.look.colours else BLUE,
        "logotype": list(cover.logotype) if cover.logotype else None,
        "scenario": cover.scenario,
        "question": cover.question,
        "contents": cover.word("whole.contents"),
        "facts": [cover.word("page.rounding"), cover.word("paper.figures"), cover.made],
        "parts": [
            Teller(places).part(part.place, each) for part, each in zip(parts, trees, strict=True)
        ],
    }


def ids(element: Element) -> Iterable[str]:
    """The ids of pictures and of words that are explained, which alone can be led to."""
    for child in element.children():
        if child.tag in ("figure", "span") and child.get("id"):
            yield child.get("id")
        yield from ids(child)


def printed_width(svg: str) -> float:
    """Millimetres across a picture in print: its own, fewer where it is higher than a page."""
    found = [float(points) * INCH / 72 for points in SIZE.findall(svg)[:2]]
    wide, tall = found or (USUAL, USUAL)
    return min(wide, wide * HIGHEST / tall)


class Teller:
    """Writes elements as nodes; knows the places that a link may lead to."""

    def __init__(self, places: set[str]) -> None:
        self.places = places

    def part(self, place: str, element: Element) -> list[Node]:
        """A chapter: its first heading is the place that links lead to."""
        found = self.blocks(element)
        for node in found:
            if isinstance(node, dict) and node["kind"] == "heading":
                node["place"] = place
                break
        return found

    def blocks(self, element: Element) -> list[Node]:
        """What stands one below the other in an element."""
        found: list[Node] = []
        for child in element.inside:
            if isinstance(child, Element):
                found += self.block(child)
            elif child.strip():
                found.append({"kind": "par", "style": "", "body": [squeezed(child)]})
        return found

    def block(self, element: Element) -> list[Node]:
        """One block. A kind of element that is not foreseen raises ValueError, never vanishes."""
        tag = element.tag
        if level := HEADING.fullmatch(tag):
            return [{"kind": "heading", "level": int(level[1]) - 1, "body": self.inline(element)}]
        if tag == "p":
            return [{"kind": "par", "style": element.get("class"), "body": self.inline(element)}]
        if tag in ("ul", "ol"):
            items = [self.item(item) for item in element.children("li")]
            return [{"kind": "list", "ordered": tag == "ol", "items": items}]
        if tag == "pre":
            return [{"kind": "pre", "body": lines(element.words())}]
        if tag == "figure":
            return [self.picture(element)]
        if tag == "table":
            return [self.table(element)]
        if tag == "details":
            return self.opened(element)
        if tag in ("div", "section"):
            return self.blocks(element)
        if tag == "hr":
            return []
        return [{"kind": "par", "style": "", "body": self.inlines([element])}]

    def item(self, element: Element) -> list[Node]:
        """An item of a list: running text, then what stands below it."""
        inner = ("ul", "ol", "p", "details", "div", "pre", "table", "figure")
        at = next((i for i, c in enumerate(element.inside)
                   if isinstance(c, Element) and c.tag in inner), len(element.inside))  # fmt: skip
        below = Element("div", {}, element.inside[at:])
        return [*self.inlines(element.inside[:at]), *self.blocks(below)]

    def opened(self, element: Element) -> list[Node]:
        """What a page shows when it is opened: on paper it is open."""
        if element.get("class") == "data":  # the caption of the table says what it is
            return self.blocks(Element("div", {}, list(element.children("div", "p"))))
        title = element.first("summary")
        rest = Element("div", {}, [c for c in element.inside if c is not title])
        words = self.inline(title) if title is not None else []
        return [{"kind": "opened", "title": words, "body": self.blocks(rest)}]

    def picture(self, element: Element) -> Node:
        """A picture with its alternative text; the table of its figures is left to the pages."""
        image, caption = element.first("img"), element.first("figcaption")
        if image is None or caption is None or not image.get("alt").strip():
            raise ValueError("a picture lacks its image, its title or its alternative text")
        drawn = base64.b64decode(image.get("src").partition(",")[2])
        after = [c for c in element.children() if c.tag not in ("img", "figcaption", "details")]
        node: dict[str, object] = {
            "kind": "picture",
            "image": drawn.decode("utf-8"),
            "width": printed_width(drawn.decode("utf-8")),
            "alt": squeezed(image.get("alt")),
            "caption": self.inline(caption),
            "after": [node for child in after for node in self.block(child)],
        }
        return node | ({"place": element.get("id")} if element.get("id") else {})

    def table(self, element: Element) -> Node:
        """A table with caption, header row and row headers."""
        caption, head, body = (element.first(tag) for tag in ("caption", "thead", "tbody"))
        if caption is None or head is None or body is None:
            raise ValueError("a table lacks its caption, its head or its body")
        top = [self.cell(cell) for row in head.children("tr") for cell in row.children()]
        rows = [
            {"style": row.get("class"), "cells": [self.cell(cell) for cell in row.children()]}
            for row in body.children("tr")
        ]
        found = columns(element)
        return {
            "kind": "table",
            "caption": self.inline(caption),
            "head": top,
            "rows": rows,
            "columns": widths(found),
            "size": size(found),
            "long": height(element, found) > WHOLE,
        }

    def cell(self, element: Element) -> dict[str, object]:
        """A cell; figures stand to the right."""
        found = {"numeric": element.get("class") == "n", "body": self.inline(element)}
        return found | ({"lang": element.get("lang")} if element.get("lang") else {})

    def inline(self, element: Element) -> list[Node]:
        return self.inlines(element.inside)

    def inlines(self, inside: "Iterable[Element | str]") -> list[Node]:
        """Running text."""
        found: list[Node] = []
        for child in inside:
            if isinstance(child, str):
                found.append(squeezed(child))
            elif child.tag == "br":
                found.append({"kind": "break"})
            elif child.tag in INLINE:
                found.append({"kind": INLINE[child.tag], "body": self.inline(child)})
            elif child.tag == "a":
                found += self.link(child)
            elif child.tag == "span":
                place = child.get("id")
                found += [{"kind": "place", "place": place}] if place else []
                found += self.inline(child)
            else:
                raise ValueError(f"{child.tag!r} cannot stand in running text")
        return found

    def link(self, element: Element) -> list[Node]:
        """A link to a place in the document or to a published source; else its words alone."""
        href, body = element.get("href"), self.inline(element)
        if href.startswith("https://"):
            return [{"kind": "link", "href": href, "body": body}]
        if href.removeprefix("#") in self.places:
            return [{"kind": "link", "place": href[1:], "body": body}]
        return body


@dataclass(frozen=True)
class Column:
    """What a column of a table needs: letters of its widest line; `words` may break lines.

    `mean` is what a cell holds on average: one long cell takes no room from the other columns.
    """

    letters: int
    words: bool
    mean: float

    @property
    def share(self) -> float:
        """The part of the width that words get beside other words."""
        return min(max(self.mean, SHORT), WIDEST)


def columns(table: Element) -> list[Column]:
    """The columns of a table: figures and short words keep their lines, the rest wraps."""
    rows = [row for part in table.children("thead", "tbody") for row in part.children("tr")]
    found = []
    for at, (head, *cells) in enumerate(zip(*(row.children() for row in rows), strict=True)):
        lengths = [len(cell.words()) for cell in cells] or [0]
        figures = head.get("class") == "n"
        longest = (
            max((unbroken(cell.words()) for cell in cells), default=0) if figures else max(lengths)
        )
        words = not at or (not figures and longest > SHORT)
        word = max(map(len, head.words().split()), default=0)
        least = max(longest, min(word + 1, HYPHENATED))  # heads are bold, and long words hyphenated
        mean = sum(lengths) / len(lengths)
        found.append(Column(min(least, WIDEST) if words else least, words, mean))
    return found


def unbroken(text: str) -> int:
    """The letters of a cell that stay on one line: a figure whole, words one by one."""
    return len(text) if any(map(str.isdigit, text)) else max(map(len, text.split()), default=0)


def size(found: Sequence[Column]) -> float:
    """The size of the letters at which figures fit beside words; a wide table has small ones."""
    letters = sum(min(c.letters, NEEDED) if c.words else c.letters for c in found)
    fits = (WIDTH - EDGE * len(found)) / (LETTER * max(letters, 1))
    return round(min(max(fits, SMALLEST), LARGEST), 1)


def widths(found: Sequence[Column]) -> list[dict[str, float]]:
    """The room of each column: points (`pt`) for figures, a share (`fr`) of the rest for words.

    Where not even the smallest letters let all figures stand beside words, all share.
    """
    points = size(found)
    kept = [c.letters * LETTER * points + EDGE for c in found]
    words = sum(min(c.letters, NEEDED) * LETTER * points + EDGE for c in found if c.words)
    taken = sum(k for c, k in zip(found, kept, strict=True) if not c.words)
    if taken + words > WIDTH + 1:
        return [{"fr": k} for k in kept]
    return [{"fr": c.share} if c.words else {"pt": k} for c, k in zip(found, kept, strict=True)]


def height(table: Element, found: Sequence[Column]) -> float:
    """About how high a table is, in points, each row as high as its longest cell."""
    given = widths(found)
    fixed = sum(room.get("pt", 0.0) for room in given)
    shares = sum(room.get("fr", 0.0) for room in given)
    letter = LETTER * size(found)
    letters = [
        ((room["pt"] if "pt" in room else (WIDTH - fixed) * room["fr"] / shares) - EDGE) / letter
        for room in given
    ]
    return sum(
        max(ceil(len(cell.words()) / max(room, 1.0)) or 1
            for cell, room in zip(row.children(), letters, strict=True)) * LINE * size(found) + EDGE
        for part in table.children("thead", "tbody")
        for row in part.children("tr")
    )  # fmt: skip


def lines(text: str) -> list[Node]:
    """Set text, line by line; the spaces that begin a line are kept, at others it may break."""
    found: list[Node] = []
    for number, line in enumerate(text.strip("\n").split("\n")):
        found += [{"kind": "break"}] if number else []
        words = line.lstrip(" ")
        found.append("\u00a0" * (len(line) - len(words)) + words)
    return found


def squeezed(text: str) -> str:
    """Text as a page shows it: line ends and rows of spaces are one space."""
    return re.sub(r"[ \t\r\n]+", " ", text)
