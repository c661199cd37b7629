"""Which network addresses a crawl may connect to."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus.canonical_url import DEFAULT_PORTS

if TYPE_CHECKING:
    from corpus.sources import Source

PUBLIC_PORTS = frozenset(DEFAULT_PORTS.values())
# Networks whose last 32 bits are an IPv4 address that a gateway, or the kernel, may connect to.
EMBEDDING_IPV4 = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"))
# Where clouds hand out secrets, beside 169.254.169.254; not all of them count as private.
METADATA = frozenset(map(ip_address, ("fd00:ec2::254", "192.0.0.192", "100.100.100.200")))
LOCAL_TRANSLATION = IPv6Network("64:ff9b:1::/48")


@dataclass(frozen=True, slots=True)
class AddressGuard:
    """Refuses addresses and ports by where a connection would really go.

    `private_ports` is empty unless the source allows private addresses.
    """

    ports: frozenset[int] = PUBLIC_PORTS
    private_ports: frozenset[int] = frozenset()

    def refusal(self, address: str, port: int) -> str | None:
        """Say why a resolved address may not be connected to, or None if it may."""
        if port not in self.ports | self.private_ports:
            return f"port {port} is none of those a site may use"
        try:
            reached = _unwrapped(ip_address(address))
        except ValueError:
            return f"{address} is not a network address"
        if all(_is_public(one) for one in reached):
            return None
        if port in self.private_ports and all(_is_own(one) for one in reached):
            return None
        return f"{address} is not a public address"


def guard_of(source: Source) -> AddressGuard:
    """Return the guard for a source: private addresses only where its file allows them."""
    if not source.allow_private_addresses:
        return AddressGuard()
    return AddressGuard(private_ports=frozenset(_port(prefix) for prefix in source.allow))


def _port(url: str) -> int:
    parts = urlsplit(url)
    return parts.port or DEFAULT_PORTS[parts.scheme]


def _unwrapped(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """Return the address with every IPv4 address that is wrapped in it."""
    if isinstance(address, IPv4Address):
        return [address]
    wrapped = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in EMBEDDING_IPV4):
        wrapped.append(IPv4Address(int(address) & 0xFFFFFFFF))
    found: list[IPv4Address | IPv6Address] = [one for one in wrapped if one is not None]
    # A mapped address is only its IPv4 self; the others also name a network of their own.
    return found if address.ipv4_mapped else [address, *found]


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if address.is_multicast or address in METADATA or not address.is_global:
        return False
    if isinstance(address, IPv4Address):
        return True
    return not address.is_site_local and address not in LOCAL_TRANSLATION


def _is_own(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether an address is of one's own machine or network, and no metadata service."""
    barred = address.is_multicast or address.is_link_local or address.is_unspecified
    return address not in METADATA and not barred and (address.is_private or address.is_loopback)
