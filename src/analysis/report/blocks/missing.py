"""What a plan lacks, said in the reader's language in the place of a block that would invent it."""

from collections.abc import Iterable

from markupsafe import Markup

from analysis import catalogue
from analysis.errors import InputError, in_language, verbatim
from analysis.inputs.parameters import registry
from analysis.report.blocks.view import Reader, View, lacking

FEW = 4
"""How many missing inputs are named before the rest are counted."""


class Lacking(InputError):
    """What a plan lacks for a block or an answer, in the reader's own language."""


def unanswered(view: Reader, reason: str) -> Lacking:
    """Why a question has no answer, in the reader's own language."""
    return Lacking(verbatim(f"{view.text('study.missing')} {reason}."))


def refuse_without(view: View, what: str, lines: Iterable[str]) -> View:
    """The view, when it holds all of `lines`. Raises Lacking that names those it does not hold.

    `what` is the key of the text that names what is refused: a chart, a table, a sentence.
    """
    lacked = lacking(view, lines)
    if lacked:
        raise Lacking(verbatim(lines_lacked(view, what, lacked)))
    return view


def lines_lacked(view: View, what: str, lines: Iterable[str]) -> str:
    """Which lines are missing, and which inputs of the plan would give them."""
    lines = list(lines)
    named = catalogue.enumerate_words([view.label(line) for line in lines], view.language)
    words = view.text("missing.says", what=view.text(what), lines=named)
    inputs = dict.fromkeys(name for line in lines for name in view.projection.missing.get(line, ()))
    known = [parameter_label(view, name) for name in inputs if name in registry()]
    if not known:
        return words
    more = len(known) - FEW
    key = "missing.inputs" if more <= 0 else "missing.inputs_and_more"
    return f"{words} {view.text(key, inputs=', '.join(known[:FEW]), more=more)}"


def parameter_label(view: Reader, key: str) -> str:
    """What an assumption is called; its own name when the registry does not know it."""
    spec = registry().get(key)
    return str(getattr(spec, view.language)) if spec else key


def missing_html(view: Reader, error: InputError) -> Markup:
    """Why there is no block, in the place of one: what a plan lacks, or what is wrong in it."""
    said = (str(in_language(problem.message, view.language)) for problem in error.problems)
    reason = "; ".join(said)
    return missing_words(
        reason if isinstance(error, Lacking) else f"{view.text('study.missing')} {reason}."
    )


def missing_words(words: str) -> Markup:
    """Words in the place of a block that is lacking."""
    return Markup('<p class="missing">{}</p>').format(words)
