"""The assignments of the published plans, and a register that names what is not there."""

import shutil
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.inputs.assignments import read_assignments
from analysis.inputs.places import find_plan
from analysis.inputs.plan import load_plan


@pytest.mark.parametrize(
    ("plan", "count"),
    [
        ("norrbotten-2022", 40),
        ("norrbotten-2023", 9),
        ("vasterbotten-2023", 6),
        ("norrbotten-2025", 61),
    ],
)
def test_every_assignment_is_read_with_who_gave_it_and_its_row(plan: str, count: int) -> None:
    found = read_assignments(load_plan(plan))
    assert len(found) == count
    for each in found:
        assert each.what
        assert each.by
        assert Path(each.file).read_text("utf-8").splitlines()[each.line - 1]


def test_what_the_document_says_is_kept_and_what_it_does_not_is_blank() -> None:
    """Beslut om Regionstyrelsens plan 2022-2024; Reviderad Regionstyrelsens plan 2023-2025."""
    first = read_assignments(load_plan("norrbotten-2022"))[0]
    assert (first.to, first.deadline, first.standing) == ("RS, RUN", "", "")
    care = {a.what: a for a in read_assignments(load_plan("norrbotten-2023"))}
    assert care["Kompetensförsörjning: Vårdnära service"].deadline == "2023-03-20"
    assert care["Regional attraktivitet: Målbild"].to == "Regionala utvecklingsnämnden"
    last = read_assignments(load_plan("norrbotten-2025"))[-1]
    assert (last.by, last.to) == ("Regionstyrelsen", "Division Regionstöd")


def test_a_column_that_is_not_there_is_told_with_file_and_nearest_name(tmp_path: Path) -> None:
    folder = tmp_path / "norrbotten-2022"
    shutil.copytree(find_plan("norrbotten-2022"), folder)
    text = (
        (folder / "assignments.yml").read_text("utf-8").replace("to_column: till", "to_column: til")
    )
    (folder / "assignments.yml").write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read_assignments(load_plan(folder))
    (problem,) = caught.value.problems
    assert (problem.value, problem.nearest) == ("til", "till")
    assert str(problem.file).endswith("assignments.yml")
