"""The table and the sentence of what 2040 costs, in both languages, of the plan itself."""

import pytest

from analysis.inputs.plan import load_plan
from analysis.report.blocks.view import View
from analysis.report.chapters.statements.horizon import horizon_table, of_horizon, say_horizon
from analysis.study.opened import open_scenario, opened


@pytest.fixture(scope="module")
def projection():
    return open_scenario(opened(load_plan("norrbotten-2025")))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_table_is_rectangular_and_its_parts_are_the_whole_growth(projection, language):
    table = horizon_table(of_horizon(View(projection, None, language)))
    assert all(len(row.cells) == len(table.head) - 1 for row in table.rows)
    parts = [row.cells[-1] for row in table.rows if row.kind == "part"]
    assert len(parts) == 4
    number = [
        float(p.replace("−", "-").replace("+", "").replace("\u00a0", "").replace(",", ""))
        for p in parts
    ]
    assert sum(number) == pytest.approx(4528, abs=2)


def test_the_sentence_has_a_figure_for_price_need_renewal_and_pensions(projection):
    said = say_horizon(of_horizon(View(projection, None, "sv")))
    plain = said.replace("\u00a0", " ")
    for figure in ("4 046 mnkr", "396 mnkr", "100 mnkr", "−14 mnkr", "749 mnkr"):
        assert figure in plain, figure
    assert "2040" in said
