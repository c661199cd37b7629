from __future__ import annotations

import pytest

from corpus.errors import SettingsError
from search_api.client_prefix import client_prefix, networks


def prefix(peer, *forwarded, proxies=""):
    headers = [(b"x-forwarded-for", each.encode()) for each in forwarded]
    scope = {"type": "http", "client": peer and (peer, 1), "headers": headers}
    return client_prefix(scope, networks(proxies))


def test_an_ipv4_address_is_a_client():
    assert prefix("192.0.2.7") == "192.0.2.7"
    assert prefix("::ffff:192.0.2.7") == "192.0.2.7"


def test_of_ipv6_the_network_is_the_client():
    assert prefix("2001:db8:1:2:3:4:5:6") == prefix("2001:db8:1:2::9") == "2001:db8:1:2::/64"
    assert prefix("2001:db8:1:3::9") != prefix("2001:db8:1:2::9")


def test_without_proxies_nobody_else_can_say_who_asks():
    assert prefix("192.0.2.7", "198.51.100.1") == "192.0.2.7"
    assert prefix("127.0.0.1", "198.51.100.1") == "127.0.0.1"


def test_a_trusted_proxy_names_its_client():
    assert prefix("10.0.0.5", "198.51.100.1", proxies="10.0.0.0/8") == "198.51.100.1"


def test_what_a_client_says_before_its_proxy_speaks_is_not_believed():
    spoofed = [
        prefix("10.0.0.5", f"203.0.113.{n}, 198.51.100.1", proxies="10.0.0.5") for n in (1, 2)
    ]
    assert spoofed == ["198.51.100.1"] * 2
    assert prefix("10.0.0.5", "203.0.113.1", "198.51.100.1", proxies="10.0.0.5") == "198.51.100.1"


def test_several_proxies_in_a_row_are_passed():
    chain = "198.51.100.1, 10.0.0.7, 10.0.0.6"
    assert prefix("10.0.0.5", chain, proxies="10.0.0.0/24") == "198.51.100.1"


@pytest.mark.parametrize("forwarded", ["", "unknown", "198.51.100.1, nonsense", "a" * 9000])
def test_nonsense_leaves_the_last_who_is_known(forwarded):
    assert prefix("10.0.0.5", forwarded, proxies="10.0.0.5") == "10.0.0.5"


def test_who_has_no_address_is_one_client():
    assert prefix(None) == "unknown"


@pytest.mark.parametrize("text", ["proxy.example", "10.0.0.1/8", "300.1.1.1"])
def test_a_proxy_that_is_no_network_is_told_plainly(text):
    with pytest.raises(SettingsError, match="KUUTOSHAKU_TRUSTED_PROXIES"):
        networks(text)
