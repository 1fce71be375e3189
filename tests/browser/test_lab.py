"""The panel in real JupyterLab: run all, change a parameter, run again, move a slider, save, and
the command gives the same."""

import contextlib
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from analysis import Plan

pytestmark = pytest.mark.timeout(240)
PATIENCE = 120_000


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def workplace(tmp_path: Path, project_root: Path) -> Path:
    """A copy of what an economist works in: notebooks and one plan."""
    shutil.copytree(project_root / "notebooks", tmp_path / "notebooks")
    plan = "data/raw/norrbotten-2025"
    shutil.copytree(project_root / plan, tmp_path / plan)
    return tmp_path


@pytest.fixture
def lab(workplace: Path, project_root: Path) -> Iterator[str]:
    """JupyterLab on a free port of this machine; its address with a token."""
    port, token = free_port(), secrets.token_hex(16)
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(workplace / ".jupyter"),
        "PYTHONPATH": str(project_root / "src"),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}"]
    command += [f"--IdentityProvider.token={token}", "--ServerApp.ip=127.0.0.1"]
    command += ["--allow-root", "--LabApp.expose_app_in_browser=True"]
    with open(workplace / "lab.log", "w", encoding="utf-8") as log:
        server = subprocess.Popen(
            command, cwd=workplace, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/api/status?token={token}")
        yield f"http://127.0.0.1:{port}/lab/tree/notebooks/what_if.ipynb?reset&token={token}"
    finally:
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(20)
        server.kill()


def wait_for(address: str, tries: int = 240) -> None:
    for _ in range(tries):
        with contextlib.suppress(OSError), urllib.request.urlopen(address) as answer:
            answer.read()
            return
        time.sleep(0.25)
    raise AssertionError("JupyterLab did not start")


def choose_kernel(page: Page) -> None:
    """Take the kernel that JupyterLab offers, where it asks before it starts one."""
    idle = page.get_by_role("button", name=re.compile(r"ipykernel\) \| Idle"))
    asked = page.get_by_role("button", name="Select Kernel", exact=True)
    expect(idle.or_(asked).first).to_be_visible(timeout=PATIENCE)
    with contextlib.suppress(PlaywrightTimeout):
        asked.click(timeout=3_000)
    expect(idle).to_be_visible(timeout=PATIENCE)


def run_all(page: Page) -> None:
    """Menu Run, Run All Cells, and wait until no cell is waiting any more."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    expect(page.locator(".jp-InputPrompt", has_text="[*]")).to_have_count(0, timeout=PATIENCE)


def write_parameter(page: Page, was: str, now: str) -> None:
    """Replace a text of the cell of parameters, as a person does with mouse and keyboard."""
    cell = page.locator(".jp-CodeCell", has_text="plan: str =").first
    cell.locator(".cm-line", has_text=was).click()
    lines = cell.locator(".cm-line").all_inner_texts()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("\n".join(lines).replace(was, now))
    expect(cell.locator(".cm-line", has_text=now)).to_be_visible()


def test_the_panel_in_jupyterlab_gives_the_numbers_of_the_command(
    browser: Browser, lab: str, workplace: Path, project_root: Path
) -> None:
    page = browser.new_page(viewport={"width": 1400, "height": 1600})
    page.goto(lab)
    expect(page.locator(".jp-Notebook")).to_be_visible(timeout=PATIENCE)
    choose_kernel(page)
    run_all(page)
    chart = page.locator("svg[role=img][aria-label*='Balanskravsresultat']").first
    expect(chart).to_be_visible(timeout=PATIENCE)
    swedish = chart.get_attribute("aria-label") or ""

    write_parameter(page, 'language: str = "sv"', 'language: str = "en"')
    run_all(page)
    in_english = page.locator("svg[role=img][aria-label*='Balanced-budget']").first
    expect(in_english).to_be_visible(timeout=PATIENCE)
    assert in_english.get_attribute("aria-label") != swedish
    write_parameter(page, 'language: str = "en"', 'language: str = "sv"')
    run_all(page)
    expect(chart).to_have_attribute("aria-label", swedish, timeout=PATIENCE)
    before = chart.get_attribute("aria-label")

    slider = page.locator(".widget-hslider", has_text="Timlön").locator(".noUi-handle").first
    slider.focus()
    for _ in range(10):
        slider.press("ArrowRight")
    readout = page.locator(".widget-hslider", has_text="Timlön").locator(".widget-readout")
    moved = float(readout.inner_text().replace("\N{MINUS SIGN}", "-"))
    assert moved > 0
    expect(chart).not_to_have_attribute("aria-label", before or "", timeout=PATIENCE)

    page.get_by_placeholder("svag-tillvaxt").fill("hogre-loner")
    page.get_by_role("button", name="Spara som scenario").click()
    expect(page.get_by_text(re.compile("run --scenario hogre-loner"))).to_be_visible(
        timeout=PATIENCE
    )
    shown = chart.get_attribute("aria-label") or ""
    page.close()

    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "from analysis.cli import main; main()",
            "project",
            "--scenario",
            "hogre-loner",
            "-f",
            "json",
        ],
        cwd=workplace,
        env=os.environ | {"PYTHONPATH": str(project_root / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = json.loads(told.stdout)["lines"]
    plan = Plan(workplace / "data/raw/norrbotten-2025")
    alone = plan.project(change={"wage_growth": {"2026-2030": moved}})
    assert lines["balanced_budget_result"] == list(alone["balanced_budget_result"])
    assert f": {round(lines['balanced_budget_result'][-1])}".replace("-", "\N{MINUS SIGN}") in shown
