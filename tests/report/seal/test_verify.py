"""Seals: every changed byte is found and named, and the signature says who vouches."""

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.model.projection import project
from analysis.report.chapters import chapters
from analysis.report.output import files
from analysis.report.seal.manifest import Difference, differences, read_manifest
from analysis.report.seal.moment import moment
from analysis.report.seal.seal import seal
from analysis.report.seal.sources import MANIFEST, SIGNATURE, Roots
from analysis.report.seal.verify import verify

pytestmark = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None, reason="ssh-keygen (openssh-client) is not installed"
)
PLAN = "norrbotten-2025"
SIGNER = "ekonomi@region.example"


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_key(tmp_path_factory.mktemp("ssh") / "id_ed25519")


def new_key(path: Path) -> Path:
    """Make an SSH key without a passphrase, and a list of allowed signers beside it."""
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)]
    subprocess.run(command, check=True)
    line = f'{SIGNER} namespaces="regionkalkyl" {path.with_suffix(".pub").read_text()}'
    path.with_name("allowed_signers").write_text(line)
    return path


@pytest.fixture(scope="module")
def signers(key: Path) -> Path:
    return key.with_name("allowed_signers")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    """A copy of all that a report depends on."""
    copy = tmp_path_factory.mktemp("check out")
    for name in ("src/analysis", "notebooks", f"data/raw/{PLAN}", "data/raw/demography"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(project_root / name, copy / name, ignore=ignored)
    shutil.copy(project_root / "requirements.txt", copy)
    return copy


@pytest.fixture
def roots(checkout: Path) -> Roots:
    raw = checkout / "data/raw"
    code, notebooks = checkout / "src/analysis", checkout / "notebooks"
    return Roots(raw / PLAN, (), code, raw / "demography", notebooks)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Path:
    """A report with small pages, its manifest true of the copy."""
    plan = load_plan(checkout / "data/raw" / PLAN)
    projection = project(calibrate(plan), load_scenario("weak-growth", plan))
    written = {chapter.page: f"<p>{chapter.page}</p>".encode() for chapter in chapters()}
    written["result.parquet"] = files.parquet_bytes(projection)
    inputs = files.input_files(projection, [chapter.notebook for chapter in chapters()])
    manifest = files.manifest(projection, "sv", moment(), inputs, written)
    folder = tmp_path_factory.mktemp("re port") / "weak-growth"
    folder.mkdir()
    for name, content in (written | {MANIFEST: files.json_bytes(manifest)}).items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def sealed(made: Path, key: Path) -> Path:
    assert seal(made, key).signature.state == "unknown"
    return made


@pytest.fixture
def copy(sealed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sealed, tmp_path / "report")


def test_what_is_as_it_was_is_good(sealed: Path, roots: Roots, signers: Path) -> None:
    verdict = verify(sealed, roots, signers=signers)
    assert verdict.differences == ()
    assert (verdict.outcome, verdict.signature.signer) == ("good", SIGNER)
    assert verdict.signature.key.startswith("ED25519 SHA256:")
    assert verdict.files > 400


@pytest.mark.parametrize("count", [25, pytest.param(200, marks=pytest.mark.slow)])
def test_changed_bytes_are_found_and_the_file_is_named(
    sealed: Path, roots: Roots, signers: Path, count: int
) -> None:
    chance = random.Random(15)
    manifest, _ = read_manifest(sealed / MANIFEST)
    places = {"": sealed, "plan": roots.plan, "code": roots.code, "lock": roots.lock.parent}
    kinds: dict[str, list[tuple[str, Path]]] = {kind: [] for kind in places}
    for entry in manifest.files:
        kinds[""].append((entry.name, sealed / entry.name))
    for entry in manifest.inputs:
        kind, _, name = entry.name.partition("/")
        if kind in kinds:
            kinds[kind].append((entry.name, places[kind] / name))
    kinds["seal"] = [(name, sealed / name) for name in (MANIFEST, SIGNATURE)]
    found = 0
    for number in range(count):
        listed = kinds[list(kinds)[number % len(kinds)]]
        name, path = chance.choice([each for each in listed if each[1].stat().st_size])
        content = path.read_bytes()
        place = chance.randrange(len(content))
        changed = bytearray(content)
        changed[place] ^= chance.randrange(1, 256)
        path.write_bytes(changed)
        try:
            found += named(name, sealed, roots, signers)
        finally:
            path.write_bytes(content)
    assert found == count
    assert verify(sealed, roots, signers=signers).outcome == "good"


def named(name: str, folder: Path, roots: Roots, signers: Path) -> bool:
    """Whether a change of one file is found and blamed on that file alone."""
    try:
        verdict = verify(folder, roots, signers=signers)
    except InputError as error:  # the manifest is no manifest any more, and its path is told
        return name == MANIFEST and error.problems[0].file == str(folder / MANIFEST)
    if name in {MANIFEST, SIGNATURE}:
        return verdict.outcome == "bad"
    return verdict.outcome == "changed" and verdict.differences == (Difference(name, "changed"),)


def test_missing_added_and_replaced_files_are_named(
    copy: Path, roots: Roots, signers: Path
) -> None:
    (copy / "pensions.html").unlink()
    (copy / ".hidden.html").write_text("x")
    content = (copy / "budget.html").read_bytes()
    (copy / "budget.html").unlink()
    (copy.parent / "budget.html").write_bytes(content)
    (copy / "budget.html").symlink_to(copy.parent / "budget.html")
    verdict = verify(copy, roots, signers=signers)
    assert verdict.differences == (
        Difference(".hidden.html", "added"),
        Difference("budget.html", "changed"),
        Difference("pensions.html", "missing"),
    )


def test_another_scenario_of_the_plan_is_another_question(
    sealed: Path, roots: Roots, signers: Path
) -> None:
    other = roots.plan / "scenarios" / "new-question.yml"
    other.write_text("question: Vad händer?\n", encoding="utf-8")
    try:
        assert verify(sealed, roots, signers=signers).outcome == "good"
    finally:
        other.unlink()


def test_who_signed_is_told_apart_from_that_it_is_signed(
    copy: Path, roots: Roots, signers: Path, tmp_path: Path
) -> None:
    (tmp_path / "ssh").mkdir()
    stranger = new_key(tmp_path / "ssh" / "id_ed25519")
    assert verify(copy, roots, signers=stranger.with_name("allowed_signers")).outcome == "unknown"
    other_use = tmp_path / "git_signers"
    other_use.write_text(signers.read_text().replace('"regionkalkyl"', '"git"'))
    assert verify(copy, roots, signers=other_use).outcome == "unknown"
    (copy / SIGNATURE).unlink()
    assert verify(copy, roots, signers=signers).outcome == "unsigned"


def test_a_manifest_rewritten_to_suit_a_change_is_found_by_its_signature(
    copy: Path, roots: Roots, signers: Path
) -> None:
    (copy / "budget.html").write_text("<p>another figure</p>", encoding="utf-8")
    document = json.loads((copy / MANIFEST).read_bytes())
    new = vars(files.fingerprint("budget.html", (copy / "budget.html").read_bytes()))
    document["files"] = [new if f["name"] == new["name"] else f for f in document["files"]]
    (copy / MANIFEST).write_bytes(files.json_bytes(document))
    verdict = verify(copy, roots, signers=signers)
    assert verdict.differences == ()
    assert verdict.outcome == "bad"


def test_a_changed_report_is_not_signed(copy: Path, key: Path) -> None:
    (copy / SIGNATURE).unlink()
    (copy / "budget.html").write_text("<p>another figure</p>", encoding="utf-8")
    with pytest.raises(InputError, match=r"budget\.html: the file has changed"):
        seal(copy, key)
    assert not (copy / SIGNATURE).exists()


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "a/../../b", "\x1b[2J\u202e"])
def test_a_name_from_a_manifest_is_never_opened(
    copy: Path, roots: Roots, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = json.loads((copy / MANIFEST).read_bytes())
    document["files"].append({"name": name, "bytes": 1, "sha256": "0" * 64})
    (copy / MANIFEST).write_bytes(files.json_bytes(document))
    (copy.parent / "outside").write_text("x", encoding="utf-8")
    manifest, _ = read_manifest(copy / MANIFEST)
    assert differences(manifest.files, {}) == sorted(
        Difference(entry.name, "missing") for entry in manifest.files
    )
    assert Difference(name, "missing") in verify(copy, roots).differences


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[" * 100_000,
        b'{"kind": "report", "plan": "x", "files": [{"name": 1}]}',
        b"\xff",
    ],
)
def test_what_is_no_manifest_is_refused_in_one_line(
    copy: Path, roots: Roots, content: bytes
) -> None:
    (copy / MANIFEST).write_bytes(content)
    with pytest.raises(InputError, match="not a manifest") as caught:
        verify(copy, roots)
    assert len(str(caught.value).splitlines()) == 1


