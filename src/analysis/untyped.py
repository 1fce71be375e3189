"""What the type checker is not told, each reason under a name: no other module says `Any`.

Such a value is not checked where it goes. Where a type can be said, of an untrusted value too
(`object`, narrowed at once), it is.
"""

from typing import Any, TypeAlias

Keywords: TypeAlias = dict[str, Any]
"""Arguments by name, gathered before a call: a mapping has one type for all its values."""
JsonObject: TypeAlias = dict[str, Any]
"""A message of Jupyter: its kind says what it holds, and Jupyter's own code reads it."""
Annotation: TypeAlias = Any
"""A type annotation as a value: no type of Python 3.11 is that of all of them."""
AnySubject: TypeAlias = Any
"""What a block or an answer is about: its own chapter or question alone knows of what type."""
Nameless: TypeAlias = Any
"""A class or value of a library that it gives no public name, or a column of a row of pandas."""
Memo: TypeAlias = Any
"""What is kept under the function that made it: the function says of what type."""
SqlRow: TypeAlias = tuple[Any, ...]
"""A row of an answer in SQL: the question says what its columns are."""
Passed: TypeAlias = Any
"""What is handed on untouched to a library, in the place of a method of its own."""
Traceable: TypeAlias = Any
"""Numbers, or cells in the place of numbers: NumPy's protocols trace the model as it stands."""
