"""The page of a batch: whole, self-contained, in both languages, and never half-written."""

from pathlib import Path

import pytest

from analysis.batch.run import run_batch
from analysis.errors import InputError, RunFailed
from analysis.report.output import batch_page
from analysis.report.output.batch_page import write_overview
from tests.batch.grids import write_grid
from tests.report.page_checks import parsed

QUESTION = "Vad händer med <b>kassan</b>?"


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    run_batch(write_grid(folder / "g.yml", question=QUESTION), folder / "out")
    return folder / "out"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_holds_question_fans_and_goals_and_fetches_nothing(
    batch: Path, language: str
) -> None:
    page = parsed(write_overview(batch, language).read_text(encoding="utf-8"))
    assert page.html["lang"] == language
    assert QUESTION in page.main.get_text()
    assert QUESTION in page.title.string
    identities = {figure["id"] for figure in page.find_all("figure")}
    assert {"chart-batch-failures", "chart-batch-fan-cash"} <= identities
    assert all(image["alt"] and image["src"].startswith("data:") for image in page.find_all("img"))
    assert not page.find_all("iframe")
    assert [script.get("id") for script in page.find_all("script")] == ["list-words", None]


def test_a_folder_without_a_batch_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no finished batch"):
        write_overview(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_notebook_that_fails_leaves_the_earlier_page(
    batch: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (batch / "index.html").write_text("earlier", encoding="utf-8")
    (tmp_path / "batch").mkdir()
    text = (batch_page.notebook_folder() / batch_page.NOTEBOOK).read_text(encoding="utf-8")
    (tmp_path / "batch" / "overview.ipynb").write_text(
        text.replace('"say(\\"batch_size\\", view)"', '"1 / 0"'), encoding="utf-8"
    )
    monkeypatch.setattr(batch_page, "notebook_folder", lambda: tmp_path)
    with pytest.raises(RunFailed, match="ZeroDivisionError"):
        write_overview(batch)
    assert (batch / "index.html").read_text(encoding="utf-8") == "earlier"


def test_the_overview_is_the_same_bytes_in_another_folder(batch: Path, tmp_path: Path) -> None:
    run_batch(write_grid(tmp_path / "g.yml", question=QUESTION), tmp_path / "b c", workers=2)
    for folder in (batch, tmp_path / "b c"):
        write_overview(folder)
    names = [
        path.relative_to(batch)
        for path in sorted(batch.rglob("*"))
        if path.is_file() and path.name not in {"journal.jsonl", ".lock"}
    ]
    assert {Path("index.html"), Path("overview.ipynb"), Path("fixed.parquet")} <= set(names)
    for name in names:
        assert (batch / name).read_bytes() == (tmp_path / "b c" / name).read_bytes(), name
