"""The look of a plan: colours that are read on white, and a logotype that is a picture."""

import struct
import zlib
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.inputs.look import SIGNATURE, is_png, logotype
from analysis.inputs.look_schema import contrast
from analysis.inputs.plan import load_plan
from tests.least_plan import write_least_plan

NAME = "logotyp.png"


def chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data).to_bytes(4, "big")
    return len(data).to_bytes(4, "big") + kind + data + checksum


def png(width: int = 3, height: int = 2, laced: int = 0, pixels: bytes | None = None) -> bytes:
    """A picture of one colour; `pixels` in place of those that its size asks for."""
    rows = (b"\0" + b"\x10\x60\x30" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, laced)
    data = zlib.compress(rows if pixels is None else pixels)
    return SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = write_least_plan(tmp_path / "liten")
    (made / NAME).write_bytes(png())
    return made


def say(folder: Path, look: str) -> int:
    """Write a look in plan.yml; returns its line."""
    path = folder / "plan.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text.rstrip()}\nlook: {look}\n", encoding="utf-8")
    return len(path.read_text(encoding="utf-8").splitlines())


def test_a_plan_has_its_colours_and_its_logotype(folder: Path) -> None:
    say(folder, f'{{colours: ["#00563B", "#8a1c4a"], logotype: {NAME}}}')
    plan = load_plan(folder)
    assert plan.file.look is not None
    assert plan.file.look.colours == ["#00563b", "#8a1c4a"]
    assert logotype(plan.folder, plan.file) == png()


def test_a_plan_without_a_look_has_none(folder: Path) -> None:
    plan = load_plan(folder)
    assert (plan.file.look, logotype(plan.folder, plan.file)) == (None, None)


def test_contrast_is_that_of_the_guidelines() -> None:
    # Black on white is 21:1 by definition, and #767676 the lightest grey that is read.
    assert contrast("#000000") == pytest.approx(21)
    assert contrast("#ffffff") == pytest.approx(1)
    assert contrast("#767676") > 4.5 > contrast("#777777")


@pytest.mark.parametrize(
    ("look", "told"),
    [
        ('{colours: ["blue"]}', "a colour such as #08519c"),
        ('{colours: ["#08519c;}*{"]}', "a colour such as #08519c"),
        ('{colours: ["#ffcc00"]}', "contrast 4.5 or more"),
        ('{colours: ["#08519c", "#08519C"]}', "colours that differ"),
        (f"{{colours: [{', '.join(['1'] * 6)}]}}", "look.colours"),
        ("{colors: []}", "look.colors"),
        ("{logotype: logotyp.svg}", "the name of a PNG"),
        ("{logotype: ../liten/logotyp.png}", "the name of a PNG"),
        ("{logotype: /etc/passwd}", "the name of a PNG"),
        ("{logotype: missing.png}", "there is no such file"),
        ("{logotype: link.png}", "the name of a PNG"),
        ("{logotype: text.png}", "a whole PNG"),
        ("{logotype: large.png}", "the file is too large"),
        ("{logotype: wide.png}", "a whole PNG"),
        ("{logotype: cut.png}", "a whole PNG"),
        ("{logotype: laced.png}", "a whole PNG"),
        ("{logotype: bomb.png}", "a whole PNG"),
    ],
)
def test_what_cannot_be_shown_is_one_fault_at_its_line(folder: Path, look: str, told: str) -> None:
    (folder / "link.png").symlink_to(folder / NAME)
    (folder / "text.png").write_text("<svg onload='x'/>")
    (folder / "large.png").write_bytes(png() + b"\0" * 100_000)
    (folder / "wide.png").write_bytes(png(2001, 1))
    (folder / "cut.png").write_bytes(png()[:-13])
    (folder / "laced.png").write_bytes(png(laced=1))
    (folder / "bomb.png").write_bytes(png(pixels=b"\0" * 10_000_000))
    line = say(folder, look)
    with pytest.raises(InputError) as caught:
        load_plan(folder)
    problems = {(problem.line, problem.file) for problem in caught.value.problems}
    assert problems == {(line, str(folder / "plan.yml"))}
    assert told in str(caught.value)


def test_every_byte_of_the_picture_counts() -> None:
    whole = png()
    assert is_png(whole)
    broken = [whole[:i] + bytes([whole[i] ^ 1]) + whole[i + 1 :] for i in range(len(whole))]
    assert not any(map(is_png, broken))
