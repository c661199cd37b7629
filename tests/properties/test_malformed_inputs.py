"""Thousands of malformed inputs, each made from a seed: all are read or refused by name, soon."""

from __future__ import annotations

import gzip
import resource
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from corpus.canonical_url import canonical_url
from corpus.document import Page
from corpus.errors import KuutoshakuError
from corpus.sample_site.answers import Answers
from corpus.sample_site.site_content import SiteContent
from indexer.charset import charset_of
from indexer.extractor import extract
from indexer.links import read_links
from indexer.moment import read_header_moment
from indexer.politeness import retry_after_seconds
from indexer.robots import read_robots
from indexer.robots_directives import header_directives, meta_directives
from indexer.sitemaps import read_sitemap
from indexer.traps import trap

SEED = 20261124
URL = "https://6aika.fi/hanke/kokeilu/"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
# One second each on an idle machine; two busy cores have made the same work five times as long.
MOST_CPU_SECONDS = 1.0
BUSY = 5
DEEPEST = 100_000
# Of a hundred inputs. A PDF is read in a process of its own, a tenth of a second each.
SHARES = {
    "html": 46,
    "deep": 1,
    "json_ld": 10,
    "sitemap": 12,
    "robots": 8,
    "url": 12,
    "header": 9,
    "pdf": 2,
}
JUNK = (
    *("<", ">", "</", "<!--", "-->", "]]>", "<![CDATA[", "&", "&#x110000;", "&#0;", "&amp", '"'),
    *("\x00", "\ufffe", "\u202e", "\u00ad", "{", "}", "[", "<script>", "</style>", "<plaintext>"),
    *("<table><tr>", "<svg><p>", "<template>", "<base href='//['>", "<h2 id=opit>", "<p hidden>"),
    *("<select><option>", "<title>", "<frameset>", "<math><mi>", "<a href='http://[::1'>"),
)
CHARSETS = ("utf-8", "utf-16", "utf-7", "windows-1252", "shift_jis", "utf-32", "none", "\x00", "")


@pytest.fixture(scope="module")
def made():
    """Return a function from a seed and a number to (kind, what reads it)."""
    pages = [path.read_bytes() for path in _folder("extraction/in").glob("*.html")]
    content = SiteContent()
    answers = Answers(content)
    pages += [answers.answer(path, "https://6aika.fi").body for path in sorted(content.pages)[::8]]
    pdfs = [answers.answer(path, "https://6aika.fi").body for path in sorted(content.pdfs)]
    sitemap = b"".join(_sitemap_lines())
    makers = {
        "html": lambda random: _html(random, random.choice(pages)),
        "deep": _deep,
        "json_ld": _json_ld,
        "sitemap": lambda random: _sitemap(random, sitemap),
        "robots": _robots,
        "url": _url,
        "header": _header,
        "pdf": lambda random: _pdf(random, random.choice(pdfs)),
    }
    kinds = [kind for kind, share in SHARES.items() for _ in range(share)]

    def make(number):
        random = Random(f"{SEED} {number}")  # noqa: S311 - no secret is made of it
        kind = kinds[number % len(kinds)]
        return kind, makers[kind](random)

    return make


def read_all(made, count):
    counts, slowest = Counter(), {}
    for number in range(count):
        kind, read = made(number)
        begun = cpu_seconds()
        try:
            read()
            counts[kind, "read"] += 1
        except KuutoshakuError:
            counts[kind, "refused"] += 1
        except BaseException as error:
            error.add_note(f"seed {SEED}, input {number}, a malformed {kind}")
            raise
        seconds = cpu_seconds() - begun
        slowest[kind] = max(slowest.get(kind, (0, 0)), (seconds, number))
    return counts, slowest


def cpu_seconds():
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


