"""What law and common forecasts say of a county (*lagstyrda antaganden*), for a plan of its own.

Each value comes from shipped data with its source, or is assumed with the reason. What is not known
of a county is left out, and `check` asks for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from analysis.catalogue import text
from analysis.inputs.parameters import registry
from analysis.inputs.statutory import Region, Stated, Title, decided_factors, national, titles

LEVEL = "national_tax_capacity_path"
"""The one national assumption that is a level: after its last year it grows as it last did."""
SHIPPED = "regionkalkyl, data/raw/statutory"


def statutory_parameters(
    region: Region, years: tuple[int, ...], documents: dict[str, dict[str, str]]
) -> dict[str, object]:
    """What is known without the region's own plan, each with its source or why it is assumed."""
    found: dict[str, object] = {}
    for name, stated in national().items():
        spec = registry()[name]
        if spec.axis == "constant":
            (base, one), *_ = stated.items()
            weights = {"base_year": base} if name.startswith("lpik_weight") else {}
            segments = [{"value": one.value, **_origin(one, documents)}]
            found[name] = {"unit": spec.unit, **weights, "segments": segments}
            continue
        wanted = spec.years(years[0], years[-1])
        if min(stated) > wanted[0]:
            continue  # nothing stands in for a year that is not known
        first = min(stated) if spec.axis == "price" else wanted[0]
        found[name] = {
            "unit": spec.unit,
            "segments": _segments(name, stated, range(first, wanted[-1] + 1), documents),
        }
    found |= _of_the_county(region, years, documents)
    return found | _decided(years, documents)


def _segments(
    name: str, stated: Mapping[int, Stated], years: Iterable[int],
    documents: dict[str, dict[str, str]],
) -> list[dict[str, object]]:  # fmt: skip
    """The years of an assumption. What is stated once, as the law's level is, holds until changed;
    of a forecast the last known value is assumed to hold."""
    last = max(stated)
    made: list[dict[str, object]] = []
    for year in years:
        before = max(y for y in stated if y <= year)
        if year == before or len(stated) == 1:
            one = {"value": stated[before].value, **_origin(stated[before], documents)}
        else:
            value = stated[before].value
            if name == LEVEL:
                value = round(value * (value / stated[last - 1].value) ** (year - last))
            one = {"value": value, "status": "assumed", "note": text("region.note.held")}
        if made and {k: v for k, v in made[-1].items() if k != "years"} == one:
            made[-1]["years"] = f"{str(made[-1]['years']).split('-')[0]}-{year}"
        else:
            made.append({"years": year, **one})
    return made


def _origin(one: Stated, documents: dict[str, dict[str, str]]) -> dict[str, object]:
    """Status, and the document where there is one, else why the value is assumed."""
    said: dict[str, object] = {"status": one.status}
    if one.source:
        said["source"] = {"document": _document(one.source, documents), "heading": one.source}
    return said | ({"note": one.note} if one.note else {})


def _document(title: str, documents: dict[str, dict[str, str]]) -> str:
    """The key of a document by its title, listed among the documents of the plan."""
    for key, known in documents.items():
        if known["title"] == title:
            return key
    key = f"underlag{len(documents)}"
    documents[key] = {"title": title, "publisher": SHIPPED}
    return key


def _source(title: Title, documents: dict[str, dict[str, str]]) -> dict[str, object]:
    return {"document": _document(title.title, documents), "heading": title.heading}


def _of_the_county(
    region: Region, years: tuple[int, ...], documents: dict[str, dict[str, str]]
) -> dict[str, object]:
    span = f"{years[0]}-{years[-1]}"
    known = titles()
    source = _source(known["utjamning"], documents)
    rates = {
        "equalisation_grant_rate": region.grant_rate,
        "equalisation_fee_rate": region.fee_rate,
    }
    found: dict[str, object] = {
        name: {
            "unit": registry()[name].unit,
            "segments": [{"years": span, "value": v, "status": "published", "source": source}],
        }
        for name, v in rates.items()
    }
    note = text("region.note.residents_before", date=known["folkmangd"].date)
    before = {"value": region.residents, "status": "assumed", "note": note}
    found["population_before"] = {"unit": "persons", "segments": [before]}
    if region.tax_rate is not None:
        origin = _source(known["skattesats"], documents)
        rate = {"years": span, "value": region.tax_rate, "status": "assumed", "source": origin}
        found["tax_rate"] = {
            "unit": registry()["tax_rate"].unit,
            "segments": [rate | {"note": text("region.note.replace")}],
        }
    return found


def _decided(years: tuple[int, ...], documents: dict[str, dict[str, str]]) -> dict[str, object]:
    """Growth factors that government has decided for years of the plan."""
    found: dict[str, list[object]] = {}
    named = titles()["upprakning"]
    for (paid, income), (factor, sfs) in decided_factors().items():
        name = "growth_factor" if paid == income else "growth_factor_before"
        if paid in years:
            title = replace(named, title=named.title.format(sfs=sfs))
            source = _source(title, documents)
            one = {"years": paid, "value": factor, "status": "published", "source": source}
            found.setdefault(name, []).append(one)
    return {
        name: {"unit": registry()[name].unit, "segments": segments}
        for name, segments in found.items()
    }
