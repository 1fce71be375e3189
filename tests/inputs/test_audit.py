"""The audit of the published plans, and of figures that only rounding separates."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.inputs.audit import audit
from analysis.inputs.plan import load_plan
from tests.made_plan import series, write_plan

PLANS = ("norrbotten-2025", "norrbotten-2023", "vasterbotten-2023", "norrbotten-2022")


@pytest.mark.parametrize("name", PLANS)
def test_every_difference_of_a_published_plan_is_acknowledged_with_a_reason(name: str) -> None:
    found = audit(load_plan(name))
    assert found.findings
    assert found.breaks == ()
    assert found.unused == ()
    assert all(f.reason for f in found.differences)


def test_regionstyrelsen_2025_in_bilaga_4_is_printed_1_2_mnkr_off_its_rows() -> None:
    """Strategisk plan 2025-2027, bilaga 4: −10 341,7 printed, −10 342,9 from the rows."""
    found = [f for f in audit(load_plan("norrbotten-2025")).differences if "ram_region" in f.table]
    assert [
        (f.document, f.table, f.row, f.column, str(f.printed), float(f.computed), f.status)
        for f in found
    ] == [
        (
            "Strategisk plan 2025-2027",
            "ram_regionstyrelsen",
            "Nettokostnadsram, summa",
            "2025",
            "-10341.7",
            -10342.9,
            "acknowledged",
        )
    ]
    # −10 299,9 −110,8 +67,8 and the total have one decimal, the printed 0 has none.
    assert found[0].tolerance == Decimal("0.700")


def test_buildings_2025_are_one_mnkr_short_within_the_rounding_of_123_items() -> None:
    """Regionstyrelsens plan 2025-2027, bilaga 6: 692,7 from the items, 693,7 printed."""
    found = [
        f
        for f in audit(load_plan("norrbotten-2025")).findings
        if f.table == "investeringar_fastigheter_summor_2025" and f.row == "Totalsumma"
    ]
    whole = found[0]
    assert (whole.printed, whole.computed) == (Decimal("693.7"), Decimal("692.7"))
    assert whole.status == "agrees"
    # 122 items with one decimal, one without, and the total.
    assert whole.tolerance == 122 * Decimal("0.05") + Decimal("0.5") + Decimal("0.05")


def test_equipment_sums_as_printed_2025_and_lacks_90_tkr_of_one_row_2023() -> None:
    """Bilaga 5 of 2025: 177 173 tkr. Bilaga 4 of 2023: 217 479 tkr, id 4915 without an amount."""
    later = {(f.table, f.row): f for f in audit(load_plan("norrbotten-2025")).findings}
    total = later["investeringar_inventarier_summa_2025", "Summa"]
    assert (total.printed, total.computed, total.status) == (177173, 177173, "agrees")
    earlier = [
        f
        for f in audit(load_plan("norrbotten-2023")).findings
        if f.table == "investeringar_inventarier_summor_2023" and f.check == "list_sum"
    ]
    off = {f.row: f.printed - f.computed for f in earlier if f.printed != f.computed}
    assert off == {"Division Regionstöd Summa": 90, "Totalsumma": 90}
    assert [f.printed for f in earlier if f.row == "Totalsumma"] == [217479]


amounts = st.lists(st.integers(-9_999_999, 9_999_999), min_size=1, max_size=8)


@given(amounts, st.integers(0, 2), st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]))
def test_rounding_alone_is_never_taken_for_a_break(
    thousandths: list[int], decimals: int, rounding: str
) -> None:
    exact = [Decimal(n) / 1000 for n in thousandths]
    unit = Decimal(1).scaleb(-decimals)
    printed = [value.quantize(unit, rounding) for value in [*exact, sum(exact, Decimal(0))]]
    rows = {f"r{i}": {2031: f"{v}".replace(".", ",")} for i, v in enumerate(printed)}
    *parts, total = rows
    table = series(rows, checks=[{"kind": "sum", "total": total, "of": parts}])
    with TemporaryDirectory() as folder:
        assert audit(load_plan(write_plan(Path(folder), {"x": table}))).breaks == ()


@given(amounts, st.integers(1, 1000))
def test_anything_beyond_half_a_unit_of_every_figure_is_found(tenths: list[int], more: int) -> None:
    exact = [Decimal(n) / 10 for n in tenths]
    allowed = (len(exact) + 1) * Decimal("0.05")
    off = (allowed / Decimal("0.1")).to_integral_value(ROUND_HALF_UP) * Decimal("0.1")
    off += more * Decimal("0.1") if off <= allowed else Decimal(0)
    rows = {f"r{i}": {2031: f"{v:.1f}".replace(".", ",")} for i, v in enumerate(exact)}
    rows["t"] = {2031: f"{sum(exact, Decimal(0)) + off:.1f}".replace(".", ",")}
    table = series(rows, checks=[{"kind": "sum", "total": "t", "of": list(rows)[:-1]}])
    with TemporaryDirectory() as folder:
        found = audit(load_plan(write_plan(Path(folder), {"x": table}))).breaks
        assert [f.difference for f in found] == [off]