@pytest.mark.parametrize(
    "count",
    [1_000, pytest.param(10_000, marks=[pytest.mark.slow, pytest.mark.timeout(1800)])],
)
def test_every_malformed_input_is_read_or_refused_in_time(made, count):
    counts, slowest = read_all(made, count)
    print(f"seed {SEED}, {count} inputs: {dict(counts)}; slowest {slowest}")  # noqa: T201
    assert counts.total() == count
    # Were all refused, nothing would have been tried; PDFs mostly are.
    assert all(counts[kind, "read"] for kind in SHARES)
    late = {kind: worst for kind, worst in slowest.items() if worst[0] > MOST_CPU_SECONDS * BUSY}
    assert not late, f"seed {SEED}: (seconds, input) of kinds {late}"


def _folder(name):
    return Path(__file__).parents[1] / name


def _damaged(random, body):
    """Return bytes with a few of the things done to them that files suffer."""
    body = bytearray(body)
    for _ in range(random.randint(1, 6)):
        start = random.randrange(len(body) + 1)
        end = min(len(body), start + random.choice((1, 8, 200, 3000)))
        match random.randrange(6):
            case 0:
                del body[start:]
            case 1:
                del body[start:end]
            case 2:
                body[start:start] = body[start:end] * random.choice((1, 2, 20))
            case 3:
                body[start:start] = random.choice(JUNK).encode("utf-8") * random.choice((1, 1, 500))
            case 4:
                body[start:end] = random.randbytes(end - start)
            case _:
                body[start:end] = bytes(byte ^ 1 << random.randrange(8) for byte in body[start:end])
    return bytes(body)


def _attribute(random):
    name = random.choice(("id", "class", "style", "href", "alt", "data-x", "colspan", "lang"))
    length = random.choice((0, 10, 50_000))
    return f"<p {name}='{random.choice(('x', 'a b ', '9', 'ä'))}".encode() + b"x " * length + b"'>"


def _page(body, content_type):
    page = Page(URL, URL, 200, content_type, body, NOW)
    return lambda: (read_links(page), extract(page))


def _html(random, body):
    match random.randrange(5):
        case 0:
            heading = f"<h2 id='{random.choice(('opit', '', 'ö', 'a b'))}'>Opit</h2><p>x</p>"
            body = body.replace(b"</h1>", b"</h1>" + heading.encode() * random.choice((2, 300)), 1)
        case 1:
            body = body.replace(b"<p>", _attribute(random), 2)
        case 2:
            body = body.decode("utf-8", "replace").encode(
                random.choice(("utf-16", "utf-32", "cp1252")), "replace"
            )
    content_type = f"text/html; charset={random.choice(CHARSETS)}"
    return _page(_damaged(random, body), random.choice((content_type, "text/html", "")))


def _deep(random):
    names = random.choice(("div", "b", "ul><li", "blockquote", "span", "font", "section", "i"))
    depth = random.choice((1_000, 10_000, DEEPEST))
    return _page(f"<h1>Syvällä</h1><p>Teksti.{f'<{names}>' * depth}pohja".encode(), "text/html")


def _json_ld(random):
    text = (
        '{"@context": "https://schema.org", "@graph": [{"@type": ["Article", 7], "datePublished":'
        ' "2019-05-02", "headline": "Kokeilu"}, {"@type": "BreadcrumbList", "itemListElement": '
        '[{"item": {"name": null}}]}, {"@type": "Event", "startDate": {"@value": []}}]}'
    )
    nested = random.choice(("", "[" * 100_000, '{"a":' * 5_000, '{"@graph":[' * 900, "9" * 9_000))
    told = nested + _damaged(random, text.encode()).decode("utf-8", "replace")
    head = f"<script type='application/ld+json'>{told}</script>"
    return _page(f"{head}<p>Kokeilu opetti meille paljon.".encode(), "text/html")


