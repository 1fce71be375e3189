"""Terminal escapes in questions, file names and values are shown, never sent."""

import io
import shutil
import sys
from pathlib import Path

import pytest

from analysis import cli
from analysis.cli.door import Door, visible

EVIL = "\x1b[2J\x1b]0;x\x07\x9b31m\u202e"


def said(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    monkeypatch.setattr(sys, "argv", ["regionkalkyl", *arguments])
    with pytest.raises(SystemExit):
        cli.main()
    captured = capsys.readouterr()
    return captured.out + captured.err


@pytest.fixture
def plan(tmp_path: Path, project_root: Path) -> Path:
    return shutil.copytree(project_root / "data/raw/norrbotten-2025", tmp_path / "p")


def test_a_question_is_shown(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    escaped = "".join(f"\\u{ord(c):04x}" for c in EVIL)
    (plan / "scenarios/evil.yml").write_text(f'question: "Vad {escaped}händer?"\n')
    words = said(["scenarios", "--plan", str(plan)], monkeypatch, capsys)
    assert "händer?" in words
    assert not set(words) & set("\x1b\x07\x9b\u202e")


@pytest.mark.parametrize(
    "arguments",
    [
        ["project", "--plan", f"no{EVIL}where/plan"],
        ["check", "--plan", f"no{EVIL}where"],
        ["project", "--scenario", f"./{EVIL}\n.yml"],
        ["project", "--change", f"wage{EVIL}:2026=1"],
        ["explain", f"net{EVIL}", "--year", "2026"],
        ["run", "--out", "/dev/null/\x1b[2J"],
        ["no-such-\x1b[2Jcommand"],
        ["project", "--no-such-\x1b[2Joption"],
        ["verify", f"{EVIL}"],
    ],
)
def test_an_argument_is_shown(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = said(arguments, monkeypatch, capsys)
    assert words.strip()
    assert not set(words) & set("\x1b\x07\x9b\u202e\r")


def test_letters_spaces_of_swedish_numbers_and_line_ends_pass() -> None:
    text = "Åtgärd\t−1\u00a0234,5\u202fmnkr – “x”…\n"
    assert visible(text) == text
    assert visible("a\x1b\r\u2028\udc80b") == "a\\x1b\\r\\u2028\\udc80b"


def test_a_progress_bar_may_draw_over_itself_and_nothing_else_may() -> None:
    stream = io.StringIO()
    Door(stream, progress=True).write("\r50 %\rforged")
    Door(stream).write("\rforged")
    assert stream.getvalue() == "\r50 %\\rforged\\rforged"
