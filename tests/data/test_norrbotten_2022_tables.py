"""Region Norrbotten, decision on Regionstyrelsens plan 2022-2024: the budget reductions 2020-2022.

The text is scanned and has lost its diacritics; labels are kept as they are there.
"""

from tests.data.printed import (
    RAW,
    assert_adds_up,
    carried_rows,
    grid,
    has_figure,
    lines_of,
    names,
)

TABLES = RAW / "norrbotten-2022" / "tables"
SOURCE = "003_6560f3ed4a55eb7a.txt"
COLUMNS = ["2020", "2021", "2022", "Summa"]


def test_every_row_stands_in_the_scan_with_the_same_figures_in_the_same_order(
    lines: list[str],
) -> None:
    start = next(i for i, line in enumerate(lines) if line.strip() == "Budgetminskning 2020-2022")
    rows = carried_rows(TABLES, "budgetminskning")
    for row, cells in rows.items():
        assert list(cells) == COLUMNS
        assert " ".join([row, *cells.values()]) in lines[start : start + 8]


def test_the_reductions_add_up_over_boards_and_years() -> None:
    figures = grid(TABLES, "budgetminskning")
    for column in COLUMNS:
        parts = [v for (row, c), v in figures.items() if c == column and row != "Summa"]
        assert_adds_up(figures["Summa", column], parts, column)
    for row in names(figures):
        assert_adds_up(figures[row, "Summa"], [figures[row, c] for c in COLUMNS[:3]], row)


def test_the_reductions_named_in_the_text_are_those_of_the_table(lines: list[str]) -> None:
    figures = grid(TABLES, "budgetminskning")
    start = lines.index("Arendet")
    section = " ".join(lines[start : start + 14])
    facts = {fact["ar"]: fact["varde"] for fact in lines_of(TABLES, "textuppgifter")}
    assert facts.pop("2020-2022") == str(figures["Summa", "Summa"]) == "344"
    assert facts == {year: str(figures["Summa", year]) for year in COLUMNS[:3]}
    assert all(has_figure(section, value) for value in facts.values())
