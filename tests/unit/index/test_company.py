import pytest

from corpus.index.company import company
from corpus.index.query_parser import parse_query
from corpus.index.query_terms import Group, Term
from corpus.index.schema import ENGLISH
from corpus.translation.freedict import FreeDict


def group(*words):
    return Group(tuple((Term(ENGLISH, word, "lemma"),) for word in words), "translation")


@pytest.fixture(scope="module")
def index(publish_once, make_document):
    titles = ["Layer modes", "Layer modes in use", "Level of water", "Space for art", "Water"]
    titles += ["Image size", "Image size and use", "Whole city", "The whole street"]
    return publish_once(
        *(
            make_document(f"/{n}", title, ("", f"About {title}."), language="en")
            for n, title in enumerate(titles)
        )
    )


def measured(index, *groups):
    return company(index.current_searcher().postings, groups)


def test_words_that_always_stand_together_keep_all_company(index):
    assert measured(index, group("layer"), group("mode"))[0, 1] == pytest.approx(1)


def test_words_that_never_do_keep_none(index):
    assert measured(index, group("layer"), group("space"))[0, 1] == 0


def test_words_that_sometimes_do_keep_some(index):
    assert 0 < measured(index, group("level"), group("water"))[0, 1] < 1


def test_a_word_nobody_names_keeps_none(index):
    assert not measured(index, group("layer"), group("zebra"), group("zebra", "layer"))[1:, :].any()


def test_all_words_of_a_group_must_be_named(index):
    together = measured(index, group("layer", "mode"), group("use"), group("layer", "water"))
    assert together[0, 1] > 0
    assert not together[2].any()


@pytest.mark.skipif(not FreeDict().is_installed, reason="the general dictionary is not installed")
def test_renderings_choose_each_other(index):
    """Koko is whole before it is size; of a picture (kuva) it is its size."""
    assert first_rendering(index, "koko", of="koko") == "whole"
    assert first_rendering(index, "kuvan koko", of="koko") == "size"


def first_rendering(index, typed, of):
    translated = index.search(parse_query(typed, language="fi")).translated
    return next(each.renderings[0] for each in translated if each.term == of)
