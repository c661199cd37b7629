from itertools import combinations

import pytest

from corpus.analysis.analyzer import analyzers
from corpus.document import Document, Section, document_id
from corpus.translation.aligned_pairs import learn
from corpus.translation.dictionary import Translator, lemmas_by_language
from corpus.translation.freedict import FreeDict
from corpus.translation.glossary import Glossary
from corpus.translation.learnt_terms import LearntTerms, TermPair
from corpus.translation.text_words import TextReader

TERMS = {
    "sivellin": "brush",
    "kangas": "canvas",
    "varjo": "shadow",
    "kehys": "frame",
    "viiva": "line",
    "peili": "mirror",
    "lanka": "thread",
    "kukkapenkki": "flower bed",
    "naulakoukku": "nail hook",
}
SENTENCES = [
    (f"Tavallisesti {one} ja {other} vierekkäin.", f"The {TERMS[one]} and the {TERMS[other]}.")
    for one, other in combinations(TERMS, 2)
]


def document(name, language, title, paragraphs, headings=()):
    url = f"https://site.example/{language}/{name}"
    texts = [("", "\n".join(paragraphs)), *((heading, "") for heading in headings)]
    sections = tuple(
        Section(f"s{number}", heading, 2, "other", language, text)
        for number, (heading, text) in enumerate(texts)
    )
    return Document(document_id(url), url, title, language, "page", sections)


def pages(sentences=SENTENCES, on_a_page=3):
    """Return a pair of pages for every few sentences, in their order."""
    return [
        tuple(
            document(at, language, f"{at}", [both[side] for both in sentences[at : at + on_a_page]])
            for side, language in enumerate(("fi", "en"))
        )
        for at in range(0, len(sentences), on_a_page)
    ]


def texts_of(document):
    return document.sections[0].text.splitlines()


@pytest.fixture(scope="module")
def teach(tmp_path_factory):
    """Return a function from pairs of pages to what they teach beside the glossary alone."""
    analyzed = analyzers()
    if analyzed["fi"].tier == "simplemma":
        pytest.skip("a word list cuts compounds by guess")
    missing = FreeDict(tmp_path_factory.mktemp("none"))
    known = Translator(Glossary.load(lemmas_by_language(analyzed)), missing, analyzed)
    return lambda pairs: learn(pairs, TextReader(analyzed, known))


@pytest.fixture(scope="module")
def learnt(teach):
    return teach(pages())


def best(learnt, term, source="fi", target="en"):
    return [text for text, _ in learnt.renderings(term, source, target)][:1]


@pytest.mark.parametrize(("finnish", "english"), TERMS.items())
def test_terms_that_render_each_other_are_learnt_both_ways(learnt, finnish, english):
    assert best(learnt, finnish) == [english]
    assert best(learnt, english, "en", "fi") == [finnish]


def test_a_phrase_is_not_learnt_in_pieces(learnt):
    assert not learnt.renderings("bed", "en", "fi")
    assert not learnt.renderings("hook", "en", "fi")


def test_a_word_on_every_page_that_nothing_renders_is_not_learnt(learnt):
    assert not learnt.renderings("tavallisesti", "fi", "en")
    assert not learnt.renderings("vierekkäin", "fi", "en")
    assert set(learnt.directions["fi", "en"]) == set(TERMS)


def test_the_same_pages_teach_the_same_in_any_order(teach, learnt):
    assert teach(reversed(pages())).to_json() == learnt.to_json()


def test_no_pages_and_empty_pages_teach_nothing(teach):
    assert len(teach([])) == 0
    assert len(teach([(document("a", "fi", "", []), document("a", "en", "", []))])) == 0


def test_what_stands_on_one_page_only_is_not_learnt(teach):
    several, (one,) = pages(SENTENCES[:24]), pages(SENTENCES[24:], on_a_page=12)
    repeated = [("Vaahtera humisee.", "Maple sighs."), ("Suuri vaahtera.", "Big maple.")] * 2
    again = tuple(
        document("m", lang, "", [r[side] for r in repeated])
        for side, lang in enumerate(("fi", "en"))
    )
    found = teach([*several, one, again])
    assert best(found, "sivellin") == ["brush"]
    assert not found.renderings("vaahtera", "fi", "en")


