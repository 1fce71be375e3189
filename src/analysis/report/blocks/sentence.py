"""What a sentence is: what the results mean, in words generated from them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Subject = TypeVar("Subject")


def never(subject: object) -> bool:
    """Most sentences are no warnings."""
    return False


@dataclass(frozen=True)
class Sentence(Generic[Subject]):
    """A sentence, or several, on one subject, by name.

    `of` finds the subject of a view and raises InputError when the plan cannot give one. One
    sentence is a paragraph, several are a list; markup (markupsafe) is shown as it is. `warns`
    says whether the sentence is a warning.
    """

    name: str
    of: Callable[..., Subject]
    says: Callable[[Subject], str | Sequence[str]]
    warns: Callable[[Subject], bool] = never
