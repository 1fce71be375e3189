"""One page over all reports of a folder."""

import base64
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from analysis.cli.common import Language
from analysis.cli.site import site_command
from analysis.report.output.build import HANDED
from analysis.report.output.site.page import write_site
from tests.inputs.test_look import png
from tests.report.page_checks import parsed

PAGE = """<body><h1>Menyn</h1><main><h1>Sammanfattning</h1><h2>Vad <em>kan</em> g&aring; fel?</h2>
<table><thead><tr><th scope="col">Post</th></tr></thead>
<tbody><tr><th scope="row">Årets resultat</th></tr></tbody></table></main></body>"""
HOSTILE = '"><script>alert(1)</script>'


def report(out: Path, plan: str, scenario: str, handed: tuple[str, ...] = (), **told: Any) -> None:
    """A report's manifest and result, as a run writes them."""
    folder = out / plan / scenario
    folder.mkdir(parents=True)
    manifest = {
        "kind": "report", "plan": plan, "scenario": scenario, "title": f"Titel {scenario}",
        "question": "Vad händer?", "language": "sv", "made": "2026-01-02T03:04:05+00:00",
        "checksum": "a" * 64, "plan_title": plan.upper(), "region": "Region Alfa",
        "goals": {"margin": "Resultat", "law": "Balanskrav"},
    } | told  # fmt: skip
    goals = [
        {"id": i, "kind": k, "passed": m >= 0, "outlook": o, "margin": m, "years": [y]}
        for i, k, m, o, y in (
            ("margin", "plan", 1.0, False, 2025),
            ("margin", "plan", -2.0, True, 2026),
            ("law", "law", 40.0, False, 2025),
        )
    ]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    lines = {"cash": [1.0, -2.0 - len(scenario)], "self_financing_ratio": [50.0, 60.5]}
    result = {"goals": goals, "years": [2025, 2026], "lines": lines}
    (folder / "result.json").write_text(json.dumps(result))
    (folder / "index.html").write_text(PAGE)
    for name in handed:
        (folder / name).write_text("x")


def made(out: Path, language: str = "sv") -> Any:
    return parsed(write_site(out, language, HANDED)[0].read_text(encoding="utf-8"))


def test_each_report_is_a_row_of_its_plan_with_goals_date_checksum_and_files(
    tmp_path: Path,
) -> None:
    report(tmp_path, "alfa", "base", ("report.pdf",))
    report(tmp_path, "alfa", "high")
    report(tmp_path, "beta", "base", language="en", region="")
    page = made(tmp_path)
    assert [h.get_text() for h in page.find_all("h2")] == ["ALFA", "BETA"]
    rows = page.find_all("tbody")[0].find_all("tr")
    assert [row.th.a.get_text() for row in rows] == ["Titel base", "Titel high"]
    cells = [" ".join(cell.get_text().split()) for cell in rows[0].find_all("td")]
    assert cells == ["✗ 1 av 2", "✓ 1 av 1", f"2026-01-02, svenska {'a' * 16}", "Jämför PDF"]
    assert [a["href"] for a in rows[0].find_all("a")] == [
        "alfa/base/index.html",
        "alfa/compare-base.html",
        "alfa/base/report.pdf",
    ]
    assert page.find_all("tbody")[1].th["lang"] == "en"


def test_a_goal_is_bars_from_its_line_in_one_scale_and_says_its_years(tmp_path: Path) -> None:
    report(tmp_path, "alfa", "base")
    drawn = made(tmp_path).find("svg")
    assert drawn["aria-label"] == "Resultat: nås 2025; missas 2026"
    bars = [(bar["class"], float(bar["y"]), float(bar["height"])) for bar in drawn.find_all("rect")]
    # The widest distance, 2 below, is all of the 20 units below the line; 1 above is half of them.
    assert bars == [(["met"], 10.0, 10.0), (["missed", "later"], 20.0, 20.0)]


