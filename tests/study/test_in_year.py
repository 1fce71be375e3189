"""The year under way: the plan in January, the ledger in December, and what lies between."""

from itertools import pairwise

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.inputs.in_year import Booked, read_booked
from analysis.inputs.seasonality import seasons
from analysis.study.in_year import in_year
from analysis.study.opened import open_base, open_plan

HEADING = "post;manad;ackumulerat\n"


@pytest.fixture(scope="module")
def known(calibration):
    return seasons(calibration.plan.folder)


def booked(line, month, value):
    return {line: Booked(line, month, value)}


def test_every_season_is_a_whole_year_with_a_status_and_a_reason(known):
    for line, season in known.items():
        assert season.share(12) == 1.0, line
        assert season.status
        assert season.sv
        assert season.en


def test_in_december_the_forecast_is_what_is_booked(base, known):
    found = in_year(base, 2025, booked("operating_costs", 12, -11700.0), known).of(
        "operating_costs"
    )
    assert found.weight == 1.0
    assert found.forecast == -11700.0
    assert found.ends == pytest.approx((-11700.0,) * 4)


def test_a_year_that_goes_as_planned_is_forecast_as_planned(base, known):
    plan = float(base.lines["operating_costs"][0])
    share = known["operating_costs"].share(6)
    found = in_year(base, 2025, booked("operating_costs", 6, plan * share), known)
    assert found.of("operating_costs").forecast == pytest.approx(plan)
    assert found.of("net_result").forecast == pytest.approx(float(base.lines["net_result"][0]))


def test_the_weight_is_that_of_the_two_variances(base, known):
    """Depreciation: 286 planned with 4 % error (no uncertainty of its own), half booked after about
    half the year. σ of the plan 11.4, of the ledger 1.5 % · √((1−s)/s) of the year."""
    plan, season = float(base.lines["depreciation"][0]), known["depreciation"]
    share = season.share(6)
    found = in_year(base, 2025, booked("depreciation", 6, -150.0), known).of("depreciation")
    straight = -150.0 / share
    prior = (0.04 * plan) ** 2
    ledger = (0.015 * max(abs(plan), abs(straight))) ** 2 * (1 - share) / share
    weight = prior / (prior + ledger)
    assert found.weight == pytest.approx(weight, abs=0.01)
    assert found.forecast == pytest.approx(plan + found.weight * (straight - plan))


def test_the_interval_narrows_month_by_month(base, known):
    plan = float(base.lines["tax_revenue"][0])
    widths = []
    for month in range(1, 13):
        amount = plan * known["tax_revenue"].share(month)
        ends = (
            in_year(base, 2025, booked("tax_revenue", month, amount), known).of("tax_revenue").ends
        )
        widths.append(ends[-1] - ends[0])
    assert all(later < earlier for earlier, later in pairwise(widths))
    assert widths[-1] == pytest.approx(0, abs=1e-9)


def test_totals_are_the_models_own_sums(base, known):
    found = in_year(base, 2025, booked("operating_costs", 8, -7900.0), known)
    parts = ("operating_revenue", "operating_costs", "depreciation")
    assert found.of("net_operating_cost").forecast == pytest.approx(
        sum(found.of(line).forecast for line in parts)
    )
    moved = found.of("operating_costs").forecast - float(base.lines["operating_costs"][0])
    assert found.of("net_result").forecast - float(base.lines["net_result"][0]) == pytest.approx(
        moved
    )
    low, _, _, high = found.of("net_result").ends
    assert low < found.of("net_result").forecast < high


def test_the_intervals_hold_the_share_that_they_say(base, known):
    """Years made by the assumptions themselves: 90 % of them end within the interval of 90 %."""
    plan, season = float(base.lines["depreciation"][0]), known["depreciation"]
    share, draw = season.share(5), np.random.default_rng(3)
    inside = 0
    for _ in range(200):
        year = plan * (1 + 0.04 * draw.standard_normal())
        noise = 0.015 * np.sqrt(share * (1 - share)) * draw.standard_normal()
        ledger = booked("depreciation", 5, year * (share + noise))
        ends = (
            in_year(base, 2025, ledger, {"depreciation": season}, draws=2000)
            .of("depreciation")
            .ends
        )
        inside += ends[0] <= year <= ends[-1]
    assert 165 <= inside <= 195


def test_a_partial_plan_is_forecast_where_it_holds_the_line():
    part = open_base(open_plan("vasterbotten-2023"))
    year = part.years[0]
    found = in_year(part, year, booked("depreciation", 6, -280.0), seasons(part.plan.folder))
    lines = ["operating_costs", "depreciation", "net_operating_cost"]
    assert [one.line for one in found.lines] == lines
    assert found.drawn
    with pytest.raises(InputError, match=r"does not hold Tax revenue, which is booked"):
        in_year(part, year, booked("tax_revenue", 6, 1.0), seasons(part.plan.folder))


def test_the_latest_month_of_a_line_counts(tmp_path, known):
    path = tmp_path / "delar.csv"
    path.write_text(f"{HEADING}Skatteintäkter;2;1 300\ntax_revenue;4;2 610,5\n", encoding="utf-8")
    assert read_booked(path, known) == {"tax_revenue": Booked("tax_revenue", 4, 2610.5)}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Skatteintakter;4;1", "not forecast within a year.*Skatteintäkter"),
        ("Likvida medel vid årets slut;4;1", "not forecast within a year"),
        ("Skatteintäkter;13;1", "not a month.*1-12"),
        ("Skatteintäkter;4;många", "not a number"),
    ],
)
def test_a_faulty_row_is_refused_with_its_line(tmp_path, known, row, words):
    path = tmp_path / "delar.csv"
    path.write_text(HEADING + row + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=f"line 2.*{words}"):
        read_booked(path, known)


def test_a_regions_own_months_go_before_and_are_checked(tmp_path):
    own = (
        "depreciation: {months: [%s], spread: 1.0, plan_error: 2.0, status: estimated, "
        "sv: Egen., en: Own.}"
    )
    path = tmp_path / "seasonality.yml"
    path.write_text(own % ", ".join(["10.0"] * 6 + ["6.6667"] * 6) + "\n", encoding="utf-8")
    assert seasons(tmp_path)["depreciation"].share(6) == pytest.approx(0.6, abs=1e-5)
    assert seasons(tmp_path)["tax_revenue"].status == "assumed"
    path.write_text(own % ", ".join(["10.0"] * 12) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="sum to 100"):
        seasons(tmp_path)
    path.write_text("deprecation" + (own % ", ".join(["8.33"] * 12))[12:] + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"no such line.*depreciation"):
        seasons(tmp_path)
