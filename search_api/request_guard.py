"""What is refused before any work is done for it: other hosts, large bodies, too many requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request

from search_api.addresses import API
from search_api.client_prefix import client_prefix, networks
from search_api.host_names import host_names, is_ours
from search_api.problems import BODY_TOO_LARGE, TOO_MANY_REQUESTS, UNKNOWN_HOST
from search_api.rate_limits import RateLimit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from corpus.settings import Settings
    from search_api.client_prefix import Network
    from search_api.metrics import Metrics
    from search_api.problems import Problem, ProblemTeller
    from search_api.rate_limits import Allowance

MOST_BODY_BYTES = 1024 * 1024
SUGGEST_PATH = f"{API}/suggest"
UNLIMITED = ("/static/", "/health/", "/metrics")


@dataclass(frozen=True, slots=True)
class Watchers:
    """Who hears of what is refused: the person who asked, and whoever reads the counts."""

    teller: ProblemTeller
    metrics: Metrics


@dataclass(frozen=True, slots=True)
class Rules:
    """What the settings allow: host names, proxies that are believed, and how often one may ask."""

    names: frozenset[str]
    proxies: tuple[Network, ...]
    mode: str
    search: RateLimit
    suggest: RateLimit

    @classmethod
    def of(cls, settings: Settings) -> Rules:
        """Return the rules of the settings; raises SettingsError."""
        return cls(
            names=host_names(settings),
            proxies=networks(settings.trusted_proxies),
            mode=settings.rate_limit,
            search=RateLimit("search", settings.rate_limit_search),
            suggest=RateLimit("suggest", settings.rate_limit_suggest),
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a request is refused, if it is, and what its answer tells in headers."""

    problem: Problem | None = None
    detail: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


PASSED = Verdict()


class RequestGuard:
    """Middleware that refuses what its rules do not allow."""

    def __init__(self, app: ASGIApp, rules: Rules, watchers: Watchers) -> None:
        self._app = app
        self._rules = rules
        self._watchers = watchers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        verdict = self._refused_unread(scope) or self._within_limit(scope)
        if verdict.problem is None:
            await self._app(scope, receive, _with(verdict.headers, send))
            return
        answer = self._watchers.teller.tell(Request(scope), verdict.problem, verdict.detail)
        answer.headers.update(verdict.headers)
        await answer(scope, receive, send)

    def _refused_unread(self, scope: Scope) -> Verdict | None:
        if not is_ours(scope, self._rules.names):
            detail = (
                "The Host header names a host that this service does not answer to. The operator "
                "names it in KUUTOSHAKU_PUBLIC_URL or KUUTOSHAKU_ALLOWED_HOSTS."
            )
            return Verdict(UNKNOWN_HOST, detail)
        # The server has checked that it is a number.
        if int(Headers(scope=scope).get("content-length", "0")) > MOST_BODY_BYTES:
            return Verdict(BODY_TOO_LARGE, f"At most {MOST_BODY_BYTES:,} bytes are read.")
        return None

    def _within_limit(self, scope: Scope) -> Verdict:
        if self._rules.mode == "off" or scope["path"].startswith(UNLIMITED):
            return PASSED
        limit = self._rules.suggest if scope["path"] == SUGGEST_PATH else self._rules.search
        allowance = limit.take(client_prefix(scope, self._rules.proxies))
        if self._rules.mode == "report":
            return self._reported(scope, allowance)
        return self._enforced(allowance)

    def _reported(self, scope: Scope, allowance: Allowance) -> Verdict:
        if allowance.is_spent:
            scope["state"]["over_limit"] = allowance.name
        self._watchers.metrics.count_limit(allowance.name, allowance.decision("over"))
        return PASSED

    def _enforced(self, allowance: Allowance) -> Verdict:
        self._watchers.metrics.count_limit(allowance.name, allowance.decision("refused"))
        if not allowance.is_spent:
            return Verdict(headers=allowance.headers())
        detail = (
            f"At most {allowance.per_minute} requests a minute are answered from one address. "
            f"Try again in {allowance.wait} s."
        )
        return Verdict(TOO_MANY_REQUESTS, detail, allowance.headers())


def _with(headers: Mapping[str, str], send: Send) -> Send:
    if not headers:
        return send

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(headers)
        await send(message)

    return send_with_headers