def test_headings_and_lines_of_every_report_can_be_searched(tmp_path: Path) -> None:
    for scenario in ("base", "high", "low"):
        report(tmp_path, "alfa", scenario)
    found = json.loads(made(tmp_path).find("script", id="index").string)
    assert found["reports"][1] == ["alfa/high", "Titel high", "ALFA", "sv"]
    assert found["pages"] == [["index.html", "Sammanfattning"]]
    # A name, what it is, and the page with the reports from the first to the third.
    assert found["names"] == [
        ["Sammanfattning", 0, 0, [0, 2]],
        ["Vad kan gå fel?", 0, 0, [0, 2]],
        ["Årets resultat", 1, 0, [0, 2]],
    ]


def test_the_one_script_is_the_one_that_the_policy_knows(tmp_path: Path) -> None:
    report(tmp_path, "alfa", "base", title=HOSTILE)
    page = made(tmp_path)
    allowed = page.find("meta", attrs={"http-equiv": True})["content"]
    assert "unsafe" not in allowed
    data, script = page.find_all("script")
    assert data["type"] == "application/json"
    for tag in (script, page.style):
        known = base64.b64encode(hashlib.sha256(tag.string.encode()).digest()).decode()
        assert f"'sha256-{known}'" in allowed


def test_what_reports_say_of_themselves_is_text(tmp_path: Path) -> None:
    report(tmp_path, "alfa", "base", title=HOSTILE, question=HOSTILE, checksum=HOSTILE,
           plan_title=HOSTILE, goals={"margin": HOSTILE})  # fmt: skip
    page = made(tmp_path)
    assert len(page.find_all("script")) == 2
    assert page.tbody.th.a.get_text() == HOSTILE
    assert page.h2.get_text() == HOSTILE
    assert page.svg["aria-label"].startswith(HOSTILE)


def test_plans_of_a_region_stand_side_by_side_in_the_years_that_they_share(tmp_path: Path) -> None:
    report(tmp_path, "alfa", "base")
    report(tmp_path, "beta", "base", region=HOSTILE)
    report(tmp_path, "gamma", "base")
    report(tmp_path, "gamma", "high")
    result = tmp_path / "gamma" / "base" / "result.json"
    told = json.loads(result.read_text()) | {"years": [2026, 2027]}
    told["lines"]["debt"] = [1.0, 2.0]
    result.write_text(json.dumps(told))
    page = made(tmp_path)
    assert [h.get_text() for h in page.find_all("h2")] == [
        *("ALFA", "BETA", "GAMMA", "Region Alfa: årgångar sida vid sida"),
    ]
    section = page.find_all("h2")[-1].find_next("table")
    assert [th.get_text() for th in section.thead.find_all("th")] == ["Post", "2026"]
    rows = {row.th.get_text(): row.td.get_text() for row in section.tbody.find_all("tr")}
    # Alfa has cash of -6 in 2026, gamma 1: 7 more.
    assert rows["Likvida medel vid årets slut, mnkr: ALFA"] == "−6"
    assert rows["Likvida medel vid årets slut, mnkr: GAMMA"] == "1"
    assert rows["Skillnad: Likvida medel vid årets slut, mnkr"] == "+7"
    css = base64.b64encode(hashlib.sha256(page.style.string.encode()).digest()).decode()
    assert css in page.find("meta", attrs={"http-equiv": True})["content"]


def test_plans_of_a_region_that_share_no_year_say_so(tmp_path: Path) -> None:
    report(tmp_path, "alfa", "base")
    report(tmp_path, "beta", "base")
    result = tmp_path / "beta" / "base" / "result.json"
    result.write_text(json.dumps(json.loads(result.read_text()) | {"years": [2031, 2032]}))
    text = made(tmp_path).get_text()
    assert "Planerna har inga poster gemensamt för samma år" in text
    assert "BETA: 2 poster, 2031–2032" in text


