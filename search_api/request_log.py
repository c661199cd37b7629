"""What goes around every request: its id, its line in the log and its place in the counts."""

from __future__ import annotations

import logging
import re
import time
from typing import TYPE_CHECKING
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders

from search_api.event_log import told

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from search_api.metrics import Metrics

log = logging.getLogger("kuutoshaku.requests")
ID_HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}", re.ASCII)
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
OTHER = "other"


def request_id(scope: Scope) -> str:
    """Return the id of a request, which RequestLog has given it."""
    return str(scope.get("state", {}).get("request_id", ""))


def route_of(scope: Scope) -> str:
    """Return the template of the address that was asked for; unknown ones are all "other"."""
    mounted = scope.get("root_path")
    return str(getattr(scope.get("route"), "path", mounted) or OTHER)


class RequestLog:
    """Middleware that names, times, logs and counts every request.

    Logs neither queries nor addresses, of pages or of people: the template of the route is told.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, with its id."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})["request_id"] = _id_given(scope) or uuid4().hex
        watch = _Watch(scope, send)
        try:
            await self._app(scope, receive, watch.send)
        finally:
            self._tell(scope, watch)

    def _tell(self, scope: Scope, watch: _Watch) -> None:
        method = scope["method"] if scope["method"] in METHODS else OTHER
        route, seconds = route_of(scope), time.perf_counter() - watch.began
        self._metrics.count_request(route, method, watch.status, seconds)
        if not log.isEnabledFor(logging.INFO):
            return
        fields = {
            "method": method,
            "route": route,
            "status": watch.status,
            "ms": round(seconds * 1000, 1),
            "bytes": watch.bytes,
            "request_id": request_id(scope),
            "over_limit": scope["state"].get("over_limit"),
        }
        log.info("request", extra=told(**fields))


class _Watch:
    """Sees what is sent: the status, and how much."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.began = time.perf_counter()
        self.status = 500
        self.bytes = 0
        self._scope = scope
        self._send = send

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)[ID_HEADER] = request_id(self._scope)
        elif message["type"] == "http.response.body":
            self.bytes += len(message.get("body", b""))
        await self._send(message)


def _id_given(scope: Scope) -> str | None:
    given = Headers(scope=scope).get(ID_HEADER, "")
    return given if WELL_FORMED.fullmatch(given) else None
