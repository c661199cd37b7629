import pytest

from corpus.analysis.analyzer import analyzers


def words(text):
    return analyzers("simplemma")["en"].words(text)


def test_plural_and_possessive_meet_their_base_form():
    assert [w.lemmas for w in words("cities' lessons learned")] == [
        ("city",),
        ("lesson",),
        ("learn",),
    ]


def test_a_hyphenated_word_is_one_lemma_and_two_parts():
    (word,) = words("Low-carbon")
    assert word.lemmas == ("lowcarbon",)
    assert word.parts == ("low", "carbon")


def test_the_stem_joins_a_verb_and_its_noun():
    develop, development = words("developing development")
    assert develop.lemmas != development.lemmas
    assert develop.stem == development.stem


def test_a_name_is_kept_whole():
    (word,) = words("HNRY")
    assert word.lemmas == ("hnry",)
    assert not word.known


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("organizations", "organisation"),
        ("analyzed", "analyse"),
        ("colors", "colour"),
        ("well-organized", "wellorganise"),
    ],
)
def test_an_american_spelling_is_found_by_the_british_one(american, british):
    (word,) = words(american)
    assert british in word.lemmas


@pytest.mark.parametrize("word", ["size", "prize", "resized", "citizen"])
def test_a_word_with_z_that_all_spell_so_is_left_alone(word):
    assert all("z" in lemma for lemma in words(word)[0].lemmas)


def test_both_spellings_have_one_stem_and_it_is_not_a_shorter_words():
    american, british, organ = words("organization organisation organ")
    assert american.stem == british.stem != organ.stem


def test_a_form_that_the_list_takes_for_a_word_of_its_own_meets_its_base_form():
    assert "think" in words("thought")[0].lemmas
    assert "shelf" in words("shelves")[0].lemmas
