"""One page over all reports of a folder."""

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.cli.common import Language
from analysis.cli.site import site_command
from analysis.report.output.build import HANDED
from analysis.report.output.site.page import write_site
from tests.report.page_checks import parsed

HOSTILE = '"><script>alert(1)</script>'


def report(out: Path, plan: str, scenario: str, handed: tuple[str, ...] = (), **told: Any) -> None:
    """A report's manifest and result, as a run writes them."""
    folder = out / plan / scenario
    folder.mkdir(parents=True)
    manifest = {
        "kind": "report", "plan": plan, "scenario": scenario, "title": f"Titel {scenario}",
        "question": "Vad händer?", "language": "sv", "made": "2026-01-02T03:04:05+00:00",
        "checksum": "a" * 64,
    } | told  # fmt: skip
    goals = [
        {"kind": "plan", "passed": True, "outlook": False},
        {"kind": "plan", "passed": False, "outlook": False},
        {"kind": "law", "passed": True, "outlook": True},
    ]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    lines = {"cash": [1.0, -2.0 - len(scenario)], "self_financing_ratio": [50.0, 60.5]}
    result = {"goals": goals, "years": [2025, 2026], "lines": lines}
    (folder / "result.json").write_text(json.dumps(result))
    (folder / "index.html").write_text("x")
    for name in handed:
        (folder / name).write_text("x")


def made(out: Path, language: str = "sv") -> Any:
    return parsed(write_site(out, language, HANDED)[0].read_text(encoding="utf-8"))


def test_each_report_is_a_row_of_its_plan_with_goals_date_checksum_and_files(
    tmp_path: Path,
) -> None:
    report(tmp_path, "alfa", "base", ("report.pdf",))
    report(tmp_path, "alfa", "high")
    report(tmp_path, "beta", "base", language="en")
    page = made(tmp_path)
    assert [h.get_text() for h in page.find_all("h2")] == ["alfa", "beta"]
    rows = page.find_all("tbody")[0].find_all("tr")
    assert [row.th.get_text() for row in rows] == ["Titel base", "Titel high"]
    cells = [cell.get_text() for cell in rows[0].find_all("td")]
    assert cells == [
        *(
            "Vad händer?",
            "✗ 1 av 2",
            "–",
            "–",
            "✓ 1 av 1",
            "svenska",
            "2026-01-02",
            "a" * 16,
            "PDF ",
            "Jämför",
        ),
    ]
    assert [a["href"] for a in rows[0].find_all("a")] == [
        "alfa/base/index.html",
        "alfa/base/report.pdf",
        "alfa/compare-base.html",
    ]
    assert page.find_all("tbody")[1].th["lang"] == "en"


def test_what_reports_say_of_themselves_is_text(tmp_path: Path) -> None:
    report(tmp_path, "alfa", "base", title=HOSTILE, question=HOSTILE, checksum=HOSTILE)
    page = made(tmp_path)
    assert not page.find_all("script")
    assert page.tbody.th.get_text() == HOSTILE


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
        "alfa/bad: its manifest or result cannot be read; the report is left out"
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
