"""Whole reports of the shipped plan, notebooks run and pages checked."""

import hashlib
import html
import io
import json
import os
import re
import subprocess
import sys
from datetime import datetime

import pikepdf
import pytest

from analysis.errors import InputError, RunFailed
from analysis.report.blocks.opened import open_view
from analysis.report.blocks.view import View
from analysis.report.chapters import chapters
from analysis.report.output import build
from analysis.report.output.paper.matterhorn import elements, faults
from tests.report.page_checks import (
    check_figures,
    check_headings,
    check_offline,
    check_page,
    check_tables,
    parsed,
)
from tests.report.printed_figures import PRINTED, found_in_two

PLAN = "norrbotten-2025"
EMPTY = ("score.html",)
"""What the plan holds nothing for."""
PAGES = [chapter.page for chapter in chapters() if chapter.page not in EMPTY]


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    return tmp_path_factory.mktemp("reports")


@pytest.fixture(scope="module")
def base(out):
    """The base report in Swedish."""
    done = []
    folder = build.build_report(PLAN, "base", out, "sv", progress=done.append)
    assert sorted(done) == sorted(chapter.notebook for chapter in chapters())
    return folder


@pytest.fixture(scope="module")
def changed(out):
    """A scenario's report in English, with what can be handed over."""
    return build.build_report(PLAN, "wages-plus-one", out, "en", handed=["bundle", "pdf"])


def page(folder, name="index.html"):
    return (folder / name).read_text(encoding="utf-8")


def test_the_folder_holds_the_pages_and_files_and_nothing_else(base, out):
    files = [
        *PAGES,
        "what_if.html",
        "how.html",
        "result.xlsx",
        "result.parquet",
        "result.json",
        "manifest.json",
    ]
    assert sorted(path.name for path in base.iterdir()) == sorted(files)
    assert base == out / PLAN / "base"
    assert not (out / "failed").exists()


@pytest.mark.parametrize("name", PAGES)
def test_every_swedish_page_meets_the_demands(base, name):
    check_page(page(base, name), "sv")


@pytest.mark.parametrize("name", PAGES)
def test_every_english_page_meets_the_demands_and_has_no_swedish_prose(changed, name):
    found = check_page(page(changed, name), "en")
    for tag in found.find_all(lang="sv"):  # names in the sources stay Swedish and say so
        tag.decompose()
    alternatives = " ".join(image["alt"] for image in found.find_all("img"))
    text = f"{found.get_text(' ')} {alternatives}"
    assert not re.search(r"\b(och|år|mnkr|minskar|ökar|är|till|procent)\b", text)


def first_heading(folder, name):
    """The title of a page, found without parsing all of it."""
    return html.unescape(re.search("<h1>(.*?)</h1>", page(folder, name))[1])


def test_the_whole_report_is_one_page_of_all_chapters_that_needs_no_other_file(changed):
    whole = parsed(page(changed, "report.html"))
    titles = {first_heading(changed, name) for name in PAGES}
    assert {tag.get_text() for tag in whole.find_all("h2")} == titles
    assert len(whole.find_all("h2")) == len(PAGES)
    check_headings(whole)
    check_figures(whole)
    check_tables(whole)
    check_offline(whole, page(changed, "report.html"))
    ids = [tag["id"] for tag in whole.find_all(id=True)]
    assert len(ids) == len(set(ids))
    links = [tag["href"] for tag in whole.find_all("a", href=True)]
    assert len(links) > 2 * len(PAGES)
    assert {link.removeprefix("#") for link in links} <= set(ids)
    listed = json.loads((changed / "manifest.json").read_text())["files"]
    assert {"report.html", "report.pdf"} <= {entry["name"] for entry in listed}
    assert 'href="report.html"' in page(changed)


def test_the_whole_report_on_paper_has_every_chapter_and_breaks_no_rule(changed):
    content = (changed / "report.pdf").read_bytes()
    assert faults(content) == []
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        titles = {first_heading(changed, name) for name in PAGES}
        assert titles <= {item.title for item in outline.root}
        figures = page(changed, "report.html").count("<figure")
        assert len(elements(pdf, "/Figure")) == figures


def test_what_the_plan_lacks_stands_last_on_the_first_page_and_nothing_leads_to_it(base):
    found = parsed(page(base))
    listed = found.main.find_all("details")[-1]
    assert listed.summary.get_text() == "Planen saknar underlag för en fråga eller ett kapitel"
    titles = [re.split("[:?]", item.get_text())[0] for item in listed.find_all("li")]
    assert titles == ["Hur rätt blev planen"]
    assert "outcomes.csv" in listed.get_text()
    assert not any(name in page(base, each) for name in EMPTY for each in PAGES)


@pytest.mark.parametrize("figure", PRINTED[PLAN])
def test_a_figure_named_by_page_of_print_is_found_in_two_clicks(base, figure):
    assert found_in_two(base, *figure)


def test_every_page_of_figures_shows_the_add_factors(base):
    for name in set(PAGES) - {"words.html"}:
        captions = [tag.get_text() for tag in parsed(page(base, name)).find_all("caption")]
        assert any(caption.startswith("Tilläggsposter") for caption in captions)


def test_the_first_page_warns_of_the_year_cash_turns_negative(base):
    assert "Kassan tar slut under 2026" in parsed(page(base)).main.get_text()


def test_the_first_page_shows_charts_goals_and_sources(base):
    found = parsed(page(base))
    shown = [figure["id"] for figure in found.find_all("figure")]
    wanted = ["standing", "result-fan", "levers-all"]
    assert shown == [f"chart-{name}" for name in wanted]
    captions = [tag.get_text() for tag in found.find_all("caption")]
    assert "Mål och lagkrav år för år Så räknas tabellen" in captions
    assert "Källor" in captions


