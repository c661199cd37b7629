import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.analysis.folding import folded
from corpus.analysis.unknown_words import MAX_DOTTED, dotted_spellings, is_form_of


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("resurssiviisaan", "resurssiviisas"),
        ("konseptoinnissa", "konseptointi"),
        ("hiilineutraalimmat", "hiilineutraali"),
        ("mentoreillemmekin", "mentori"),
    ],
)
def test_a_form_ends_as_forms_do(word, base):
    assert is_form_of(word, base)


@pytest.mark.parametrize(
    ("word", "base"),
    [("jyvaskyla", "jyvä"), ("ilmastokatu", "ilmasto"), ("ämpärihydro", "ämpäri")],
)
def test_a_word_with_more_than_an_ending_is_no_form(word, base):
    assert not is_form_of(word, base)


def test_the_dots_of_whole_stretches_are_put_on_longest_first():
    spellings = list(dotted_spellings("tyopaja"))
    assert spellings[0] == "työpäjä"
    assert "työpaja" in spellings


@pytest.mark.parametrize("word", ["foo", "työpaja", "quota", "a" * (MAX_DOTTED + 1)])
def test_short_dotted_foreign_and_endless_words_are_spelt_one_way(word):
    assert list(dotted_spellings(word)) == []


@given(st.text("abdefghijklmnoprstuvy", max_size=20))
def test_spellings_differ_in_dots_alone_and_are_few(word):
    spellings = list(dotted_spellings(word))
    assert all(folded(spelling) == word for spelling in spellings)
    assert len(spellings) == len(set(spellings)) <= MAX_DOTTED * (MAX_DOTTED + 1) // 2
