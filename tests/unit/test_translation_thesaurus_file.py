import re
import tomllib
from collections import Counter

import pytest

from corpus.analysis.analyzer import analyzers
from corpus.translation.dictionary import lemmas_by_language
from corpus.translation.glossary import Glossary
from corpus.translation.thesaurus import PACKAGED_THESAURUS, Thesaurus

TEXT = PACKAGED_THESAURUS.read_text(encoding="utf-8")
TABLES = tomllib.loads(TEXT)
FEWEST = {"fi": 700, "en": 500}
MOST_SYNONYMS = 4


@pytest.fixture(scope="module")
def analyzed():
    found = analyzers()
    if found["fi"].tier != "libvoikko":
        pytest.skip("the other tiers know fewer words; one machine with libvoikko is enough")
    return found


@pytest.fixture(scope="module")
def lemmas(analyzed):
    return lemmas_by_language(analyzed)


def headings(language):
    (table,) = re.findall(rf"(?ms)^\[{language}\]$(.*?)(?=^\[|\Z)", TEXT)
    return re.findall(r"(?m)^# .*", table)


@pytest.mark.parametrize("language", FEWEST)
def test_the_thesaurus_is_large_enough_to_lean_on(language):
    assert len(TABLES[language]) >= FEWEST[language]


@pytest.mark.parametrize("language", FEWEST)
def test_no_word_stands_twice_in_any_case(language):
    times = Counter(key.casefold().replace("-", "") for key in TABLES[language])
    assert [key for key, count in times.items() if count > 1] == []


@pytest.mark.parametrize("language", FEWEST)
def test_every_word_has_one_to_four_synonyms_and_none_twice(language):
    wrong = {
        key: texts
        for key, texts in TABLES[language].items()
        if not 0 < len(texts) <= MOST_SYNONYMS or len(texts) != len(set(texts))
    }
    assert wrong == {}


@pytest.mark.parametrize("language", FEWEST)
def test_no_text_has_stray_whitespace_or_is_empty(language):
    texts = [text for key, texts in TABLES[language].items() for text in (key, *texts)]
    assert [text for text in texts if not text or text != " ".join(text.split())] == []


def test_every_entry_stands_on_one_line_of_its_own():
    starts = re.findall(r'(?m)^"[^"]+" = \[("[^"]+"(, )?)+\]$', TEXT)
    assert len(starts) == sum(len(entries) for entries in TABLES.values())


def test_both_tables_go_through_the_same_topics_in_the_same_order():
    assert len(headings("fi")) > 10
    assert headings("fi") == headings("en")


@pytest.mark.parametrize("language", FEWEST)
def test_no_word_points_to_its_own_base_form(language, lemmas):
    def alike(one, other):
        pairs = list(zip(lemmas[language](one), lemmas[language](other), strict=False))
        same_length = len(lemmas[language](one)) == len(lemmas[language](other))
        return same_length and all(not set(a).isdisjoint(b) for a, b in pairs)

    entries = TABLES[language].items()
    assert [(key, t) for key, texts in entries for t in texts if alike(key, t)] == []


@pytest.mark.parametrize("language", FEWEST)
def test_every_synonym_is_known_to_a_lexicon_or_to_the_glossary(language, analyzed, lemmas):
    glossary = Glossary.load(lemmas)
    other = "en" if language == "fi" else "fi"

    def is_word(exact):
        knows = analyzed[language].knows
        return knows(exact) or all(map(knows, exact.split("-")))

    def is_known(text):
        words = lemmas[language](text)
        found = glossary.renderings(words, language, other)
        curated = {at for each in found for at in range(each.start, each.end)}
        return all(
            at in curated or is_word(word.exact)
            for at, word in enumerate(analyzed[language].words(text))
        )

    texts = dict.fromkeys(text for texts in TABLES[language].values() for text in texts)
    assert [text for text in texts if not is_known(text)] == []


@pytest.mark.parametrize("language", FEWEST)
def test_every_entry_is_found_by_its_own_words(language, lemmas):
    thesaurus = Thesaurus.load(lemmas)
    for key, texts in TABLES[language].items():
        (found,) = thesaurus.synonyms(lemmas[language](key), language)
        assert set(texts) <= set(found.texts), key
