"""Words of a page lead to the glossary: once each, in running text alone, and to what is there."""

import re

import pytest

from analysis.catalogue.glossary import glossary
from analysis.report.chapters import chapters
from analysis.report.notebook import table
from analysis.report.output.words import PAGE, page_with_words, with_words

LINK = '<a class="word" href="words.html#word-{}">{}</a>'


def test_the_first_of_a_word_in_running_text_is_a_link_and_no_other():
    markup = "<h2>Soliditet</h2><p>Soliditeten och soliditet</p><p>LPIK, <a>LPIK</a></p>"
    assert with_words(markup, "sv") == (
        f"<h2>Soliditet</h2><p>{LINK.format('equity_ratio', 'Soliditeten')} och soliditet</p>"
        f"<p>{LINK.format('lpik', 'LPIK')}, <a>LPIK</a></p>"
    )


@pytest.mark.parametrize(
    "kept",
    [
        "<td>LPIK</td>",
        "<p><a href='x'>LPIK</a></p>",
        "<li><code>LPIK</code></li>",
        '<p title="LPIK">x</p>',
        "<p>LPIK-listan</p>",
        "<figure>LPIK</figure>",
    ],
)
def test_figures_links_code_and_attributes_stay(kept):
    assert with_words(kept, "sv") == kept


def test_only_the_main_part_of_a_page_is_looked_through():
    page = "<p>LPIK</p><main id='m'><p>LPIK</p></main><footer><p>LPIK</p></footer>"
    assert page_with_words(page, "sv").count("word-lpik") == 1
    assert page_with_words("<p>LPIK</p>", "sv") == "<p>LPIK</p>"


@pytest.mark.parametrize("view", ["sv", "en"], indirect=True)
def test_every_word_has_its_place_on_the_page_of_words(view):
    assert PAGE in {chapter.page for chapter in chapters()}
    shown = str(table("glossary", view).data)
    places = re.findall(r'<span id="word-(\w+)">', shown)
    assert places == [word.id for word in glossary(view.language)]