def test_a_removed_report_leaves_no_page_that_compares_it(tmp_path: Path) -> None:
    for scenario in ("base", "high", "low"):
        report(tmp_path, "alfa", scenario)
    made(tmp_path)
    own = tmp_path / "alfa" / "compare-notes.html"
    own.write_text("not a page of the site")
    shutil.rmtree(tmp_path / "alfa" / "low")
    made(tmp_path)
    left = sorted(page.name for page in (tmp_path / "alfa").glob("compare-*.html"))
    assert left == ["compare-base.html", "compare-high.html", "compare-notes.html"]
    shutil.rmtree(tmp_path / "alfa" / "high")
    assert "Jämför" not in made(tmp_path).tbody.get_text()
    assert list((tmp_path / "alfa").glob("compare-*.html")) == [own]


@pytest.mark.parametrize("folder", ["failed/alfa/base", "a b/base", "alfa/Ändrad"])
def test_a_folder_that_is_no_name_of_a_report_is_not_linked_to(tmp_path: Path, folder: str) -> None:
    plan, _, scenario = folder.rpartition("/")
    report(tmp_path, plan, scenario)
    assert made(tmp_path).find_all("tr") == []


def test_a_report_that_cannot_be_read_is_told_and_the_others_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report(tmp_path, "alfa", "base")
    report(tmp_path, "alfa", "bad", made="yesterday")
    (tmp_path / "batch" / "first").mkdir(parents=True)
    (tmp_path / "batch" / "first" / "manifest.json").write_text('{"kind": "batch"}')
    site_command(tmp_path, Language.en)
    told = capsys.readouterr()
    assert told.out.startswith("The page over 1 reports:")
    assert told.err.splitlines() == [
        "alfa/bad: the manifest or result cannot be read; the report is left out"
    ]


def test_an_empty_folder_gives_a_page_that_says_so(tmp_path: Path) -> None:
    assert "Här finns ännu ingen rapport." in made(tmp_path).get_text()


def test_any_two_reports_of_a_plan_are_compared_by_a_click(tmp_path: Path) -> None:
    for scenario in ("base", "high", "weakest"):
        report(tmp_path, "alfa", scenario, title=HOSTILE if scenario == "high" else scenario)
    made(tmp_path)
    page = parsed((tmp_path / "alfa" / "compare-base.html").read_text(encoding="utf-8"))
    assert [a["href"] for a in page.nav.find_all("a")] == ["#high", "#weakest"]
    assert not page.find_all("script")
    rows = page.find("section", id="weakest").find_all("tr")[1:]
    cells = [[cell.get_text() for cell in row.find_all("td")] for row in rows]
    # Cash of 2026 is -6 in base and -9 in weakest: 3 mnkr more.
    assert cells[:3] == [["1", "−6"], ["1", "−9"], ["0", "+3"]]
    assert cells[5] == ["0,0", "0,0"]


def test_a_figure_of_several_reports_leads_to_how_it_is_calculated_in_its_own(
    tmp_path: Path,
) -> None:
    report(tmp_path, "alfa", "base", ("how.html",))
    report(tmp_path, "alfa", "high")
    report(tmp_path, "beta", "base", ("how.html",))
    whole = made(tmp_path)
    page = parsed((tmp_path / "alfa" / "compare-high.html").read_text(encoding="utf-8"))
    rows = {tr.th.get_text(): [a["href"] for a in tr("a")] for tr in page.tbody("tr")}
    own = [f"base/how.html#cash@{year}" for year in (2025, 2026)]
    assert rows["Likvida medel vid årets slut, mnkr: Titel base"] == own
    assert rows["Likvida medel vid årets slut, mnkr: Titel high"] == []  # it has no such page
    links = {a["href"] for a in whole.find_all("a", class_="how")}
    assert {f"{plan}/base/how.html#cash@2026" for plan in ("alfa", "beta")} <= links


def test_every_link_of_a_site_leads_somewhere(tmp_path: Path) -> None:
    for plan, scenario in (("alfa", "base"), ("alfa", "high"), ("beta", "base")):
        report(tmp_path, plan, scenario, ("report.html",))
    made(tmp_path)
    pages = [tmp_path / "index.html", *tmp_path.glob("*/compare-*.html")]
    assert len(pages) == 3
    broken = [
        (page.name, link["href"])
        for page in pages
        for soup in [parsed(page.read_text(encoding="utf-8"))]
        for link in soup.find_all("a")
        for file, _, place in [link["href"].partition("#")]
        if not ((page.parent / file).is_file() if file else soup.find(id=place))
    ]
    assert broken == []


