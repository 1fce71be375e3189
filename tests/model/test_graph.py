"""The resolver: arguments are edges."""

import types

import numpy as np
import pytest

from analysis.model import graph
from analysis.model.chapters import CHAPTERS, model


def a(x):
    return x + 1


def b(a, y):
    return a * y


def c(b, a):
    return b - a


GRAPH = {"c": c, "b": b, "a": a}
ONE = {"x": np.array([1.0]), "y": np.array([3.0])}


def test_values_are_computed_in_the_order_that_arguments_demand():
    assert graph.order(GRAPH, ["c"]) == ["a", "b", "c"]
    assert graph.evaluate(GRAPH, ONE, ["c"])["c"] == [4.0]


def test_what_is_given_is_taken_and_nothing_is_computed_for_it():
    assert graph.evaluate(GRAPH, {"b": np.array([9.0]), "x": np.array([0.0])}, ["c"])["c"] == [8.0]


def test_missing_inputs_are_named_at_any_depth():
    assert graph.missing(GRAPH, {"x"}) == {"b": {"y"}, "c": {"y"}}
    assert set(graph.evaluate(GRAPH, {"x": np.array([1.0])})) == {"x", "a"}


def test_a_missing_input_of_a_target_is_an_error():
    with pytest.raises(KeyError, match="y"):
        graph.evaluate(GRAPH, {"x": np.array([1.0])}, ["c"])


def test_a_changed_assumption_touches_what_rests_on_it():
    assert graph.touched(GRAPH, ["y"]) == {"y", "b", "c"}


def test_one_name_in_two_chapters_is_refused():
    one, two = types.ModuleType("one"), types.ModuleType("two")
    for module in (one, two):
        exec("def twice(x):\n    return x", module.__dict__)
        module.twice.__module__ = module.__name__
    with pytest.raises(ValueError, match="twice"):
        graph.functions(one, two)


def test_arrays_are_let_go_after_their_last_reader():
    seen = []

    class Watched(np.ndarray):
        def __del__(self):
            seen.append("gone")

    def first(x):
        return x.view(Watched)

    def second(first):
        return np.asarray(first) + 1.0

    def third(second):
        seen.append("third runs")
        return second

    found = graph.evaluate({"first": first, "second": second, "third": third}, ONE, ["third"])
    assert found["third"] == [2.0]
    assert seen.index("gone") < seen.index("third runs")


def test_every_function_of_the_model_says_what_it_is_and_its_unit():
    for name, function in model().items():
        text = function.__doc__ or ""
        assert "(..., T" in text or "(...)" in text, name


def test_no_chapter_reads_files_or_uses_pandas():
    for chapter in CHAPTERS:
        names = set(vars(chapter))
        assert not names & {"pd", "pandas", "open", "Path"}, chapter.__name__


def test_every_chapter_of_the_model_has_a_name_in_both_languages():
    from analysis.catalogue import text
    from analysis.model.chapters import chapter_of

    for chapter in set(chapter_of().values()):
        for key in (f"chapter.model.{chapter}", f"live.chapter.{chapter}"):
            assert all(text(key, language) for language in ("sv", "en"))
