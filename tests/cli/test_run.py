"""`regionkalkyl run`: the warm process begins early, but never for input that cannot be used."""

from pathlib import Path

import pytest

from analysis.cli.batch import run_command as batch_command
from analysis.cli.plans import Layout, export_plan_command
from analysis.cli.run import Engine, run_command
from analysis.errors import InputError
from analysis.runner import warm_process


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What happens, in order, in place of a warm process and a report."""
    events: list[str] = []
    monkeypatch.setattr(warm_process.WARM, "begin", lambda: events.append("warm process"))

    def report(*_: object, **__: object) -> Path:
        events.append("report")
        return Path("report")

    monkeypatch.setattr("analysis.report.output.build.build_report", report)
    monkeypatch.setattr("analysis.report.output.site.page.write_site", lambda *_: None)
    return events


@pytest.mark.parametrize(
    "fault", [{"plan": "nowhere"}, {"scenario": ["nobody"]}, {"change": ["wage_growth:1900=1"]}]
)
def test_bad_input_starts_no_process(begun: list[str], fault: dict[str, object]) -> None:
    with pytest.raises(InputError):
        run_command(**fault)  # type: ignore[arg-type]
    assert begun == []


def test_the_warm_process_begins_before_the_report(begun: list[str]) -> None:
    run_command()
    assert begun == ["warm process", "report"]


def test_plain_papermill_needs_no_warm_process(begun: list[str]) -> None:
    run_command(engine=Engine.plain)
    assert begun == ["report"]


def test_a_file_where_a_folder_is_to_be_is_bad_input_and_starts_nothing(
    begun: list[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    for out in (tmp_path / "file", tmp_path / "file" / "deeper" / "still"):
        with pytest.raises(InputError, match=r"file, --out: this is a file") as caught:
            run_command(out=out)
        assert len(caught.value.problems) == 1
        with pytest.raises(InputError, match=r"file, --out: this is a file"):
            batch_command(Path("no-grid.yml"), out=out)
        with pytest.raises(InputError, match=r"file, --out: this is a file"):
            export_plan_command("norrbotten-2025", out, Layout.csv)
    with pytest.raises(InputError, match="this is a folder, and a file is needed"):
        export_plan_command("norrbotten-2025", tmp_path)
    assert begun == []
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


def test_a_report_to_2040_is_checked_and_made_to_2040(
    begun: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []

    def report(*_: object, **options: object) -> Path:
        given.append(options["horizon"])
        return Path("report")

    monkeypatch.setattr("analysis.report.output.build.build_report", report)
    run_command(horizon=2040)
    assert given == [2040]
    with pytest.raises(InputError, match="cannot be carried to this year"):
        run_command(horizon=2029)
    assert given == [2040]
