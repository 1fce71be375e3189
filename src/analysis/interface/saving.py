"""A scenario made in Python or in the panel, written as a file that every command reads."""

from __future__ import annotations

from pathlib import Path

import yaml

from analysis.errors import InputError, Message
from analysis.inputs.differences import Difference
from analysis.inputs.parameters import span
from analysis.inputs.places import SLUG, SLUG_WORDS
from analysis.inputs.scenario_schema import Blend, Financing
from analysis.interface.kinds import AnyResult
from analysis.storage import write_whole


def save(result: AnyResult, path: str | Path, replace: bool = False) -> Path:
    """Write the resolved differences of a scenario. Raises InputError for a name that no scenario
    can have, and for a file that is there unless `replace`."""
    target = Path(path)
    if target.suffix != ".yml":
        target = target.with_name(f"{target.name}.yml")
    if not SLUG.fullmatch(target.stem):
        raise InputError(
            Message("the file name cannot name a scenario"), value=target.stem, expected=SLUG_WORDS
        )
    if target.exists() and not replace:
        raise InputError(
            Message("there is such a file already"), file=target, expected=Message("another name")
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, scenario_text(result).encode())
    return target


def scenario_text(result: AnyResult) -> str:
    """The scenario as YAML: question, title, and what it changes and sets."""
    scenario = result.core.scenario
    content: dict[str, object] = {"question": scenario.question or scenario.title or scenario.name}
    for name in ("title", "question_en", "title_en", "note"):
        if value := getattr(scenario, name):
            content[name] = value
    for name, said in (("links", scenario.links), ("scope", scenario.stated_scope)):
        if said:
            content[name] = said
    if meant := sorted({d.key for d in scenario.differences if d.confirmed}):
        content["confirm"] = meant
    for kind in ("set", "change"):
        if body := _body([d for d in scenario.differences if d.kind == kind]):
            content[kind] = body
    return str(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100))


def _body(differences: list[Difference]) -> dict[str, object]:
    """By key: values by year or span; changes of the same year are added up."""
    whole = {d.key: _whole(d.whole) for d in differences if d.whole is not None}
    by_year: dict[str, dict[int, float]] = {}
    for difference in differences:
        if difference.whole is not None:
            continue
        for year in difference.years:
            held = by_year.setdefault(difference.key, {})
            before = held.get(year, 0.0) if difference.kind == "change" else 0.0
            held[year] = before + float(difference.value or 0.0)
    return {**whole, **{key: _spans(values) for key, values in by_year.items()}}


def _whole(whole: str | Blend | Financing) -> object:
    if isinstance(whole, str):
        return whole
    content = whole.model_dump(exclude_none=True)
    return content["mode"] if content.get("mode") == "none" else content


def _spans(values: dict[int, float]) -> dict[int | str, float]:
    """Years in a row with the same value as one span."""
    runs: list[tuple[list[int], float]] = []
    for year in sorted(values):
        if runs and runs[-1][0][-1] == year - 1 and runs[-1][1] == values[year]:
            runs[-1][0].append(year)
        else:
            runs.append(([year], values[year]))
    return {(span(years) if len(years) > 1 else years[0]): value for years, value in runs}
