"""How a language of expressions writes what a trace holds."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.trace.cells import Value


@dataclass(frozen=True)
class Language:
    """How operations and numbers are written."""

    operations: Mapping[str, str]
    number: Mapping[str, str]

    def value(self, value: Value) -> str:
        """A number with every digit that it needs."""
        text = repr(value)
        found = self.number.get(text)
        return found if found is not None else (f"({text})" if text.startswith("-") else text)
