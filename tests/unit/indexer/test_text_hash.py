from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.document import Page
from corpus.sources import Source
from indexer.text_hash import text_hash

NOW = datetime(2026, 11, 24, tzinfo=UTC)
PAGE = """<html lang="fi"><head><title>Opit</title><meta name="description" content="Kuvaus">
<meta property="article:modified_time" content="2026-11-01"></head>
<body><nav>Etusivu</nav><main><h1>Opit</h1>
<p>Kokeilusta opittiin paljon, ja siitä kerrotaan nyt.</p>
<h2 id="tulokset">Tulokset</h2><p>Tulokset olivat hyviä kaikissa kuudessa kaupungissa.</p></main>
<footer>Sivu tehty 24.11.2026 klo 8.00.01</footer></body></html>"""


def hashed(html, url="https://a.fi/opit/", **changes):
    return text_hash(Page(url, url, 200, "text/html", html.encode(), NOW, **changes), Source("a"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("klo 8.00.01", "klo 9.30.59"),
        ("<nav>Etusivu</nav>", '<nav class="x">Etusivu <a href="/uutta">Uutta</a></nav>'),
        ("2026-11-01", "2026-11-24"),
        ("<body>", '<body><script>nonce="1"</script>'),
        ("<p>", '<p data-token="7">'),
    ],
)
def test_a_change_around_the_text_is_none(old, new):
    assert hashed(PAGE.replace(old, new)) == hashed(PAGE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("opittiin paljon", "opittiin vähän"),
        ("<title>Opit</title>", '<title>Opit</title><meta name="robots" content="noindex">'),
        ("<h1>Opit</h1>", "<h1>Opit ja tulokset</h1>"),
        ('id="tulokset"', 'id="t"'),
        ('content="Kuvaus"', 'content="Toinen"'),
        ("</head>", '<link rel="canonical" href="https://a.fi/muu/"></head>'),
    ],
)
def test_a_change_of_what_readers_find_is_one(old, new):
    assert hashed(PAGE.replace(old, new)) != hashed(PAGE)


def test_a_header_that_forbids_indexing_is_a_change():
    assert hashed(PAGE, robots_tag="noindex") != hashed(PAGE)


def test_a_page_that_cannot_be_read_says_the_same_as_itself():
    assert hashed("") == hashed(" ")


def test_pages_that_say_the_same_have_one_hash_whatever_their_address():
    login = "<html><body><form><p>Kirjaudu sisään jatkaaksesi lukemista tällä sivulla.</p></form>"
    for html in (PAGE, login):
        assert hashed(html, "https://a.fi/yksi/") == hashed(html, "https://a.fi/kaksi/")
