"""Package files: what is read, and every fault with its line."""

import pytest

from analysis.errors import InputError
from analysis.inputs.packages import ages, package_files, read_package

GOOD = """question: Vad händer?
persons: 100.0
first_year: 2026
arrivals: [0.5, 0.5]
workers:
  men: 0.7
  ages: {20-29: 0.5, 30: 0.5}
adults: {per_worker: 0.3, ages: {20-39: 1.0}}
children: {per_worker: 0.4, ages: {0-6: 1.0}}
stays: {share: 0.7, after_years: 10}
fly_in_fly_out: {per_worker: 0.2, care: 0.3}
status: assumed
"""


def read(tmp_path, text, name="mine.yml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_package(path)


def test_a_package_file_is_read_whole(tmp_path):
    found = read(tmp_path, GOOD)
    assert (found.name, found.persons, found.arrivals) == ("mine", 100.0, (0.5, 0.5))
    assert found.worker_ages == {(20, 29): 0.5, (30, 30): 0.5}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[0.5, 0.5]", "[0.5, 0.4]", "sum to 1"),
        ("{20-29: 0.5, 30: 0.5}", "{20-29: 0.5, 29: 0.5}", "do not overlap"),
        ("{20-29: 0.5, 30: 0.5}", "{20-29: 0.5, old: 0.5}", "ages such as"),
        ("men: 0.7", "men: 70.0", "at most 1"),
        ("persons: 100.0", "persons: .inf", "persons"),
        ("persons: 100.0", "folks: 100.0", "folks"),
        ("stays: {share: 0.7", "stays: {share: 0.0", "more than 0"),
    ],
)
def test_a_faulty_package_is_refused_with_its_line(tmp_path, old, new, words):
    with pytest.raises(InputError) as found:
        read(tmp_path, GOOD.replace(old, new))
    text = str(found.value)
    assert words in text
    assert "line " in text


def test_an_unknown_package_is_answered_with_the_nearest():
    with pytest.raises(InputError, match="did you mean 'package-5000'"):
        read_package("package-500")


def test_a_file_name_that_cannot_name_a_scenario_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot name a scenario"):
        read(tmp_path, GOOD, "Mitt paket.yml")


def test_every_package_of_the_project_is_read():
    assert [read_package(name).name for name in package_files()] == list(package_files())


def test_shares_below_zero_are_refused():
    with pytest.raises(ValueError, match="0 or more"):
        ages({"20-29": 1.2, "30-39": -0.2})
