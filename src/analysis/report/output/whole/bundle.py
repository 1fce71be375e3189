"""The whole report as a single page (*en fil att skicka*), which needs no file beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from analysis import catalogue
from analysis.inputs.look_schema import Look
from analysis.report.blocks.look import look_css
from analysis.report.output.html import page_style, png_uri, with_cards
from analysis.report.output.whole.parts import Part

FOLDER = "analysis.report.output"
WORDS = ("page.skip", "page.scenario", "page.rounding", "whole.contents", "whole.up",
         "whole.beside")  # fmt: skip


@dataclass(frozen=True)
class Cover:
    """What a whole report says of itself: the titles of plan and scenario, the question, a stamp.

    All are plain text: who writes the document escapes them.
    """

    language: str
    plan: str
    region: str
    scenario: str
    question: str
    made: str
    look: Look | None = None
    logotype: bytes | None = None

    @property
    def title(self) -> str:
        """The name of the document."""
        return f"{self.plan} – {self.scenario}"

    def word(self, key: str, **values: object) -> str:
        """A text of the catalogue in the language of the document."""
        return catalogue.text(key, self.language, **values)


def bundle(cover: Cover, parts: Sequence[Part]) -> str:
    """The page, in which every link leads to a place in itself or to a published source."""
    page = str(
        _template().render(
            language=cover.language,
            title=cover.title,
            plan=cover.plan,
            scenario=cover.scenario,
            made=cover.made,
            parts=parts,
            groups=[
                (cover.word(f"page.group.{name}"), list(found))
                for name, found in groupby(parts, lambda part: part.group)
            ],
            words={key.partition(".")[2]: cover.word(key) for key in WORDS},
            region=cover.region,
            logotype=png_uri(cover.logotype),
            css=Markup(page_style() + _part("whole/bundle.css") + look_css(cover.look, "link")),
        )
    )
    return with_cards(page)


def _part(name: str) -> str:
    return (files(FOLDER) / name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(_part("whole/bundle.html.j2"))
