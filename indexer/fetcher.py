"""The only file that touches the network: one request at a time, bounded and guarded."""

from __future__ import annotations

import socket
import time
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from errno import EACCES
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
)
from yarl import URL

from corpus.canonical_url import canonical_url
from corpus.errors import AddressRefusedError, FetchError, InvalidAddressError, PageTooLargeError
from indexer.answer import REDIRECTS, Answer, Request, Trail
from indexer.robots_directives import AGENT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from indexer.address_guard import AddressGuard
    from indexer.politeness import Politeness

MAX_SECONDS = 20.0
MAX_REDIRECTS = 5
CHUNK_BYTES = 64 * 1024
# A body that has come slower than this when the grace is over is a drip, not a slow line.
LEAST_BYTES_A_SECOND = 500
GRACE_SECONDS = 5.0
ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.1"
# What is unpacked chunk by chunk, so that a bomb ends at the limit; others are not asked for.
PACKINGS = "gzip, deflate"
UNPACKED = frozenset({"", "identity", "gzip", "deflate"})
# What a header's comment may hold as it is.
SAFE_IN_COMMENT = " !#$%&'*+,-./:;=?@[]^_`{|}~"


class Fetcher:
    """Fetches for one source, through its guard and at its pace."""

    def __init__(self, session: ClientSession, politeness: Politeness) -> None:
        self._session = session
        self._politeness = politeness

    async def get(self, request: Request) -> Answer:
        """Ask once, following nothing.

        Raises FetchError, PageTooLargeError or AddressRefusedError (the guard refused).
        """
        host = urlsplit(request.url).netloc
        async with self._politeness.turn(host):
            try:
                return await self._ask(request, host)
            except ClientConnectorError as error:
                self._politeness.failed(host)
                if isinstance(error.os_error, PermissionError):
                    reason = error.os_error.strerror
                    raise AddressRefusedError(f"{host} is not asked: {reason}") from error
                raise FetchError(f"no connection to {host}: {error.os_error}") from error
            except TimeoutError as error:
                self._politeness.failed(host)
                raise FetchError("it did not answer in whole within the time limit") from error
            except (ClientError, OSError, ValueError) as error:
                self._politeness.failed(host)
                detail = str(error) or type(error).__name__
                raise FetchError(f"the answer broke off: {detail}") from error

    async def follow(
        self,
        url: str,
        request: Callable[[str], Request],
        refusal: Callable[[str], Awaitable[str | None]],
    ) -> Trail:
        """Ask, following redirects as long as `refusal` has nothing against the next address."""
        answers = [await self.get(request(url))]
        while answers[-1].location:
            target = answers[-1].location
            if target in {answer.url for answer in answers}:
                return Trail(tuple(answers), "its redirects lead in a circle")
            if len(answers) > MAX_REDIRECTS:
                return Trail(tuple(answers), f"more than {MAX_REDIRECTS} redirects")
            if reason := await refusal(target):
                return Trail(tuple(answers), reason)
            answers.append(await self.get(request(target)))
        return Trail(tuple(answers))

    async def _ask(self, request: Request, host: str) -> Answer:
        # Our addresses are encoded already; yarl would encode some of them differently.
        url = URL(request.url, encoded=True)
        began = time.monotonic()
        asked = self._session.get(url, headers=request.headers, allow_redirects=False)
        async with asked as response:
            retry_after = response.headers.get("Retry-After", "")
            seconds = time.monotonic() - began
            self._politeness.answered(host, response.status, seconds, retry_after)
            return await _answer(request, response)


@asynccontextmanager
async def open_fetcher(
    guard: AddressGuard, politeness: Politeness, contact: str, max_seconds: float = MAX_SECONDS
) -> AsyncIterator[Fetcher]:
    """Open a fetcher that names itself and, for the site's owner, a contact.

    No answer takes longer than `max_seconds`, from connecting to its last byte.
    """
    connector = TCPConnector(limit=0, socket_factory=_socket_factory(guard))
    async with ClientSession(
        connector=connector,
        cookie_jar=DummyCookieJar(),
        headers={
            "User-Agent": user_agent(contact),
            "Accept": ACCEPT,
            "Accept-Encoding": PACKINGS,
        },
        timeout=ClientTimeout(total=max_seconds),
        trust_env=False,
    ) as session:
        yield Fetcher(session, politeness)


def user_agent(contact: str) -> str:
    """Return how the crawler names itself and, where there is one, a contact (RFC 9110, 10.1.5)."""
    told = quote(contact.strip(), safe=SAFE_IN_COMMENT)
    return f"{AGENT}/{_version()}" + (f" (+{told})" if told else "")


def _socket_factory(guard: AddressGuard) -> Callable[[Any], socket.socket]:
    def open_socket(address: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, reached = address
        if reason := guard.refusal(reached[0], reached[1]):
            raise PermissionError(EACCES, reason)
        return socket.socket(family, kind, protocol)

    return open_socket


async def _answer(request: Request, response: ClientResponse) -> Answer:
    headers = response.headers
    content_type = headers.get("Content-Type", "")
    is_wanted = not content_type or content_type.lower().startswith(request.types or "")
    body = b""
    if response.status == 200 and is_wanted:
        _refuse_packing(headers.get("Content-Encoding", ""))
        body = await _body(response, request)
    return Answer(
        url=request.url,
        status=response.status,
        fetched_at=datetime.now(UTC),
        body=body,
        content_type=content_type,
        location=_location(request.url, response),
        etag=headers.get("ETag"),
        last_modified=headers.get("Last-Modified"),
        robots_tag="\n".join(headers.getall("X-Robots-Tag", ())),
    )


def _refuse_packing(encoding: str) -> None:
    """Raise FetchError for a body that would be kept packed, or unpacked in one piece."""
    if encoding.strip().lower() not in UNPACKED:
        raise FetchError(f"its body is packed as “{encoding[:40]}”, which was not asked for")


async def _body(response: ClientResponse, request: Request) -> bytes:
    body = bytearray()
    began = time.monotonic()
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        body += chunk
        if len(body) > request.max_bytes:
            if request.is_cut:
                return bytes(body[: request.max_bytes])
            raise PageTooLargeError(f"its body is larger than {request.max_bytes // 1024**2} MiB")
        seconds = time.monotonic() - began
        if seconds > GRACE_SECONDS and len(body) < seconds * LEAST_BYTES_A_SECOND:
            raise FetchError(f"its body came slower than {LEAST_BYTES_A_SECOND} bytes a second")
    return bytes(body)


def _location(url: str, response: ClientResponse) -> str:
    """Return where a redirect leads, in canonical form; FetchError if that is no web address."""
    location = response.headers.get("Location", "")
    if response.status not in REDIRECTS or not location:
        return ""
    try:
        return canonical_url(urljoin(url, location))
    except (InvalidAddressError, ValueError) as error:
        raise AddressRefusedError(f"it redirects to “{location}”, no public web address") from error


def _version() -> str:
    try:
        return version("kuutoshaku")
    except PackageNotFoundError:
        return "0"
