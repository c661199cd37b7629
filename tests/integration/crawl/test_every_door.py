"""Whatever spelling of an inner address comes in by whatever door, nothing connects to it."""

from __future__ import annotations

import asyncio
import socket
from queue import Queue
from threading import Thread

import pytest

from corpus.errors import AddressRefusedError, FetchError
from indexer.address_guard import AddressGuard
from indexer.answer import Request
from indexer.fetcher import open_fetcher
from indexer.politeness import Politeness

HOSTS = {
    "literal": "127.0.0.1",
    "another of the loopback network": "127.8.8.8",
    "unspecified": "0.0.0.0",  # noqa: S104 - an address to refuse, nothing binds to it
    "short": "127.1",
    "shorter": "0",
    "decimal": "2130706433",
    "hexadecimal": "0x7f000001",
    "hexadecimal parts": "0x7f.0x0.0x0.0x1",
    "octal": "017700000001",
    "octal parts": "0177.0.0.01",
    "mixed": "0x7f.1",
    "circled digits": "①②⑦.⓪.⓪.①",
    "full-width digits": "１２７．０．０．１",
    "percent-encoded": "%31%32%37.0.0.1",
    "a name": "localhost",
    "a name with a dot": "localhost.",
    "a name in capitals": "LOCALHOST",
    "IPv6": "[::1]",
    "IPv6 unspecified": "[::]",
    "IPv6 in full": "[0:0:0:0:0:0:0:1]",
    "mapped": "[::ffff:127.0.0.1]",
    "mapped in hexadecimal": "[::ffff:7f00:1]",
    "compatible": "[::127.0.0.1]",
    "6to4": "[2002:7f00:1::]",
    "Teredo": "[2001:0:7f00:1::1]",
    "NAT64": "[64:ff9b::7f00:1]",
    "local NAT64": "[64:ff9b:1::7f00:1]",
    "site-local": "[fec0::1]",
    "unique local": "[fd00::1]",
    "link-local": "[fe80::1]",
    "multicast": "224.0.0.1",
    "IPv6 multicast": "[ff02::1]",
    "broadcast": "255.255.255.255",
    "private": "10.0.0.1",
    "shared": "100.64.0.1",
    "metadata": "169.254.169.254",
    "IPv6 metadata": "[fd00:ec2::254]",
    "a user before it": "example.org@127.0.0.1",
    "a user and a password": "a:b@127.0.0.1",
    "a backslash before it": "127.0.0.1\\@example.org",
}


class Listener:
    """A socket on every address of this machine that counts who connects."""

    def __init__(self):
        self._socket = socket.create_server(("", 0))
        if socket.has_dualstack_ipv6():
            self._socket.close()
            self._socket = socket.create_server(
                ("", 0), family=socket.AF_INET6, dualstack_ipv6=True
            )
        self.port = self._socket.getsockname()[1]
        self._accepted = Queue()
        self._thread = Thread(target=self._accept)

    def _accept(self):
        while True:
            try:
                connection, peer = self._socket.accept()
            except OSError:
                return
            self._accepted.put(peer[1])
            connection.close()

    @property
    def accepted(self):
        """How many connected so far: those before one of our own, which is accepted in turn."""
        with socket.create_connection(("127.0.0.1", self.port)) as own:
            mark = own.getsockname()[1]
            return len(list(iter(lambda: self._accepted.get(timeout=10), mark)))

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


@pytest.fixture
def listener():
    with Listener() as listening:
        yield listening


def ask(guard, url):
    async def get():
        async with open_fetcher(guard, Politeness(0), "", max_seconds=3) as fetcher:
            return await fetcher.get(Request(url))

    return asyncio.run(get())


@pytest.mark.parametrize("host", HOSTS.values(), ids=HOSTS)
def test_the_connection_itself_is_refused(listener, host):
    guard = AddressGuard(ports=frozenset({listener.port}))
    with pytest.raises(FetchError):
        ask(guard, f"http://{host}:{listener.port}/")
    assert listener.accepted == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f000001", "localhost", "0x7f.1"])
