"""The picture of the model: every step once, inputs above what they lead to."""

from analysis.model.chapters import model
from analysis.model.graph import arguments
from analysis.study.layout import layout


def test_every_step_stands_once_and_below_what_it_needs():
    found = layout(model())
    places = found.places
    assert set(places) == {name for name in model() if not name.startswith("gap_")}
    for first, second in found.arrows:
        assert places[first][0] < places[second][0]


def test_arrows_are_the_arguments_of_the_functions():
    found = layout(model(), ["operating_result"])
    into = {first for first, second in found.arrows if second == "operating_result"}
    assert into == set(arguments(model()["operating_result"]))


def test_no_two_steps_share_a_place():
    places = layout(model()).places
    assert len(set(places.values())) == len(places)


def test_the_layout_is_the_same_every_time():
    assert layout(model()) == layout(model())
