"""Pages: structure, translation, and what a hostile name, note or cell can do (nothing)."""

import base64
import hashlib
import json
from dataclasses import replace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.errors import RunFailed
from analysis.report.blocks.table import Row, Table, table_html
from analysis.report.blocks.titles import question_html
from analysis.report.blocks.view import View
from analysis.report.chapters import chapters, grouped
from analysis.report.notebook import chart, say, table
from analysis.report.output.html import compose, render
from analysis.report.output.sanitise import clean
from tests.report.conftest import make_plan, make_projection, make_scenario
from tests.report.page_checks import check_page, parsed

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}{0.__class__}'


def notebook_of(*blocks, title="# Budget", english="# Budget"):
    """An executed notebook that shows `blocks`."""
    shown = [
        new_code_cell(
            "show()", id=f"cell-{i}", outputs=[new_output("display_data", {"text/html": b})]
        )
        for i, b in enumerate(blocks)
    ]
    setup = new_code_cell("import", id="setup", metadata={"tags": ["setup"]})
    heading = new_markdown_cell(title, id="title", metadata={"en": english})
    notebook = new_notebook(cells=[heading, setup, *shown])
    nbformat.validate(notebook)
    return notebook


def frame(language="sv", plan="Plan", scenario="base"):
    files = {"xlsx": "result.xlsx", "json": "result.json"}
    return compose(chapters()[-1], language, plan, scenario, "Framtagen nu", files)


def full_page(view):
    blocks = [chart("result", view).data, table("goals", view).data]
    blocks += [say("liquidity", view).data, question_html(view)]
    return render(notebook_of(*map(str, blocks)), frame(view.language))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_page_meets_the_demands_of_structure_and_self_containment(make, language):
    page = check_page(full_page(View(make(), None, language)), language)
    assert page.h1.string == "Budget"
    assert len(page.find_all("figure")) == 1


def test_prose_is_shown_in_english_when_the_reader_asks_for_it():
    notebook = notebook_of(title="# Priser och kostnader", english="# Prices and costs")
    assert parsed(render(notebook, frame("sv"))).h1.string == "Priser och kostnader"
    assert parsed(render(notebook, frame("en"))).h1.string == "Prices and costs"


def test_markup_in_names_questions_and_notes_is_shown_as_text():
    scenario = replace(make_scenario("base", HOSTILE), note=HOSTILE)
    plan = make_plan()
    plan.file.documents["strategisk-plan"].title = HOSTILE
    view = View(make_projection(scenario, plan), None, "sv")
    blocks = (question_html(view), table("sources", view).data)
    html = render(notebook_of(*map(str, blocks)), frame(plan=HOSTILE, scenario=HOSTILE))
    page = check_page(html, "sv")
    assert HOSTILE in page.find(class_="question").get_text()
    assert HOSTILE in page.find(class_="note").get_text()
    assert HOSTILE in page.header.get_text()
    assert HOSTILE in page.title.string
    assert HOSTILE in page.find("tbody").get_text()


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<img src="https://example.org/x.png" alt="x">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
        '<a href="//example.org">x</a>',
        "<svg onload=alert(1)></svg>",
        "<style>@import url(https://example.org)</style>",
        '<iframe src="https://example.org"></iframe>',
        '<p style="background:url(https://example.org)">x</p>',
        "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
        "</main></body><script>alert(1)</script>",
    ],
)
def test_what_a_cell_shows_cannot_run_or_fetch_anything(attack):
    page = parsed(render(notebook_of(attack + "<p>kvar</p>"), frame()))
    assert page.find("p", string="kvar").find_parent("main")
    for tag in page.main.find_all():
        assert tag.name not in {"script", "style", "iframe", "svg", "math", "object"}
        assert not any(name.startswith("on") or name == "style" for name in tag.attrs)
        assert tag.name != "img" or "src" not in tag.attrs
        assert tag.name != "a" or "href" not in tag.attrs


def test_only_a_page_with_a_list_runs_a_script_and_its_policy_knows_it_by_its_hash():
    rows = tuple(Row(f"{HOSTILE} {n}", (str(n),)) for n in range(9))
    made = Table("Lista", ("Namn", "Tal"), rows, (True,), listing=True)
    few = replace(made, rows=rows[:8])
    with_list, without = (
        parsed(render(notebook_of(str(table_html(each))), frame())) for each in (made, few)
    )
    policies = [p.find("meta", attrs={"http-equiv": True})["content"] for p in (with_list, without)]
    words, script = with_list.find_all("script")
    digest = base64.b64encode(hashlib.sha256(script.string.encode()).digest()).decode()
    assert policies[0] == f"{policies[1]}; script-src 'sha256-{digest}'"
    assert "script-src" not in policies[1]
    assert not without.find_all("script")
    assert json.loads(words.string)["find"] == "Sök i listan"


def test_markup_in_a_prose_cell_is_shown_as_text():
    page = parsed(render(notebook_of(title="# Rubrik\n\n<script>alert(1)</script>"), frame()))
    assert not page.main.find_all("script")


def test_our_own_blocks_pass_the_sanitiser_unchanged(view):
    for block in (chart("result", view).data, table("add_factors", view).data):
        assert parsed(clean(str(block))) == parsed(str(block))


def test_a_template_in_the_working_folder_does_not_replace_ours(tmp_path, monkeypatch, view):
    (tmp_path / "region").mkdir()
    (tmp_path / "region" / "index.html.j2").write_text("stolen")
    (tmp_path / "region" / "conf.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    from analysis.report.output import html

    html._exporter.cache_clear()
    try:
        assert "stolen" not in full_page(view)
    finally:
        html._exporter.cache_clear()


def test_a_page_with_a_cell_that_shows_nothing_is_refused():
    notebook = notebook_of("<p>x</p>")
    notebook.cells[-1].outputs = []
    with pytest.raises(RunFailed, match="nothing in cell cell-0"):
        render(notebook, frame())


def test_the_page_names_every_chapter_and_marks_its_own():
    page = parsed(render(notebook_of("<p>x</p>"), frame()))
    links = page.find("nav", class_="chapters").find_all("a")
    ordered = [chapter.page for group in grouped().values() for chapter in group]
    assert [link["href"] for link in links] == ordered
    assert sorted(ordered) == sorted(chapter.page for chapter in chapters())
    marked = [link["href"] for link in links if link.get("aria-current") == "page"]
    assert marked == [chapters()[-1].page]
