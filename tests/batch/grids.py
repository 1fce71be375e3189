"""Grid files for the tests."""

import json
from pathlib import Path

SMALL = {
    "question": "Hur känslig är kassan?",
    "plan": "norrbotten-2025",
    "axes": {
        "wage_growth": {"years": "2026-2030", "change": [-1.0, 0.0, 1.0]},
        "tax_rate": {"years": "2027-2030", "set": {"from": 11.34, "to": 12.34, "step": 0.5}},
        "portfolio_return_rate": {
            "years": "2026-2030",
            "per_year": True,
            "change": {"distribution": "normal", "sd": 8.0},
        },
    },
    "draws": 20,
    "seed": 7,
    "lines": ["cash", "net_result"],
}


def write_grid(path: Path, **changes: object) -> Path:
    """Write the small grid with changes; None removes a key."""
    content = {k: v for k, v in {**SMALL, **changes}.items() if v is not None}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return path
