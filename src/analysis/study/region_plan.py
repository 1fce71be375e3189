"""The plan of a region from its income statement (*regionens plan*).

What the region's own plan prints is a table with empty cells, or the statement that was read; what
law says of the county is filled in (`statutory_parameters`).
"""

import re
from collections.abc import Mapping
from importlib.resources import files

import yaml

from analysis.catalogue import text
from analysis.inputs.delimited import csv_text
from analysis.inputs.parameters import registry
from analysis.inputs.statement import TABLE, Statement
from analysis.inputs.statutory import Region, titles
from analysis.study.statutory_parameters import statutory_parameters

STATEMENT = {
    "Verksamhetens intäkter": "operating_revenue",
    "Verksamhetens kostnader": "operating_costs",
    "Avskrivningar": "depreciation",
    "Verksamhetens nettokostnader": "net_operating_cost",
    "Skatteintäkter": "tax_revenue",
    "Generella statsbidrag och utjämning": "state_grants",
    "Verksamhetens resultat": "operating_result",
    "Finansiella intäkter": "financial_income",
    "Finansiella kostnader": "financial_costs",
    "Årets resultat": "net_result",
}
"""The rows of an income statement as the law has them (2018:597 5:2), by line item."""

_COSTS = ("operating_revenue", "operating_costs", "depreciation")
_INCOME = ("tax_revenue", "state_grants")
_FINANCIAL = ("financial_income", "financial_costs")
SUMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("net_operating_cost", _COSTS),
    ("operating_result", ("net_operating_cost", *_INCOME)),
    ("net_result", ("operating_result", *_FINANCIAL)),
    ("net_result", ("net_operating_cost", *_INCOME, *_FINANCIAL)),
    ("net_result", (*_COSTS, *_INCOME, *_FINANCIAL)),
)
"""What a statement adds up to, from its own structure; of two sums for a total the first counts."""
CELLS = f"tables/{TABLE}.csv"
TO_FILL_IN = "resultat.csv"
"""What `new-plan` leaves in the folder of the plan for the region to fill in and import."""


def empty_statement(years: tuple[int, ...]) -> Statement:
    """No rows yet: the region fills in `TO_FILL_IN` and imports it."""
    return Statement(years, {}, {})


def _to_fill_in(years: tuple[int, ...]) -> str:
    """The income statement with years across, as regions publish it, every cell empty."""
    rows = [["Resultatbudget, mnkr", *map(str, years)]]
    return csv_text([*rows, *([row, *("" for _ in years)] for row in STATEMENT)])


def region_plan_files(name: str, region: Region, statement: Statement) -> dict[str, str]:
    """The files of a plan by path, as text: the statement, and what is known of the county."""
    years = statement.years
    documents: dict[str, dict[str, str]] = {
        "plan": {"title": statement.document, "publisher": region.name}
    }
    parameters = statutory_parameters(region, years, documents)
    title = f"{region.name}, plan {years[0]}–{years[-1]}"
    plan: dict[str, object] = {
        "name": name,
        "title": {"sv": title, "en": title},
        "region": region.name.removeprefix("Region "),
        "county": region.county,
        "documents": documents,
        "years": {"budget": f"{years[0]}-{years[-1]}"},
        "population": "own",
        "population_scenarios": {"own": _residents(region, years)},
        "parameters": parameters,
        "goals": {"net_result": _balance_goal(documents)},
    }
    base = {"question": "Vad säger planen?", "question_en": "What does the plan say?"}
    tables = {CELLS: _cells(statement)} if statement.rows else {TO_FILL_IN: _to_fill_in(years)}
    index = {TABLE: _table(statement)} if statement.rows else {}
    return tables | {
        "plan.yml": _head("plan", name) + _lacked(parameters) + as_yaml(plan),
        "tables.yml": _head("tables", name) + as_yaml(index),
        "levers.yml": _levers(region, "tax_rate" in parameters),
        "uncertainty.yml": _sizes(region, years[0]),
        "scenarios/base.yml": as_yaml(base),
    }


