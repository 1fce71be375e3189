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
    minus = "\N{MINUS SIGN}" if view.language == "sv" else found[0][3][0]
    comma = "," if view.language == "sv" else "."
    assert found[0][3:] == [f"{minus}1{comma}00", f"0{comma}00", f"1{comma}00"]
    assert found[1][3:] == [f"11{comma}34", f"11{comma}84", f"12{comma}34"]


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


def test_links_lead_to_rendered_members_only(view: BatchView, batch: Path) -> None:
    assert not parsed(say("batch_members", view).data).find_all("a")
    page = batch / "reports" / "norrbotten-2025" / "member-0000003" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("x", encoding="utf-8")
    try:
        (link,) = parsed(say("batch_members", view).data).find_all("a")
        assert link["href"] == "reports/norrbotten-2025/member-0000003/index.html"
    finally:
        page.unlink()
        page.parent.rmdir()
