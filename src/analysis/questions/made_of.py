"""What the answers rest on that no line tells: error sizes and levers, each with its source."""

from collections.abc import Iterator

from markupsafe import Markup

from analysis import catalogue
from analysis.inputs.levers import load_levers
from analysis.inputs.parameters import registry
from analysis.inputs.uncertainty import Uncertainty, load_uncertainty
from analysis.inputs.uncertainty_schema import ErrorSpec
from analysis.model.inputs_of_keys import input_name
from analysis.report.blocks.method import Part, in_swedish
from analysis.report.blocks.view import View
from analysis.study.figure_names import figure_id
from analysis.study.labels import assumption_label, lever_label


def error_sizes(view: View) -> Iterator[Part]:
    """Each error that is drawn: its size by horizon, and its source or the word assumed."""
    found = load_uncertainty(view.projection.plan)
    for key, spec in found.file.errors.items():
        words = Markup("{}{}").format(_size(view, key, spec), _source(view, found, spec))
        yield Part(words, figure_id(input_name(key), view.years[-1]))


def _size(view: View, key: str, spec: ErrorSpec) -> str:
    """An error in words: standard deviations by horizon, or the ends of what it may be."""
    shape = spec.distribution
    given = {
        "label": assumption_label(key, view.language),
        "unit": view.text(
            f"unit.{'pct' if spec.relative else catalogue.unit_of_change(registry()[key].unit)}"
        ),
        "status": view.text(f"explain.status.{spec.status}"),
    }
    if shape.low is not None and shape.high is not None:
        low, high = (catalogue.as_written(end, view.language) for end in (shape.low, shape.high))
        return view.text("made.error_ends", low=low, high=high, **given)
    sizes = (
        view.text("made.size", size=catalogue.as_written(size, view.language), horizon=horizon)
        for horizon, size in sorted(spec.size.items())
    )
    return view.text("made.error", sizes=", ".join(sizes), **given)


def _source(view: View, found: Uncertainty, spec: ErrorSpec) -> str:
    if spec.source is None:
        return ""
    documents = {**view.projection.plan.file.documents, **found.file.documents}
    named = f"{documents[spec.source.document].title}, {spec.source.heading}"
    return Markup("; {}").format(in_swedish(named, view.language))


def levers(view: View) -> Iterator[Part]:
    """Each lever with its bounds, and what they rest on."""
    plan, language = view.projection.plan, view.language
    for name, lever in load_levers(plan).items():
        words = view.text(
            "made.lever",
            label=lever_label(plan, name, language),
            low=catalogue.amount(lever.low, lever.unit, language),
            high=catalogue.amount(lever.high, lever.unit, language),
            status=view.text(f"explain.status.{lever.status}"),
        )
        yield Part(words, figure_id(input_name(lever.key), view.years[-1]))