class _InFull(yaml.SafeDumper):
    """Writes every value in full: a plan knows no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def as_yaml(data: object) -> str:
    """A document of a plan, every value in full."""
    return yaml.dump(data, Dumper=_InFull, allow_unicode=True, sort_keys=False, width=110)


def _head(file: str, name: str) -> str:
    text = (files("analysis.study") / "new_plan_files" / f"region_head_{file}.txt").read_text(
        "utf8"
    )
    return text.replace("<NAME>", name)


def _lacked(parameters: Mapping[str, object]) -> str:
    """The rate of a county that levies no tax of its own is the region's to state."""
    known = "tax_rate" in parameters
    return "" if known else f"#   {registry()['tax_rate'].en.lower():<58}your own plan\n"


def _sizes(region: Region, first: int) -> str:
    """Sizes of errors, those in mnkr by the residents; two years before the plan is known."""
    return _per_head("uncertainty", region, 0).replace("<KNOWN_THROUGH>", str(first - 2))


def _per_head(file: str, region: Region, digits: int) -> str:
    """A file with its amounts in kr per head as mnkr of the region."""
    folder = files("analysis.study") / "new_plan_files"
    return re.sub(
        r"<PER_HEAD_(\d+)>",
        lambda found: f"{round(int(found[1]) * region.residents / 1e6, digits):.1f}",
        (folder / f"region_{file}.yml").read_text("utf-8"),
    )


def _levers(region: Region, has_rate: bool) -> str:
    text = _per_head("levers", region, -1)
    if has_rate:
        return text
    levers = yaml.safe_load(text)
    del levers["tax_rate"]  # nothing to raise where the rate is not known
    return as_yaml(levers)


def _table(statement: Statement) -> dict[str, object]:
    rows = {line: row for row, line in statement.lines.items()}
    sums: dict[str, tuple[str, ...]] = {}
    for total, parts in SUMS:
        if total in rows and all(part in rows for part in parts):
            sums.setdefault(total, parts)
    checks = [
        {"kind": "sum", "total": rows[total], "of": [rows[part] for part in parts]}
        for total, parts in sums.items()
    ]
    table: dict[str, object] = {
        "document": "plan",
        "heading": "Resultatbudget",
        "unit": "mnkr",
        "status": "published",
        "kind": "series",
        "years": _printed_years(statement),
        "rows": {row: _in_years(statement, cells) for row, cells in statement.rows.items()},
        "lines": dict(statement.lines),
    }
    table |= {"before": dict(statement.before)} if statement.before else {}
    table |= {"note": statement.note} if statement.note else {}
    return table | ({"checks": checks} if checks else {})


def _in_years(statement: Statement, cells: Mapping[int, str]) -> str | list[int]:
    """The years in which a row holds a figure, as `tables.yml` says it."""
    years = _printed_years(statement)
    return "all" if list(years) == sorted(cells) else sorted(cells)


def _printed_years(statement: Statement) -> list[int]:
    return sorted({year for cells in statement.rows.values() for year in cells})


def cells_of(statement: Statement) -> list[tuple[str, int, str]]:
    """Row, year and figure of every line of the table, below its heading."""
    years = _printed_years(statement)
    return [
        (row, year, cells.get(year, "")) for row, cells in statement.rows.items() for year in years
    ]


def _cells(statement: Statement) -> str:
    rows = [[row, str(year), figure] for row, year, figure in cells_of(statement)]
    return csv_text([["rad", "ar", "varde"], *rows])


def _residents(region: Region, years: tuple[int, ...]) -> dict[str, object]:
    span = f"{years[0] - 1}-{years[-1] + 1}"
    held = {
        "years": span,
        "value": region.residents,
        "status": "assumed",
        "note": text("region.note.residents", date=titles()["folkmangd"].date),
    }
    return {
        "label": {"sv": "Senast kända folkmängd", "en": "Last known residents"},
        "segments": [held],
    }


def _balance_goal(documents: dict[str, dict[str, str]]) -> dict[str, object]:
    law = titles()["balanskrav"]
    documents["kl"] = {"title": law.title, "publisher": law.publisher}
    return {
        "label": {
            "sv": "Årets resultat minst noll (före balanskravsjusteringar)",
            "en": "Net result not below zero (before balanced-budget adjustments)",
        },
        "kind": "law",
        "legal": "KL 11:5",
        "unit": "mnkr",
        "measure": "net_result",
        "minimum": 0.0,
        "source": {"document": "kl", "heading": law.heading},
    }
