"""Who asks: the part of an address that stands for one client, and which proxies may name it."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, TypeAlias

from starlette.datastructures import Headers

from corpus.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import Scope

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network
# A household or an office is given a /64, and can take any address in it.
IPV6_PREFIX = 64


def networks(text: str) -> tuple[Network, ...]:
    """Return the networks of a list with commas; raises SettingsError."""
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise SettingsError(
            f"KUUTOSHAKU_TRUSTED_PROXIES: {error}. "
            "Write addresses or networks with commas, such as 10.0.0.5, 192.168.1.0/24."
        ) from error


def client_prefix(scope: Scope, proxies: Sequence[Network]) -> str:
    """Return the address of a request's client, of IPv6 the first 64 bits.

    X-Forwarded-For is read from its end for as long as those who wrote it are trusted proxies.
    """
    peer = (scope.get("client") or ("unknown", 0))[0]
    named = ",".join(Headers(scope=scope).getlist("x-forwarded-for")).split(",")
    while _is_trusted(peer, proxies) and named:
        before = named.pop().strip()
        if _address(before) is None:
            break
        peer = before
    return _prefix(peer)


def _address(text: str) -> Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_trusted(peer: str, proxies: Sequence[Network]) -> bool:
    address = _address(peer)
    return address is not None and any(address in network for network in proxies)


def _prefix(peer: str) -> str:
    address = _address(peer)
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), IPV6_PREFIX), strict=False))
    return str(address or peer)
