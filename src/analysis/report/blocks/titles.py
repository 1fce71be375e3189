"""What a report calls its scenario and what it asks, with the year of a longer horizon."""

from analysis import catalogue
from analysis.model.projection import Projection


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
