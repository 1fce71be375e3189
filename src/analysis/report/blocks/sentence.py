"""What a sentence is, and how a page shows it: what the results mean, in words generated from them.
All text is escaped here (markupsafe), once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from markupsafe import Markup

from analysis.errors import InputError
from analysis.report.blocks.missing import missing_html
from analysis.report.blocks.view import Reader

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


def said_html(sentence: Sentence[Subject], view: Reader, options: Mapping[str, object]) -> Markup:
    """A sentence, a list of them, or what a plan lacks; a warning is said to be one in words."""
    try:
        subject = sentence.of(view, **options)
        words = sentence.says(subject)
    except InputError as error:
        return missing_html(view, error)
    if isinstance(words, Markup):
        return words
    if not isinstance(words, str):
        items = Markup("").join(Markup("<li>{}</li>").format(said) for said in words)
        return Markup("<ul>{}</ul>").format(items)
    if sentence.warns(subject):
        return Markup('<p class="warning"><strong>{}</strong> {}</p>').format(
            view.text("headline.warning"), words
        )
    return Markup('<p class="headline">{}</p>').format(words)
