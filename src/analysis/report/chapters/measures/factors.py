"""The risk factors of a plan as scenarios (*riskfaktorer*): words and tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis import catalogue
from analysis.catalogue.number_format import NO_VALUE
from analysis.errors import verbatim
from analysis.report.blocks.method import Part
from analysis.report.blocks.missing import Lacking
from analysis.report.blocks.table import Row, Table, swedish_columns
from analysis.report.blocks.view import View, Words
from analysis.report.chapters.goals.tables import goal_label
from analysis.study.figure_names import BASE, figure_id
from analysis.study.plan_risks import LINES, RiskEffect, plan_risks


@dataclass(frozen=True)
class Factors:
    """The risks of a plan against the adopted plan, seen by a reader."""

    view: View
    risks: tuple[RiskEffect, ...]

    def text(self, key: str, **values: object) -> str:
        return self.view.text(f"factors.{key}", **values)

    def name(self, risk: RiskEffect) -> str:
        return f"{risk.size.number}. {risk.scenario.title_in(self.view.language)}"

    def signed(self, value: float) -> str:
        """A difference in mnkr."""
        return catalogue.signed(value, "mnkr", self.view.language, 0)


def factors(view: View) -> Factors:
    """The risks of the plan of a view. Raises Lacking where it holds none, or no such lines."""
    found = view.once(_read)
    if not found.risks or not told(found):
        raise Lacking(verbatim(view.text("factors.missing")))
    return found


def _read(view: View) -> Factors:
    return Factors(view, plan_risks(view.projection.calibration))


def told(found: Factors) -> tuple[str, ...]:
    """The lines that the plan holds of those that a risk is told in."""
    return tuple(line for line in LINES if line in found.risks[0].projection.lines)


def last(found: Factors) -> tuple[int, ...]:
    """Places of the last plan year and of the last year of all, once where they are the same."""
    years, budget = found.view.years, found.view.budget
    own = [year for year in found.view.projection.plan.years if year in years]
    ends = (max(budget), own[-1]) if budget else (own[-1],)
    return tuple(years.index(year) for year in dict.fromkeys(ends))


def effects(found: Factors) -> Table:
    """A row a risk: what it does to each line in the last year, and the goals that are met in the
    plan and then fail."""
    view, lines, place = found.view, told(found), last(found)[-1]
    rows = []
    for risk in found.risks:
        figures = [found.signed(float(risk.difference(line)[place])) for line in lines]
        failed = newly_failed(found, risk)
        own = (*(f"{BASE}{figure_id(line, view.years[place])}" for line in lines), "")
        kind = "" if failed == NO_VALUE else "fail"
        rows.append(Row(found.name(risk), (*figures, failed), kind, own))
    head = (found.text("risk"), *map(view.label, lines), found.text("newly_failed"))
    numeric = (*(True,) * len(lines), False)
    caption = found.text("effects", count=len(found.risks), year=view.years[place])
    return Table(
        caption, head, tuple(rows), numeric, found.text("effects_note"), made="risk_effects"
    )


def newly_failed(found: Factors, risk: RiskEffect) -> str:
    """The goals that a risk makes fail, each with its years."""
    said = (
        f"{goal_label(found.view, goal)} ({catalogue.year_span(years, found.view.language)})"
        for goal, years in risk.newly_failed().items()
    )
    return "; ".join(said) or NO_VALUE


def result_by_year(found: Factors) -> Table:
    """What each risk does to the result year by year: the figures of the picture among them."""
    return _by_year(found, told(found)[0])


def others_by_year(found: Factors) -> Sequence[Table]:
    """What each risk does to the other lines year by year, a table a line."""
    return [_by_year(found, line) for line in told(found)[1:]]


def _by_year(found: Factors, line: str) -> Table:
    years = found.view.years
    own = tuple(f"{BASE}{figure_id(line, year)}" for year in years)
    rows = [
        Row(found.name(risk), tuple(found.signed(float(v)) for v in risk.difference(line)), "", own)
        for risk in found.risks
    ]
    caption = found.text("by_year", line=found.view.label(line))
    head = (found.text("risk"), *map(str, years))
    numeric = (True,) * len(years)
    return Table(caption, head, tuple(rows), numeric, folded=True, made="risk_effects")


def sizes(found: Factors) -> Table:
    """How large each risk is taken to be: source or assumption, in words, and the scenario."""
    view, rows = found.view, []
    for risk in found.risks:
        size = risk.size
        where = NO_VALUE
        if size.source is not None:
            where = f"{view.projection.plan.file.documents[size.source.document].title}: "
            where += size.source.heading
            if size.source.page:
                where += f", {found.text('page', page=size.source.page)}"
        cells = (
            view.text(f"status.{size.status}"),
            str(getattr(size, view.language)),
            where,
            risk.scenario.name,
        )
        rows.append(Row(found.name(risk), cells))
    head = tuple(found.text(key) for key in ("risk", "rests_on", "size", "source", "scenario"))
    return Table(
        found.text("sizes"),
        head,
        tuple(rows),
        (False,) * 4,
        found.text("sizes_note"),
        swedish=swedish_columns(view, 3),
        folded=True,
    )


def parts(view: View) -> Iterator[Part]:
    """Each risk with its size and what that rests on."""
    found = factors(view)
    for risk in found.risks:
        words = view.text(
            "made.risk",
            label=found.name(risk),
            size=getattr(risk.size, view.language),
            status=view.text(f"explain.status.{risk.size.status}"),
        )
        yield Part(words)


def say(found: Factors) -> str:
    """The risk that costs most in the last year, and how many make a goal fail."""
    line, place = told(found)[0], last(found)[-1]
    worst = min(found.risks, key=lambda risk: float(risk.difference(line)[place]))
    amount = catalogue.amount(-float(worst.difference(line)[place]), "mnkr", found.view.language, 0)
    failing = sum(bool(risk.newly_failed()) for risk in found.risks)
    return found.text(
        "says",
        risk=worst.scenario.title_in(found.view.language),
        amount=amount,
        year=found.view.years[place],
        failing=failing,
        count=len(found.risks),
    )


def describe(found: Factors) -> str:
    """Every bar of the picture in words."""
    line, place = told(found)[0], last(found)[-1]
    named = "; ".join(
        f"{found.name(risk)}: {found.signed(float(risk.difference(line)[place]))}"
        for risk in found.risks
    )
    return found.text("alt", says=say(found), named=named)


def given(found: Factors) -> tuple[Words, str, tuple[tuple[str, tuple[float, ...]], ...]]:
    """Names, and what each risk does to the result in the last plan year and the last year."""
    line, places = told(found)[0], last(found)
    bars = tuple(
        (found.name(risk), tuple(float(risk.difference(line)[place]) for place in places))
        for risk in found.risks
    )
    years = [str(found.view.years[place]) for place in places]
    key = "key" if len(years) > 1 else "key_one"
    words = found.text(key, line=found.view.label(line), first=years[0], last=years[-1])
    return Words(found.view.language), words, bars
