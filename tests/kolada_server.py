"""Kolada's API v3 on 127.0.0.1 with a recorded form of answer, for tests of the client."""

import json
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.local_server import served

REGIONS = {"0000": 60.0, "0001": 55.0, "0024": 70.0, "0025": 65.5, "2580": 10.0}


@dataclass
class Kolada:
    """Figures of regions and of one municipality, in pages, and what was asked."""

    page: int = 4
    fail: list[int] = field(default_factory=list)
    spoil: Any = None
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    url: str = ""

    def items(self, asked: dict[str, list[str]]) -> list[dict[str, Any]]:
        return [
            {
                "kpi": kpi, "municipality": region, "period": int(year),
                "values": [
                    {"gender": "T", "count": 1, "status": "", "value": self.value(value, year)},
                    {"gender": "K", "count": 1, "status": "", "value": 1.0},
                ],
            }
            for kpi in asked["kpi_id"] if kpi != "N99999"
            for year in asked["year"]
            for region, value in REGIONS.items()
        ]  # fmt: skip

    def value(self, value: float, year: str) -> Any:
        return self.spoil if self.spoil is not None else value + int(year) - 2025


class _Handler(BaseHTTPRequestHandler):
    service: Kolada

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        service, parts = self.service, urlsplit(self.path)
        asked = parse_qs(parts.query)
        service.asked.append(asked)
        status, body = 200, dict[str, Any]()
        if service.fail:
            status = service.fail.pop(0)
        elif parts.path != "/data/":
            status = 404
        else:
            found, at = service.items(asked), int(asked["page"][0])
            ended = at * service.page >= len(found)
            following = None if ended else f"{service.url}/data/?page={at + 1}"
            values = found[(at - 1) * service.page : at * service.page]
            body = {"values": values, "count": len(found), "next_url": following}
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def serving(service: Kolada) -> AbstractContextManager[Kolada]:
    """The service at `service.url` while the block runs."""
    return served(service, _Handler)