def test_an_adopted_plan_is_proven_unchanged(
    checkout: Path, key: Path, signers: Path, tmp_path: Path
) -> None:
    plan = shutil.copytree(checkout / "data/raw" / PLAN, tmp_path / PLAN)
    before = load_plan(plan)
    assert seal(plan, key).kind == "plan"
    assert repr(load_plan(plan).values) == repr(before.values)
    assert verify(plan, signers=signers).outcome == "good"
    table = plan / "tables" / "balansbudget.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("3579", "3578"), encoding="utf-8")
    (plan / "scenarios" / "later.yml").write_text("question: x\n", encoding="utf-8")
    assert verify(plan, signers=signers).differences == (
        Difference("scenarios/later.yml", "added"),
        Difference("tables/balansbudget.csv", "changed"),
    )


def test_a_seal_of_the_plan_changes_no_report_of_it(
    sealed: Path, roots: Roots, signers: Path, key: Path
) -> None:
    seal(roots.plan, key)
    try:
        assert verify(sealed, roots, signers=signers).outcome == "good"
    finally:
        for name in (MANIFEST, SIGNATURE):
            (roots.plan / name).unlink()


def test_a_plan_at_fault_is_not_sealed(checkout: Path, key: Path, tmp_path: Path) -> None:
    plan = shutil.copytree(checkout / "data/raw" / PLAN, tmp_path / PLAN)
    (plan / "plan.yml").write_text("title: x\n", encoding="utf-8")
    with pytest.raises(InputError):
        seal(plan, key)
    assert not (plan / SIGNATURE).exists()


def test_a_folder_with_nothing_to_seal_is_refused(tmp_path: Path, key: Path) -> None:
    with pytest.raises(InputError, match="nothing here to seal"):
        seal(tmp_path, key)
    assert list(tmp_path.iterdir()) == []
