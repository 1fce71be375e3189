"""The codebook of line items."""

import pytest

from analysis import catalogue


def test_every_line_has_a_label_in_both_languages_and_a_unit_that_can_be_written():
    for line in catalogue.line_items():
        assert catalogue.label(line, "sv")
        assert catalogue.label(line, "en")
        assert catalogue.amount(1.0, catalogue.unit(line), "sv")


def test_the_project_keeps_every_line_of_the_shared_codebook_in_its_order(shared):
    ours = [f"{i.id},{i.block},{i.unit}" for i in catalogue.line_items().values()]
    rows = (shared / "line-items.csv").read_text(encoding="utf-8").splitlines()[1:]
    theirs = [",".join(row.split(",")[:3]) for row in rows]
    assert [row for row in ours if row in theirs] == theirs  # lines of our own may stand between


def test_a_misspelt_line_is_refused_with_the_nearest_name():
    with pytest.raises(KeyError, match="net_result"):
        catalogue.label("net_reslt")
