"""What happens when an answer fails in a way that nobody foresaw."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.requests import Request

from search_api.event_log import told
from search_api.request_log import request_id, route_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from search_api.problems import ProblemTeller

log = logging.getLogger("kuutoshaku.requests")


class Failures:
    """Middleware that logs a failure under the id of its request and tells a problem."""

    def __init__(self, app: ASGIApp, teller: ProblemTeller) -> None:
        self._app = app
        self._teller = teller

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, with a problem where answering it fails."""
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except Exception:
            if scope["type"] != "http":
                raise
            fields = told(route=route_of(scope), request_id=request_id(scope))
            log.exception("request_failed", extra=fields)
            if started:  # half an answer cannot be taken back: the connection must break
                raise
            await self._teller.tell_failure(Request(scope))(scope, receive, send)
