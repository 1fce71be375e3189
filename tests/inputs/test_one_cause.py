"""A plan that is read whole: what is wrong is told once, where it stands."""

import shutil

import pytest

from analysis.errors import InputError
from analysis.inputs.plan import load_plan


def test_what_a_broken_table_would_have_given_is_not_told_as_missing(tmp_path, project_root):
    """One slip in a table that five assumptions are taken from is one fault."""
    folder = tmp_path / "plan"
    shutil.copytree(project_root / "data/raw/norrbotten-2025", folder)
    table = folder / "tables" / "resultatbudget.csv"
    text = table.read_text(encoding="utf-8").replace("Årets resultat;2026", "Arets resultat;2026")
    table.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_plan(folder)
    (problem,) = caught.value.problems
    assert problem.nearest == "Årets resultat"
