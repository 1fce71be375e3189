"""A WebHDFS on 127.0.0.1 over a folder: a remote storage that separate processes can share."""

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

PREFIX = "/webhdfs/v1"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    root: Path
    read_only = False

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def _answer(self, status: int, body: Any = b"", **headers: str) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _refuse(self, kind: str, status: int) -> None:
        self._answer(status, {"RemoteException": {"exception": kind, "message": f"no: {kind}"}})

    def _file(self, name: str) -> Path:
        return self.root / unquote(name).strip("/")

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        length = int(self.headers.get("Content-Length") or 0)
        sent = self.rfile.read(length)
        operation = getattr(self, "op_" + query["op"].lower())
        if self.read_only and self.command != "GET":
            return self._refuse("AccessControlException", 403)
        try:
            operation(self._file(parts.path.removeprefix(PREFIX)), query, sent)
        except FileNotFoundError:
            self._refuse("FileNotFoundException", 404)

    do_GET = do_PUT = do_POST = do_DELETE = _serve

    def op_getfilestatus(self, path: Path, query: dict[str, str], sent: bytes) -> None:
        self._answer(200, {"FileStatus": _status(path)})

    def op_liststatus(self, path: Path, query: dict[str, str], sent: bytes) -> None:
        found = [_status(entry) for entry in path.iterdir()]
        self._answer(200, {"FileStatuses": {"FileStatus": found}})

    def op_open(self, path: Path, query: dict[str, str], sent: bytes) -> None:
        start = int(query.get("offset", 0))
        content = path.read_bytes()[start:]
        self._answer(200, content[: int(query["length"])] if "length" in query else content)

    def op_mkdirs(self, path: Path, query: dict[str, str], sent: bytes) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._answer(200, {"boolean": True})

    def op_create(self, path: Path, query: dict[str, str], sent: bytes) -> None:
        self._elsewhere_first(path, query, b"", "wb")

    def op_append(self, path: Path, query: dict[str, str], sent: bytes) -> None:
        self._elsewhere_first(path, query, sent, "ab")

    def _elsewhere_first(self, path: Path, query: dict[str, str], sent: bytes, mode: str) -> None:
        """The name node sends a writer on to a data node; here both are this server."""
        if "there" not in query:
            host = self.headers["Host"]
            return self._answer(307, Location=f"http://{host}{self.path}&there=1")
        with open(path, mode) as file:
            file.write(sent)
        self._answer(201 if mode == "wb" else 200)

    def op_rename(self, path: Path, query: dict[str, str], sent: bytes) -> None:
        """As HDFS does: what exists under the new name stays, and the answer is false."""
        target = self._file(query["destination"])
        if moved := not target.exists():
            path.rename(target)
        self._answer(200, {"boolean": moved})

    def op_delete(self, path: Path, query: dict[str, str], sent: bytes) -> None:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        self._answer(200, {"boolean": True})


def _status(path: Path) -> dict[str, Any]:
    kind = "DIRECTORY" if path.is_dir() else "FILE"
    return {"pathSuffix": path.name, "type": kind, "length": path.stat().st_size}


@contextmanager
def serving(root: Path, read_only: bool = False) -> Iterator[str]:
    """Serve a folder; yields the URL of its root."""
    root.mkdir(parents=True, exist_ok=True)
    handler = type("Handler", (_Handler,), {"root": root, "read_only": read_only})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"webhdfs://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
