"""What every page of a report must fulfil, checked with an HTML parser."""

from itertools import pairwise
from urllib.parse import urlsplit

from bs4 import BeautifulSoup


def parsed(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def check_page(html: str, language: str) -> BeautifulSoup:
    """Assert structure, accessibility and self-containment; returns the parsed page."""
    page = parsed(html)
    check_frame(page, language)
    check_headings(page)
    check_figures(page)
    check_tables(page)
    check_offline(page, html)
    return page


def check_frame(page, language):
    assert page.html["lang"] == language
    assert page.title.string.strip()
    assert page.find("meta", attrs={"name": "viewport"})
    for landmark in ("header", "main", "footer"):
        assert len(page.find_all(landmark)) == 1
    assert all(nav.get("aria-label") or nav.get("aria-labelledby") for nav in page.find_all("nav"))
    skip = page.body.find("a")
    assert skip["href"] == "#main"
    assert page.find(id="main").name == "main"
    current = page.find_all(attrs={"aria-current": "page"})
    assert len(current) == 1
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))


def check_headings(page):
    levels = [int(tag.name[1]) for tag in page.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def check_figures(page):
    for image in page.find_all("img"):
        assert len(image["alt"].strip()) > 20
        assert "No description" not in image["alt"]
        figure = image.find_parent("figure")
        assert figure.figcaption.get_text(strip=True)
        assert figure.find("table"), "each chart also as a table"


def check_tables(page):
    for table in page.find_all("table"):
        assert table.caption.get_text(strip=True)
        assert len(table.thead.find_all("tr")) == 1
        assert all(th["scope"] == "col" for th in table.thead.find_all("th"))
        for row in table.tbody.find_all("tr"):
            assert row.th["scope"] == "row"
            assert len(row.find_all(["th", "td"])) == len(table.thead.find_all("th"))
            heads = [th.get_text() for th in table.thead.find_all("th")][1:]
            assert [td["data-label"] for td in row.find_all("td")] == heads
        assert table.find_parent("div")["class"][0].startswith("fit-")


def check_offline(page, html):
    assert not page.find_all(["iframe", "object", "embed", "link", "form", "base"])
    # No script but the one of lists, which the policy knows by its hash, with its words as data.
    scripts = [script.get("id") for script in page.find_all("script")]
    assert scripts in ([], ["list-words", None])
    for tag in page.find_all(src=True):
        assert tag["src"].startswith("data:image/svg+xml;base64,")
    for tag in page.find_all("a", href=True):
        assert not urlsplit(tag["href"]).netloc
    assert not any(name.startswith("on") for tag in page.find_all() for name in tag.attrs)
    style = page.style.string
    assert "url(" not in style
    assert "@import" not in style
    assert "In [" not in html
    assert "open_view" not in html
