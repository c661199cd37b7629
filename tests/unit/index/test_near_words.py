"""Words spelt nearly alike: what is found, and how far apart."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.index.edits import Edits
from corpus.index.near_words import DIACRITIC, NearWords, distance

WORDS = ["jyväskylä", "kaupunki", "kaupungit", "kokeilu", "kokeilut", "mobility", "työllisyys"]
WORDS += ["kokeilutarina"]
LETTERS = string.ascii_lowercase + "åäöé"
FAR = 99.0


@pytest.fixture(scope="module")
def words():
    return NearWords(WORDS)


@pytest.mark.parametrize(
    ("typed", "meant", "apart"),
    [
        ("kokeiu", "kokeilu", 1),  # a letter lost
        ("kokeillu", "kokeilu", 1),  # added
        ("kokeily", "kokeilu", 1),  # changed
        ("kokielu", "kokeilu", 1),  # two swapped
        ("okkielu", "kokeilu", 2),
        ("tyollisyys", "työllisyys", DIACRITIC),
        ("jyvaskyla", "jyväskylä", 2 * DIACRITIC),
        ("jyvakyla", "jyväskylä", 1 + 2 * DIACRITIC),
        ("mobilty", "mobility", 1),
    ],
)
def test_a_misspelt_word_is_found_with_its_distance(words, typed, meant, apart):
    assert dict(words.near(typed))[meant] == pytest.approx(apart)


def test_four_diacritics_left_out_are_less_than_an_edit():
    assert 0 < distance("jaateloa", "jäätelöä", FAR) < distance("jäätelö", "jäätelöä", FAR)


def test_fewer_edits_find_less(words):
    assert list(words.near("kokeilutanira", 1)) == []
    assert list(words.near("kokeilutanira", 2)) == [("kokeilutarina", 2.0)]


def test_no_word_farther_than_two_edits_is_found(words):
    assert list(words.near("kokeilunirata")) == []
    assert list(words.near("kokeilujen" * 5)) == []
    assert list(NearWords([]).near("kokeilu")) == []


@given(st.text(LETTERS, max_size=9), st.text(LETTERS, max_size=9))
def test_the_distance_is_that_of_the_plain_recurrence(one, other):
    assert distance(one, other, FAR) == pytest.approx(_plain_distance(one, other))
    assert distance(one, other, FAR) == pytest.approx(distance(other, one, FAR))


@given(st.lists(st.text(LETTERS, min_size=1, max_size=12), max_size=20), st.data())
def test_whatever_is_two_edits_away_is_found(vocabulary, data):
    words = NearWords(vocabulary)
    for word in vocabulary:
        typed = word
        for _ in range(2):
            at = data.draw(st.integers(0, len(typed)))
            letter = data.draw(st.sampled_from(["", *LETTERS]))
            typed = typed[:at] + letter + typed[at + 1 :]
        assert word in dict(words.near(typed))


@given(st.lists(st.text(max_size=50), max_size=10), st.text(max_size=90))
def test_any_text_is_compared(vocabulary, typed):
    for _, apart in NearWords(vocabulary).near(typed):
        assert 0 <= apart < 3


def test_edits_are_those_whose_letters_follow_each_other_somewhere():
    edits = Edits.of(["kokeilu", "koulut"])
    assert {"kokeilut", "koeilu", "okeilu"} & set(edits.of_word("kokeilu")) == {"kokeilut"}
    assert "koulu" not in set(edits.of_word("kokeilu"))


@given(st.text(LETTERS, min_size=3, max_size=12), st.data())
def test_every_plausible_edit_is_made(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(LETTERS))
    for typed in (word[:at] + word[at + 1 :], word[:at] + letter + word[at:]):
        assert word in {typed, *Edits.of([word]).of_word(typed)}


def _plain_distance(one, other):
    folds = str.maketrans("åäöé", "aaoe")
    rows = {(-1, -1): 0.0}
    rows |= {(i, -1): i + 1.0 for i in range(len(one))}
    rows |= {(-1, j): j + 1.0 for j in range(len(other))}
    plain, other_plain = one.translate(folds), other.translate(folds)
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            same = 0.0 if a == b else DIACRITIC if plain[i] == other_plain[j] else 1.0
            best = [rows[i - 1, j] + 1, rows[i, j - 1] + 1, rows[i - 1, j - 1] + same]
            if i and j and (plain[i], plain[i - 1]) == (other_plain[j - 1], other_plain[j]):
                best.append(rows[i - 2, j - 2] + 1)
            rows[i, j] = min(best)
    return rows[len(one) - 1, len(other) - 1]
