from __future__ import annotations

import pytest

from corpus.sources import Source
from indexer.address_guard import AddressGuard, guard_of

PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",  # noqa: S104 - an address to refuse, nothing binds to it
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "192.0.0.1",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "2001:0:7f00:1::1",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "localhost",
    "2130706433",
]
PUBLIC = ["8.8.8.8", "193.166.3.2", "2001:708:10:6004::11", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_refused(address):
    assert AddressGuard().refusal(address, 443)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_let_through(address):
    assert AddressGuard().refusal(address, 443) is None


@pytest.mark.parametrize("port", [0, 22, 25, 6379, 8001, 8080])
def test_other_ports_than_the_webs_are_refused(port):
    assert AddressGuard().refusal("8.8.8.8", port)


OWN = Source("own", allow=("http://127.0.0.1:8001/",), allow_private_addresses=True)


def test_a_source_that_allows_it_reaches_its_own_machine_at_the_port_it_names():
    assert guard_of(OWN).refusal("127.0.0.1", 8001) is None
    assert guard_of(OWN).refusal("::ffff:127.0.0.1", 8001) is None


@pytest.mark.parametrize("port", [80, 443, 6379, 8002])
def test_no_other_port_of_ones_own_machine_is_free(port):
    assert guard_of(OWN).refusal("127.0.0.1", port)


@pytest.mark.parametrize(
    "address",
    [
        *("169.254.169.254", "fd00:ec2::254", "192.0.0.192", "100.100.100.200"),
        *("::ffff:169.254.169.254", "fe80::1", "224.0.0.1", "ff02::1", "::"),
    ],
)
def test_metadata_services_and_multicast_are_never_reached(address):
    assert guard_of(OWN).refusal(address, 8001)


def test_naming_a_port_is_not_enough_to_reach_a_private_address():
    source = Source("public", allow=("http://127.0.0.1:8001/",))
    assert guard_of(source).refusal("127.0.0.1", 8001)
