"""Under every picture stands what its figures rest on."""

import pytest

from analysis import Plan
from analysis.report.notebook import registry
from tests.report.page_checks import parsed
from tests.report.test_figures import PLANS, asked


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("plan", PLANS)
def test_every_picture_of_every_plan_names_its_source(plan: str, language: str) -> None:
    result = Plan(plan, language=language).project()
    word = {"sv": "Källa: ", "en": "Source: "}[language]
    titles = [each.title for each in result.view.projection.plan.file.documents.values()]
    shown = 0
    for name, options in asked():
        page = parsed(str(result.chart(name, **options)._repr_html_()))
        for figure in page.find_all("figure"):
            shown += 1
            notes = [p.get_text() for p in figure.find_all("p", class_="note", recursive=False)]
            (said,) = [note for note in notes if word in note]
            assert registry().charts[name].sourced or any(title in said for title in titles)
    assert shown > 0 or plan == "norrbotten-2022"  # which draws none


def test_a_chart_of_printed_lines_names_their_table() -> None:
    page = parsed(str(Plan("norrbotten-2025").project().chart("liquidity")._repr_html_()))
    assert "Källa: Strategisk plan 2025-2027, Finansieringsbudget." in (page.get_text())
