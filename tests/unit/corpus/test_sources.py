from __future__ import annotations

import pytest

from corpus.errors import InvalidAddressError, SourcesError
from corpus.settings import PACKAGED_SOURCES
from corpus.sources import Source, load_sources

GOOD = """
[[source]]
name = "a"
seeds = ["https://a.fi"]
allow = ["https://a.fi"]
"""


@pytest.fixture
def load(tmp_path):
    def from_text(text):
        path = tmp_path / "sources.toml"
        path.write_text(text, encoding="utf-8")
        return load_sources(path)

    return from_text


def test_the_packaged_sources_are_the_six_city_strategy():
    (source,) = load_sources(PACKAGED_SOURCES)
    assert source.titles == {"fi": "6Aika", "en": "The Six City Strategy"}
    assert source.seeds == ("https://6aika.fi/", "https://6aika.fi/en/frontpage/")
    assert source.types["/project/"] == "project"


def test_what_a_source_leaves_out_is_filled_in(load):
    (source,) = load(GOOD)
    assert source == Source("a", seeds=("https://a.fi/",), allow=("https://a.fi/",))
    assert source.delay_seconds == 1.0
    assert not source.allow_private_addresses


def test_a_missing_file_is_named_with_what_to_do(tmp_path):
    with pytest.raises(SourcesError, match=r"nowhere\.toml.*KUUTOSHAKU_SOURCES"):
        load_sources(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD + "x = \ny = 1", r"sources\.toml is not valid TOML: .*line 6"),
        ("", "line 1: there is no"),
        ('source = ["https://a.fi"]', "line 1: there is no"),
        ("sources = []", "line 1: unknown key “sources”"),
        (
            GOOD + "delay_second = 2",
            "line 6: unknown key “delay_second”; did you mean “delay_seconds”",
        ),
        (GOOD + 'max_pages = "9"', "line 6: “max_pages” must be a whole number"),
        (GOOD + "max_pages = true", "line 6: “max_pages” must be a whole number"),
        (GOOD + "max_pages = -1", "line 6: “max_pages” must not be below zero"),
        (GOOD + "allow_private_addresses = 1", "line 6: .* must be true or false"),
        (GOOD + "deny = [1]", "line 6: “deny” must be a list of address prefixes"),
        (GOOD + 'deny = ["/wp-admin/"]', "line 6: “deny”: “/wp-admin/” is not an http"),
        (GOOD + 'types = { "/p/" = "projekti" }', "line 6: “projekti” is no document type"),
        (GOOD + '[source.types]\n"/p/" = "x"', "line 6: “x” is no document type"),
        (GOOD + '[[source]]\nname = "b"\nseeds = ["https://b.fi"]', "line 6: “allow” is missing"),
        (GOOD + GOOD.replace("allow", "alow"), "line 10: unknown key “alow”; .*“allow”"),
        (GOOD + GOOD, "line 8: a second source is named “a”"),
    ],
)
def test_a_fault_is_named_with_its_line_and_key(load, text, message):
    with pytest.raises(SourcesError, match=message):
        load(text)


SOURCE = Source(
    "a",
    allow=("https://a.fi", "http://b.fi/en/"),
    deny=("https://a.fi/admin/",),
    drop_parameters=("posts2",),
)


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://A.fi/x?posts2=1#top", "https://a.fi/x"),
        ("http://a.fi/x", "https://a.fi/x"),
        ("http://b.fi/en/x", "http://b.fi/en/x"),
        ("https://b.fi/en/x", None),
        ("http://b.fi/fi/x", None),
        ("https://a.fi/admin/x", None),
        ("https://a.fi.evil.example/", None),
        ("https://a.fi@evil.example/", None),
        ("https://a.fi:8443/", None),
        ("https://a.fi/x/../admin/", None),
        ("mailto:a@a.fi", None),
    ],
)
def test_only_links_within_the_source_have_an_address(link, address):
    assert SOURCE.address(link) == address


def test_a_source_of_no_web_address_is_refused():
    with pytest.raises(InvalidAddressError):
        Source("a", seeds=("ftp://a.fi/",))
