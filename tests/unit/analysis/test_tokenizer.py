import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.analysis.tokenizer import MAX_WORD_LENGTH, normal_text, tokens


def test_a_colon_joins_a_case_ending_but_not_a_clock_time():
    assert [t.exact for t in tokens("EU:n 12:30")] == ["eu:n", "12", "30"]


def test_soft_hyphens_and_typographic_hyphens_do_not_split_words():
    assert [t.exact for t in tokens("kuutos\u00adkaupungit pk\u2011yritys")] == [
        "kuutoskaupungit",
        "pk-yritys",
    ]


def test_an_overlong_run_of_letters_is_passed_over():
    assert [t.exact for t in tokens("a" * (MAX_WORD_LENGTH + 1) + " hanke")] == ["hanke"]


@given(st.text())
def test_every_token_is_a_slice_of_the_text_in_order(text):
    found = list(tokens(text))
    assert all(text[t.start : t.end] == t.surface for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.text())
def test_normal_text_is_composed_and_stays_so(text):
    normal = normal_text(text)
    assert normal == normal_text(normal)
    assert unicodedata.is_normalized("NFC", normal)
