"""What checks say (*avstämning*): printed figures that do not follow from their rows, and what is
doubtful without being wrong."""

from analysis import catalogue
from analysis.catalogue.number_format import NO_VALUE
from analysis.inputs.audit import Finding
from analysis.inputs.audit.chance import LEVEL
from analysis.inputs.table_trust import once
from analysis.report.blocks.parts import Parts, held, parts_of
from analysis.report.blocks.table import Listing, Row, Table, swedish_columns
from analysis.study.held_paths import held_paths
from analysis.study.labels import assumption_label


def differences(view: Parts) -> Table:
    """Printed figures that do not follow from their rows, acknowledged or not."""
    found = view.audit
    rows = tuple(
        Row(
            " – ".join(filter(None, (f.row, f.column))),
            (
                f"{f.document}: {f.heading}",
                _exact(view, f.printed),
                _exact(view, f.computed),
                f.unit,
                _exact(view, f.tolerance),
                _how_often(view, f),
                f.reason or view.text("table.not_acknowledged"),
            ),
            "part" if f.reason else "fail",
        )
        for f in found.differences
    )
    names = ("row", "table", "printed", "computed", "unit_word", "rounding", "chance", "reason")
    head = tuple(view.text(f"table.{name}") for name in names)
    note = view.text(
        "table.audit_note",
        count=len(found.findings),
        breaks=len(found.breaks),
        level=once(float(LEVEL)).said(view.language),
        doubts=len(found.doubts),
    )
    caption = view.text("table.audit")
    numeric = (False, True, True, False, True, False, False)
    swedish = swedish_columns(view, 0, 1, 4, 7)
    return Table(caption, head, rows, numeric, note, swedish=swedish, made="audit")


def _how_often(view: Parts, found: Finding) -> str:
    """How often rounding alone gives the difference, in words."""
    if abs(found.difference) > found.tolerance:
        return view.text("table.never")
    return NO_VALUE if found.chance is None else once(found.chance).said(view.language)


def warnings(view: Parts) -> Table:
    """What is doubtful without being wrong, as `check` says it: one row each, or that there is
    nothing."""
    language, projection = view.language, view.view.projection
    said = [problem.said(language) for problem in projection.plan.warnings]
    said += [
        view.text(
            "warning.held",
            label=assumption_label(path.parameter, language),
            year=path.year,
            gain=catalogue.amount(path.gain, "mnkr", language),
        )
        for path in held_paths(projection.calibration)
    ]
    rows = tuple(Row(words, ()) for words in said or [view.text("warning.none")])
    head = (view.text("table.warning"),)
    return Table(view.text("table.warnings"), head, rows, (), view.text("table.warnings_note"))


def _exact(view: Parts, value: object) -> str:
    """A printed figure with the decimals it needs, at most three."""
    text = f"{float(value):.3f}".rstrip("0")  # type: ignore[arg-type]
    places = len(text.partition(".")[2])
    return catalogue.number(float(value), "mnkr", view.language, places)  # type: ignore[arg-type]


TABLES = (
    Listing("audit", held("checks", lambda view: view.audit.findings), differences),
    Listing("warnings", parts_of, warnings),
)
