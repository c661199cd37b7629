"""The service on a socket, in one process or several."""

from __future__ import annotations

import errno
import os
import socket
from typing import TYPE_CHECKING

from pydantic import SecretStr
from uvicorn import Config, Server
from uvicorn.supervisors import Multiprocess

from corpus.errors import SettingsError
from corpus.settings import read_settings
from search_api.app import create_app
from search_api.event_log import start_log

if TYPE_CHECKING:
    from fastapi import FastAPI

    from corpus.settings import Settings

GRACE_SECONDS = 10


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address; port 0 takes a free one.

    Raises SettingsError where the address is taken or not ours.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        # Whoever connects from now on waits for the service instead of being turned away.
        listening.listen()
    except (OSError, OverflowError) as error:
        listening.close()
        raise SettingsError(_refusal(host, port, error)) from error
    return listening


def address_of(listening: socket.socket) -> str:
    """Return the web address of a bound socket."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve_on(listening: socket.socket, settings: Settings, workers: int = 1) -> None:
    """Answer requests until told to stop by a signal."""
    start_log(settings)
    if workers == 1:
        Server(_config(create_app(settings))).run(sockets=[listening])
        return
    _hand_on(settings)
    config = _config("search_api.server:app_from_environment", factory=True, workers=workers)
    Multiprocess(config, sockets=[listening]).run()


def app_from_environment() -> FastAPI:
    """Return the service as the environment sets it, for worker processes."""
    settings = read_settings()
    start_log(settings)
    return create_app(settings)


def _config(app: FastAPI | str, *, factory: bool = False, workers: int = 1) -> Config:
    return Config(
        app,
        factory=factory,
        workers=workers,
        server_header=False,
        access_log=False,
        log_config=None,  # its events go where ours go
        proxy_headers=False,  # who may say for whom it asks is set in KUUTOSHAKU_TRUSTED_PROXIES
        log_level="warning",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def _hand_on(settings: Settings) -> None:
    """Worker processes start anew and read their settings from the environment."""
    for name, value in settings:
        text = value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        os.environ[f"KUUTOSHAKU_{name.upper()}"] = text


def _refusal(host: str, port: int, error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is in use by another program. "
            f"Stop that program or choose another port, such as --port {port + 1}."
        )
    return f"Cannot listen on {host} port {port}: {error}. Choose another --host or --port."