def test_a_scenario_page_shows_its_question_and_what_it_changes(changed):
    found = parsed(page(changed))
    assert found.find(class_="question").get_text() == (
        "What if the region's own wages grow one percentage point more from 2026 "
        "than the plan assumes?"
    )
    text = found.main.get_text(" ")
    assert "Hourly wage" in text
    assert "1 percentage point" in text
    assert "wages-plus-one.yml" in text


def test_the_json_holds_the_figures_that_the_plan_prints(base):
    result = json.loads((base / "result.json").read_text())
    # Strategisk plan 2025-2027, Resultatbudget and Finansieringsbudget.
    assert result["lines"]["cash"][1] == pytest.approx(-361, abs=1.0)
    assert result["lines"]["net_result"][:3] == pytest.approx([206, 394, 250], abs=2.0)
    assert max(abs(gap) for gaps in result["gaps"].values() for gap in gaps) < 1e-6


def test_the_manifest_describes_the_files_beside_it(base):
    manifest = json.loads((base / "manifest.json").read_text())
    for item in manifest["files"]:
        content = (base / item["name"]).read_bytes()
        assert item["sha256"] == hashlib.sha256(content).hexdigest()
    names = [item["name"] for item in manifest["inputs"]]
    assert "plan/plan.yml" in names
    assert "plan/scenarios/base.yml" in names
    assert "notebooks/06_statements.ipynb" in names
    assert "code/report/output/build.py" in names
    assert not any(name.startswith("/") for name in names)


def test_another_process_hash_seed_and_worker_make_the_same_bytes(base, tmp_path):
    code = (
        "import sys; from analysis.report.output.build import build_report;"
        "build_report(sys.argv[1], 'base', Path(sys.argv[2]), 'sv', workers=1)"
    )
    made = str(int(time_of(base).timestamp()) + 86400)
    subprocess.run(
        [sys.executable, "-c", f"from pathlib import Path; {code}", PLAN, str(tmp_path / "o t")],
        env={**os.environ, "PYTHONHASHSEED": "77", "SOURCE_DATE_EPOCH": made},
        check=True,
    )
    other = tmp_path / "o t" / PLAN / "base"
    assert {path.name for path in other.iterdir()} == {path.name for path in base.iterdir()}
    for path in sorted(base.iterdir()):
        if path.name != "manifest.json":
            assert path.read_bytes() == (other / path.name).read_bytes(), path.name
    manifests = [json.loads((folder / "manifest.json").read_text()) for folder in (base, other)]
    assert time_of(other).timestamp() == int(made)
    assert [m.pop("made") for m in manifests]
    assert manifests[0] == manifests[1]


def time_of(folder):
    return datetime.fromisoformat(json.loads((folder / "manifest.json").read_text())["made"])


def test_pages_carry_no_path_of_the_machine(base, changed):
    for folder in (base, changed):
        for path in folder.glob("*.html"):
            assert str(build.project_root()) not in path.read_text(encoding="utf-8")
        assert str(build.project_root()) not in (folder / "manifest.json").read_text()


def test_bad_input_leaves_an_earlier_report_untouched(base, out):
    before = {path.name: path.read_bytes() for path in base.iterdir()}
    with pytest.raises(InputError, match="tax_rate"):
        build.build_report(PLAN, "base", out, change=["tax_rat:2026=1"])
    with pytest.raises(InputError, match="language"):
        build.build_report(PLAN, "base", out, "no")
    assert {path.name: path.read_bytes() for path in base.iterdir()} == before


def test_a_notebook_that_fails_leaves_an_earlier_report_untouched(base, out, monkeypatch):
    before = {path.name: path.read_bytes() for path in base.iterdir()}
    monkeypatch.setattr(build, "chapters", lambda: chapters()[:1])
    broken = dict(plan="no-such-plan", scenario="base", change=[], set_=[], language="sv")
    broken |= {"horizon": None}
    with pytest.raises(RunFailed, match="00_summary failed"):
        build.run_chapters(open_view(PLAN), broken, out / "kept", "fork", 1, None)
    assert (out / "kept" / "00_summary.ipynb").exists()
    assert {path.name: path.read_bytes() for path in base.iterdir()} == before


def test_no_report_is_made_while_an_identity_is_off(make):
    projection = make()
    projection.gaps["balance"][3] = 2e-6
    with pytest.raises(RunFailed, match="'balance' is off by 2e-06"):
        build.refuse_gaps(View(projection, None, "sv"))
    projection.gaps["balance"][3] = float("nan")
    with pytest.raises(RunFailed, match="balance"):
        build.refuse_gaps(View(projection, None, "sv"))


def test_a_changed_base_has_a_folder_a_title_and_a_checksum_of_its_own(base, out):
    """The base's report stays; no page of the new one is called the adopted plan."""
    before = page(base)
    folder = build.build_report(PLAN, "base", out, "sv", change=["wage_growth:2026-2030=1.0"])
    assert folder.parent == base.parent
    assert folder.name.startswith("base-")
    assert page(base) == before
    for name in PAGES:
        html = page(folder, name)
        assert "Beslutad plan</strong>" not in html
        assert "Beslutad plan + 1 ändring</strong>" in html
    assert "Hur ser den beslutade planen ut?" not in page(folder)
    found, own = (json.loads(page(f, "manifest.json")) for f in (folder, base))
    assert found["checksum"] != own["checksum"]
    assert found["checksum"][:16] in page(folder)
    result = json.loads(page(folder, "result.json"))
    assert result["scenario"] == folder.name
    assert [d["year"] for d in result["differences"] if d["key"] == "wage_growth"] == [
        2026, 2027, 2028, 2029, 2030,
    ]  # fmt: skip
