from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest

from corpus.judged import PACKAGED, Judgments, read_qrels, read_topics
from corpus.sample_site.site_page import PDF_FOLDER, SitePage, load_pages

PAGES = {page.path: page for page in load_pages()}
PDFS = {page.path: page for page in load_pages(PDF_FOLDER)}
SITE = PAGES | PDFS
TOPICS = {topic.id: topic for topic in read_topics(PACKAGED / "topics.tsv")}
QRELS = read_qrels(PACKAGED / "qrels.txt", frozenset(TOPICS))
SECTION_QRELS = read_qrels(PACKAGED / "section_qrels.txt", frozenset(TOPICS))
JUDGED = [(topic, path, grade) for topic in QRELS for path, grade in QRELS[topic].items()]

LARGEST = {"topical": 30, "known-item": 20, "inflected": 18, "compound": 18}
OTHERS = (
    "colloquial",
    "typo",
    "acronym",
    "cross-en-fi",
    "cross-fi-en",
    "city-theme-year",
    "lessons",
)
LEAST = LARGEST | dict.fromkeys(OTHERS, 12)
UNTITLED = ("topical", "colloquial", "cross-en-fi", "cross-fi-en")
LITTLE_WORDS = frozenset(
    [
        *("the", "and", "for", "with", "from", "how", "who", "what", "when", "why", "not"),
        *("mitä", "mikä", "miten"),
    ]
)


def words(text: str) -> set[str]:
    """The words of a text, cut to five letters so that inflected forms meet."""
    found = re.findall(r"[^\W_]{3,}", text.casefold().replace("\u00ad", ""))
    return {word[:5] for word in found if word not in LITTLE_WORDS}


def shares_no_word_with_titles(topic: str) -> bool:
    titles = [SITE[path].title for path, grade in QRELS[topic].items() if grade == 3]
    return words(TOPICS[topic].text).isdisjoint(words(" ".join(titles)))


def fits(topic: str, page: SitePage) -> bool:
    """Whether the filters a topic is asked with leave a page among the hits."""
    asked = TOPICS[topic].asked_filters
    return all(
        (
            not asked.city or set(asked.city) & set(page.cities),
            not asked.years or any(a <= year <= b for a, b in asked.years for year in page.years),
            not asked.type or page.type in asked.type,
            not asked.doc_lang or page.language in asked.doc_lang,
            not asked.section or {h.kind for h in page.headings} & set(asked.section),
        )
    )


def test_what_is_packaged_loads_as_the_evaluation_loads_it():
    judgments = Judgments.load(PACKAGED / "topics.tsv", PACKAGED / "qrels.txt")
    assert len(judgments.topics) == len(TOPICS) >= 170


@pytest.mark.parametrize("kind", LEAST)
def test_every_kind_has_topics_enough_and_some_in_both_halves(kind):
    halves = Counter(topic.half for topic in TOPICS.values() if topic.kind == kind)
    assert halves.total() >= LEAST[kind]
    assert min(halves["tune"], halves["test"]) >= 4


def test_a_topic_is_of_a_known_kind_and_its_id_says_so():
    for topic in TOPICS.values():
        assert topic.kind in LEAST, topic.id
        assert re.fullmatch(rf"{topic.language}-{topic.kind}-\d{{3}}", topic.id), topic.id


def test_no_two_topics_of_a_language_ask_the_same():
    asked = Counter((topic.language, topic.text.casefold()) for topic in TOPICS.values())
    assert [question for question, count in asked.items() if count > 1] == []


def test_every_judged_page_is_on_the_site():
    assert [(topic, path) for topic, path, _ in JUDGED if path not in SITE] == []


def test_every_judged_section_is_on_a_page_judged_for_the_same_topic():
    for topic, sections in SECTION_QRELS.items():
        for name in sections:
            path, _, anchor = name.partition("#")
            assert anchor in {heading.anchor for heading in SITE[path].headings}, (topic, name)
            assert QRELS[topic].get(path, 0) >= 1, (topic, name)


def test_grades_are_0_to_3_and_sections_are_graded_from_1():
    assert {grade for _, _, grade in JUDGED} == {0, 1, 2, 3}
    assert {grade for grades in SECTION_QRELS.values() for grade in grades.values()} <= {1, 2, 3}


def test_every_topic_has_an_answer():
    answered = {topic for topic, _, grade in JUDGED if grade >= 2}
    assert TOPICS.keys() - answered == set()


def test_a_page_with_a_grade_or_its_twin_passes_the_filters_of_the_topic():
    for topic, path, grade in JUDGED:
        twin = PAGES.get(SITE[path].twin or "")
        assert not grade or fits(topic, SITE[path]) or (twin and fits(topic, twin)), (topic, path)


def test_where_one_of_twins_answers_the_other_is_judged_too():
    for topic, path, grade in JUDGED:
        assert not grade or (SITE[path].twin or path) in QRELS[topic], (topic, path)


def test_most_lessons_topics_name_the_sections_that_answer():
    sectioned = [topic for topic in SECTION_QRELS if TOPICS[topic].kind == "lessons"]
    assert len(sectioned) >= 20
    assert len(SECTION_QRELS) >= 40


def test_some_lookalikes_are_judged_wrong_on_purpose():
    assert sum(grade == 0 for _, _, grade in JUDGED) >= 30


def test_only_known_items_are_asked_by_a_title():
    titles = {page.title.casefold() for page in SITE.values()}
    asked = [t.id for t in TOPICS.values() if t.text.casefold() in titles]
    assert {TOPICS[topic].kind for topic in asked} <= {"known-item"}


def test_half_of_the_topics_share_no_word_with_the_titles_that_answer_them():
    assert sum(map(shares_no_word_with_titles, TOPICS)) >= len(TOPICS) / 2


@pytest.mark.parametrize("kind", UNTITLED)
def test_two_thirds_of_a_kind_in_own_words_share_no_word_with_titles(kind):
    topics = [topic for topic in TOPICS if TOPICS[topic].kind == kind]
    assert sum(map(shares_no_word_with_titles, topics)) >= len(topics) * 2 / 3


def test_a_cross_topic_is_asked_by_a_reader_of_the_first_language():
    for topic in TOPICS.values():
        if topic.kind.startswith("cross-"):
            assert topic.kind.split("-")[1] == topic.language, topic.id


def test_pdfs_answer_some_topics():
    by_pdf = defaultdict(set)
    for topic, path, grade in JUDGED:
        if path in PDFS and grade >= 2:
            by_pdf[path].add(topic)
    assert by_pdf.keys() == PDFS.keys()
