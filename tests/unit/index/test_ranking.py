"""The array scorer beside a slow and obvious one that follows the formula word for word."""

import math
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from whoosh.util.numeric import byte_to_length, length_to_byte

from corpus.analysis.analyzer import analyzers
from corpus.index.parameters import Parameters
from corpus.index.query_terms import Group, Term, Unit, UnitWord
from corpus.index.schema import POSITION_LAYERS, ZONES, section_entries, zone_terms

WORDS = [
    "kokeilu",
    "kokeiluja",
    "työmaa",
    "infratyömaiden",
    "hiilijalanjälki",
    "opit",
    "data",
    "trial",
    "pilots",
    "city",
]
TERMS = [
    Term("exact", "kokeiluja", "exact"),
    Term("fi", "kokeilu", "lemma"),
    Term("fi", "työmaa", "lemma"),
    Term("fi_parts", "työmaa", "part"),
    Term("fi", "oppi", "lemma"),
    Term("fi", "oppia", "lemma"),
    Term("en", "trial", "lemma"),
    Term("en", "pilot", "lemma"),
    Term("en_stem", "citi", "stem"),
    Term("fi", "puuttuva", "lemma"),
]


class Reference:
    """Scores documents by the docstring of ranking.py, one number at a time."""

    def __init__(self, documents, languages):
        self.parameters = Parameters.load()
        self.documents = documents
        self.entries = [
            (
                page,
                {zone: zone_terms(text, e.language, languages) for zone, text in e.zones.items()},
            )
            for page, document in enumerate(documents)
            for e in section_entries(document)
        ]

    def tf(self, entry, zone, term):
        found = self.entries[entry][1].get(zone, {}).get(term.layer, [])
        return sum(text == term.text for text, _ in found)

    def length(self, entry, zone):
        words = len(self.entries[entry][1].get(zone, {}).get("exact", []))
        return byte_to_length(length_to_byte(words))  # as coarsely as Whoosh keeps it

    def entries_of(self, page):
        return [n for n, (owner, _) in enumerate(self.entries) if owner == page]

    def norm(self, zone, length, lengths):
        present = [each for each in lengths if each > 0]
        average = sum(present) / len(present) if present else 1.0
        b = self.parameters.length[zone]
        return 1 - b + b * length / average

    def page_length(self, page, zone):
        return sum(self.length(entry, zone) for entry in self.entries_of(page))

    def page_wtf(self, page, term):
        total = 0.0
        for zone in ZONES:
            lengths = [self.page_length(p, zone) for p in range(len(self.documents))]
            norm = self.norm(zone, lengths[page], lengths)
            frequency = sum(self.tf(entry, zone, term) for entry in self.entries_of(page))
            total += self.saturated(zone, self.parameters.boost[zone] * frequency / norm)
        return total

    def saturated(self, zone, weight):
        return weight / (1 + weight / self.parameters.ceiling[zone])

    def entry_wtf(self, entry, term):
        total = 0.0
        for zone in ("heading", "body"):
            lengths = [self.length(e, zone) for e in range(len(self.entries))]
            norm = self.norm(zone, lengths[entry], lengths)
            weight = self.parameters.boost[zone] * self.tf(entry, zone, term) / norm
            total += self.saturated(zone, weight)
        return total

    def idf(self, term):
        frequency = sum(self.page_wtf(p, term) > 0 for p in range(len(self.documents)))
        language = {"fi": "fi", "fi_parts": "fi", "en": "en", "en_stem": "en"}.get(term.layer)
        count = sum(language in {None, document.language} for document in self.documents)
        count = max(count, frequency)
        return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5)) if frequency else 0.0

    def idf_in(self, term, terms):
        lemmas = [self.idf(t) for t in terms if t.variant == "lemma" and self.idf(t)]
        own = self.idf(term)
        return min(own, max(lemmas)) if term.variant == "exact" and lemmas else own

    def term_score(self, term, terms, wtf):
        k1 = self.parameters.k1
        weight = self.parameters.variant[term.variant] * self.idf_in(term, terms)
        return weight * (k1 + 1) * wtf / (k1 + wtf)

    def best(self, terms, wtf_of, share=1.0):
        """Return the best score among terms, and how nearly what matched is the word itself."""
        scores, strengths = [0.0], [0.0]
        for term in terms:
            score = share * self.term_score(term, terms, wtf_of(term))
            scores.append(score)
            if score > 0:
                strengths.append(min(share * self.parameters.variant[term.variant], 1.0))
        return max(scores), max(strengths)

    def group_idf(self, group):
        idfs = [max((self.idf_in(t, terms) for t in terms), default=0.0) for terms in group.words]
        return sum(idfs) / len(idfs) if all(idfs) else 0.0

    def idf_of(self, word):
        return max((self.idf_in(t, word.terms) for t in word.terms), default=0.0) or math.inf

    def shares(self, word):
        for group in word.groups:
            alike = [g for g in word.groups if g.variant == group.variant and self.group_idf(g)]
            own = self.group_idf(group)
            if own:
                fading = [self.parameters.later_rendering**g.rank for g in alike]
                idfs = [self.group_idf(g) for g in alike]
                mean = sum(f * i for f, i in zip(fading, idfs, strict=True)) / sum(fading)
                is_instead = group.variant in {"synonym", "thesaurus", "editors"}
                common = min(*idfs, self.idf_of(word)) if is_instead else mean
                share = min(common / own, self.parameters.rarity_gain)
                share *= self.parameters.later_rendering**group.rank
                yield group, share * self.parameters.variant[group.variant]

    def places(self, entry, zone, word):
        """Return where a word stands, in any form, in the layers that keep positions."""
        return [
            place
            for term in word.terms
            for text, place in self.entries[entry][1].get(zone, {}).get(term.layer, [])
            if text == term.text and term.layer in POSITION_LAYERS
        ]

    def are_near(self, entry, one, other):
        reach = self.parameters.reach
        return any(
            0 < abs(a - b) <= reach
            for zone in ZONES
            for a in self.places(entry, zone, one)
            for b in self.places(entry, zone, other)
        )

    def nearness(self, words, scores, entries):
        """Return what neighbouring words gain by standing together in one of the entries."""
        return sum(
            self.parameters.nearness * min(scores[n], scores[n + 1])
            for n, (one, other) in enumerate(pairwise(words))
            if one != other and any(self.are_near(entry, one, other) for entry in entries)
        )

    def word(self, word, wtf_of):
        """Return (score, strength) of a word."""
        found = [self.best(word.terms, wtf_of)]
        for group, share in self.shares(word):
            if len(group.words) == 1:
                found.append(self.best(group.words[0], wtf_of, share))
                continue
            each = [self.best(terms, wtf_of) for terms in group.words]
            if min(score for score, _ in each) > 0:
                mean = sum(score for score, _ in each) / len(each)
                strength = min(share * min(strength for _, strength in each), 1.0)
                found.append((share * mean, strength))
        return word.weight * max(s for s, _ in found), max(s for _, s in found)

    def word_weight(self, word):
        terms = [*word.terms, *(t for g in word.groups for each in g.words for t in each)]
        weights = [self.parameters.variant[t.variant] * self.idf_in(t, terms) for t in terms]
        return word.weight * max(weights, default=0.0)

    def page_score(self, page, words):
        found = [self.word(w, lambda t: self.page_wtf(page, t)) for w in words]
        weights = [self.word_weight(w) for w in words]
        known = [w for w in weights if w > 0]
        weights = [w or (sum(known) / len(known) if known else 1.0) for w in weights]
        matched = [w * strength for w, (_, strength) in zip(weights, found, strict=True)]
        covered = sum(matched) / sum(weights)
        best_section = max(self.section_score(entry, words) for entry in self.entries_of(page))
        scores = [score for score, _ in found]
        summed = sum(scores) + self.nearness(words, scores, self.entries_of(page))
        marked_down = summed * covered**self.parameters.coverage_power
        prior = self.parameters.prior.get(self.documents[page].type, 1.0)
        return prior * (marked_down + self.parameters.section_share * best_section)

    def section_score(self, entry, words):
        scores = [self.word(w, lambda t: self.entry_wtf(entry, t))[0] for w in words]
        return sum(scores) + self.nearness(words, scores, [entry])


