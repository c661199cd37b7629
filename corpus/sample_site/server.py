"""The sample site as a real HTTP server on loopback, for demonstrations and tests."""

from __future__ import annotations

import gzip
import hashlib
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import format_datetime, mktime_tz, parsedate_tz
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import TYPE_CHECKING, Self

from corpus.sample_site.answers import Answer, Answers
from corpus.sample_site.site_content import SiteContent

if TYPE_CHECKING:
    from email.message import Message
    from pathlib import Path
    from types import TracebackType

    _Connection = socket.socket | tuple[bytes, socket.socket]
    _Address = tuple[str, int]

HOST = "127.0.0.1"
IDLE_SECONDS = 10
COMPRESSIBLE_BYTES = 256


class SampleSite:
    """The sample site, served from entering the context to leaving it.

    `requests` holds every request target with the status it was answered.
    """

    def __init__(self, port: int = 0, folder: Path | None = None) -> None:
        self.content = SiteContent(folder) if folder else SiteContent()
        self._port = port

    @property
    def url(self) -> str:
        """The address of the site's front page."""
        return f"http://{HOST}:{self._server.server_address[1]}/"

    @property
    def requests(self) -> list[tuple[str, int]]:
        """Request targets and statuses in the order they were answered."""
        return list(self._server.requests)

    def replace(self, path: str, text: str) -> None:
        """Show other source text at an address: a body, or a whole page with front matter."""
        self.content.replace(path, text)

    def amend(self, path: str, **changes: object) -> None:
        """Change fields of a page: `amend(path, title="Päättynyt: …", modified=date(…))`."""
        self.content.amend(path, **changes)

    def fail(self, path: str, status: int = 500) -> None:
        """Answer a page with an error status until `restore`; 404 and 410 also unlist it."""
        self.content.failing[path] = status

    def restore(self) -> None:
        """Undo every `replace`, `amend` and `fail`."""
        self.content.restore()

    def __enter__(self) -> Self:
        self._server = _Server((HOST, self._port), Answers(self.content))
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), name="sample-site")
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.hang_up()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self, bound: tuple[str, int], answers: Answers) -> None:
        super().__init__(bound, _Handler)
        self.answers = answers
        self.requests: list[tuple[str, int]] = []
        self._open: set[socket.socket] = set()
        self._lock = Lock()

    def get_request(self) -> tuple[socket.socket, _Address]:
        connection, address = super().get_request()
        with self._lock:
            self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: _Connection) -> None:
        with self._lock:
            self._open -= {request}
        super().shutdown_request(request)

    def handle_error(self, request: _Connection, client_address: _Address) -> None:
        """A client that leaves in the middle is no news; anything else is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def hang_up(self) -> None:
        """Wake threads that wait on kept-alive connections, so that they end."""
        with self._lock:
            for connection in self._open:
                with suppress(OSError):  # the client may have left by itself
                    connection.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Apache"
    sys_version = ""
    timeout = IDLE_SECONDS
    server: _Server

    def do_GET(self) -> None:
        self._send(self._reply(), with_body=True)

    def do_HEAD(self) -> None:
        self._send(self._reply(), with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
        """Stay silent; `SampleSite.requests` tells what was asked."""

    def _reply(self) -> _Reply:
        host = self.headers.get("Host") or f"{HOST}:{self.server.server_port}"
        answer = self.server.answers.answer(self.path, f"http://{host}")
        return _conditional(_encoded(answer, self.headers), answer, self.headers)

    def _send(self, reply: _Reply, *, with_body: bool) -> None:
        self.server.requests.append((self.path, reply.status))
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(reply.body)


def _encoded(answer: Answer, asked: Message) -> _Reply:
    tag = hashlib.sha256(answer.body).hexdigest()[:20]
    headers = {"Content-Type": answer.content_type, "Vary": "Accept-Encoding"}
    if answer.location:
        headers["Location"] = answer.location
    if answer.last_modified:
        headers["Last-Modified"] = format_datetime(answer.last_modified, usegmt=True)
    body = answer.body
    text = answer.content_type.startswith("text/")
    if text and len(body) > COMPRESSIBLE_BYTES and "gzip" in asked.get("Accept-Encoding", ""):
        body, tag = gzip.compress(body, mtime=0), f"{tag}-gzip"
        headers["Content-Encoding"] = "gzip"
    if answer.status == 200:
        headers["ETag"] = f'"{tag}"'
    return _Reply(answer.status, body, headers)


def _conditional(reply: _Reply, answer: Answer, asked: Message) -> _Reply:
    if answer.status != 200 or not _is_known(reply.headers["ETag"], answer, asked):
        return reply
    kept = {
        name: value
        for name, value in reply.headers.items()
        if name in {"ETag", "Vary", "Last-Modified"}
    }
    return _Reply(304, b"", kept)


def _is_known(tag: str, answer: Answer, asked: Message) -> bool:
    if known := asked.get("If-None-Match"):
        return tag in [part.strip() for part in known.split(",")]
    since = parsedate_tz(asked.get("If-Modified-Since"))
    if since is None or answer.last_modified is None:
        return False
    return answer.last_modified.timestamp() <= mktime_tz(since)
