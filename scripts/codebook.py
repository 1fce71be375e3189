"""Write docs/codebook.md: every line item and every scenario key, from the project's own data."""

from pathlib import Path

from analysis.catalogue.lines import line_items
from analysis.inputs.continuation import rules
from analysis.inputs.parameters import registry
from analysis.inputs.seasonality import shipped_seasons
from analysis.model.chapters import chapter_of, model

PATH = Path(__file__).resolve().parent.parent / "docs" / "codebook.md"


def codebook() -> str:
    """The codebook as Markdown."""
    lines = [
        "# Codebook",
        "",
        "Made by `scripts/codebook.py` from `line_items.csv`, `parameters.yml` and the functions",
        "of the model; a test holds it current.",
        "",
        "## Line items",
        "",
        "| id | Svenska | English | unit | term | computed in |",
        "|---|---|---|---|---|---|",
    ]
    for item in line_items().values():
        place = f"`{chapter_of()[item.id]}.py`" if item.id in model() else ""
        lines.append(
            f"| `{item.id}` | {item.sv} | {item.en} | {item.unit} | {item.source} | {place} |"
        )
    lines += [
        "",
        "## Parameters and scenario keys",
        "",
        "Rates are percent in files. A key with `change` can be added to, one with `set` replaced.",
        "Values outside the bounds are refused: they are most often a slip of unit.",
        "",
        "| name | Svenska | English | unit | scenario | bounds |",
        "|---|---|---|---|---|---|",
    ]
    for name, spec in registry().items():
        may = ", ".join(spec.scenario) or "–"
        lines.append(
            f"| `{name}` | {spec.sv} | {spec.en} | {spec.unit} | {may} | "
            f"{spec.min:g} … {spec.max:g} |"
        )
    return "\n".join([*lines, *_continuation(), *_seasons()]) + "\n"


def _continuation() -> list[str]:
    """The rule of every assumption after a plan's last year."""
    lines = [
        "",
        "## After a plan's last year",
        "",
        "What `--horizon` assumes of each (`inputs/continuation.yml`); a plan's `horizon.yml` goes",
        "before in pensions. `follow` and `grow` are levels, the others the value itself.",
        "",
        "| name | rule | status | Svenska | English |",
        "|---|---|---|---|---|",
    ]
    for name, rule in rules().items():
        how = [rule.rule, rule.with_, rule.value, rule.years]
        words = " ".join(str(part) for part in how if part is not None)
        lines.append(f"| `{name}` | {words} | {rule.status} | {rule.sv} | {rule.en} |")
    return lines


def _seasons() -> list[str]:
    """How a year falls over its months, for a forecast of the year under way."""
    lines = [
        "",
        "## Within a year",
        "",
        "What `forecast` assumes of each line (`inputs/seasonality.yml`): the share of the year",
        "that has fallen at the end of April, August and November, how far it may be off at its",
        "widest, and the least error of a plan, in per cent. A plan's own `seasonality.yml` goes",
        "before.",
        "",
        "| line | April | August | November | spread | plan | status | Svenska | English |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for line, season in shipped_seasons().items():
        fallen = " | ".join(f"{100 * season.share(month):.1f}" for month in (4, 8, 11))
        lines.append(
            f"| `{line}` | {fallen} | {season.spread:g} | {season.plan_error:g} | "
            f"{season.status} | {season.sv} | {season.en} |"
        )
    return lines


if __name__ == "__main__":
    PATH.write_text(codebook(), encoding="utf-8")
