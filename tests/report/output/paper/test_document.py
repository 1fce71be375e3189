"""Clean markup as data for the typesetter."""

import base64

import pytest

from analysis.report.output.paper.document import columns, document, printed_width, size, widths
from analysis.report.output.paper.tree import Element, tree
from analysis.report.output.whole.bundle import Cover
from analysis.report.output.whole.parts import Part

COVER = Cover("sv", "Plan", "Region X", "Bas", "Vad säger planen?", "Framtagen")
IMAGE = base64.b64encode(b"<svg/>").decode()


def nodes(markup, *others):
    """The nodes of a part with some markup, among other parts."""
    parts = [Part("one", "state", "Ett", f"<h2>Ett</h2>{markup}"), *others]
    return document(COVER, parts)["parts"][0][1:]


def rows(*, figures, names=("Skatteintäkter",), head="2027"):
    """A table of one column of figures, as the pages have it."""
    body = "".join(
        f'<tr><th scope="row">{n}</th>' + f'<td class="n">{v}</td>' * figures + "</tr>"
        for n, v in zip(names, ["−1\u00a0234,5"] * len(names), strict=True)
    )
    top = "<tr><th>Post</th>" + f'<th class="n">{head}</th>' * figures + "</tr>"
    return f"<table><caption>T</caption><thead>{top}</thead><tbody>{body}</tbody></table>"


def test_a_heading_is_one_level_up_again_and_the_first_is_where_links_lead() -> None:
    part = document(COVER, [Part("one", "state", "Ett", "<h2>A</h2><h3>B</h3>")])["parts"][0]
    assert part == [
        {"kind": "heading", "level": 1, "body": ["A"], "place": "one"},
        {"kind": "heading", "level": 2, "body": ["B"]},
    ]


def test_a_link_leads_to_a_place_that_is_there_and_else_is_words() -> None:
    markup = '<p><a href="#one">a</a><a href="#none">b</a><a href="https://s.se/">c</a></p>'
    (par,) = nodes(markup)
    assert par["body"] == [
        {"kind": "link", "place": "one", "body": ["a"]},
        "b",
        {"kind": "link", "href": "https://s.se/", "body": ["c"]},
    ]


def test_a_picture_keeps_its_alternative_text_and_leaves_its_table_to_the_pages() -> None:
    markup = (
        '<figure id="f"><figcaption>T</figcaption>'
        f'<img src="data:image/svg+xml;base64,{IMAGE}" alt="Linjer">'
        '<p class="note">n</p><details class="data"><summary>s</summary><p>x</p></details></figure>'
    )
    (picture,) = nodes(markup)
    assert (picture["alt"], picture["image"], picture["place"]) == ("Linjer", "<svg/>", "f")
    assert [node["style"] for node in picture["after"]] == ["note"]


def test_a_picture_without_alternative_text_is_refused() -> None:
    with pytest.raises(ValueError, match="alternative text"):
        nodes(f'<figure><figcaption>T</figcaption><img src="data:,{IMAGE}" alt=" "></figure>')


def test_what_is_folded_on_a_page_is_open_on_paper_and_its_button_is_gone() -> None:
    folded = '<details class="data"><summary>Visa tabellen</summary>{}</details>'
    (table,) = nodes(folded.format(f'<div class="scroll">{rows(figures=1)}</div>'))
    assert table["kind"] == "table"
    (opened,) = nodes("<details><summary>Formel</summary><pre>  a = b</pre></details>")
    assert opened["title"] == ["Formel"]
    assert opened["body"] == [{"kind": "pre", "body": ["\u00a0\u00a0a = b"]}]


def test_an_element_that_is_not_foreseen_is_refused_and_not_left_out() -> None:
    with pytest.raises(ValueError, match="'img' cannot stand"):
        nodes('<p>a<img src="x" alt="y"></p>')


def test_a_long_table_may_be_parted_and_a_short_one_may_not() -> None:
    (short,) = nodes(rows(figures=2, names=("a",) * 24))
    (long,) = nodes(rows(figures=2, names=("a",) * 26))
    (high,) = nodes(rows(figures=9, names=("och ett skäl som är långt " * 6,) * 12))
    assert (short["long"], long["long"], high["long"]) == (False, True, True)


def test_one_long_cell_takes_no_width_from_the_words_beside_it() -> None:
    row = '<tr><th>{}</th><td class="n">{}</td><td>{}</td></tr>'
    cells = [row.format("Post", 1.5, "ett skäl som är långt " * 4)] * 9
    cells += [row.format("Post " * 12, "beräknas ur publicerade tal", "kort")]
    markup = f"""<table><caption>T</caption><thead><tr><th>A</th><th class="n">V</th><th>S</th></tr>
        </thead><tbody>{"".join(cells)}</tbody></table>"""
    first, figure, last = columns(tree(markup).children()[0])
    assert first.share < last.share == 48
    assert figure.letters == len("publicerade")


def test_figures_have_points_enough_for_their_longest_and_words_share_the_rest() -> None:
    found = columns(tree(rows(figures=2)).children()[0])
    assert [(c.letters, c.words) for c in found] == [(14, True), (8, False), (8, False)]
    assert size(found) == 8.0
    first, second, third = widths(found)
    assert first == {"fr": 16}
    assert second == third == {"pt": pytest.approx(8 * 0.64 * 8 + 6.5)}


def test_a_wide_table_has_small_letters_and_stays_within_the_page() -> None:
    found = columns(tree(rows(figures=12)).children()[0])
    points = size(found)
    assert points < 8
    letters = 14 + 12 * 8
    assert letters * 0.64 * points + 13 * 6.5 <= 493 + 4
    assert all("fr" in width for width in widths(columns(tree(rows(figures=30)).children()[0])))


def test_markup_that_is_not_well_formed_is_refused() -> None:
    for bad in ("<p>a", "<p><em>a</p></em>"):
        with pytest.raises(ValueError, match="not clean"):
            tree(bad)
    assert tree("a &lt;b&gt;") == Element("document", {}, ["a <b>"])


@pytest.mark.parametrize(
    ("size", "across"),
    [
        ("", 107.0),
        ('width="302.4pt" height="216pt"', 106.68),
        ('width="72pt" height="7200pt"', 2.1),
    ],
)
def test_a_picture_keeps_its_size_unless_it_is_higher_than_a_page(size: str, across: float) -> None:
    assert printed_width(f"<svg {size}/>") == pytest.approx(across)
