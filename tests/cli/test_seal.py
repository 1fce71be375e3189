"""`regionkalkyl seal` and `verify`: words in both languages, exit codes, and names shown safely."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.cli import application

pytestmark = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None, reason="ssh-keygen (openssh-client) is not installed"
)


@pytest.fixture
def plan(tmp_path: Path, project_root: Path) -> Path:
    return shutil.copytree(project_root / "data/raw/norrbotten-2025", tmp_path / "norrbotten-2025")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with an SSH key."""
    folder = tmp_path / "home" / ".ssh"
    folder.mkdir(parents=True)
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / "id_ed25519")]
    subprocess.run(command, check=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return folder


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(application(), [str(each) for each in arguments])
    return result.exit_code, result.output


def test_the_line_that_seal_prints_makes_the_signer_known(plan: Path, home: Path) -> None:
    code, said = run("seal", plan, "--as", "ekonomi@region.example")
    assert code == 0
    assert said.startswith("Planen är förseglad: ")
    code, words = run("verify", plan)
    assert code == 3
    assert "ingen godkänd undertecknare" in words
    (home / "allowed_signers").write_text(said.splitlines()[-1] + "\n")
    code, words = run("verify", plan)
    assert code == 0
    assert "Planen är oförändrad" in words
    assert "Underskriften är giltig: ekonomi@region.example (ED25519 SHA256:" in words


def test_what_has_changed_is_said_in_either_language_and_never_sent(plan: Path, home: Path) -> None:
    run("seal", plan)
    (plan / "tables" / "a\x1b[2J.csv").write_text("x")
    (plan / "horizon.yml").write_text("x")
    code, words = run("verify", plan)
    assert code == 1
    assert "2 filer stämmer inte" in words
    assert "ändrad: horizon.yml" in words
    assert "\x1b" not in words
    code, words = run("verify", plan, "--language", "en")
    assert code == 1
    assert "changed: horizon.yml" in words
    (plan / "manifest.json.sig").unlink()
    assert "There is no signature" in run("verify", plan, "--language", "en")[1]


def test_a_report_names_what_it_leads_to_that_is_not_beside_it(tmp_path: Path, home: Path) -> None:
    """It is no change of the report: the code is that of a report without a signature."""
    for name in ("base", "high"):
        report = tmp_path / name
        report.mkdir()
        told = {"kind": "batch", "plan": "x", "files": [], "run": ["base", "high", "\x1b[2J"]}
        (report / "manifest.json").write_text(json.dumps(told))
    code, words = run("verify", tmp_path / "base")
    assert code == 3
    assert "Sidorna leder till rapporter som inte ligger bredvid: " in words
    assert "high" not in words
    assert "\x1b" not in words
    shutil.rmtree(tmp_path / "high")
    assert "ligger bredvid: high, " in run("verify", tmp_path / "base")[1]
