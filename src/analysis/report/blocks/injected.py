"""Parameters that Papermill put into a running notebook, held against those it declares.

Unmodified Papermill only warns of a name that the notebook does not have, and then runs with the
default: the answer would be to another question than the one that was asked.
"""

import ast
import sys
from collections.abc import Sequence

from analysis.errors import InputError, Message, Problem, nearest, shown

INJECTED = "# Parameters\n"
"""How the cell begins that Papermill puts after the one tagged `parameters`."""


def refuse_unknown() -> None:
    """Raises InputError where the notebook that runs was given parameters that it does not have."""
    ipython = sys.modules.get("IPython")  # where it is not imported, no notebook runs
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        refuse_undeclared([str(cell) for cell in shell.user_ns.get("In", [])])


def refuse_undeclared(cells: Sequence[str]) -> None:
    """The same for the cells that have run, in their order. Raises InputError."""
    declared: set[str] = set()
    for cell in cells:
        names = _assigned(cell)
        if cell.startswith(INJECTED):
            _refuse(names - declared, declared)
        declared |= names


def _refuse(unknown: set[str], declared: set[str]) -> None:
    names = sorted(declared)
    if unknown:
        raise InputError(
            problems=[
                Problem(
                    Message("the notebook has no parameter {name!r}", name=shown(name)),
                    "parameters",
                    expected=(
                        Message("one of: {names}", names=", ".join(names))
                        if names
                        else Message("no parameters")
                    ),
                    nearest=nearest(name, names),
                )
                for name in sorted(unknown)
            ]
        )


def _assigned(cell: str) -> set[str]:
    """The names to which a cell assigns at its top level."""
    try:
        statements = ast.parse(cell).body
    except SyntaxError:  # a magic of IPython, which declares no parameter
        return set()
    targets = [t for s in statements if isinstance(s, ast.Assign) for t in s.targets]
    targets += [s.target for s in statements if isinstance(s, ast.AnnAssign)]
    return {target.id for target in targets if isinstance(target, ast.Name)}