LOOK = {"colours": ["#00563b", "#8a1c4a"], "picture": base64.b64encode(png()).decode()}


def test_the_page_wears_the_look_that_all_its_reports_wear_and_ours_where_they_differ(
    tmp_path: Path,
) -> None:
    report(tmp_path, "alfa", "base", look=LOOK)
    report(tmp_path, "alfa", "high", look=LOOK)
    page = made(tmp_path)
    assert page.img["src"] == f"data:image/png;base64,{LOOK['picture']}"
    assert page.img["alt"] == "Region Alfa"
    assert "--link: #00563b" in page.style.string
    assert "img-src data:" in page.find("meta", attrs={"http-equiv": True})["content"]
    compared = parsed((tmp_path / "alfa" / "compare-base.html").read_text(encoding="utf-8"))
    assert "--link: #00563b" in compared.style.string
    report(tmp_path, "beta", "base")
    plain = made(tmp_path)
    assert plain.img is None
    assert "#00563b" not in plain.style.string
    assert "img-src" not in plain.find("meta", attrs={"http-equiv": True})["content"]


@pytest.mark.parametrize(
    "look",
    [
        {"colours": ["#ffff00"]},
        {"colours": ["red; } body { display: none"]},
        {"picture": base64.b64encode(b"<svg onload=alert(1)>").decode()},
        {"picture": '" onerror="alert(1)'},
    ],
)
def test_a_look_that_a_plan_could_not_have_is_a_report_that_cannot_be_read(
    tmp_path: Path, look: dict[str, Any]
) -> None:
    report(tmp_path, "alfa", "base", look=look)
    _, number, unread = write_site(tmp_path, "sv", HANDED)
    assert (number, unread) == (0, ["alfa/base"])


def test_a_removed_report_that_others_lead_to_is_said_to_be_gone_where_it_lay(
    tmp_path: Path,
) -> None:
    for name in ("base", "high"):
        report(tmp_path, "alfa", name, run=["base", "high"])
    whole = made(tmp_path)
    shutil.rmtree(tmp_path / "alfa" / "high")
    page = made(tmp_path)
    assert "Rapporten high har tagits bort" in page.get_text()
    assert "tagits bort" not in whole.get_text()
    assert len(page.find("tbody").find_all("tr")) == 1
    for name in ("index.html", "how.html"):
        path = tmp_path / "alfa" / "high" / name
        told = parsed(path.read_text(encoding="utf-8"))
        assert told.h1.get_text() == "Rapporten finns inte kvar"
        assert (path.parent / told.main.a["href"]).resolve() == tmp_path / "index.html"
    assert made(tmp_path) == page


def test_the_page_of_a_report_that_is_gone_goes_with_what_leads_to_it(tmp_path: Path) -> None:
    report(tmp_path, "alfa", "base", run=["base", "high"])
    made(tmp_path)
    assert (tmp_path / "alfa" / "high").is_dir()
    shutil.rmtree(tmp_path / "alfa" / "base")
    made(tmp_path)
    assert not (tmp_path / "alfa" / "high").exists()


def test_nothing_is_written_over_or_removed_for_a_report_that_is_gone(tmp_path: Path) -> None:
    """What someone keeps in a folder of that name stays, and a name is no path."""
    named = ["base", "high", "../../evil", "low"]
    report(tmp_path, "alfa", "base", run=named)
    for name in ("high", "other"):
        (tmp_path / "alfa" / name).mkdir()
        (tmp_path / "alfa" / name / "index.html").write_text("mitt")
    (tmp_path / "alfa" / "low").symlink_to(tmp_path / "alfa" / "other")
    made(tmp_path)
    for name in ("high", "other"):
        assert (tmp_path / "alfa" / name / "index.html").read_text() == "mitt"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["alfa", "index.html"]