def test_the_listener_would_have_counted_it(listener, host):
    guard = AddressGuard(private_ports=frozenset({listener.port}))
    with pytest.raises(FetchError):
        ask(guard, f"http://{host}:{listener.port}/")
    assert listener.accepted >= 1


@pytest.mark.parametrize("host", HOSTS.values(), ids=HOSTS)
def test_no_door_of_a_site_leads_to_it(site, listener, crawled, stored, host):
    inner = f"http://{host}:{listener.port}/"
    doors = ("/found", "/moved", "/refresh", "/canonical", "/base", "/languages", "/robots")
    site.page("/", inner, *doors)
    site.redirect("/found", inner, 302)
    site.redirect("/moved", inner, 308)
    site.answer("/refresh", f'<p>x<meta http-equiv="refresh" content="0; url={inner}">')
    site.answer("/canonical", f'<p>x<link rel="canonical" href="{inner}">')
    site.answer("/base", f'<base href="{inner}"><p>x<a href="y">y</a>')
    site.answer("/languages", f'<p>x<link rel="alternate" hreflang="en" href="{inner}">')
    site.answer("/robots.txt", f"Sitemap: {inner}map.xml\nSitemap: {site.url}map.xml")
    location = inner.replace("&", "&amp;")
    more = f"<sitemap><loc>{location}</loc></sitemap><sitemap><loc>{site.url}r</loc></sitemap>"
    site.answer("/map.xml", f"<sitemapindex><url><loc>{location}</loc></url>{more}</sitemapindex>")
    site.redirect("/r", f"{inner}map.xml")
    crawled(sitemaps=(f"{site.url}r",))
    assert "/" in stored()
    assert listener.accepted == 0


def test_robots_rules_that_move_there_are_not_read(site, listener, crawled):
    for host in HOSTS.values():
        site.redirect("/robots.txt", f"http://{host}:{listener.port}/robots.txt")
        assert crawled().unreachable
    assert listener.accepted == 0


@pytest.mark.parametrize("scheme", ["file", "ftp", "gopher", "data", "javascript", "ws", "dict"])
def test_no_scheme_but_the_webs_is_followed(site, listener, crawled, stored, scheme):
    inner = f"{scheme}://127.0.0.1:{listener.port}/"
    site.page("/", inner, "/moved")
    site.redirect("/moved", inner)
    site.answer("/robots.txt", f"Sitemap: {inner}")
    crawled()
    assert stored() == ["/"]
    assert listener.accepted == 0


def test_a_name_that_is_bound_to_another_address_meanwhile_is_refused(site, monkeypatch):
    """What the guard judges is the address of the connection, not an earlier answer's."""
    site.page("/")
    found = iter(["127.0.0.1", "169.254.169.254", "10.0.0.1"])

    def resolve(_host, port, *_, **__):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(found), port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    url = f"http://rebound.example:{site.port}/"
    free = AddressGuard(private_ports=frozenset({site.port}))
    assert ask(free, url).status == 200
    with pytest.raises(AddressRefusedError, match=r"169\.254\.169\.254"):
        ask(free, url)
    with pytest.raises(AddressRefusedError, match=r"10\.0\.0\.1"):
        ask(AddressGuard(ports=frozenset({site.port})), url)
    assert site.connections == 1


def test_a_name_with_several_inner_addresses_reaches_none_of_them(listener, monkeypatch):
    def resolve(_host, port, *_, **__):
        inner = ("127.0.0.1", "10.0.0.1", "169.254.169.254")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in inner]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    guard = AddressGuard(ports=frozenset({listener.port}))
    with pytest.raises(AddressRefusedError):
        ask(guard, f"http://many.example:{listener.port}/")
    assert listener.accepted == 0
