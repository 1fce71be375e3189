"""Reviderad Regionstyrelsens plan 2023-2025: investment lists, measures, risks and assignments."""

import re
from decimal import Decimal

from tests.data.printed import RAW, grid, has_figure, lines_of, number

TABLES = RAW / "norrbotten-2023" / "tables"
SOURCE = "000_f9ff390ae739b17b.txt"


def test_every_equipment_item_stands_in_the_list_with_its_name_and_amount(
    lines: list[str],
) -> None:
    start = max(i for i, line in enumerate(lines) if line.startswith("Bilaga 4"))
    items = {}
    for line in lines[start:]:
        match = re.search(r"\b(\d{4})[\t ]+(.+?)(?:\t+(\d+))?\t*$", line)
        if match:
            items[match[1]] = (match[2].strip(), match[3] or "")
    # The words before an id are its division and type; no line holds two items.
    found = {
        item["id"]: (item["benamning"], item["belopp"])
        for item in lines_of(TABLES, "investeringar_inventarier_2023")
    }
    assert len(found) == 388
    assert list(found.items()) == list(items.items())


def test_every_building_investment_stands_in_the_list_with_its_amount(lines: list[str]) -> None:
    start = max(i for i, line in enumerate(lines) if line.startswith("Bilaga 5"))
    printed = [tuple(line.split("\t")) for line in lines[start:] if line.count("\t") == 2]
    items = [row for row in printed if row[0].strip() and row[1].strip()]
    found = [
        (item["objekt"], item["benamning"], item["belopp"])
        for item in lines_of(TABLES, "investeringar_fastigheter_2023")
    ]
    assert found == items


def test_every_measure_has_the_baseline_and_targets_that_are_printed(lines: list[str]) -> None:
    end = max(i for i, line in enumerate(lines) if line == "Ekonomiska förutsättningar och ramar")
    printed = []
    for line in lines[:end]:
        # Footnote marks and italics are not part of a figure.
        cells = [cell.strip() for cell in re.sub("</?i>|⁶ ", "", line).split("\t")]
        if len(cells) == 7 and cells[0] not in ("Styrmått", "Under utredning"):
            printed.append((cells[1], cells[2], cells[4], cells[5], cells[6]))
    keys = ("ingangsvarde", "mal_2023", "mal_2025", "kalla", "period")
    assert [tuple(m[key] for key in keys) for m in lines_of(TABLES, "styrmatt")] == printed


def test_every_baseline_and_target_figure_stands_in_the_text_of_its_measure() -> None:
    measures = {m["nr"]: m for m in lines_of(TABLES, "styrmatt")}
    for value in lines_of(TABLES, "styrmatt_ingangsvarden"):
        if value["ar"] == "2020":  # a footnote to measure 20
            continue
        assert has_figure(measures[value["nr"]]["ingangsvarde"], value["varde"]), value
    for target in lines_of(TABLES, "styrmatt_mal"):
        text = measures[target["nr"]][f"mal_{target['ar']}"]
        assert has_figure(re.sub(r"(?<=[KM])(?=\d)", " ", text), target["varde"]), target


def test_the_footnote_to_readmissions_is_carried_as_2020(lines: list[str]) -> None:
    footnote = next(line for line in lines if "tertial 2 2020" in line)
    values = [v for v in lines_of(TABLES, "styrmatt_ingangsvarden") if v["ar"] == "2020"]
    assert [(v["nr"], v["grupp"], v["varde"]) for v in values] == [
        ("20", "K", "17,1"),
        ("20", "M", "17,9"),
    ]
    assert all(has_figure(footnote, v["varde"]) for v in values)


def test_a_direction_says_whether_it_is_printed_or_derived() -> None:
    words = {"Öka": "öka", "Minska": "minska", "Behålla": "behålla"}
    for measure in lines_of(TABLES, "styrmatt"):
        assert bool(measure["riktning"]) == bool(measure["riktning_grund"]), measure
        printed = {measure["mal_2023"], measure["mal_2025"]} & set(words)
        if printed:
            assert {words[word] for word in printed} == {measure["riktning"]}, measure


