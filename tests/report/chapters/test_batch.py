"""The overview of a batch: its figures are those of the files, its texts never markup."""

import base64
import re
from pathlib import Path

import duckdb
import pytest

from analysis.batch.run import run_batch
from analysis.errors import InputError
from analysis.report.chapters.batch.view import BatchView, fan, open_batch
from analysis.report.notebook import chart, say, table
from tests.batch.grids import write_grid
from tests.report.page_checks import parsed

HOSTILE = "<script>alert(1)</script>{0.__class__}"


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """180 members: three wage growths, three tax rates, twenty draws of the return."""
    folder = tmp_path_factory.mktemp("batch")
    grid = write_grid(folder / "g.yml", question=HOSTILE, part=90)
    run_batch(grid, folder / "out")
    return folder / "out"


@pytest.fixture(params=["sv", "en"])
def view(batch: Path, request: pytest.FixtureRequest) -> BatchView:
    return open_batch(str(batch), request.param)


def rows(html: object) -> list[list[str]]:
    return [
        [cell.get_text() for cell in row.find_all(["th", "td"])]
        for row in parsed(str(html)).find("tbody").find_all("tr")
    ]


def test_a_folder_without_results_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no finished batch"):
        open_batch(str(tmp_path))


def test_the_question_is_shown_as_text_and_the_members_are_counted(view: BatchView) -> None:
    page = parsed(say("batch_size", view).data)
    assert not page.find_all("script")
    assert page.find("p").get_text() == HOSTILE
    assert "180" in page.get_text()


def test_what_varied_is_told_with_lowest_middle_and_highest(view: BatchView) -> None:
    found = rows(table("batch_varied", view).data)
    # Wages, the tax rate, and the return of each of five years.
    assert len(found) == 1 + 1 + 5
    minus = "\N{MINUS SIGN}" if view.language == "sv" else found[0][4][0]
    comma = "," if view.language == "sv" else "."
    assert found[0][4:] == [f"{minus}1{comma}00", f"0{comma}00", f"1{comma}00"]
    assert found[1][4:] == [f"11{comma}34", f"11{comma}84", f"12{comma}34"]
    assert found[0][3] == view.text("unit.pp")


def test_a_fan_shows_the_percentiles_of_the_stored_results(view: BatchView, batch: Path) -> None:
    page = parsed(chart("batch_fan", view, line="cash").data)
    found = rows(page)
    sql = f"SELECT median(cash) FROM '{batch}/results/*.parquet' GROUP BY year ORDER BY year"
    medians = [m for (m,) in duckdb.sql(sql).fetchall()]
    shown = next(row[1:] for row in found if row[0] == "p50")
    digits = [float(re.sub(r"[^\d,.−-]", "", v).replace(",", ".").replace("−", "-")) for v in shown]
    if view.language == "sv":
        assert digits == [pytest.approx(m, abs=0.5) for m in medians]
    assert page.img["alt"]
    assert len(found) == 5
    picture = base64.b64decode(page.img["src"].split(",", 1)[1])
    assert picture.startswith(b"<?xml")
    assert b"<script" not in picture


@pytest.mark.parametrize("line", ["population", "nothing", "cash' OR 1=1 --"])
def test_a_line_that_the_batch_does_not_hold_is_refused(batch: Path, line: str) -> None:
    with pytest.raises(InputError, match="does not hold the line"):
        fan(open_batch(str(batch)), line)


def test_missed_goals_are_shares_of_the_members(view: BatchView) -> None:
    found = rows(chart("batch_failures", view).data)
    asked = view.rows("SELECT goal, years, failure_share FROM goals")
    names = {goal["id"]: goal["label"][view.language] for goal in view.goals}
    columns = [c.get_text() for c in parsed(chart("batch_failures", view).data).find_all("th")]
    shares = {(row[0], c): v for row in found for c, v in zip(columns[1:], row[1:], strict=False)}
    band = "missas" if view.language == "sv" else "missed"
    for goal, years, share in asked:
        row = names[goal] if (names[goal], years) in shares else f"{names[goal]}: {band}"
        number = re.sub(r"[^\d,.]", "", shares[row, years]).replace(",", ".")
        assert float(number) == pytest.approx(100 * share, abs=0.0501)
        assert share * 180 == pytest.approx(round(share * 180))


def test_every_member_is_listed_by_what_it_assumes_and_what_came_out(
    view: BatchView, batch: Path
) -> None:
    page = parsed(table("batch_outcomes", view).data)
    assert page.find("div")["class"] == ["table", "list"]
    heads = [head.get_text() for head in page.find("thead").find_all("th")]
    assert all(", " in head for head in heads[1:])  # each says its unit
    found = rows(page)
    assert len(found) == 180
    sql = f"SELECT cash FROM '{batch}/results/*.parquet' WHERE year = 2030 ORDER BY member"
    (at,) = (i for i, head in enumerate(heads) if head.startswith(view.label("cash")))
    shown = [int(re.sub(r"[^\d−-]", "", row[at]).replace("−", "-")) for row in found]
    assert shown == [pytest.approx(cash, abs=0.5001) for (cash,) in duckdb.sql(sql).fetchall()]


def test_of_a_large_batch_the_ends_and_those_with_reports_are_listed(
    view: BatchView, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = "analysis.report.chapters.batch.tables"
    for name, value in (("ALL", 50), ("ENDS", 3), ("reports", lambda view: {7: "x.html"})):
        monkeypatch.setattr(f"{tables}.{name}", value)
    page = parsed(table("batch_outcomes", view).data)
    listed = {int(row[0].split()[-1]) for row in rows(page)}
    by = view.rows("SELECT member FROM results WHERE year = 2030 ORDER BY balanced_budget_result")
    order = [member for (member,) in by]
    assert listed == {7, *order[:3], *order[-3:]}
    assert [a["href"] for a in page.find_all("a")] == ["x.html"]


def test_links_lead_to_rendered_members_only(view: BatchView, batch: Path) -> None:
    assert not parsed(table("batch_outcomes", view).data).find_all("a")
    page = batch / "reports" / "norrbotten-2025" / "member-0000003" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("x", encoding="utf-8")
    try:
        assert "1 " in parsed(say("batch_members", view).data).get_text()
        (link,) = parsed(table("batch_outcomes", view).data).find_all("a")
        assert link["href"] == "reports/norrbotten-2025/member-0000003/index.html"
    finally:
        page.unlink()
        page.parent.rmdir()
