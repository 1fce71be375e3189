"""What a report calls its scenario and what it asks, with the year of a longer horizon."""

from markupsafe import Markup

from analysis import catalogue
from analysis.model.projection import Projection
from analysis.report.blocks.view import View


def title_of(projection: Projection, language: str) -> str:
    """The title of the scenario, and to which year the plan is carried."""
    return to_horizon(projection.scenario.title_in(language), projection, language)


def to_horizon(title: str, projection: Projection, language: str) -> str:
    """A title with the year that the plan is carried to, where it is carried beyond its own."""
    until = projection.plan.horizon
    if until is None:
        return title
    return catalogue.text("page.title_to", language, title=title, year=until)


def question_of(projection: Projection, language: str) -> str:
    """What the scenario asks, and what the years beyond the plan rest on."""
    question, plan = projection.scenario.question_in(language), projection.plan
    return question if plan.horizon is None else " ".join((question, beyond(projection, language)))


def beyond(projection: Projection, language: str) -> str:
    """That the years after the plan's last follow rules; empty where there are none."""
    plan = projection.plan
    if plan.horizon is None:
        return ""
    return catalogue.text("page.beyond", language, last=plan.own_years[-1], until=plan.horizon)


def question_html(view: View) -> Markup:
    """The question that the scenario asks, and its note or the size of its risk, as written."""
    scenario = view.projection.scenario
    english = view.language == "en" and scenario.question_en
    question = Markup('<p class="question"{}>{}</p>').format(
        Markup("") if english or view.language == "sv" else Markup(' lang="sv"'),
        scenario.question_en if english else scenario.question,
    )
    if longer := beyond(view.projection, view.language):
        question += Markup('<p class="note">{}</p>').format(longer)
    note = scenario.note or (scenario.risk and getattr(scenario.risk, view.language))
    if not note:
        return question
    return question + Markup(
        '<details class="data"><summary>{}</summary><p class="note">{}</p></details>'
    ).format(view.text("scenario.more"), note)
