"""Readers of a file of a plan that collect all its faults instead of stopping at the first."""

from collections.abc import Sequence

from analysis.errors import InputError, Message, Problem, nearest
from analysis.inputs.documents import Document, Key
from analysis.inputs.plan_record import LISTED, Plan
from analysis.inputs.tables import Table


class FaultReader:
    """Reads what one file names of its plan; `problems` are the faults so far, each at its line."""

    def __init__(self, plan: Plan, document: Document) -> None:
        self.plan, self.document = plan, document
        self.problems: list[Problem] = []

    def problem(
        self, message: Message, place: Sequence[Key], value: str, valid: Sequence[str] = ()
    ) -> None:
        """A fault of a value at a place of the file, with the nearest of the `valid`, or some."""
        close = nearest(value, valid)
        listed = Message("one of: {names}", names=", ".join(valid[:LISTED]))
        expected = listed if valid and not close else None
        words = ".".join(str(p) for p in place if not isinstance(p, int))
        file, line = str(self.document.path), self.document.line(place)
        self.problems.append(Problem(message, file, line, words, value, expected, close))

    def table(self, name: str, place: Sequence[Key]) -> Table | None:
        """A table that the file names at a place; None where it cannot be read."""
        where = ".".join(str(p) for p in place if not isinstance(p, int))
        try:
            return self.plan.table(
                name, file=self.document.path, line=self.document.line(place), column=where
            )
        except InputError as error:
            self.problems += error.problems
            return None
