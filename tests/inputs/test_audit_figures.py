"""Hand arithmetic of what rounding can hide."""

from decimal import Decimal

from analysis.inputs.audit.figures import Figure, printed, product, quotient, scaled, total

D = Decimal


def test_a_printed_figure_is_known_to_half_a_unit_of_its_last_decimal() -> None:
    assert printed(D("934.2")) == Figure(D("934.2"), D("0.05"), (D("0.05"),))
    assert printed(D("870")).half == D("0.5")
    assert printed(D("-92300.00")).half == D("0.005")


def test_a_sum_may_be_off_by_the_halves_of_all_its_figures() -> None:
    found = total(map(printed, [D("1.1"), D("2.2"), D("3")]))
    assert found == Figure(D("6.3"), D("0.60"), (D("0.05"), D("0.05"), D("0.5")))


def test_a_change_of_unit_changes_what_rounding_hides_too() -> None:
    half = D("0.00005")
    assert scaled(printed(D("69200.0")), D("-0.001")) == Figure(D("-69.2000"), half, (half,))


def test_a_ratio_may_be_off_by_what_its_interval_allows() -> None:
    # 10 ± 0.5 over 4 ± 0.5 lies between 9.5/4.5 and 10.5/3.5 = 3, which is 0.5 above 2.5.
    found = quotient(printed(D("10")), printed(D("4")))
    assert found is not None
    assert found.value == D("2.5")
    assert found.half == D("0.5")


def test_no_ratio_is_stated_when_the_denominator_may_be_zero() -> None:
    assert quotient(printed(D("10")), Figure(D("0.3"), D("0.5"))) is None


def test_a_product_of_whole_numbers_from_a_scale_may_be_off_by_its_corners() -> None:
    # 3.5 · 4.5 = 15.75 is the farthest corner from 3 · 4 = 12.
    assert product(map(printed, [D(3), D(4)])) == Figure(D(12), D("3.75"), None)