def test_a_sentence_repeated_on_every_page_is_one_piece_of_evidence(teach):
    footer = ("Vaahtera humisee.", "Maple sighs.")
    with_footer = [
        sentence
        for at in range(0, len(SENTENCES), 3)
        for sentence in (*SENTENCES[at : at + 3], footer)
    ]
    found = teach(pages(with_footer, on_a_page=4))
    assert best(found, "sivellin") == ["brush"]
    assert not found.renderings("vaahtera", "fi", "en")


def test_names_and_numbers_are_not_terms(teach, learnt):
    named = [(f"Hervanta 2019 {one}", f"Hervanta 2019 {other}") for one, other in SENTENCES]
    found = teach(pages(named))
    assert found.directions["fi", "en"].keys() == learnt.directions["fi", "en"].keys()


def test_one_heading_of_one_word_is_enough_among_many_texts(teach):
    numbered = [(f"{one} {n}", f"{other} {n}") for n in range(20) for one, other in SENTENCES]
    headed = ("Vaahtera", "Maple"), ("Hiljainen puisto", "Silent park")
    page = tuple(
        document("m", lang, "", [], [heading[side] for heading in headed])
        for side, lang in enumerate(("fi", "en"))
    )
    found = teach([*pages(numbered, on_a_page=30), page])
    assert best(found, "vaahtera") == ["maple"]
    assert not found.renderings("hiljainen", "fi", "en")
    assert not teach([*pages(), page]).renderings("vaahtera", "fi", "en")


def test_what_the_dictionary_renders_otherwise_needs_more_evidence(teach):
    def twice(finnish, english):
        ends = [("ja kehys.", "and a frame."), ("ja peili.", "and a mirror.")]
        both_know = ("Kaupungin hanke ja yritys", "The project of the city and a company")
        return [
            tuple(
                document(at, lang, "", [f"{word} {end[side]}", both_know[side]])
                for side, (lang, word) in enumerate((("fi", finnish), ("en", english)))
            )
            for at, end in enumerate(ends)
        ]

    known, unknown = (teach([*pages(), *twice(word, "Maple")]) for word in ("Asukas", "Vaahtera"))
    assert not known.renderings("asukas", "fi", "en")
    assert best(unknown, "vaahtera") == ["maple"]


def test_a_paragraph_without_a_counterpart_is_passed_over(teach):
    dated = [(f"{one} {n}", f"{other} {n}") for n, (one, other) in enumerate(SENTENCES)]
    longer = [
        (finnish, document(at, "en", "", ["Told here only.", *texts_of(english)]))
        for at, (finnish, english) in enumerate(pages(dated))
    ]
    found = teach(longer)
    assert best(found, "kangas") == ["canvas"]
    assert not found.renderings("tell", "en", "fi")


def test_pages_that_are_no_translations_of_each_other_teach_nothing(teach):
    known = "Kaupungin hanke auttaa asukkaita ja yrityksiä"
    free = [
        (f"{known}: {one}", f"Spring was wet and cold that year. {other}")
        for one, other in zip(
            [finnish for finnish, _ in SENTENCES],
            [english for _, english in SENTENCES[1:] + SENTENCES[:1]],
            strict=True,
        )
    ]
    assert len(teach(pages(free))) == 0


def test_a_term_has_at_most_four_renderings_the_surest_first():
    pairs = [TermPair("taso", text, 0.1 * n) for n, text in enumerate("abcde", start=1)]
    found = LearntTerms.of(pairs).renderings("taso", "fi", "en")
    assert [text for text, _ in found] == ["e", "d", "c", "b"]


def test_what_was_learnt_survives_being_written_down(learnt):
    read = LearntTerms.from_json(learnt.to_json())
    assert read == learnt
    assert best(read, "kukkapenkki") == ["flower bed"]
