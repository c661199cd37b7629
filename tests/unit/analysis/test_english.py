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
