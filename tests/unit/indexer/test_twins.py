from __future__ import annotations

from corpus.document import Document, document_id
from indexer.twins import join_twins

FI, EN, OTHER = "https://6aika.fi/hanke/", "https://6aika.fi/en/project/", "https://6aika.fi/muu/"


def document(url, language, twins=None, **facts):
    return Document(document_id(url), url, "T", language, "project", (), twins=twins or {}, **facts)


def twins(documents, alternates=None):
    return {one.url: dict(one.twins) for one in join_twins(documents, alternates)}


def test_pages_that_name_each_other_are_twins():
    pair = [document(FI, "fi", {"en": EN}), document(EN, "en", {"fi": FI})]
    assert twins(pair) == {FI: {"en": EN}, EN: {"fi": FI}}


def test_claim_of_one_page_alone_is_dropped():
    assert twins([document(FI, "fi", {"en": EN}), document(EN, "en")]) == {FI: {}, EN: {}}


def test_claim_that_the_other_page_contradicts_is_dropped():
    pages = [
        document(FI, "fi", {"en": EN}),
        document(OTHER, "fi", {"en": EN}),
        document(EN, "en", {"fi": OTHER}),
    ]
    assert twins(pages) == {FI: {}, OTHER: {"en": EN}, EN: {"fi": OTHER}}


def test_twin_that_does_not_exist_is_dropped():
    assert twins([document(FI, "fi", {"en": EN})]) == {FI: {}}


def test_twin_in_the_same_language_is_none_whatever_the_page_declares():
    pages = [document(FI, "fi", {"en": EN}), document(EN, "fi", {"fi": FI})]
    assert twins(pages) == {FI: {}, EN: {}}


def test_sitemap_joins_pages_that_say_nothing():
    alternates = {FI: {"fi": FI, "en": f"{EN}?utm_source=x"}}
    expected = {FI: {"en": EN}, EN: {"fi": FI}}
    assert twins([document(FI, "fi"), document(EN, "en")], alternates) == expected


def test_sitemap_joins_a_page_whose_own_claim_is_wrong():
    pages = [document(FI, "fi"), document(EN, "en", {"fi": OTHER}), document(OTHER, "fi")]
    assert twins(pages, {FI: {"en": EN}})[EN] == {"fi": FI}


def test_pages_that_name_each_other_are_believed_before_the_sitemap():
    pages = [
        document(FI, "fi", {"en": EN}),
        document(EN, "en", {"fi": FI}),
        document(OTHER, "fi"),
    ]
    found = twins(pages, {OTHER: {"en": EN}})
    assert found == {FI: {"en": EN}, EN: {"fi": FI}, OTHER: {}}


def test_twins_share_what_they_are_about():
    pair = [
        document(FI, "fi", {"en": EN}, cities=("oulu",), years=(2019,)),
        document(EN, "en", {"fi": FI}, cities=("espoo",), themes=("mobility",), years=(2018,)),
    ]
    finnish, english = join_twins(pair)
    assert set(finnish.cities) == set(english.cities) == {"oulu", "espoo"}
    assert finnish.themes == english.themes == ("mobility",)
    assert finnish.years == english.years == (2018, 2019)


def test_documents_keep_their_number_and_order():
    pages = [document(f"https://6aika.fi/{number}/", "fi") for number in range(5)]
    assert [one.url for one in join_twins(pages)] == [one.url for one in pages]
