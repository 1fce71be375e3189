"""Bytes become text in one place, and rows of text files in another: every form, one reading."""

import pytest

from analysis.errors import InputError
from analysis.inputs.delimited import numbered_rows, records
from analysis.inputs.encoding import decoded

TEXT = "rad;ar;varde\nÅrets resultat – kärnan;2027;−12,5\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_encoding_gives_the_same_text_and_says_which(encoding: str) -> None:
    found = decoded(TEXT.encode(encoding), "f")
    assert found.text == TEXT
    assert found.encoding == encoding


def test_what_is_not_utf_8_is_windows_1252() -> None:
    found = decoded(TEXT.replace("−", "-").encode("cp1252"), "f")
    assert (found.text, found.encoding) == (TEXT.replace("−", "-"), "cp1252")


@pytest.mark.parametrize("raw", [b"PK\x03\x04\x00\x00\x81", b"a;b\n1;\x812\n", b"a\n\0b"])
def test_what_is_no_text_is_refused_with_its_line(raw: bytes) -> None:
    with pytest.raises(InputError, match=r"f, line \d: .* UTF-16 or Windows-1252"):
        decoded(raw, "f")


ROWS = [["rad", "2027", "2028"], ["Skatt", "1,5", "2,5"]]
FORMS = {
    "semicolons": "rad;2027;2028\nSkatt;1,5;2,5\n",
    "tabs": "rad\t2027\t2028\nSkatt\t1,5\t2,5\n",
    "commas and quotes": 'rad,2027,2028\nSkatt,"1,5","2,5"\n',
    "empty columns at the end": "rad;2027;2028;;\nSkatt;1,5;2,5;;\n",
    "a separator named": "sep=;\nrad;2027;2028\nSkatt;1,5;2,5\n",
    "CRLF": "rad;2027;2028\r\nSkatt;1,5;2,5\r\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_delimited_form_gives_the_same_rows(form: str) -> None:
    assert [row for _, row in numbered_rows(FORMS[form], "f")] == ROWS


def test_a_title_with_commas_does_not_choose_the_delimiter() -> None:
    text = "Resultat, mnkr, löpande priser, budget\n\nrad;2027\nSkatt;1,5\nBidrag;2,5\n"
    assert [row for _, row in numbered_rows(text, "f")][3] == ["Skatt", "1,5"]


def test_a_row_keeps_the_line_of_the_file_also_below_a_cell_with_a_line_break() -> None:
    text = 'sep=;\nrad;varde\n"två\nrader";1\nsist;2\n'
    assert [line for line, _ in numbered_rows(text, "f")] == [2, 3, 5]
    with pytest.raises(InputError, match="f, line 3: the table cannot be read"):
        list(numbered_rows('a;b\nc;d\n"e;f\n', "f"))


def test_records_name_their_cells_and_refuse_one_too_many(tmp_path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes("namn; vär\u00a0de ;;\nå;1;;\n\nö;;;\n".encode("cp1252"))
    found = records(path)
    assert found.header == ("namn", "vär de")
    assert found.rows == ((2, {"namn": "å", "vär de": "1"}), (4, {"namn": "ö", "vär de": ""}))
    path.write_text("a;b\n1;2\n1;2;3\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"line 3: the row has another number of cells .* 2 cells"):
        records(path)