def scored(index, documents, units):
    ranker = index._fresh().searcher.ranker
    table = index._fresh().searcher.table
    scores = ranker.page_scores(ranker.rank(units))
    return [float(scores[table.number_of[document.id]]) for document in documents]


@pytest.fixture(scope="module")
def languages():
    return analyzers("best")


texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
sections = st.lists(st.tuples(texts, texts), min_size=1, max_size=3)
pages = st.lists(st.tuples(texts, sections, st.sampled_from(["fi", "en"])), min_size=1, max_size=5)
unit_words = st.builds(
    UnitWord,
    st.just("word"),
    st.lists(st.sampled_from(TERMS), min_size=1, max_size=4, unique=True).map(tuple),
    st.lists(
        st.builds(
            Group,
            st.lists(st.sampled_from(TERMS).map(lambda t: (t,)), min_size=1, max_size=2).map(tuple),
            st.sampled_from(["translation", "synonym", "segments"]),
            rank=st.integers(0, 2),
        ),
        max_size=3,
        unique=True,
    ).map(tuple),
    st.sampled_from([1.0, 0.15]),
)


@examples(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=pages, words=st.lists(unit_words, min_size=1, max_size=3))
def test_array_scores_equal_the_reference(make_document, publish, languages, drawn, words):
    documents = [
        make_document(
            f"/{n}/", title, *parts, language=language, type="page" if n % 2 else "project"
        )
        for n, (title, parts, language) in enumerate(drawn)
    ]
    index = publish(*documents)
    reference = Reference(documents, languages)
    expected = [reference.page_score(page, words) for page in range(len(documents))]
    units = [Unit((word,)) for word in words]
    assert scored(index, documents, units) == pytest.approx(expected, rel=1e-4, abs=1e-5)


