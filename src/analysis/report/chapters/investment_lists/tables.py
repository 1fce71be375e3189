"""Tables of investment lists (*investeringslistor*) and what they wear."""

from collections.abc import Callable
from dataclasses import replace

from analysis import catalogue
from analysis.inputs.investments import Investment
from analysis.model.investment_projection import InvestmentProjection, lives_of
from analysis.report.blocks.parts import Parts, held, parts_of, tables_named
from analysis.report.blocks.table import Listing, Row, Table, swedish_columns
from analysis.report.blocks.view import View
from analysis.study.figure_names import ABOUT, printed_cell

listed = held("lists", lambda view: view.investments is not None)
"""The parts of a plan that holds investment lists."""


def divided(view: View) -> Parts:
    """Lists that say whose each item is. Raises Lacking: no lists, or areas alone."""
    listed(view)
    return held("divisions", lambda v: any(i.division != i.name for i in _items(v)))(view)


def told_apart(view: View) -> Parts:
    """Lists that say what replaces something. Raises Lacking: no lists, or no word of it."""
    listed(view)
    return held("kinds", lambda v: any(i.kind != "unspecified" for i in _items(v)))(view)


def _items(view: Parts) -> tuple[Investment, ...]:
    return _investments(view).investments.items


def printed(view: View) -> tuple[str, ...]:
    """The tables that the lists and the decided frames are read from."""
    found = parts_of(view).investments
    return tables_named(found.investments.file) if found else ()


SPENT = ("capital_expenditure", "investing_cash_flow")
"""What is spent in a year, and what the cash flow statement holds of it and of financial ones."""


def by_division(view: Parts) -> Table:
    """Sums by division or district, in one column for each list."""
    return _sums(view, "table.by_division", lambda item: item.division)


def by_category(view: Parts) -> Table:
    """Sums by category of asset, in one column for each list."""
    found = _investments(view)
    names = {name: _label(c.label, view) for name, c in found.investments.file.categories.items()}
    return _sums(view, "table.by_type", lambda item: names[item.category])


def by_kind(view: Parts) -> Table:
    """Sums of new investment and re-investment, in one column for each list."""
    return _sums(view, "table.by_kind", lambda item: view.text(f"kind.{item.kind}"))


def _investments(view: Parts) -> InvestmentProjection:
    assert view.investments is not None
    return view.investments


def _label(label: object, view: Parts) -> str:
    return str(getattr(label, view.language))


def _sums(view: Parts, caption: str, key: Callable[[Investment], str]) -> Table:
    found = _investments(view)
    lists = found.investments.file.lists
    sums = {name: found.sums(key, name) for name in lists}
    rows = [
        Row(
            label or view.text("table.no_division"),
            tuple(view.money(sums[n][label]) if label in sums[n] else "–" for n in lists),
        )
        for label in dict.fromkeys(label for found_ in sums.values() for label in found_)
    ]
    total = tuple(view.money(found.investments.total(name)) for name in lists)
    rows.append(Row(view.text("table.total"), total, "total"))
    head = (view.text("table.name"), *(f"{_label(s.label, view)} {s.year}" for s in lists.values()))
    numeric, note = (True,) * len(lists), _without(view)
    return Table(view.text(caption), head, tuple(rows), numeric, note, made="investment_sums")


def _without(view: Parts) -> str:
    """Items that the document lists without an amount."""
    missing = _investments(view).investments.without_amount
    if not missing:
        return ""
    return view.text("table.without_amount", names=", ".join(item.name for item in missing))


def levels(view: Parts) -> Table:
    """Investment frames by decision level, with the sums as printed."""
    found = _investments(view).investments
    spec = found.file.levels
    if spec is None or not found.levels:
        return Table(view.text("table.levels"), ("",), (), (), view.text("missing.levels"))
    columns = list(dict.fromkeys(c for cells in found.levels.values() for c in cells))
    columns.sort(key=lambda column: column == spec.total_column)
    rows = tuple(
        Row(
            row,
            tuple(view.money(cells[c]) if cells.get(c) else "–" for c in columns),
            "total" if row == spec.total_row else "",
            tuple(printed_cell(spec.table, row, c) for c in columns),
        )
        for row, cells in found.levels.items()
    )
    parts = {c: v for c, v in found.levels[spec.total_row].items() if c != spec.total_column}
    note = view.text(
        "table.levels_note",
        parts=" + ".join(view.money(value) for value in parts.values()),
        total=view.money(found.levels[spec.total_row][spec.total_column]),
    )
    head, note = (view.text("table.level"), *columns), f"{note}. {_art(view)}".rstrip(". ") + "."
    return Table(view.text("table.levels"), head, rows, (True,) * len(columns), note)


