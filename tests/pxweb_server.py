"""A PxWeb API v2 on 127.0.0.1 that serves one small table, for tests of the loader."""

import itertools
import json
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.local_server import served

AGES = {"tot": "totalt ålder"} | {str(a): f"{a} år" for a in range(100)} | {"100+": "100+ år"}
REGIONS = {"00": "Riket", "25": "Norrbottens län", "2580": "Luleå"}


@dataclass
class Service:
    """What the server does and what it was asked."""

    tables: dict[str, str] = field(
        default_factory=lambda: {
            "TAB638": "Folkmängden efter region, civilstånd, ålder, kön, tabellinnehåll och år",
            "TAB1": "Döda efter region, ålder (under året) och kön. År 1968 - 2016",
        }
    )
    contents: dict[str, str] = field(
        default_factory=lambda: {"X1": "Folkmängd", "X2": "Folkökning", "X3": "Döda"}
    )
    years: tuple[str, ...] = ("2014", "2015", "2016")
    max_cells: int = 150_000
    fail: list[int] = field(default_factory=list)
    spoil: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    queries: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""

    def dimensions(self) -> dict[str, dict[str, Any]]:
        labels = {
            "Region": ("region", REGIONS),
            "Civilstand": ("civilstånd", {"OG": "ogifta", "G": "gifta"}),
            "Alder": ("ålder", AGES),
            "Kon": ("kön", {"1": "män", "2": "kvinnor", "1+2": "totalt"}),
            "ContentsCode": ("tabellinnehåll", self.contents),
            "Tid": ("år", {year: year for year in self.years}),
        }
        return {
            code: {
                "label": label,
                "category": {"label": values, "index": {k: i for i, k in enumerate(values)}},
                "extension": {"elimination": code in ("Civilstand", "Kon"), "show": "value"},
            }
            for code, (label, values) in labels.items()
        }

    def data(self, selection: list[dict[str, Any]]) -> dict[str, Any]:
        asked = {item["variableCode"]: item["valueCodes"] for item in selection}
        whole = self.dimensions()
        dimensions = {}
        for code, values in asked.items():
            labels = {v: whole[code]["category"]["label"][v] for v in values}
            index = {v: i for i, v in enumerate(values)}
            dimensions[code] = whole[code] | {"category": {"label": labels, "index": index}}
        cells = [
            self.cell(dict(zip(asked, c, strict=True))) for c in itertools.product(*asked.values())
        ]
        return {"id": list(asked), "dimension": dimensions, "value": cells}

    def cell(self, place: dict[str, str]) -> Any:
        key = "/".join((place["Region"], place["Alder"], place["Kon"], place["Tid"]))
        plain = int(place["Kon"]) * 1000 + (int(place["Tid"]) - 2000)
        return self.spoil.get(key, plain)


@dataclass
class TaxBase(Service):
    """The table of own tax base, in the form that SCB gives it: region, contents and year alone."""

    tables: dict[str, str] = field(
        default_factory=lambda: {
            "TAB9": "Skatteunderlag och skattekraft efter region. År 1995 - 2025",
            "TAB8": "Skattesatser efter region. År 2000 - 2025",
        }
    )
    contents: dict[str, str] = field(
        default_factory=lambda: {
            "A": "Skatteunderlag, kronor", "B": "Skattekraft, kronor per invånare",
            "C": "Andel av riksmedelvärdet, procent",
        }
    )  # fmt: skip
    years: tuple[str, ...] = ("2023", "2024", "2025")

    def dimensions(self) -> dict[str, dict[str, Any]]:
        found = super().dimensions()
        return {code: found[code] for code in ("Region", "ContentsCode", "Tid")}

    def cell(self, place: dict[str, str]) -> Any:
        key = f"{place['Region']}/{place['Tid']}"
        return self.spoil.get(key, int(place["Tid"]) * 30_000_000 + int(place["Region"]) * 1000)


class _Handler(BaseHTTPRequestHandler):
    service: Service

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def _send(self, status: int, body: Any) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        service, parts = self.service, urlsplit(self.path)
        service.asked.append(("GET", parts.path))
        if service.fail:
            return self._send(service.fail.pop(0), {"title": "busy"})
        if parts.path == "/config":
            return self._send(
                200,
                {"apiVersion": "2.0.0", "maxDataCells": service.max_cells, "timeWindow": 10,
                 "maxCallsPerTimeWindow": 0, "defaultLanguage": "sv",
                 "languages": [{"id": "sv", "label": "Svenska"}]},
            )  # fmt: skip
        if parts.path == "/tables":
            word = parse_qs(parts.query).get("query", [""])[0].split(" ")[0]
            found = [{"id": i, "label": t} for i, t in service.tables.items() if word in t]
            return self._send(200, {"tables": found, "page": {"totalElements": len(found)}})
        table = parts.path.split("/")[2]
        if table not in service.tables:
            return self._send(404, {"title": "Not Found", "status": 404})
        metadata = {"label": service.tables[table], "updated": "2017-02-21T08:30:00Z"}
        return self._send(200, metadata | {"dimension": service.dimensions()})

    def do_POST(self) -> None:
        query = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.service.asked.append(("POST", urlsplit(self.path).path))
        self.service.queries.append(query)
        if self.service.fail:
            return self._send(self.service.fail.pop(0), {"title": "busy"})
        return self._send(200, self.service.data(query["selection"]))


def serving(service: Service) -> AbstractContextManager[Service]:
    """The service at `service.url` while the block runs."""
    return served(service, _Handler)
