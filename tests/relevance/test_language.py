"""How well languages are told from texts that people judged; `./run bench language` has more.

The floors are in languages/floors.toml; raise them when the figures get better.
"""

from __future__ import annotations

import tomllib
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.analysis.analyzer import analyzers
from corpus.judged import PACKAGED, read_topics
from corpus.language import (
    SHORTEST_PAGE,
    document_languages,
    letters_in,
    query_language,
    section_language,
)

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "languages" / "floors.toml").read_text(encoding="utf-8"))
BLOCK_LETTERS = 20
SHAPES = {"as is": str, "capitals": str.upper, "title case": str.title}


@pytest.fixture(scope="module")
def benchmarks():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(HERE.parent.parent / "benchmarks"))
        yield import_module


@pytest.fixture(scope="module")
def words(benchmarks):
    return benchmarks("language_words")


@pytest.fixture(scope="module")
def site(benchmarks):
    return benchmarks("site_texts").site_documents()


@pytest.fixture(scope="module")
def judged(benchmarks, site):
    return list(benchmarks("site_texts").judged_texts(site[1]))


@pytest.fixture(scope="module")
def tools():
    made = analyzers()
    if made["fi"].tier != "libvoikko":
        pytest.skip(f"floors are for libvoikko; here: {made['fi'].tier}")
    return made


def holds(name, told, detect):
    wrong = [f"{each.language} {each.text!r}: {detect(each.text)!r}" for each in told]
    wrong = [
        line for line, each in zip(wrong, told, strict=True) if detect(each.text) != each.language
    ]
    share = 1 - len(wrong) / len(told)
    assert share >= FLOORS[name], "\n  ".join([f"{name}: {share:.4f} of {len(told)}", *wrong])


@pytest.mark.parametrize("shape", SHAPES)
def test_sentences_and_headings_of_twenty_letters_are_told(judged, shape):
    long = [each for each in judged if letters_in(each.text) >= BLOCK_LETTERS]
    holds(f"blocks {shape}", long, lambda text: section_language(SHAPES[shape](text), ""))


def test_shorter_headings_are_told_or_left_to_their_surroundings(judged):
    short = [each for each in judged if letters_in(each.text) < BLOCK_LETTERS]
    holds("short blocks", short, lambda text: section_language(text, ""))
    wrong = [each for each in short if section_language(each.text, each.language) != each.language]
    assert len(wrong) / len(short) <= 1 - FLOORS["short blocks in their page"], wrong


def test_base_forms_are_told(words, tools):
    holds("one word", words.told("words.tsv"), lambda text: query_language(text, "", tools))


def test_pairs_of_base_forms_are_told(words, tools):
    told = words.told("words.tsv")
    pairs = [
        words.Told(one.language, f"{one.text} {other.text}")
        for one, other in pairwise(told)
        if one.language == other.language
    ]
    holds("two words", pairs, lambda text: query_language(text, "", tools))


@pytest.mark.parametrize("count", ["one word", "two words"])
def test_terms_of_city_development_are_told(words, tools, count):
    spaces = {"one word": 0, "two words": 1}[count]
    terms = [term for term in words.glossary_terms() if term.text.count(" ") == spaces]
    holds(f"terms of {count}", terms, lambda text: query_language(text, "", tools))


def test_judged_topics_are_in_their_language_or_their_readers(tools):
    topics = [topic for topic in read_topics(PACKAGED / "topics.tsv") if topic.text]
    wrong = [t for t in topics if query_language(t.text, t.language, tools) != t.language]
    share = 1 - len(wrong) / len(topics)
    assert share >= FLOORS["topics"], [(t.language, t.text) for t in wrong]


@pytest.mark.parametrize("prior", ["fi", "en"])
def test_foreign_sentences_are_neither_finnish_nor_english(words, prior):
    foreign = [words.Told("other", each.text) for each in words.told("foreign.tsv")]
    holds("foreign", foreign, lambda text: section_language(text, prior))


@pytest.mark.parametrize("word", ["golf", "sauna", "piano", "idea"])
def test_word_of_both_languages_is_listed_as_such(words, word):
    assert word in {each.text for each in words.told("words_of_both.tsv")}


def test_pages_are_in_the_language_of_their_text_whatever_they_declare(site):
    true, documents = site
    lied = {}
    for path, document in documents.items():
        texts = [f"{section.heading}\n{section.text}" for section in document.sections]
        if sum(map(letters_in, texts)) >= 2 * SHORTEST_PAGE:
            declared = {"en" if true[path] == "fi" else "fi": 6}
            lied[path] = document_languages(texts, declared).document
    assert lied
    assert {path: true[path] for path in lied} == lied
