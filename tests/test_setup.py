"""The set-up: one hashed lock, the same pins for conda, and a Makefile that sets itself up once."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("requirements.txt", "requirements-dev.txt")
USED_BY = {"pydantic-core": "pydantic"}  # pinned exactly by its owner, which exports its types
TARGETS = ("report", "test", "lab", "bench", "study", "lint")


def pins(lock: Path) -> list[str]:
    """Return the pins of a lock as they stand, `name==version ; marker`."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return [line.removesuffix(" \\") for line in lines if re.match(r"\w", line)]


def versions(lock: Path) -> dict[str, list[str]]:
    """Return the pinned versions of each package; a marker may choose between two."""
    found: dict[str, list[str]] = {}
    for pin in map(Requirement, pins(lock)):
        found.setdefault(canonicalize_name(pin.name), []).append(str(pin.specifier)[2:])
    return found


@pytest.fixture(scope="module")
def pyproject(project_root: Path) -> dict:
    return tomllib.loads((project_root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture
def checkout(tmp_path: Path, project_root: Path) -> Path:
    """Return a folder with what set-up reads, and with nothing set up."""
    for name in ("Makefile", "pyproject.toml", "requirements-dev.txt", "scripts"):
        source = project_root / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    return tmp_path


def make(checkout: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run make in `checkout`; its Python is found through `environment` alone."""
    path = {"PATH": os.environ["PATH"]} | environment
    command = [shutil.which("make") or "make", *arguments]
    return subprocess.run(
        command, cwd=checkout, env=path, capture_output=True, text=True, timeout=60
    )


def set_up(checkout: Path, folder: Path | None = None) -> None:
    """Leave what a finished set-up leaves, for `folder` or the checkout itself."""
    packages = checkout / ".venv/lib/python3.11/site-packages"
    (packages / "whole").mkdir(parents=True)
    (packages / "whole/__init__.py").write_text("")
    (packages / "whole-1.0.dist-info").mkdir()
    record = "whole/__init__.py,,\nwhole/__pycache__/a.pyc,,\nwhole-1.0.dist-info/RECORD,,\n"
    (packages / "whole-1.0.dist-info/RECORD").write_text(record)
    (checkout / ".venv/bin").mkdir()
    (checkout / ".venv/bin/python").symlink_to(Path(sys.executable).resolve())
    (checkout / ".venv/.packages").write_text("whole-1.0.dist-info\n")
    (checkout / ".venv/.ready").write_text(f"{folder or checkout.resolve()}\n", encoding="utf-8")


def tools_only(folder: Path, python: str | None = None) -> str:
    """Return a PATH with the tools of a bare machine and, if given, `python` as python3.11."""
    folder.mkdir()
    for tool in ("sh", "dirname", "grep", "cat"):
        (folder / tool).symlink_to(shutil.which(tool) or pytest.skip(f"{tool} is missing"))
    if python is not None:
        (folder / "python3.11").write_text(python, encoding="utf-8")
        (folder / "python3.11").chmod(0o755)
    return str(folder)


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_of_the_lock_is_exact_and_has_hashes(project_root: Path, name: str) -> None:
    text = (project_root / name).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if not line.startswith("#")]
    assert len(entries) > 100
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry), entry


@pytest.mark.parametrize("name", [*LOCKS, "environment.yml"])
def test_no_lock_says_where_packages_come_from(project_root: Path, name: str) -> None:
    text = (project_root / name).read_text(encoding="utf-8")
    assert not re.search(r"://|file:|index-url|find-links|trusted-host|@", text)


def test_the_lock_to_run_is_part_of_the_lock_to_develop(project_root: Path) -> None:
    to_run, everything = (set(pins(project_root / name)) for name in LOCKS)
    assert to_run < everything


def test_the_locks_hold_every_declared_requirement(project_root: Path, pyproject: dict) -> None:
    project, build = pyproject["project"], pyproject["build-system"]["requires"]
    assert pyproject["dependency-groups"]["build"] == build
    declared = {
        "requirements.txt": project["dependencies"] + build,
        "requirements-dev.txt": project["optional-dependencies"]["dev"],
    }
    for name, requirements in declared.items():
        locked = versions(project_root / name)
        for requirement in map(Requirement, requirements):
            found = locked.get(canonicalize_name(requirement.name), [])
            assert found, f"{requirement} is not in {name}: run `make lock`"
            assert all(requirement.specifier.contains(version) for version in found), requirement


def test_conda_gets_the_same_pins_as_the_lock(project_root: Path) -> None:
    environment = yaml.safe_load((project_root / "environment.yml").read_text(encoding="utf-8"))
    python, pip, packages = environment["dependencies"]
    assert (python, pip) == ("python=3.11", "pip")
    assert packages["pip"] == [*pins(project_root / "requirements-dev.txt"), "-e ."]


def test_no_requirement_is_declared_twice(pyproject: dict) -> None:
    project = pyproject["project"]
    declared = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = [canonicalize_name(Requirement(line).name) for line in declared]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("folder", "extras"),
    [("src", []), ("tests", ["dev"]), ("benchmarks", ["dev"]), ("studies", ["dev"])],
)
def test_every_library_that_the_code_imports_is_declared(
    project_root: Path, pyproject: dict, folder: str, extras: list[str]
) -> None:
    project = pyproject["project"]
    lines = project["dependencies"] + [
        line for extra in extras for line in project["optional-dependencies"][extra]
    ]
    declared = {canonicalize_name(Requirement(line).name) for line in lines}
    owners = packages_distributions()
    ours = {*sys.stdlib_module_names, "analysis", "tests", "benchmarks", "studies"}
    for file in sorted((project_root / folder).rglob("*.py")):
        for name in imported(file) - ours:
            packages = {canonicalize_name(owner) for owner in owners.get(name, ())}
            packages = {USED_BY.get(package, package) for package in packages}
            assert packages & declared, f"{file.name} imports {name}: declare it, then `make lock`"


def imported(file: Path) -> set[str]:
    """Return the top-level names that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("target", TARGETS)
def test_each_command_sets_itself_up_once(checkout: Path, target: str) -> None:
    assert "setup.sh" in make(checkout, "-n", target).stdout
    set_up(checkout)
    assert "setup.sh" not in make(checkout, "-n", target).stdout


@pytest.mark.parametrize("changed", ["requirements-dev.txt", "pyproject.toml"])
def test_a_changed_lock_or_project_file_is_set_up_again(checkout: Path, changed: str) -> None:
    set_up(checkout)
    later = (checkout / ".venv/.ready").stat().st_mtime + 1
    os.utime(checkout / changed, (later, later))
    assert "setup.sh" in make(checkout, "-n", "report").stdout


def test_a_copied_folder_does_not_use_the_environment_of_the_old_one(checkout: Path) -> None:
    set_up(checkout, folder=checkout / "elsewhere")
    assert "setup.sh" in make(checkout, "-n", "report").stdout


def cut(name: str) -> Callable[[Path], None]:
    """Delete a part of .venv."""

    def damage(venv: Path) -> None:
        path = venv / name
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()

    return damage


def another_python(venv: Path) -> None:
    (venv / "bin/python").unlink()
    (venv / "bin/python").write_text("#!/bin/sh\necho 3.13\n", encoding="utf-8")
    (venv / "bin/python").chmod(0o755)


@pytest.mark.parametrize(
    "damage",
    [
        cut("bin/python"),
        cut("lib/python3.11/site-packages/whole/__init__.py"),
        cut("lib/python3.11/site-packages/whole-1.0.dist-info"),
        cut("lib/python3.11/site-packages"),
        cut(".packages"),
        another_python,
    ],
    ids=["no python", "half a package", "a package gone", "no packages", "no note", "other python"],
)
def test_a_damaged_environment_is_noticed(checkout: Path, damage: Callable[[Path], None]) -> None:
    set_up(checkout)
    damage(checkout / ".venv")
    assert "setup.sh" in make(checkout, "-n", "report").stdout


def test_a_damaged_environment_is_made_anew_though_pip_takes_it_for_whole(
    checkout: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    set_up(checkout)
    (checkout / ".venv/bin/activate").write_text(f"{checkout.resolve()}/.venv\n")
    cut("lib/python3.11/site-packages/whole/__init__.py")(checkout / ".venv")
    tools = tools_only(
        tmp_path_factory.mktemp("remade") / "bin",
        '#!/bin/sh\ncase "$*" in *version*) echo 3.11;; *--clear*) echo remade; exit 1;; esac\n',
    )
    made = make(checkout, "setup", PATH=tools)
    assert "damaged: whole-1.0" in made.stderr
    assert "remade" in made.stdout


def test_help_lists_every_command(checkout: Path) -> None:
    listed = make(checkout).stdout
    for target in ("setup", *TARGETS, "lock"):
        assert f"  make {target} " in listed


def test_the_report_command_takes_names_with_spaces_and_never_runs_them(
    tmp_path: Path, project_root: Path
) -> None:
    checkout = tmp_path / "a, folder (with) 'odd' $signs"
    checkout.mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements-dev.txt"):
        shutil.copy(project_root / name, checkout)
    shutil.copytree(project_root / "scripts", checkout / "scripts")
    set_up(checkout)
    told = checkout / ".venv/bin/regionkalkyl"
    told.write_text("#!/bin/sh\nprintf '<%s>' \"$@\"\n", encoding="utf-8")
    told.chmod(0o755)
    named = {
        "PLAN": "my plans/plan $(touch ran)",
        "OUT": "my out; touch ran",
        "SCENARIOS": "base 'my own/weak growth.yml' `touch-ran`",
    }
    given = [f"{name}={value.replace('$', '$$')}" for name, value in named.items()]
    made = make(checkout, "report", *given)
    assert made.returncode == 0, made.stderr
    assert made.stdout == (
        f"<run><--plan><{named['PLAN']}><--scenario><base><--scenario><my own/weak growth.yml>"
        f"<--scenario><`touch-ran`><--out><{named['OUT']}>"
    )
    assert not (checkout / "ran").exists()
    assert make(checkout, "report").stdout == (
        "<run><--plan><norrbotten-2025><--scenario><base><--out><reports>"
    )


def test_a_machine_without_python_311_is_told_what_to_install(
    checkout: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tools_only(tmp_path_factory.mktemp("bare") / "bin")
    result = make(checkout, "setup", PATH=path)
    assert result.returncode != 0
    assert "Python 3.11 is needed" in result.stderr
    assert "apt-get install python3.11 python3.11-venv" in result.stderr
    assert not (checkout / ".venv").exists()


def test_another_python_than_311_is_not_used(
    checkout: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tools_only(tmp_path_factory.mktemp("newer") / "bin", "#!/bin/sh\necho 3.13\n")
    result = make(checkout, "setup", PATH=path)
    assert result.returncode != 0
    assert "Python 3.11 is needed" in result.stderr


def test_a_python_without_venv_is_told_which_debian_package_has_it(
    checkout: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    python = '#!/bin/sh\ncase "$2" in *version*) echo 3.11;; *) exit 1;; esac\n'
    path = tools_only(tmp_path_factory.mktemp("no-venv") / "bin", python)
    result = make(checkout, "setup", PATH=path)
    assert result.returncode != 0
    assert "apt-get install python3.11-venv" in result.stderr
    assert not (checkout / ".venv").exists()


def test_a_finished_set_up_has_the_command(project_root: Path) -> None:
    if not (project_root / ".venv/.ready").exists():
        pytest.skip("the tests run in another environment than .venv")
    assert os.access(project_root / ".venv/bin/regionkalkyl", os.X_OK)
