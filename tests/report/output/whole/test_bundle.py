"""The whole report as one page."""

from dataclasses import replace

from analysis.report.output.whole.bundle import Cover, bundle
from analysis.report.output.whole.parts import Part
from tests.report.page_checks import parsed

COVER = Cover("sv", "Strategisk plan", "Region X", "Bas (base)", "Vad säger planen?", "Framtagen")
PARTS = (
    Part("summary", "state", "Läget", "<h2>Läget</h2>"),
    Part("budget", "plan", "Budget", '<h2>Budget</h2><p id="budget--a">1</p>'),
)


def test_one_table_of_contents_leads_to_every_part_and_each_part_leads_back() -> None:
    page = parsed(bundle(COVER, PARTS))
    (contents,) = page.find_all("nav")
    assert [a["href"] for a in contents.find_all("a")] == ["#summary", "#budget"]
    assert [s["id"] for s in page.find_all("section")] == ["summary", "budget"]
    assert len(page.find_all("a", href="#contents")) == 2
    assert page.find(id="contents") is contents


def test_it_has_one_style_sheet_no_script_and_a_policy_that_lets_nothing_in() -> None:
    page = parsed(bundle(COVER, PARTS))
    assert len(page.find_all("style")) == 1
    assert not page.find_all(["script", "link", "iframe", "base", "form"])
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def test_titles_of_users_are_text() -> None:
    page = bundle(replace(COVER, plan="<script>x</script>", scenario='"><b>'), PARTS)
    assert "<script" not in page
    assert "<b>" not in page
    assert parsed(page).title.string == '<script>x</script> – "><b>'


def test_it_speaks_the_language_of_the_report() -> None:
    page = bundle(replace(COVER, language="en"), PARTS)
    assert '<html lang="en">' in page
    assert "Back to the contents" in page
    assert "Innehåll" not in page
