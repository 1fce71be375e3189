"""What is no file of reasonable size is refused at once: nothing hangs or fills the memory."""

import os
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from analysis.errors import InputError
from analysis.inputs.delimited import records
from analysis.inputs.documents import MAX_DEPTH, read_text, read_yaml, text_document
from analysis.inputs.numbers import parse_swedish
from analysis.inputs.opened import read_bytes
from analysis.inputs.plan import load_plan
from analysis.inputs.raw_statistics import read_raw
from analysis.inputs.source_cells import figure_text, read_source, rows_of
from analysis.runner.parameters import load_notebook
from tests.made_plan import plan_yml, series, write_plan

READERS: list[Callable[[Path], object]] = [
    read_bytes,
    read_text,
    read_yaml,
    records,
    read_source,
    load_notebook,
    read_raw,
]


@pytest.mark.parametrize("reader", READERS, ids=lambda r: r.__name__)
def test_a_device_a_pipe_and_a_folder_are_refused_by_every_reader(
    reader: Callable[[Path], object], tmp_path: Path
) -> None:
    pipe = tmp_path / "rör.csv"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="a device, a pipe or a socket"):
        reader(Path("/dev/zero"))
    with pytest.raises(InputError, match="a device, a pipe or a socket"):
        reader(pipe)
    empty = tmp_path / "mapp"
    empty.mkdir()
    with pytest.raises(InputError, match="folder"):
        reader(empty)


def test_a_file_is_not_read_when_it_is_too_large_nor_further_than_it_may_be(
    tmp_path: Path,
) -> None:
    path = tmp_path / "stor.csv"
    with path.open("wb") as file:
        file.truncate(10**12)  # a hole: a terabyte that takes no room
    with pytest.raises(InputError, match="too large"):
        read_bytes(path)
    # The system says that it is empty, and it never ends being read.
    assert os.stat("/proc/self/maps").st_size == 0
    with pytest.raises(InputError, match="too large"):
        read_bytes(Path("/proc/self/maps"), limit=10)


@pytest.mark.parametrize(
    "deep",
    [
        "[" * 40_000,
        "{a: " * 40_000,
        "- " * 40_000 + "x",
        "? " * 40_000 + "x",
        "\n".join(" " * n + "a:" for n in range(3000)),
        "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1),
    ],
)
def test_deep_nesting_is_refused_before_it_can_break_the_parser(deep: str) -> None:
    with pytest.raises(InputError):
        text_document(deep, Path("x.yml"))


def test_as_deep_as_may_be_is_read_and_many_brackets_side_by_side_are_not_deep() -> None:
    text = "[" * (MAX_DEPTH - 1) + "1" + "]" * (MAX_DEPTH - 1)
    assert text_document(f"a: {text}", Path("x.yml"))
    assert text_document("a: [" + ", ".join(["[1]"] * 500) + "]", Path("x.yml"))
    assert text_document("a: '" + "[" * 500 + "'", Path("x.yml"))


def test_a_figure_beyond_all_reason_is_refused_with_its_place(tmp_path: Path) -> None:
    for text in ("1" + "0" * 17, "-" + "9" * 400, "100 000 000 000 000 000"):
        with pytest.raises(ValueError, match="a number below"):
            parse_swedish(text)
    assert figure_text(1e17, None) == figure_text(1e17, 2) == "1" + "0" * 17
    folder = write_plan(
        tmp_path, {"x": series({"a": {2031: "1" + "0" * 17}}, lines={"a": "cash"})}, plan_yml()
    )
    with pytest.raises(InputError, match=r"x\.csv, line 2.*a number below"):
        load_plan(folder)


def test_a_stray_cell_in_the_last_corner_of_a_sheet_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["rad", 2031])
    book.active["XFD1048576"] = 1
    book.save(tmp_path / "bok.xlsx")
    with pytest.raises(InputError, match="Sheet!XFD1048576: this cell lies far away"):
        rows_of(read_source(tmp_path / "bok.xlsx")["Sheet"])


def test_a_table_that_is_only_its_heading_has_none_of_its_rows(tmp_path: Path) -> None:
    bare, _ = series({})
    spec = bare | {"rows": ["a"], "years": [2031]}
    with pytest.raises(InputError, match="the row is missing"):
        load_plan(write_plan(tmp_path, {"x": (spec, "rad;ar;varde\n")}))
    assert load_plan(write_plan(tmp_path, {"x": (bare, "rad;ar;varde\n")})).table("x").cells == ()