def amounts(view: Parts) -> Table:
    """The sums that are called the investments of one year, each told from the next: what the
    lists name, what is spent, what the cash flow statement holds, and what may be decided."""
    found, lines = _investments(view).investments, view.view.lines
    year = max(spec.year for spec in found.file.lists.values())
    caption = view.text("table.amounts", year=year)
    if year not in view.view.years or not {*SPENT} <= set(lines):
        return Table(caption, ("",), (), (), view.text("missing.amounts"))
    at = view.view.years.index(year)
    spent, cash = float(lines[SPENT[0]][at]), -float(lines[SPENT[1]][at])
    listed_ = sum(found.total(n) for n, spec in found.file.lists.items() if spec.year == year)
    steps = [
        ("listed", listed_, "total"),
        ("unlisted", spent - listed_, ""),
        ("spent", spent, "total"),
        ("financial", cash - spent, ""),
        ("cash", cash, "total"),
    ]
    frame = _frame(view)
    if frame is not None:
        steps += [("later", frame - cash, ""), ("frame", frame, "total")]
    own = {"spent": f"{ABOUT}{SPENT[0]}@{year}", "cash": f"{ABOUT}{SPENT[1]}@{year}"}
    rows = tuple(
        Row(view.text(f"amounts.{name}"), (view.money(value),), kind, (own.get(name, ""),))
        for name, value, kind in steps
    )
    head = (view.text("table.name"), view.view.text("unit.mnkr"))
    note = view.text("table.amounts_note")
    return Table(caption, head, rows, (True,), note, made="investment_amounts")


def _frame(view: Parts) -> float | None:
    """The sum of the frames by decision level, mnkr; None where the plan prints none."""
    found = _investments(view).investments
    spec = found.file.levels
    if spec is None or not found.levels:
        return None
    return float(found.levels[spec.total_row][spec.total_column])


def _art(view: Parts) -> str:
    """One per cent for art beside what the lists hold as art; nothing where no kind is told."""
    found = _investments(view).art
    if found is None or not found[0]:
        return ""
    return view.text("table.art", share=view.amount(found[0]), held=view.amount(found[1]))


def depreciation(view: Parts) -> Table:
    """Depreciation by category and year beside the published path."""
    found = _investments(view)
    names = found.investments.file.categories
    rows = [
        Row(_label(names[name].label, view), tuple(view.money(float(v)) for v in values))
        for name, values in found.by_category.items()
    ]
    whole = (("existing", found.existing), ("rest", found.rest), ("explained", found.explained),
             ("published", found.published))  # fmt: skip
    for key, values in whole:
        if values is not None:
            kind = "total" if key in {"explained", "published"} else ""
            cells = tuple(view.money(float(v)) for v in values)
            told = key == "published"
            own = tuple(f"{ABOUT}depreciation@{year}" if told else "" for year in found.years)
            rows.append(Row(view.text(f"table.{key}"), cells, kind, own))
    head = (view.text("table.name"), *map(str, found.years))
    caption, numeric = view.text("table.depreciation"), (True,) * len(found.years)
    note, made = view.text("table.depreciation_note"), "investment_depreciation"
    return Table(caption, head, tuple(rows), numeric, note, made=made)


def lives(view: Parts) -> Table:
    """Useful lives by category, components of buildings among them, with status."""
    rows = []
    for category in _investments(view).investments.file.categories.values():
        shares, years = lives_of(category)
        status = view.view.text(f"status.{category.status}")
        parts = [_life(view, s, y) for s, y in zip(shares, years, strict=True)]
        life = " · ".join(parts) or "–"
        rows.append(Row(_label(category.label, view), (life, status, category.note or "")))
    head = tuple(view.text(f"table.{n}") for n in ("name", "life", "status", "why"))
    numeric = (False, False, False)
    in_swedish = swedish_columns(view, 3)
    return Table(
        view.text("table.lives"), head, tuple(rows), numeric, folded=True, swedish=in_swedish
    )


def _life(view: Parts, share: float, years: float) -> str:
    words = view.text("table.years", years=catalogue.number(years, "", view.language, 0))
    if share == 1:
        return words
    return f"{catalogue.amount(100 * share, 'pct', view.language, 0)} {words}"


def folded_depreciation(view: Parts) -> Table:
    """The same, closed: the chart above it says the most."""
    return replace(depreciation(view), folded=True)


TABLES = (
    Listing("investments_by_division", divided, by_division),
    Listing("investments_by_type", listed, by_category),
    Listing("investment_levels", listed, levels),
    Listing("investment_amounts", listed, amounts),
    Listing("investment_depreciation", listed, folded_depreciation),
    Listing("useful_lives", listed, lives),
)
