"""What pages of other sites may do: read the open data of the API, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

OPEN_PATHS = ("/api/", "/feed.", "/fi/feed.", "/en/feed.", "/opensearch", "/openapi.json")
READING = ("GET", "HEAD", "OPTIONS")
TOLD = (
    "ETag",
    "Link",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "Server-Timing",
    "X-Request-ID",
)
DAY_IN_SECONDS = 24 * 60 * 60
# The same for every origin and without credentials, so that nothing varies by Origin.
ANYONE = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": ", ".join(TOLD)}
PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": ", ".join(READING),
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match, X-Request-ID",
    "Access-Control-Max-Age": str(DAY_IN_SECONDS),
}


def is_open(path: str) -> bool:
    """Tell whether other sites may read what is at a path."""
    return path.startswith(OPEN_PATHS)


class CrossOrigin:
    """Middleware that lets pages of other sites read what is open."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight, or answer with leave to read."""
        if scope["type"] != "http" or not is_open(scope["path"]) or scope["method"] not in READING:
            await self._app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS" and "access-control-request-method" in Headers(scope=scope):
            await Response(status_code=204, headers=PREFLIGHT)(scope, receive, send)
            return

        async def send_open(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(ANYONE)
            await send(message)

        await self._app(scope, receive, send_open)
