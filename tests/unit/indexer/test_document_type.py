from __future__ import annotations

import pytest

from indexer.document_type import breadcrumb, document_type
from indexer.page_head import PageHead

SITE = "https://6aika.fi"
TYPES = {"/en/project/": "project", "/en/project/results-": "result"}


def kind(path, title="Otsikko", head=None, types=None, *, is_dated=False):
    return document_type(SITE + path, title, head or PageHead(), types or {}, is_dated=is_dated)


def trail(*labels):
    steps = [{"@type": "ListItem", "name": label} for label in labels]
    return PageHead(json_ld=({"@type": "BreadcrumbList", "itemListElement": steps},))


def test_longest_prefix_of_the_source_wins():
    assert kind("/en/project/hnry/", types=TYPES) == "project"
    assert kind("/en/project/results-hnry/", types=TYPES) == "result"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/tapahtumat/verkko-olkkari/", "event"),
        ("/tuloksia-duunipolku/", "result"),
        ("/project/hnry/", "project"),
        ("/en/guides/sandbox/", "guide"),
        ("/tapahtumat/", "page"),
        ("/jokin/", "page"),
    ],
)
def test_address_tells_the_type(path, expected):
    assert kind(path) == expected


def test_innermost_breadcrumb_tells_the_type():
    assert kind("/x/", head=trail("Etusivu", "Hankkeet", "Työkalupakki")) == "guide"


def test_page_without_a_date_is_no_article():
    assert kind("/x/", head=trail("Etusivu", "Ajankohtaista")) == "page"
    assert kind("/x/", head=trail("Etusivu", "Ajankohtaista"), is_dated=True) == "article"


def test_dated_page_without_any_sign_is_an_article():
    assert kind("/x/", is_dated=True) == "article"


def test_title_tells_guides_and_results():
    assert kind("/x/", "Avoimien innovaatioalustojen käsikirja") == "guide"
    assert kind("/x/", "Results: Climate Street") == "result"
    assert kind("/x/", "Oppaat ja ohjeet") == "page"


@pytest.mark.parametrize("steps", [None, "x", [1, {"item": 3}], {}])
def test_malformed_breadcrumbs_say_nothing(steps):
    head = PageHead(json_ld=({"@type": "BreadcrumbList", "itemListElement": steps},))
    assert kind("/x/", head=head) == "page"
    assert all(isinstance(label, str) for label in breadcrumb(head))
