"""The service on a real socket: what the server around it does with what clients send."""

from __future__ import annotations

import socket
import threading
from contextlib import closing

import pytest
from uvicorn import Server

from search_api.app import create_app
from search_api.server import _config, listen


@pytest.fixture(scope="module")
def port(published):
    server = Server(_config(create_app(published)))
    with listen("127.0.0.1", 0) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join()


def sent(port: int, request: bytes) -> bytes:
    with closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as connection:
        connection.sendall(request)
        parts = []
        try:
            while part := connection.recv(65536):
                parts.append(part)
        except ConnectionResetError:
            pass  # it need not read all that it refuses
    return b"".join(parts)


def asked(path: str, *headers: str, method: str = "GET") -> bytes:
    lines = (f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", *headers)
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


TOO_MUCH = [
    asked("/api/v1/search?q=" + "a" * 200_000),
    asked("/health/live", "X-Long: " + "a" * 200_000),
    asked("/health/live", *(f"X-{n}: {'a' * 100}" for n in range(2000))),
    b"GET /health/live HTTP/1.1\r\nHost: local\x00host\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 100 + b"\r\n\r\n",
    asked("/health/live", "Content-Length: many"),
]


@pytest.mark.parametrize("request_sent", TOO_MUCH, ids=range(len(TOO_MUCH)))
def test_what_is_too_much_or_no_request_is_refused_and_the_service_lives(port, request_sent):
    answer = sent(port, request_sent)
    assert not answer or answer.startswith((b"HTTP/1.1 4", b"HTTP/1.1 200"))
    assert sent(port, asked("/health/live")).startswith(b"HTTP/1.1 200")


def test_head_sends_no_body(port):
    answer = sent(port, asked("/api/v1/search?q=kokeilu", method="HEAD"))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert b"content-length: " in head.lower()
    assert body == b""


def test_the_server_does_not_name_itself(port):
    assert b"\r\nserver:" not in sent(port, asked("/fi/")).lower()


def test_forwarding_headers_do_not_reach_the_service_by_way_of_the_server(port):
    answer = sent(port, asked("/", "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.example"))
    assert b"evil" not in answer
    assert answer.startswith(b"HTTP/1.1 302")