def test_every_risk_has_the_factors_and_the_product_that_are_printed(lines: list[str]) -> None:
    start = max(i for i, line in enumerate(lines) if line.startswith("Bilaga 3"))
    printed = {}
    for line in lines[start:]:
        cells = line.split("\t")
        if re.fullmatch(r"\d{1,2}", cells[0]) and len(cells) > 8:
            printed[cells[0]] = [cell for cell in cells[1:] if re.fullmatch(r"\d{1,2}", cell)]
    found = {
        risk["nr"]: [v for v in (risk["konsekvens"], risk["sannolikhet"], risk["risk"]) if v]
        for risk in lines_of(TABLES, "riskmatris")
    }
    assert found == printed


def test_a_risk_is_the_product_of_probability_and_consequence() -> None:
    for risk in lines_of(TABLES, "riskmatris"):
        # For the first five the text holds one factor; the other is derived and kept apart.
        probability = risk["sannolikhet"] or risk["sannolikhet_harledd"]
        assert bool(risk["sannolikhet"]) != bool(risk["sannolikhet_harledd"])
        assert int(risk["konsekvens"]) * int(probability) == int(risk["risk"]), risk


def test_risks_of_nine_or_more_call_for_action() -> None:
    levels = [(int(level["fran"]), int(level["till"])) for level in lines_of(TABLES, "risknivaer")]
    assert levels == [(1, 8), (9, 16)]
    action = [risk["nr"] for risk in lines_of(TABLES, "riskmatris") if int(risk["risk"]) >= 9]
    assert action == ["3", "4", "7", "9", "12", "13", "14", "15"]


def test_the_dates_of_the_boards_assignments_stand_in_the_text(lines: list[str]) -> None:
    text = " ".join(lines)
    dates = [part["klart_senast"] for part in lines_of(TABLES, "uppdrag") if part["klart_senast"]]
    assert len(dates) == 8
    assert all(date in text for date in dates)


def test_equipment_sums_to_217_479_but_for_the_one_amount_that_is_not_printed() -> None:
    items = lines_of(TABLES, "investeringar_inventarier_2023")
    printed = grid(TABLES, "investeringar_inventarier_summor_2023")
    assert [item["id"] for item in items if not item["belopp"]] == ["4915"]
    for division in dict.fromkeys(item["division"] for item in items):
        own = sum(number(item["belopp"]) for item in items if item["division"] == division)
        missing = 90 if division == "Division Regionstöd" else 0
        assert printed[f"{division} Summa", "2023"] - own == missing, division
    total = printed.pop(("Totalsumma", "2023"))
    assert total == sum(printed.values()) == 217479
    assert sum(number(item["belopp"]) for item in items) == 217389


def test_equipment_is_of_four_types_and_no_id_stands_twice() -> None:
    items = lines_of(TABLES, "investeringar_inventarier_2023")
    assert len({item["id"] for item in items}) == len(items)
    sums: dict[str, Decimal] = {}
    for item in items:
        sums[item["typ"]] = sums.get(item["typ"], Decimal(0)) + number(item["belopp"])
    assert sums == {
        "IT-utrustning": 33535,
        "MT-utrustning/system": 171057,
        "Övriga inventarier": 2097,
        "Fordon": 10700,
    }


def test_buildings_sum_to_80_mnkr_and_every_district_to_its_printed_sum() -> None:
    items = lines_of(TABLES, "investeringar_fastigheter_2023")
    printed = grid(TABLES, "investeringar_fastigheter_summor_2023")
    for district in dict.fromkeys(item["distrikt"] for item in items):
        own = sum(number(item["belopp"]) for item in items if item["distrikt"] == district)
        assert own == printed[district, "2023"], district
    assert sum(number(item["belopp"]) for item in items) == printed["Summa (mkr)", "2023"] == 80


def test_the_lists_are_1_079_mnkr_more_than_the_frame_that_they_build() -> None:
    equipment = grid(TABLES, "investeringar_inventarier_summor_2023")["Totalsumma", "2023"]
    buildings = grid(TABLES, "investeringar_fastigheter_summor_2023")["Summa (mkr)", "2023"]
    frames = grid(TABLES, "investeringsramar_beslutsniva_2023")
    frame = frames["Regionstyrelsen", "Inventarier & fastigheter"]
    assert equipment / 1000 + buildings - frame == Decimal("1.079")
