"""A statement read into a plan that is there (*ny inläsning*): what its owner wrote is kept.

What the product wrote itself it can write again, and so tells a file that nobody has changed. Such
a file gives way to the new one; another is kept as it is, or the import refused with a word.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from analysis.errors import InputError, Message
from analysis.inputs.documents import Data, Key, keys_of, read_text, read_yaml
from analysis.inputs.parameters import year_range
from analysis.inputs.statutory import Region
from analysis.study.region_plan import as_yaml, empty_statement, region_plan_files

PLAN, TABLES = "plan.yml", "tables.yml"
OF_THE_PRINT = ("years", "rows", "lines", "before", "note", "checks")
"""What of a table's description comes from the statement; the rest is its owner's to change."""


@dataclass(frozen=True)
class Kept:
    """The files to write, and the names of those that stay as their owner wrote them."""

    files: dict[str, str]
    kept: tuple[str, ...] = ()


def with_what_is_written(
    folder: Path, files: Mapping[str, str], region: Region, years: tuple[int, ...]
) -> Kept:
    """New files of a region's plan, without those that would go over what its owner wrote.

    Raises InputError where plan.yml is changed and is of other years, or of another region.
    """
    if not (folder / PLAN).is_file():
        return Kept(dict(files))
    before = _made_before(folder, region)
    own = [
        name for name in files
        if name.endswith(".yml") and name != TABLES and (folder / name).is_file()
        and read_text(folder / name) not in (files[name], before.get(name))
    ]  # fmt: skip
    if PLAN in own:
        _refuse_other_years(folder / PLAN, years)
    new = {name: text for name, text in files.items() if name not in own}
    if (folder / TABLES).is_file() and TABLES in files:
        new[TABLES] = _tables(folder / TABLES, files[TABLES])
    return Kept(new, tuple(own))


def _made_before(folder: Path, region: Region) -> dict[str, str]:
    """The files as the product made them, for the years that the plan has."""
    document = read_yaml(folder / PLAN)
    data = keys_of(document.data)
    county = data.get("county")
    if county != region.county:
        raise InputError(
            Message("the plan that is there is of another region"), file=folder / PLAN,
            line=document.line(("county",)), value=county,
            expected=Message("{county}, or another name for the plan", county=region.county),
        )  # fmt: skip
    span = _span(data)
    if span is None:
        return {}
    return region_plan_files(folder.name, region, empty_statement(span))


def _span(data: Mapping[Key, Data]) -> tuple[int, ...] | None:
    """The budget years of a plan."""
    first, last = year_range(keys_of(data.get("years")).get("budget")) or (0, -1)
    return tuple(range(first, last + 1)) or None


def _refuse_other_years(path: Path, years: tuple[int, ...]) -> None:
    document = read_yaml(path)
    data = keys_of(document.data)
    if _span(data) != years:
        raise InputError(
            Message("plan.yml is changed by hand and is of other years than the statement"),
            file=path, line=document.line(("years", "budget")),
            value=str(keys_of(data.get("years")).get("budget")),
            expected=Message(
                "{first}-{last}; or another name for the plan", first=years[0], last=years[-1]
            ),
        )  # fmt: skip


def _tables(path: Path, text: str) -> str:
    """tables.yml with the new table of the statement, and all else that stood there."""
    old, new = read_yaml_or_nothing(path), keys_of(yaml.safe_load(text))
    merged = dict(old)
    for name, table in new.items():
        made, known = keys_of(table), keys_of(old.get(name))
        rows, named = made.get("rows"), keys_of(made.get("lines"))
        there = rows if isinstance(rows, list | dict) else ()
        lines = {row: of for row, of in keys_of(known.get("lines")).items() if row in there}
        lines |= {row: of for row, of in named.items() if row not in lines}
        own = {key: of for key, of in known.items() if key not in OF_THE_PRINT}
        merged[name] = made | own | {"lines": lines}
    if merged == old:
        return read_text(path)
    return text if merged == new else as_yaml(merged)


def read_yaml_or_nothing(path: Path) -> dict[Key, Data]:
    """What a file says; an index without a table says nothing."""
    text = read_text(path)
    return keys_of(read_yaml(path).data) if yaml.safe_load(text) is not None else {}
