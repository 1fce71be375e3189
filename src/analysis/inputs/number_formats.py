"""What the number format of a spreadsheet cell does to its value (*talformat*, ECMA-376 18.8.31).

Only what changes the meaning of a figure is read from a format code: per cent, thousands that are
not shown, decimals, words such as kr, a sign that the value does not have, and a format that shows
nothing. Colours, widths and alignment are passed over.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.'
    r"|(?P<digits>[0#?][0#?,. ]*)|(?P<percent>%)|(?P<plain>.)",
    re.DOTALL,
)
_ALWAYS_PLAIN = frozenset({"general", "standard", "@", ""})


@dataclass(frozen=True)
class Shown:
    """What is seen of a value: how often per cent, how many thousands less, decimals, words."""

    percent: int = 0
    thousands: int = 0
    decimals: int | None = None
    words: str = ""
    shows_nothing: bool = False


@lru_cache(maxsize=1024)
def shown_by(code: str, sign: int) -> Shown:
    """How the format `code` shows a value above (1), below (-1) or equal to zero (0)."""
    if code.strip().casefold() in _ALWAYS_PLAIN:
        return Shown()
    sections = _sections(code)
    section = sections[_section_of(len(sections), sign)]
    digits, percent, words = "", 0, []
    for token in _TOKEN.finditer(section):
        kind = token.lastgroup
        if kind == "digits":
            digits = digits or token["digits"]
        elif kind == "percent":
            percent += 1
        elif kind:
            words.append(token[kind])
    text = "".join(words).strip()
    if not digits:
        # Only words, such as "-" for zero; any other value behind words or nothing is hidden.
        return Shown(percent, words=text, shows_nothing=sign != 0 or not text)
    # The decimals end at a comma behind them, which scales: 0.0, shows thousands with one decimal.
    _, point, fraction = digits.replace(" ", "").partition(".")
    places = len(re.sub(r"[^0#?]", "", fraction)) if point else 0
    return Shown(percent, _scaling_commas(digits), places, text)


def _sections(code: str) -> list[str]:
    """The sections of a format: a semicolon inside quotes or brackets divides nothing."""
    return re.findall(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])+|(?<=;)(?=;|$)|^(?=;)', code) or [code]


def _section_of(number: int, sign: int) -> int:
    """Positive; negative; zero. With one section it serves all, with two the first zero too."""
    if sign < 0 and number > 1:
        return 1
    return 2 if sign == 0 and number > 2 else 0


def _scaling_commas(digits: str) -> int:
    """Commas behind the last digit, before or after the point: each divides by a thousand."""
    whole, _, fraction = digits.rstrip(" ").partition(".")
    found = re.search(r",+$", fraction) or re.search(r",+$", whole)
    return len(found[0]) if found else 0


def added_sign(code: str) -> bool:
    """Whether a value above zero is shown with a minus or in parentheses that it does not have."""
    words = shown_by(code, 1).words
    return (
        words.startswith(("-", "\u2212", "\u2013", "(")) and shown_by(code, 1).decimals is not None
    )
