"""Which input of the graph a scenario key moves."""


def input_name(key: str) -> str:
    """The graph's input that a scenario key moves."""
    special = {
        "population": "population_path",
        "capital_expenditure": "capital_expenditure_planned",
        "operating_revenue": "operating_revenue_change",
        "operating_costs": "operating_costs_change",
        "state_grants": "state_grants_change",
    }
    return special.get(key, key)
