"""One wrong cell of a published plan never passes in silence: a seeded few of `make study`."""

import shutil
from pathlib import Path

import pytest

from analysis.inputs.accepted import FILE
from analysis.inputs.plan import Plan, load_plan
from analysis.inputs.table_trust import Trust, trust
from studies.corruptions import ERRORS, KINDS, Corruption, corruptions, moves, noticed
from studies.corruptions_page import NUMBERS, judged, page

FEW = {
    "norrbotten-2025": 24,
    "norrbotten-2023": 20,
    "vasterbotten-2023": 10,
    "norrbotten-2022": 6,
}
SEED = 2026


@pytest.fixture(params=FEW)
def copy(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Plan, Path, list[Corruption]]:
    """A plan, a copy of its folder that may be harmed, and the wrong cells to try."""
    plan = load_plan(request.param)
    folder = tmp_path / plan.name
    shutil.copytree(plan.folder, folder)
    return plan, folder, list(corruptions(plan, FEW[plan.name], SEED))


def test_each_of_sixty_wrong_cells_of_the_published_plans_is_an_error(
    copy: tuple[Plan, Path, list[Corruption]],
) -> None:
    plan, folder, cases = copy
    before = {p.name: p.read_bytes() for p in (folder / "tables").iterdir()}
    for bad in cases:
        assert noticed(plan, bad, folder, Trust()) in ERRORS, bad
    assert {p.name: p.read_bytes() for p in (folder / "tables").iterdir()} == before


def test_a_wrong_cell_changes_one_row_of_one_file_and_all_kinds_are_tried() -> None:
    tried = set()
    plan = load_plan("norrbotten-2025")
    for bad in corruptions(plan, 120, SEED):
        tried.add(bad.kind)
        path = plan.folder / "tables" / f"{bad.table}.csv"
        was = path.read_text(encoding="utf-8").splitlines()
        now = bad.text.splitlines()
        if bad.kind == "row lost":
            assert now == was[: bad.line - 1] + was[bad.line :]
            continue
        off = [n for n, (a, b) in enumerate(zip(was, now, strict=True), 1) if a != b]
        assert off == [bad.line], bad
    assert tried == set(KINDS)


def test_without_acceptance_a_lone_figure_is_named_only_by_the_warning_of_the_plan(
    tmp_path: Path,
) -> None:
    """The growth of GDP stands in no sum: 2,4 read as 2,7 can only be seen against the print."""
    plan = load_plan("norrbotten-2025")
    folder = tmp_path / plan.name
    shutil.copytree(plan.folder, folder)
    (folder / FILE).unlink()
    path = folder / "tables" / "nyckeltal.csv"
    text = path.read_text(encoding="utf-8")
    wrong = text.replace("BNP;2026;2,4", "BNP;2026;2,7")
    assert wrong != text
    bad = Corruption(plan.name, "nyckeltal", 5, "2026", "digit", "2,4", "2,7", wrong)
    clean = trust(load_plan(folder))
    assert "are guarded by nothing" in str(clean.warnings[0])
    assert noticed(plan, bad, folder, clean) == "nothing"


def test_a_result_moves_when_a_figure_moves_by_more_than_half_a_unit() -> None:
    assert not moves({"cash": [113.0]}, {"cash": [113.4]})
    assert moves({"cash": [113.0]}, {"cash": [113.6]})
    assert moves({"share": [1.2]}, {"share": [1.21]})


@pytest.mark.slow
def test_none_of_five_hundred_wrong_cells_passes_and_the_page_says_so() -> None:
    found = [case for name, number in NUMBERS.items() for case in judged(name, number)]
    assert len(found) == 500
    assert {case.shipped for case in found} <= set(ERRORS)
    assert "500 of 500 are refused" in page(found)
