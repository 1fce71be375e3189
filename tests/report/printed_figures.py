"""Figures of the printed plans, named as a reader names them: page, table, row, column, figure.

Typed from the documents: page as in the table of contents or at the foot, figure as printed.
"""

from pathlib import Path

from bs4 import BeautifulSoup, Tag

from analysis.inputs.numbers import parse_swedish

Named = tuple[str, str, str, str, str]
PRINTED: dict[str, list[Named]] = {
    "norrbotten-2025": [
        ("s. 35", "Resultatbudget 2025-2027", "Verksamhetens nettokostnad", "2027", "-11 548"),
        ("s. 38", "Sammanfattning av förändringar", "Kollektivtrafik Norrtåg - nya tågagnar",
         "2027", "-12"),
        ("s. 38", "Balansbudget", "Eget kapital", "2025", "6 060"),
        ("s. 28", "Ekonomisk ram 2025", "Psykiatri", "UB Nettokostnad", "-579,1"),
        ("s. 30", "Neddragning av ram 2025", "Köp av vård", "Summa", "-60 000,0"),
        ("s. 28", "Nyckeltal för svensk ekonomi", "Arbetslöshet, andel av arbetskraften",
         "2026", "8,1"),
        ("s. 55", "Specifikation politisk verksamhet", "Regionfullmäktige", "2025", "6 258,2"),
        ("s. 63", "Bilaga 5", "Division Länssjukvård 1", "Belopp", "561"),
    ],
    "norrbotten-2023": [
        ("s. 25", "Förändringar i regionbidraget", "Prisuppräknning", "2024", "427,2"),
        ("s. 26", "Ekonomisk ram 2023", "Nära, tilläggsuppdrag FTV", "IB Nettokostnad", "-94,2"),
        ("s. 41", "Bilaga 3", "16", "Risk", "8"),
        ("s. 31", "Anslag regiondirektörens uppdrag", "Nationella kontakter",
         "Nettokostnad 2023", "5 048"),
    ],
    "vasterbotten-2023": [
        ("s. 14", "Budgetramar 2023 per anslagsnivå", "Beställare primärvård", "2024", "1 542"),
        ("s. 6", "Regionmål och uppföljning", "25", "Mål 2023", "1 600"),
    ],
    "norrbotten-2022": [
        ("", "Budgetminskning", "Regionstyrelsen", "2021", "187"),
    ],
}  # fmt: skip
"""Ten figures, and five drawn at random. The decision of 2022 has no printed pages."""


def found_in_two(report: Path, page: str, table: str, row: str, column: str, figure: str) -> bool:
    """Whether one link of the first page leads to a page with that figure, in a table whose title
    names page and table and which is open or opens with one click more."""
    first = BeautifulSoup((report / "index.html").read_text("utf-8"), "html.parser")
    links = {str(a["href"]).partition("#")[0] for a in first.find_all("a", href=True)}
    pages = sorted(name for name in links if name.endswith(".html") and (report / name).is_file())
    return any(
        _holds(each, page, table, row, column, figure)
        for name in pages
        for each in BeautifulSoup((report / name).read_text("utf-8"), "html.parser")("table")
    )


def _holds(each: Tag, page: str, table: str, row: str, column: str, figure: str) -> bool:
    caption = each.caption.get_text(" ", strip=True) if each.caption else ""
    if page not in caption or table not in caption or len(each.find_parents("details")) > 1:
        return False
    wanted = parse_swedish(figure)
    return any(
        tr.th is not None and tr.th.get_text(" ", strip=True) == row and _same(td, wanted)
        for tr in each("tr")
        for td in tr("td", attrs={"data-label": column})
    )


def _same(cell: Tag, wanted: object) -> bool:
    try:
        return parse_swedish(cell.get_text(strip=True)) == wanted
    except ValueError:
        return False
