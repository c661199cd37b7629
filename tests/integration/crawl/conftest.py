from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from corpus.settings import Settings
from corpus.sources import Source
from corpus.store.database import open_database
from corpus.store.page_store import PageStore
from indexer.crawl import crawl


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Say nothing of a crawl that was killed in the middle of a request."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class ScriptedSite:
    """A real HTTP server on loopback that answers as it is told, and remembers who asked."""

    def __init__(self):
        self._answers = {}
        self.requests = []
        self.connections = 0
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,))
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        self.port = self._server.server_port

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, path, body="", status=200, **headers):
        """Answer a path with a body (text is HTML) and headers; `_` in their names is a dash."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = body if isinstance(body, bytes) else body.encode()
        self._answers[path] = (status, {"Content-Type": "text/html; charset=utf-8", **named}, body)

    def page(self, path, *links, text="", **headers):
        """Answer a path with an HTML page that links to others."""
        anchors = "".join(f'<a href="{link}">{link}</a>' for link in links)
        self.answer(path, f"<html><p>{path} {text}</p>{anchors}", **headers)

    def redirect(self, path, target, status=301):
        self.answer(path, status=status, Location=target)

    def does(self, path, action):
        """Let an action take the connection: it is called with the request handler."""
        self._answers[path] = action

    def forget(self, path):
        self._answers.pop(path, None)

    def found(self, path):
        return self._answers.get(path, (404, {"Content-Type": "text/html"}, b"not found"))

    @property
    def paths(self):
        return [path for path, _ in self.requests]


def _handler(site):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self):
            site.connections += 1
            super().setup()

        def do_GET(self):
            site.requests.append((self.path, dict(self.headers)))
            answer = site.found(self.path)
            with suppress(ConnectionError):
                if callable(answer):
                    self.close_connection = True
                    answer(self)
                else:
                    self._send(*answer)

        def _send(self, status, headers, body):
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    return Handler


@pytest.fixture
def site():
    with ScriptedSite() as scripted:
        yield scripted


@pytest.fixture
def other_site():
    with ScriptedSite() as scripted:
        yield scripted


@pytest.fixture
def source(site):
    return Source(
        "site",
        seeds=(site.url,),
        allow=(site.url,),
        delay_seconds=0,
        allow_private_addresses=True,
    )


@pytest.fixture
def store(tmp_path):
    engine = open_database(tmp_path / "kuutoshaku.sqlite3")
    yield PageStore(engine)
    engine.dispose()


@pytest.fixture
def crawled(source, store):
    """Crawl the site once more and return the report; keywords change the source or the crawl."""

    def once(*, full=False, only=(), on_progress=None, **changes):
        changed = replace(source, **changes)
        return crawl(changed, store, Settings(), full=full, only=only, on_progress=on_progress)

    return once


@pytest.fixture
def stored(site, store):
    """Return the paths of the pages in the store."""
    return lambda: ["/" + page.url.removeprefix(site.url) for page in store.pages()]


@pytest.fixture
def why(site):
    """Return the problems of a report as {path: (outcome, reason)}."""

    def problems(report):
        return {
            "/" + one.url.removeprefix(site.url): (one.outcome, one.reason)
            for one in report.problems
        }

    return problems
