"""The colours of the pages, light and dark, by the rule of contrast (WCAG 2.2, 1.4.3)."""

import re

import pytest

from analysis.report.output.html import page_style

LEAST = 4.5
SCHEMES = {
    scheme: dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6});", words))
    for scheme, words in re.findall(r":root \{ color-scheme: (light|dark); ([^}]*)\}", page_style())
}
BEHIND = ("page", "pale", "warn", "fail", "room", "flag")


def luminance(colour: str) -> float:
    """Relative luminance of a hex colour (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_what_the_rule_says():
    assert contrast("#fff", "#000000") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("words", ["ink", "soft", "link"])
def test_words_are_readable_on_every_ground(scheme, words):
    colours = SCHEMES[scheme]
    found = {name: contrast(colours[words], colours[name]) for name in BEHIND}
    assert min(found.values()) >= LEAST, found


def test_both_schemes_name_the_same_colours():
    assert SCHEMES["light"].keys() == SCHEMES["dark"].keys()


def test_colours_are_named_and_figures_keep_their_ground():
    rest = re.sub(r":root \{[^}]*\}", "", page_style())
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", rest)) == {"#fff"}
    assert "figure img { background: #fff;" in rest
