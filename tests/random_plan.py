"""A whole plan that nobody has seen: random years, boards, names and amounts, rounded as printed.

Amounts are drawn first, exactly, and then printed with few decimals, so that a checked sum may
only be off by rounding. No name of the published plans is used.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from tests.made_plan import item_list, plan_yml, series, write_plan

SYLLABLES = [
    "bar",
    "dö",
    "fjäll",
    "grå",
    "hav",
    "in",
    "kvist",
    "lo",
    "må",
    "nät",
    "ös",
    "sköt",
    "å",
]
Paths = Mapping[str, np.ndarray]


def random_plan(folder: Path, seed: int) -> Path:
    """Write the plan of `seed` to `folder`."""
    rng = np.random.default_rng(seed)
    first, budget, outlook = (
        int(rng.integers(2028, 2070)),
        int(rng.integers(2, 5)),
        int(rng.integers(1, 5)),
    )
    years = list(range(first, first + budget + outlook))
    statement, grants = _statement(rng, len(years)), _grants(rng, len(years))
    statement["tax"] = rng.uniform(4000, 20000) * np.cumprod(
        1 + rng.uniform(0.02, 0.05, len(years))
    )
    boards = _boards(rng, statement["net"][:budget])
    tables = _statement_tables(statement, grants, years) | _board_tables(boards, years[:budget])
    tables["koplista"] = _list_table(rng)
    spans = {"budget": f"{years[0]}-{years[budget - 1]}", "kalkyl": f"{years[budget]}-{years[-1]}"}
    plan = plan_yml(
        f"slump-{seed}",
        years=spans["budget"],
        population="egen",
        population_scenarios={"egen": {"label": {"sv": "Egen", "en": "Own"}, "segments": [
            {"table": "folk", "row": "Folk"}]}},
        parameters=_parameters(rng, years, statement),
        goals={"noll": {"label": {"sv": "Över noll", "en": "Above zero"}, "kind": "plan",
                        "unit": "mnkr", "measure": "net_result", "minimum": 0.0,
                        "source": {"document": "boken", "heading": "Mål"}}},
    )  # fmt: skip
    plan["years"] = spans
    people = rng.uniform(1e5, 9e5) * np.cumprod(1 + rng.normal(0, 0.004, len(years) + 2))
    around = [years[0] - 1, *years, years[-1] + 1]
    folk = {"Folk": {y: str(round(p)) for y, p in zip(around, people, strict=True)}}
    tables["folk"] = series(folk, unit="persons")
    write_plan(folder, tables, plan, frames=_frames(list(boards), first),
               investments=_investments(first))  # fmt: skip
    (folder / "scenarios").mkdir(exist_ok=True)
    (folder / "scenarios" / "base.yml").write_text("question: Vad säger planen?\n", "utf-8")
    return folder


def _word(rng: np.random.Generator) -> str:
    return "".join(rng.choice(SYLLABLES, 3)).capitalize()


def _text(value: float, places: int) -> str:
    return f"{value:.{places}f}".replace(".", ",")


def _statement(rng: np.random.Generator, years: int) -> dict[str, np.ndarray]:
    growth = np.cumprod(1 + rng.uniform(0.01, 0.05, years))
    revenue, costs = rng.uniform(300, 2000) * growth, -rng.uniform(6000, 25000) * growth
    wear = -rng.uniform(150, 900) * growth
    return {"revenue": revenue, "costs": costs, "wear": wear, "net": revenue + costs + wear}


def _grants(rng: np.random.Generator, years: int) -> dict[str, np.ndarray]:
    size = {"inkomst": 900, "kostnad": 700, "struktur": 150, "reglering": 60, "medicin": 1000}
    return {name: rng.uniform(0.5, 1.5) * top * np.ones(years) for name, top in size.items()}


def _statement_tables(
    statement: Paths, grants: Paths, years: list[int]
) -> dict[str, tuple[dict[str, Any], str]]:
    def printed(rows: Mapping[str, np.ndarray]) -> dict[str, dict[int, str]]:
        return {
            name: {year: _text(v, 0) for year, v in zip(years, values, strict=True)}
            for name, values in rows.items()
        }

    result = printed({"In": statement["revenue"], "Ut": statement["costs"],
                      "Slit": statement["wear"], "Netto": statement["net"],
                      "Skatt": statement["tax"]})  # fmt: skip
    support = printed({**grants, "Alla bidrag": sum(grants.values(), np.zeros(len(years)))})
    return {
        "resultat": series(
            result,
            lines={"In": "operating_revenue", "Ut": "operating_costs", "Slit": "depreciation",
                   "Netto": "net_operating_cost", "Skatt": "tax_revenue"},
            checks=[{"kind": "sum", "total": "Netto", "of": ["In", "Ut", "Slit"]}],
        ),
        "bidrag": series(
            support,
            lines={"inkomst": "income_equalisation", "kostnad": "cost_equalisation",
                   "struktur": "structural_grant", "reglering": "regulation_item",
                   "medicin": "pharmaceutical_grant", "Alla bidrag": "state_grants"},
            checks=[{"kind": "sum", "total": "Alla bidrag", "of": list(grants)}],
        ),
    }  # fmt: skip


def _boards(rng: np.random.Generator, net: np.ndarray) -> dict[str, np.ndarray]:
    """Parts of every board, (4, T): opening, uplift, change, closing; the sum is the net cost."""
    names = list(dict.fromkeys(_word(rng) for _ in range(int(rng.integers(2, 7)))))
    shares = rng.dirichlet(np.ones(len(names)))
    found = {}
    for name, share in zip(names, shares, strict=True):
        closing = share * net
        opening = np.concatenate([[closing[0] / 1.03], closing[:-1]])
        uplift = opening * rng.uniform(0.01, 0.04, len(net))
        found[name] = np.array([opening, uplift, closing - opening - uplift, closing])
    return found


def _board_tables(
    boards: Mapping[str, np.ndarray], years: list[int]
) -> dict[str, tuple[dict[str, Any], str]]:
    rows = ("Förr", "Prisläge", "Beslut", "Nu")
    tables = {}
    for number, (name, parts) in enumerate(boards.items()):
        cells = {
            row: {year: _text(v, 1) for year, v in zip(years, values, strict=True)}
            for row, values in zip(rows, parts, strict=True)
        }
        tables[f"ram_{number}"] = series(
            cells,
            heading=name,
            checks=[
                {"kind": "sum", "total": "Nu", "of": ["Förr", "Prisläge", "Beslut"]},
                {"kind": "roll", "closing": "Nu", "next_opening": "Förr"},
            ],
        )
    return tables


def _list_table(rng: np.random.Generator) -> tuple[dict[str, Any], str]:
    items = [
        [_word(rng), str(rng.choice(["Ting", "Hus"])), _word(rng), _text(rng.uniform(1, 900), 0)]
        for _ in range(int(rng.integers(3, 40)))
    ]
    return item_list({"del": "text", "vad": "text", "namn": "text", "tkr": "tkr"}, items)


def _frames(names: list[str], first: int) -> dict[str, Any]:
    parts = {"opening": "Förr", "price_uplift": "Prisläge", "change": "Beslut", "closing": "Nu"}
    frames = {
        f"f{number}": {"table": f"ram_{number}", "unit": name, "level": "board", "mix": "eget",
                       "parts": parts, "ids": {name: f"namnd-{number}"}}
        for number, name in enumerate(names)
    }  # fmt: skip
    mix = {"wage": 0.7, "consumption": 0.2, "status": "assumed", "note": "Antagen fördelning."}
    units = [f"namnd-{number}" for number in range(len(names))]
    return {
        "mixes": {"eget": mix},
        "frames": frames,
        "tie": {"units": units, "line": "net_operating_cost"},
    }


def _investments(first: int) -> dict[str, Any]:
    said = {"status": "assumed", "note": "Antagen."}
    part = {"label": {"sv": "Del", "en": "Part"}, "share": 0.5}
    parts = {"a": part | {"life": 50.0}, "b": part | {"life": 10.0}}
    return {
        "categories": {
            "ting": {"label": {"sv": "Ting", "en": "Things"}, "life": 7.0, **said},
            "hus": {"label": {"sv": "Hus", "en": "Houses"}, "components": parts, **said},
        },
        "lists": {
            "kop": {"table": "koplista", "label": {"sv": "Köp", "en": "Buys"}, "year": first,
                    "scale": 0.001, "amount": "tkr", "name": "namn", "division": "del",
                    "type": "vad", "categories": {"Ting": "ting", "Hus": "hus"}}
        },
    }  # fmt: skip


def _parameters(rng: np.random.Generator, years: list[int], statement: Paths) -> dict[str, Any]:
    """Every parameter that the statements need, stated as assumed or taken from the tables."""
    whole, before = f"{years[0]}-{years[-1]}", f"{years[0] - 1}-{years[-1]}"

    def stated(unit: str, value: float, span: str | None = whole) -> dict[str, Any]:
        segment = {"value": round(float(value), 3), "status": "assumed", "note": "Slumpat."}
        return {"unit": unit, "segments": [segment | ({"years": span} if span else {})]}

    def row(unit: str, table: str, name: str, **more: Any) -> dict[str, Any]:
        return {"unit": unit, "segments": [{"table": table, "row": name, **more}]}

    fixed, current = rng.uniform(2000, 6000), rng.uniform(4000, 12000)
    provision, debt = 0.3 * (fixed + current), 0.2 * (fixed + current)
    draw = rng.uniform
    wear = float(-statement["wear"].mean())
    return {
        "national_tax_base_growth": stated("pct", draw(2, 5), before),
        "tax_rate": stated("kr per 100 kr", draw(10.5, 12.5)),
        "mean_county_rate": stated("kr per 100 kr", 11.6),
        "national_population_growth": stated("pct", draw(0, 1)),
        "equalisation_level": stated("pct", 115.0),
        "equalisation_grant_rate": stated("pct", draw(8, 9)),
        "equalisation_fee_rate": stated("pct", draw(8, 9)),
        "cost_equalisation_path": row("mnkr", "bidrag", "kostnad"),
        "regulation_item_path": row("mnkr", "bidrag", "reglering"),
        "structural_grant": row("mnkr", "bidrag", "struktur"),
        "pharmaceutical_grant_path": row("mnkr", "bidrag", "medicin"),
        "wage_growth": stated("pct", draw(1, 5)),
        "social_charge_growth": stated("pct", draw(-5, 8)),
        "consumption_growth": stated("pct", draw(0, 4)),
        "pharmaceutical_growth": stated("pct", draw(-2, 2)),
        "lpik_weight_wage": stated("share", 0.5, None),
        "lpik_weight_social_charge": stated("share", 0.2, None),
        "lpik_weight_consumption": stated("share", 0.3, None),
        "lpik_weight_pharmaceutical": stated("share", 0.1, None),
        "operating_revenue_path": row("mnkr", "resultat", "In"),
        "operating_costs_path": row("mnkr", "resultat", "Ut"),
        "depreciation_path": row("mnkr", "resultat", "Slit"),
        "price_base_amount_growth": stated("pct", draw(0, 3)),
        "real_pension_rate": stated("pct", 1.0),
        "operating_pension_cost_path": stated("mnkr", draw(300, 900)),
        "financial_pension_cost_path": stated("mnkr", draw(50, 200)),
        "pension_payments_path": stated("mnkr", draw(100, 300)),
        "portfolio_return_rate": stated("pct", draw(2, 6)),
        "unrealised_share": stated("share", draw(0, 1)),
        "financial_income_path": stated("mnkr", draw(50, 400)),
        "contingent_liability_growth": stated("pct", draw(-8, -3)),
        "capital_expenditure": stated("mnkr", draw(0.5, 2) * wear),
        "asset_life": stated("years", draw(12, 30), None),
        "result_target_share": stated("pct", draw(1, 2)),
        "opening_fixed_assets": stated("mnkr", fixed, None),
        "opening_current_assets": stated("mnkr", current, None),
        "opening_cash": stated("mnkr", draw(50, 900), None),
        "opening_equity": stated(
            "mnkr",
            round(fixed, 3) + round(current, 3) - round(provision, 3) - round(debt, 3),
            None,
        ),
        "opening_pension_provision": stated("mnkr", provision, None),
        "opening_short_term_debt": stated("mnkr", debt, None),
    }
