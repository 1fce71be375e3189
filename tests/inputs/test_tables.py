"""Published tables as files: whatever a Swedish spreadsheet does to them."""

from decimal import Decimal

import pytest

from analysis.errors import InputError
from analysis.inputs.table_spec import TableSpec
from analysis.inputs.tables import read_table

SERIES = {"document": "d", "heading": "h", "unit": "mnkr", "status": "published", "kind": "series"}
GOOD = "rad;ar;varde\nSkatteintäkter;2025;7 926\nÅrets resultat;2025;−35\nTomt;2025;\n"


def table(tmp_path, content, **spec):
    folder = tmp_path / "tables"
    folder.mkdir(exist_ok=True)
    data = content if isinstance(content, bytes) else content.encode()
    (folder / "t.csv").write_bytes(data)
    return read_table(tmp_path, "t", TableSpec.model_validate(SERIES | spec))


def values(found):
    return [(cell.row, cell.year, cell.value) for cell in found.cells]


EXPECTED = [
    ("Skatteintäkter", 2025, Decimal(7926)),
    ("Årets resultat", 2025, Decimal(-35)),
    ("Tomt", 2025, None),
]

FORMS = {
    "as committed": GOOD.encode(),
    "with a byte order mark": b"\xef\xbb\xbf" + GOOD.encode(),
    "with CRLF": GOOD.replace("\n", "\r\n").encode(),
    "UTF-16 from a spreadsheet": GOOD.encode("utf-16"),
    "cp1252 with a hyphen": GOOD.replace("−", "-").encode("cp1252"),
    "cp1252 with a dash": GOOD.replace("−", "–").encode("cp1252"),
    "no-break space": GOOD.replace("7 926", "7\u00a0926").encode(),
    "narrow no-break space": GOOD.replace("7 926", "7\u202f926").encode(),
    "thin space": GOOD.replace("7 926", "7\u2009926").encode(),
    "comma between cells": GOOD.replace(";", ",").encode(),
    "tab between cells": GOOD.replace(";", "\t").encode(),
    "blank lines": GOOD.replace("\n", "\n\n").encode(),
    "quoted cells": GOOD.replace("7 926", '"7 926"').encode(),
    "empty columns at the end": GOOD.replace("\n", ";;\n")
    .encode("cp1252", "ignore")
    .replace(b";35", b";-35"),
    "UTF-16 without a mark": GOOD.encode("utf-16-le"),
    "the line that Excel writes for itself": b"sep=;\n" + GOOD.encode(),
    "parentheses below zero": GOOD.replace("−35", "(35)").encode(),
    "a minus behind": GOOD.replace("−35", "35-").encode(),
    "with its unit": GOOD.replace("7 926", "7 926 mnkr").encode(),
    "a no-break space in a label": GOOD.replace("Årets resultat", " Årets\u00a0 resultat").encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_cells(tmp_path, form):
    assert values(table(tmp_path, FORMS[form])) == EXPECTED


@pytest.mark.parametrize(
    "raw", ["7 9 26", "7926 tkr", "7,9 %", "NA", "nan", "#REF!", "=1+1", "1.234,5"]
)
def test_a_bad_cell_is_refused_with_file_row_column_raw_text_and_what_was_expected(tmp_path, raw):
    with pytest.raises(InputError) as refused:
        table(tmp_path, GOOD.replace("7 926", raw))
    (problem,) = refused.value.problems
    assert problem.file is not None
    assert problem.file.endswith("t.csv")
    assert problem.line == 2
    assert problem.column == "column varde, row Skatteintäkter"
    assert problem.value == raw
    wanted = "a figure in mnkr and not in" if raw[-3:] in {"tkr", "9 %"} else "a number such as"
    assert (problem.expected or "").startswith(wanted)


def test_all_bad_cells_are_told_at_once(tmp_path):
    with pytest.raises(InputError) as refused:
        table(tmp_path, "rad;ar;varde\na;2025;x\nb;2025;1\nc;2025;y\n")
    assert [problem.line for problem in refused.value.problems] == [2, 4]


def test_printed_decimals_survive(tmp_path):
    found = table(tmp_path, "rad;ar;varde\na;2025;934,20\n")
    assert str(found.cells[0].value) == "934.20"


def test_a_list_reads_numbers_only_where_a_column_has_a_unit(tmp_path):
    found = table(
        tmp_path,
        "enhet;id;belopp\nRöntgen;007;1 200\nLab;=1+1;\n",
        kind="list",
        columns={"belopp": {"unit": "tkr"}},
    )
    assert found.items == (
        {"enhet": "Röntgen", "id": "007", "belopp": Decimal(1200)},
        {"enhet": "Lab", "id": "=1+1", "belopp": None},
    )


def test_a_list_without_its_column_is_refused(tmp_path):
    with pytest.raises(InputError, match="did you mean 'belop'"):
        table(tmp_path, "enhet;belop\na;1\n", kind="list", columns={"belopp": {"unit": "tkr"}})


def test_a_missing_row_is_an_error_and_not_an_empty_answer(tmp_path):
    with pytest.raises(KeyError):
        table(tmp_path, GOOD).series("Skatteintäckter")
