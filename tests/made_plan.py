"""Small plans written for a test: a folder with plan.yml, tables.yml and tables/*.csv."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from analysis.inputs.places import find_plan

DOCUMENT = "boken"
Rows = Mapping[str, Mapping[Any, str]]


def edited(folder: Path, plan: str, file: str, old: str, new: str) -> Path:
    """A copy of a shipped plan in `folder`, with one text of one file put in place of another."""
    target = folder / plan
    shutil.copytree(find_plan(plan), target)
    path = target / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return target


def plan_yml(name: str = "made-up", years: str = "2031-2033", **more: Any) -> dict[str, Any]:
    """The least that a plan must say, and `more` beside it."""
    return {
        "name": name,
        "title": {"sv": "Påhittad plan", "en": "Made-up plan"},
        "region": "Påhitt",
        "documents": {DOCUMENT: {"title": "Boken", "publisher": "Påhitt"}},
        "years": {"budget": years},
        **more,
    }


def series(rows: Rows, **more: Any) -> tuple[dict[str, Any], str]:
    """A series table: description and file, from rows of printed values by year."""
    lines = [f"{row};{year};{text}" for row, cells in rows.items() for year, text in cells.items()]
    return _spec("series", more), "\n".join(["rad;ar;varde", *lines]) + "\n"


def matrix(rows: Rows, **more: Any) -> tuple[dict[str, Any], str]:
    """A matrix table, from rows of printed values by column."""
    lines = [f"{row};{name};{text}" for row, cells in rows.items() for name, text in cells.items()]
    return _spec("matrix", more), "\n".join(["rad;kolumn;varde", *lines]) + "\n"


def item_list(
    columns: Mapping[str, str], items: Sequence[Sequence[str]], **more: Any
) -> tuple[dict[str, Any], str]:
    """A list table: unit by column, and items as printed."""
    spec = _spec("list", more) | {"columns": {name: {"unit": u} for name, u in columns.items()}}
    return spec, "\n".join([";".join(columns), *(";".join(item) for item in items)]) + "\n"


def _spec(kind: str, more: Mapping[str, Any]) -> dict[str, Any]:
    base = {"document": DOCUMENT, "heading": "En tabell", "unit": "mnkr", "status": "published"}
    return base | {"kind": kind} | dict(more)


def write_plan(
    folder: Path,
    tables: Mapping[str, tuple[dict[str, Any], str]],
    plan: Mapping[str, Any] | None = None,
    **files: Mapping[str, Any],
) -> Path:
    """Write a plan; `files` are further documents such as frames={...}, written as frames.yml."""
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    dump(folder / "plan.yml", plan or plan_yml())
    dump(folder / "tables.yml", {name: spec for name, (spec, _) in tables.items()})
    for name, (_, text) in tables.items():
        (folder / "tables" / f"{name}.csv").write_text(text, encoding="utf-8")
    for name, data in files.items():
        dump(folder / f"{name}.yml", data)
    return folder


class Dumper(yaml.SafeDumper):
    """Writes every value in full: a plan knows no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump(path: Path, data: Mapping[str, Any]) -> None:
    """Write one YAML document."""
    text = yaml.dump(dict(data), Dumper=Dumper, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")
