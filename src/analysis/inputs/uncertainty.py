"""Error sizes and risks as data (*osäkerhet*): `uncertainty.yml` beside the plan.

How wrong an assumption tends to be is an assumption itself: each size has a status and a source
or a note, and a user can change it. Sizes are standard deviations by horizon, in the unit of the
key (or per cent of its value), counted from the last year with a known outcome.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from analysis.errors import InputError, Message, Problem, nearest, shown
from analysis.inputs.documents import Document, read_yaml
from analysis.inputs.error_records import (
    Errors,
    errors_of,
    growth_factor_records,
    own_records,
    size_of,
)
from analysis.inputs.parameters import scenario_keys
from analysis.inputs.plan import Plan
from analysis.inputs.uncertainty_schema import Origin, UncertaintyFile
from analysis.inputs.validation import validate

FILE = "uncertainty.yml"


@dataclass(frozen=True)
class Uncertainty:
    """The errors of a plan, checked. Sizes of horizons that `records` holds come from them."""

    plan: Plan
    file: UncertaintyFile
    document: Document
    records: Mapping[str, Errors] = field(default_factory=dict)

    def horizon(self, key: str, year: int) -> int:
        """Years from the last known outcome to the value of `year`."""
        return year - self.file.errors[key].lag - self.file.known_through


def load_uncertainty(plan: Plan, path: Path | None = None) -> Uncertainty:
    """Read the errors of a plan, or a user's own file of them.

    Raises InputError with every fault, each with its line.
    """
    path = path or plan.folder / FILE
    if not path.is_file():
        raise InputError(
            Message("the plan {name} holds no error sizes (uncertainty.yml)", name=plan.name),
            file=path,
            expected=Message("a file {file}", file=FILE),
        )
    document = read_yaml(path)
    file = validate(document, UncertaintyFile)
    problems = [*_key_problems(document, file), *_source_problems(plan, document, file)]
    if problems:
        raise InputError(problems=problems)
    return _with_records(Uncertainty(plan, file, document))


def _with_records(read: Uncertainty) -> Uncertainty:
    """The sizes of forecasts with known outcomes, where there are enough; the others as stated."""
    spec = read.file.records
    if spec is None:
        return read
    known = [*own_records(read.plan.folder)]
    known += growth_factor_records() if "growth_factors" in spec.shipped else ()
    found = {key: errors_of(known, key, spec.least) for key in read.file.errors}
    found = {
        key: by
        for key, by in found.items()
        if by and not read.file.errors[key].distribution.has_ends
    }
    errors = dict(read.file.errors)
    for key, by in found.items():
        size = {**errors[key].size, **{h: size_of(errors_) for h, errors_ in by.items()}}
        errors[key] = errors[key].model_copy(update={"size": size})
    return replace(read, file=read.file.model_copy(update={"errors": errors}), records=found)


def _key_problems(document: Document, file: UncertaintyFile) -> list[Problem]:
    known = {k: s for k, s in scenario_keys().items() if "change" in s.scenario}
    found = []
    for part, names in (("errors", file.errors), ("steps", file.steps)):
        for key in names:
            if key not in known:
                found.append(
                    Problem(
                        Message(
                            "there is no scenario key {key!r} that can be changed", key=shown(key)
                        ),
                        str(document.path),
                        document.line((part, key)),
                        part,
                        nearest=nearest(key, known),
                    )
                )
    for number, pair in enumerate(file.correlations):
        for key in pair.between:
            if key not in file.errors:
                found.append(
                    Problem(
                        Message("{key!r} has no error to be correlated with", key=shown(key)),
                        str(document.path),
                        document.line(("correlations", number)),
                        "correlations",
                        nearest=nearest(key, file.errors),
                    )
                )
    return found


def _source_problems(plan: Plan, document: Document, file: UncertaintyFile) -> list[Problem]:
    known = {**plan.file.documents, **file.documents}
    parts: list[tuple[tuple[str, str | int], Origin]] = []
    parts += [(("errors", key), spec) for key, spec in file.errors.items()]
    parts += [(("correlations", i), spec) for i, spec in enumerate(file.correlations)]
    parts += [(("events", key), spec) for key, spec in file.events.items()]
    return [
        Problem(
            Message("the source names a document that is not listed"),
            str(document.path),
            document.line((*place, "source")),
            value=spec.source.document,
            nearest=nearest(spec.source.document, known),
        )
        for place, spec in parts
        if spec.source is not None and spec.source.document not in known
    ]
