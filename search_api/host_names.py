"""Which names the service answers to, so that a forged Host gets into no link and no cache."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers

if TYPE_CHECKING:
    from starlette.types import Scope

    from corpus.settings import Settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
ANY = "*"


def host_names(settings: Settings) -> frozenset[str]:
    """Return the names of this machine, of the public address and of those that were set."""
    listed = {name.strip().lower() for name in settings.allowed_hosts.split(",")}
    public = urlsplit(settings.public_url).hostname
    return frozenset((LOOPBACK | listed | {public or ""}) - {""})


def is_ours(scope: Scope, names: frozenset[str]) -> bool:
    """Tell whether a request names a host that we are, or the very address it came in at."""
    asked = Headers(scope=scope).get("host")
    if asked is None or ANY in names:
        return True
    try:
        name = urlsplit(f"//{asked}").hostname
    except ValueError:
        return False
    here = (scope.get("server") or ("", 0))[0]
    return name is not None and (name in names or name == str(here).lower())
