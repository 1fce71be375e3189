"""Years before a plan: what it prints ahead of its own, and what a user enters."""

import shutil

import pytest
from matplotlib.text import Text

from analysis.errors import InputError
from analysis.inputs.history import Known
from analysis.inputs.outcomes import read_outcomes
from analysis.inputs.places import plan_folders
from analysis.inputs.plan import load_plan
from analysis.interface.plan import Plan
from analysis.study.document import result_document

ENTERED = (
    "post;ar;varde;slag;kalla\n"
    "Likvida medel vid årets slut;2024;812,5;utfall;Årsredovisning 2024\n"
    "LPIK exkl. läkemedel;2024;4,6;utfall;SKR\n"
    "LPIK exkl. läkemedel;2023;9,9;prognos;en äldre prognos\n"
    "Skatteintäkter;2025;7 900;utfall;\n"
)


@pytest.fixture(scope="module")
def entered(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan") / "norrbotten-2025"
    shutil.copytree(plan_folders()["norrbotten-2025"], folder)
    (folder / "outcomes.csv").write_text(ENTERED, encoding="utf-8")
    return folder


def test_years_that_a_plan_prints_ahead_of_its_own_are_its_history():
    history = load_plan("norrbotten-2025").history
    (year, one), *_ = history["population"].items()
    assert (year, one.value, one.kind, one.document) == (2024, 248653.0, "outcome", "sp2025")
    assert (one.table, one.row) == ("befolkning", "Regionens skatteunderlagsberäkning")
    assert one.heading == "Framskrivning av regionens befolkningsutveckling"
    kinds = {year: (one.value, one.kind) for year, one in history["lpik_excl"].items()}
    assert kinds == {2023: (8.5, "outcome"), 2024: (4.3, "forecast")}


def test_an_entered_outcome_goes_before_a_printed_forecast_and_no_outcome(entered):
    history = load_plan(entered).history
    place = {"document": "SKR", "file": str(entered / "outcomes.csv"), "line": 3}
    assert history["lpik_excl"][2024] == Known(4.6, "outcome", **place)
    assert history["lpik_excl"][2023].value == 8.5
    assert history["cash"][2024].value == 812.5
    assert "tax_revenue" not in history  # a year of the plan is scored, and is no history
    assert read_outcomes(entered / "outcomes.csv")["tax_revenue"] == {2025: 7900.0}


def test_data_tables_and_figures_begin_with_what_happened(entered):
    result = Plan(entered).base
    document = result_document(result.core)
    assert document["history"]["cash"] == {"2024": {"value": 812.5, "kind": "outcome"}}
    frame = result.table("prices").frame
    assert frame.columns[:3].tolist() == ["2023", "2024", "2025"]
    assert frame["2024"].tolist() == [4.6, 4.0]
    axes = result.chart("prices").figure.axes[0]
    drawn = min(float(line.get_xdata()[0]) for line in axes.lines if len(line.get_xdata()) > 2)
    assert drawn == 2023
    assert "812,5" in result.explain("cash", 2024).text
    assert any("före planen" in text.get_text() for text in axes.figure.findobj(Text))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Likvida medel vid årets slut;2024;1;utfal;", "no such kind of figure.*utfall"),
        ("Likvida medel vid årets slut;2024;1;utfall", "wrong number of cells.*5 cells"),
    ],
)
def test_a_faulty_row_is_refused_with_its_line(tmp_path, row, words):
    path = tmp_path / "outcomes.csv"
    path.write_text(f"post;ar;varde;slag;kalla\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=f"line 2.*{words}"):
        read_outcomes(path)


def test_a_faulty_file_of_outcomes_stops_the_plan(entered, tmp_path):
    folder = tmp_path / "norrbotten-2025"
    shutil.copytree(entered, folder)
    (folder / "outcomes.csv").write_text("post;ar;varde\nLikvida;2024;1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"outcomes.csv, line 2"):
        load_plan(folder)
