import pytest

from corpus.errors import SettingsError
from corpus.translation.dictionary import lemmas_by_language
from corpus.translation.thesaurus import Thesaurus, read_thesaurus

LANGUAGES = {"fi": None, "en": None}


@pytest.fixture(scope="module")
def lemmas(each_tier):
    return lemmas_by_language(each_tier)


@pytest.fixture
def synonyms(lemmas):
    def of(entries, text, language="fi"):
        found = Thesaurus({language: entries}, lemmas).synonyms(lemmas[language](text), language)
        return [(r.start, r.end, r.texts, r.origin, r.term) for r in found]

    return of


@pytest.fixture
def written(tmp_path):
    def of(text):
        path = tmp_path / "thesaurus.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return of


def test_an_inflected_word_finds_what_pages_say_instead(synonyms):
    assert synonyms({"firma": ["yritys", "yhtiö"]}, "pienille firmoille") == [
        (1, 2, ("yritys", "yhtiö"), "thesaurus", "firma")
    ]


def test_a_noun_made_from_a_verb_does_not_stand_for_the_verb(synonyms):
    entries = {"training": ["coaching"]}
    assert synonyms(entries, "train", "en") == []
    assert [each[2] for each in synonyms(entries, "trainings", "en")] == [("coaching",)]


def test_the_words_of_a_phrase_may_be_inflected_in_it(synonyms):
    entries = {"lähteä työpaikasta": ["vaihtuvuus"]}
    assert [each[:2] for each in synonyms(entries, "lähtevät työpaikoista")] == [(0, 2)]


def test_the_longest_phrase_wins_over_its_words(synonyms):
    entries = {"staff": ["personnel"], "staff leaving": ["staff turnover"], "leave": ["exit"]}
    assert synonyms(entries, "why is staff leaving", "en") == [
        (2, 4, ("staff turnover",), "thesaurus", "staff leaving")
    ]


def test_a_word_of_two_entries_is_never_its_own_synonym(synonyms):
    # The entries differ by a hyphen only, so that both are found by the same word.
    entries = {"e-bike": ["electric bike", "ebike"], "ebike": ["e-bike", "pedelec"]}
    ((*_, texts, _, _),) = synonyms(entries, "e-bikes", "en")
    assert texts == ("electric bike", "pedelec")


def test_words_left_with_no_synonym_are_not_reported(synonyms):
    assert synonyms({"e-bike": ["ebike"]}, "e-bikes", "en") == []


def test_a_language_without_a_table_has_no_synonyms(lemmas):
    thesaurus = Thesaurus({"fi": {"firma": ["yritys"]}}, lemmas)
    assert thesaurus.synonyms(lemmas["en"]("firma"), "en") == []


def test_the_packaged_thesaurus_serves_both_languages(lemmas):
    thesaurus = Thesaurus.load(lemmas)
    (ostari,) = thesaurus.synonyms(lemmas["fi"]("ostari"), "fi")
    assert ostari.texts[0] == "ostoskeskus"
    (kids,) = thesaurus.synonyms(lemmas["en"]("kids"), "en")
    assert kids.texts[0] == "child"


def test_a_word_without_a_list_is_refused_by_name_and_file(written):
    with pytest.raises(SettingsError, match=r'thesaurus\.toml, "firma" needs a list'):
        read_thesaurus(written('[fi]\n"firma" = "yritys"\n'), LANGUAGES)


def test_a_word_that_is_its_own_synonym_is_refused_by_name_and_file(written):
    with pytest.raises(SettingsError, match=r'thesaurus\.toml, "Firma" is its own synonym'):
        read_thesaurus(written('[fi]\n"Firma" = ["yritys", "FIRMA"]\n'), LANGUAGES)


def test_a_table_of_no_language_is_refused_by_name_and_file(written):
    with pytest.raises(SettingsError, match=r"thesaurus\.toml has a table \[sv\]"):
        read_thesaurus(written('[sv]\n"firma" = ["bolag"]\n'), LANGUAGES)


def test_a_file_that_is_no_thesaurus_is_refused_by_name(written, tmp_path):
    with pytest.raises(SettingsError, match=r"thesaurus\.toml cannot be read"):
        read_thesaurus(written("[fi\n"), LANGUAGES)
    with pytest.raises(SettingsError, match=r"thesaurus\.toml cannot be read"):
        read_thesaurus(written('fi = ["firma"]\n'), LANGUAGES)
    with pytest.raises(SettingsError, match="missing"):
        read_thesaurus(tmp_path / "missing.toml", LANGUAGES)
