"""The least plan: an income statement of nine lines and three years, and nothing else."""

from pathlib import Path

from tests.made_plan import plan_yml, series, write_plan

LINES = {
    "Verksamhetens intäkter": "operating_revenue",
    "Verksamhetens kostnader": "operating_costs",
    "Avskrivningar": "depreciation",
    "Verksamhetens nettokostnader": "net_operating_cost",
    "Skatteintäkter": "tax_revenue",
    "Generella statsbidrag och utjämning": "state_grants",
    "Finansiella intäkter": "financial_income",
    "Finansiella kostnader": "financial_costs",
    "Årets resultat": "net_result",
}
FIGURES = (
    (800, 820, 840), (-6000, -6200, -6400), (-200, -210, -220), (-5401, -5590, -5780),
    (3900, 4050, 4200), (1600, 1650, 1700), (60, 60, 60), (-90, -95, -100), (70, 75, 80),
)  # fmt: skip
"""mnkr. The net cost of the first year is printed a unit from its rows, as rounding does."""


def write_least_plan(folder: Path, first: int = 2031) -> Path:
    """The least plan in a folder, with a scenario `base`."""
    rows = {
        label: {first + t: str(value) for t, value in enumerate(figures)}
        for label, figures in zip(LINES, FIGURES, strict=True)
    }
    plan = plan_yml(name=folder.name, years=f"{first}-{first + 2}")
    base = {"question": "Vad säger planen?", "question_en": "What does the plan say?"}
    table = series(rows, lines=LINES)
    (folder / "scenarios").mkdir(parents=True, exist_ok=True)
    write_plan(folder, {"resultat": table}, plan, **{"scenarios/base": base})
    return folder
