"""A check with a misspelt word stops the run, with line and nearest name."""

from pathlib import Path
from typing import Any

import pytest

from analysis.errors import InputError, Problem
from analysis.inputs.checks import read_checks
from analysis.inputs.plan import load_plan
from tests.made_plan import item_list, series, write_plan

ROWS = {"Löner": {2031: "1"}, "Övrigt": {2031: "2"}, "Summa": {2031: "3"}}


def problems(folder: Path, check: dict[str, Any]) -> list[Problem]:
    with pytest.raises(InputError) as raised:
        load_plan(write_plan(folder, {"utgifter": series(ROWS, checks=[check])}))
    return list(raised.value.problems)


def test_a_misspelt_row_is_refused_with_its_line_and_the_nearest_name(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, {"kind": "sum", "total": "Suma", "of": ["Löner", "Övrigt"]})
    assert found.value == "Suma"
    assert found.nearest == "Summa"
    lines = (tmp_path / "tables.yml").read_text(encoding="utf-8").splitlines()
    assert found.line is not None
    assert "Suma" in lines[found.line - 1]


def test_a_misspelt_table_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    check = {"kind": "tie", "table": "utgiffter", "row": "Summa", "own": "Löner"}
    (found,) = problems(tmp_path, check)
    assert (found.value, found.nearest) == ("utgiffter", "utgifter")


def test_a_misspelt_kind_and_a_misspelt_key_are_refused(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, {"kind": "summ", "total": "Summa", "of": ["Löner"]})
    assert found.nearest == "sum"
    (one,) = problems(tmp_path, {"kind": "sum", "totall": "Summa", "of": ["Löner"]})
    assert one.nearest == "total"


def test_a_kind_that_is_a_list_is_refused_as_any_other(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, {"kind": ["sum"], "total": "Summa", "of": ["Löner"]})
    assert found.column == "kind"


def test_every_fault_is_said_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, {"kind": "sum", "total": "Suma", "of": ["Lönar", "Övrig"]})
    assert [p.nearest for p in found] == ["Summa", "Löner", "Övrigt"]


@pytest.mark.parametrize(
    "name", ["norrbotten-2025", "norrbotten-2023", "vasterbotten-2023", "norrbotten-2022"]
)
def test_the_checks_of_the_published_plans_can_be_read(name: str) -> None:
    assert read_checks(load_plan(name)).count > 0


def test_a_text_that_no_row_of_a_list_has_is_refused_since_it_would_sum_nothing(
    tmp_path: Path,
) -> None:
    where = {"slag": "Nyinvestring"}
    check = {"kind": "list_sum", "column": "belopp", "where": where}
    check["equals"] = {"table": "summor", "row": "Summa", "ar": 2031}
    items = item_list({"slag": "text", "belopp": "mnkr"}, [("Nyinvestering", "3")], checks=[check])
    tables = {"lista": items, "summor": series(ROWS)}
    with pytest.raises(InputError, match=r"no such text in slag.*did you mean 'Nyinvestering'"):
        load_plan(write_plan(tmp_path, tables))
