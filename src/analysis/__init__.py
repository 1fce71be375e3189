"""Long-range finance for Swedish regions.

from analysis import Plan
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.interface.plan import Plan

__all__ = ["Plan"]

# nbformat's validator (jsonschema) would import this checker of internationalised addresses, which
# compiles a grammar for 1.4 seconds; no notebook of ours holds one. None makes the import fail
# at once, and jsonschema then goes without.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def __getattr__(name: str) -> object:
    """`Plan`, imported when it is asked for: the command line starts without pandas."""
    if name in __all__:
        from analysis.interface.plan import Plan

        return Plan
    raise AttributeError(f"module 'analysis' has no attribute {name!r}")