def test_more_occurrences_a_better_zone_and_shorter_text_score_higher(make_document, publish):
    filler = "muu asia ja toinen asia " * 20
    documents = [
        make_document("/title/", "Kokeilu", ("", f"kokeilu {filler}")),
        make_document("/heading/", "Otsikko", ("Kokeilu", f"kokeilu {filler}")),
        make_document("/often/", "Otsikko", ("", f"kokeilu kokeilu kokeilu {filler}")),
        make_document("/once/", "Otsikko", ("", f"kokeilu {filler}")),
        make_document("/long/", "Otsikko", ("", f"kokeilu {filler * 4}")),
        make_document("/never/", "Otsikko", ("", filler)),
    ]
    index = publish(*documents)
    title, heading, often, once, long, never = scored(
        index, documents, [Unit((UnitWord("kokeilu", (Term("fi", "kokeilu", "lemma"),)),))]
    )
    assert min(title, heading, often) > once > long > never == 0.0


def test_a_title_says_more_than_any_number_of_repetitions_in_the_text(make_document, publish):
    documents = [
        make_document("/title/", "Kokeilu", ("", "muu asia " * 40)),
        make_document("/text/", "Otsikko", ("", "kokeilu asia " * 40)),
    ]
    index = publish(*documents)
    title, text = scored(
        index, documents, [Unit((UnitWord("kokeilu", (Term("fi", "kokeilu", "lemma"),)),))]
    )
    assert title > text


def test_words_that_stand_together_score_higher_than_words_apart(make_document, publish):
    apart = f"avoin {'muu ' * 9} data {'muu ' * 9}"
    documents = [
        make_document("/together/", "Otsikko", ("", f"{'muu ' * 9} avoin data {'muu ' * 9}")),
        make_document("/apart/", "Otsikko", ("", apart)),
    ]
    index = publish(*documents)
    words = [Unit((UnitWord(t, (Term("fi", t, "lemma"),)),)) for t in ("avoin", "data")]
    together, separate = scored(index, documents, words)
    assert together > separate > 0


def test_a_word_with_many_readings_counts_once(make_document, publish):
    documents = [
        make_document("/a/", "Opit", ("", "opit")),
        make_document("/b/", "Muu", ("", "muu")),
    ]
    index = publish(*documents)
    one = UnitWord("opit", (Term("fi", "oppi", "lemma"),))
    both = UnitWord("opit", (Term("fi", "oppi", "lemma"), Term("fi", "oppia", "lemma")))
    assert scored(index, documents, [Unit((one,))]) == scored(index, documents, [Unit((both,))])


def test_parameters_name_every_zone_and_variant():
    parameters = Parameters.load()
    assert set(parameters.boost) == set(parameters.length) == set(parameters.ceiling) == set(ZONES)
    used = {t.variant for t in TERMS} | {
        "segments",
        "translation",
        "translation_parts",
        "synonym",
        "thesaurus",
        "editors",
        "prefix",
    }
    assert used == set(parameters.variant)
    assert all(np.isfinite(v) and v > 0 for v in parameters.variant.values())
    assert all(0 <= parameters.length[z] <= 1 for z, _ in product(ZONES, [0]))
