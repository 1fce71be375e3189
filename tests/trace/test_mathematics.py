"""Formulas as people write them, in MathML."""

import re

import pytest

from analysis.trace.cells import Cells
from analysis.trace.mathematics import Words, mathematics

WORDS = Words("om", "annars", "saknas")


def plain(text: str) -> str:
    return re.sub(r"<[^>]+>", "", text)


@pytest.mark.parametrize(
    ("build", "wanted"),
    [
        (lambda c, a, b: c.apply("add", a, c.apply("multiply", a, b)), "a+a·b"),
        (lambda c, a, b: c.apply("multiply", c.apply("add", a, b), b), "(a+b)·b"),
        (lambda c, a, b: c.apply("subtract", a, c.apply("subtract", a, b)), "a−(a−b)"),
        (lambda c, a, b: c.apply("negative", c.apply("add", a, b)), "−(a+b)"),
        (lambda c, a, b: c.apply("maximum", a, c.number(0.0)), "max(a,0)"),
        (lambda c, a, b: c.apply("select", c.apply("greater", a, b), a, b), "{aom a&gt;bbannars"),
    ],
)
def test_a_formula_reads_as_it_is_calculated(build: object, wanted: str) -> None:
    cells = Cells()
    a, b = cells.input("a", 0), cells.input("b", 0)
    known = {a: "<mi>a</mi>", b: "<mi>b</mi>"}
    assert callable(build)
    assert plain(mathematics(cells, build(cells, a, b), known, WORDS).formula) == wanted


def test_a_fraction_needs_no_brackets() -> None:
    cells = Cells()
    a, b = cells.input("a", 0), cells.input("b", 0)
    cell = cells.apply("divide", cells.apply("add", a, b), b)
    found = mathematics(cells, cell, {a: "<mi>a</mi>", b: "<mi>b</mi>"}, WORDS).formula
    top = "<mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow>"
    assert found == f"<mfrac>{top}<mrow><mi>b</mi></mrow></mfrac>"
