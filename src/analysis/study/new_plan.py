"""The commented files of a new plan (*ny plan*), made from the registry of parameters.

What a plan can hold is listed in full but switched off, so that nothing is invented: the plan
passes `check` from the start and says what it lacks.
"""

from importlib.resources import files

from analysis.errors import InputError, Message
from analysis.inputs.parameters import ParameterSpec, registry
from analysis.inputs.statutory import region_named
from analysis.study.region_plan import empty_statement, region_plan_files

TEMPLATES = ("tables.yml", "frames.yml", "investments.yml", "measures.yml", "scenarios/base.yml")
FIRST, LAST = 1990, 2150
BUDGET_YEARS, OUTLOOK_YEARS = 3, 3


def new_plan_files(name: str, first_year: int) -> dict[str, str]:
    """The files of a new plan by path, as text. Raises InputError for a year out of reason."""
    _refuse_unreasonable(first_year)
    last, outlook = first_year + BUDGET_YEARS - 1, first_year + BUDGET_YEARS + OUTLOOK_YEARS - 1
    words = {
        "NAME": name,
        "FIRST_YEAR": str(first_year),
        "LAST_YEAR": str(last),
        "AFTER_YEAR": str(last + 1),
        "END_YEAR": str(outlook),
        "PARAMETERS": _parameters(first_year, outlook),
    }
    folder = files("analysis.study") / "new_plan_files"
    found = {}
    for path in ("plan.yml", *TEMPLATES):
        text = (folder / path.replace("/", "_")).read_text(encoding="utf-8")
        for word, value in words.items():
            text = text.replace(f"<{word}>", value)
        found[path] = text
    return found


def new_region_files(name: str, region: str, first_year: int) -> dict[str, str]:
    """The files of a new plan of a region, by its code or name, its statement still empty.

    Raises InputError for a region that is none and for a year out of reason.
    """
    _refuse_unreasonable(first_year)
    years = tuple(range(first_year, first_year + BUDGET_YEARS))
    return region_plan_files(name, region_named(region), empty_statement(years))


def _refuse_unreasonable(first_year: int) -> None:
    if not FIRST <= first_year <= LAST:
        raise InputError(
            Message("the first year is out of reason"),
            value=first_year,
            expected=Message("{first} to {last}", first=FIRST, last=LAST),
        )


def _parameters(first: int, last: int) -> str:
    """Every parameter as comments: name, unit, what it is and how it would be written."""
    return "\n".join(
        _parameter(name, spec, first, last)
        for name, spec in registry().items()
        if name != "population"
    )


def _parameter(name: str, spec: ParameterSpec, first: int, last: int) -> str:
    years = spec.years(first, last)
    needed = "" if spec.default is None else f"  (used when missing: {spec.default:g})"
    example = (
        "{value: 0.0, status: assumed, note: varför}"
        if spec.axis == "constant"
        else f"{{years: {years[0]}-{years[-1]}, value: 0.0, status: assumed, note: varför}}"
    )
    return "\n".join(
        (
            f"  # {spec.sv} / {spec.en}{needed}",
            f"  # {name}:",
            f"  #   unit: {spec.unit}",
            "  #   segments:",
            f"  #     - {example}",
        )
    )
