"""A service on 127.0.0.1 for the time of a test."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol, TypeVar


class Served(Protocol):
    """What a handler answers for; told its address when it is up."""

    url: str


Service = TypeVar("Service", bound=Served)


@contextmanager
def served(service: Service, handler: type[BaseHTTPRequestHandler]) -> Iterator[Service]:
    """The service at `service.url` while the block runs; a handler finds it as `self.service`."""
    bound = type("Handler", (handler,), {"service": service})
    server = ThreadingHTTPServer(("127.0.0.1", 0), bound)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    service.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