def _sitemap_lines():
    yield b'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://s" xmlns:x="http://x">'
    for number in range(40):
        yield b"<url><loc>https://6aika.fi/%d/</loc><lastmod>2019-05-02</lastmod>" % number
        yield b'<x:link rel="alternate" hreflang="en" href="/en/%d/"/></url>' % number
    yield b"</urlset>"


def _laughs(random):
    levels = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, random.choice((3, 9, 30)))
    )
    return f'<!DOCTYPE u [<!ENTITY a0 "ha">{levels}]><urlset><url><loc>&a8;</loc></url>'.encode()


def _outside(random):
    where = random.choice(("file:///etc/passwd", "http://127.0.0.1:1/", "//["))
    return f'<!DOCTYPE u [<!ENTITY % e SYSTEM "{where}">%e;<!ENTITY f SYSTEM "{where}">]>'.encode()


def _sitemap(random, body):
    match random.randrange(6):
        case 0:
            body = _laughs(random)
        case 1:
            body = _outside(random) + body
        case 2:
            packed = gzip.compress(body * random.choice((1, 300)), 9)
            body = packed[: random.randrange(2, len(packed) + 1)]
        case 3:
            body = b"\x1f\x8b\x08\x00" + _damaged(random, gzip.compress(body))
        case _:
            body = _damaged(random, body)
    return lambda: [entry.url for entry in read_sitemap(body).entries]


def _robots(random):
    lines = (
        *(
            "User-agent: *",
            "User-agent: Kuutoshaku",
            "Disallow: /" + "*a" * 2_000 + "$",
            "Allow: %",
        ),
        *(
            "Crawl-delay: -1e400",
            "Sitemap: //[",
            "\ufeffUSER AGENT:",
            "Disallow: /\x00%zz",
            ":",
            "#",
        ),
    )
    text = "\n".join(random.choices(lines, k=random.choice((3, 40, 3_000))))
    body = _damaged(random, text.encode())
    status = random.choice((200, 200, 200, 204, 301, 404, 429, 503, 999))

    def read():
        rules = read_robots(status, body)
        return rules.forbids(URL + "a" * 500), rules.delay_seconds

    return read


def _url(random):
    parts = (
        "http",
        "://",
        "//",
        "[",
        "]",
        "::1",
        "@",
        ":",
        "99999",
        "%",
        "%zz",
        "%00",
        "..",
        "/",
        "\\",
    )
    more = (
        "?",
        "&",
        "=",
        "#",
        ";jsessionid=",
        "ä",
        "\u00ad",
        "①",
        "xn--",
        ".",
        "\ud800",
        "a" * 5_000,
    )
    start = random.choice(("https://6aika.fi/", "http://", "https://[", "//", "HTTPS:\t//6aika.fi"))
    url = start + "".join(random.choices(parts + more, k=random.randint(0, 30)))
    page = f"<a href='{url}'>x</a><link rel=canonical href='{url}'><p>Kokeilu opetti meille."
    reading = _page(page.encode("utf-8", "replace"), "text/html")
    return lambda: (reading(), trap(canonical_url(url)))


def _header(random):
    parts = (
        "noindex",
        ":",
        ",",
        "googlebot",
        "unavailable_after: ",
        "Fri, 31 Feb 2026 25:61:00 GMT",
    )
    more = (
        "9" * 400,
        "1e999",
        "charset=",
        "\x00",
        "\x80",
        ";",
        "=",
        '"',
        "a" * 9_000,
        "2026-99-99",
    )
    text = "".join(random.choices(parts + more, k=random.randint(0, 40)))

    def read():
        header_directives(text, NOW)
        meta_directives(text, NOW)
        read_header_moment(text)
        retry_after_seconds(text, NOW)
        return b"<p>x".decode(charset_of(text, b"<p>x"), "replace")

    return read


def _pdf(random, body):
    body = _damaged(random, body) if random.random() < 0.8 else body[: random.randrange(len(body))]
    return _page(b"%PDF-" + body.removeprefix(b"%PDF-"), "application/pdf")
