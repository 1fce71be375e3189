"""Parameters that a notebook was given and does not have."""

import subprocess
import sys
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.report.blocks.injected import refuse_undeclared

DECLARED = 'plan: str = "norrbotten-2025"  # plan\nscenario: str = "base"  # scenario\n'


def test_a_name_that_the_notebook_does_not_have_is_refused_with_the_nearest():
    with pytest.raises(InputError, match=r"no parameter 'scenarioo'.*did you mean 'scenario'"):
        refuse_undeclared(["", DECLARED, '# Parameters\nscenarioo = "x"\n'])


def test_declared_names_are_let_through():
    refuse_undeclared(["", DECLARED, '# Parameters\nscenario = "x"\nplan = "y"\n'])


def test_what_a_person_writes_in_a_cell_of_their_own_is_no_parameter():
    refuse_undeclared(["", DECLARED, "mine = 1", "%matplotlib inline", "a, b = 1, 2"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("parameter", "code", "said"),
    [
        (["-p", "scenarioo", "base"], 1, "did you mean 'scenario'"),
        (["-p", "change", "wage_growth:2026-2030=\u22121,0"], 0, ""),
        (["-y", "{change: {wage_growth: {2026-2030: 1.0}}}"], 0, ""),
        (["-p", "set_", "wage_growth:2026=0.025"], 1, "did you mean '2.5'"),
    ],
)
def test_plain_papermill_runs_the_question_that_was_asked(
    parameter, code, said, tmp_path, project_root
):
    notebook = project_root / "notebooks" / "03_prices.ipynb"
    command = Path(sys.executable).with_name("papermill")
    done = subprocess.run(
        [command, notebook, tmp_path / "out.ipynb", *parameter, "--cwd", project_root],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr[-2000:]
