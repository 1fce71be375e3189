"""YAML with lines, by the rules of YAML 1.2."""

import pytest

from analysis.errors import InputError
from analysis.inputs.documents import read_yaml


def read(tmp_path, text):
    path = tmp_path / "a.yml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(path)


def test_scalars_follow_the_core_schema(tmp_path):
    data = read(
        tmp_path,
        "a: NO\nb: yes\nc: true\nd: 010\ne: 1e-3\nf: 1,5\n"
        "g: '5'\nh: ~\ni: -0.7\nj: 12:30\nk: .nan\n",
    ).data
    assert data == {
        "a": "NO",
        "b": "yes",
        "c": True,
        "d": 10,
        "e": 0.001,
        "f": "1,5",
        "g": "5",
        "h": None,
        "i": -0.7,
        "j": "12:30",
        "k": ".nan",
    }


def test_every_value_knows_its_line(tmp_path):
    document = read(tmp_path, "a:\n  b: 1\n  c:\n    - x\n    - y\n")
    assert document.line(("a", "b")) == 2
    assert document.line(("a", "c", 1)) == 5
    assert document.line(("a", "c", 1, "deeper")) == 5


def test_both_duplicate_keys_are_placed(tmp_path):
    with pytest.raises(InputError, match=r"line 3.*line 1"):
        read(tmp_path, "a: 1\nb: 2\na: 3\n")


def test_an_alias_bomb_is_refused_at_once(tmp_path):
    text = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    with pytest.raises(InputError, match="alias"):
        read(tmp_path, text)


def test_deep_nesting_is_refused(tmp_path):
    with pytest.raises(InputError):
        read(tmp_path, "[" * 5000 + "]" * 5000)


def test_a_file_that_is_too_large_is_refused(tmp_path):
    path = tmp_path / "big.yml"
    path.write_bytes(b"# " + b"x" * 5_000_000)
    with pytest.raises(InputError, match="too large"):
        read_yaml(path)


def test_a_byte_order_mark_and_crlf_are_no_matter(tmp_path):
    path = tmp_path / "a.yml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert read_yaml(path).data == {"a": 1, "b": 2}
