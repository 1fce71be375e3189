"""What the type checker is not told, each reason under a name: no other module says `Any`.

Such a value is not checked where it goes. Where a type can be said, of an untrusted value too
(`object`, narrowed at once), it is.
"""

from typing import Any, TypeAlias

Keywords: TypeAlias = dict[str, Any]
"""Arguments by name, gathered before a call: a mapping has one type for all its values."""
Passed: TypeAlias = Any
"""What is handed on untouched to a library, in the place of a method of its own."""
