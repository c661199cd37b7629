"""How much pages of two languages say the same: cosines of their words, the Finnish ones rendered.

After Buck and Koehn 2016, "Quick and Reliable Document Alignment via TF/IDF-weighted Cosine
Distance", with every rendering that a dictionary knows in place of a translated text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice
from math import log, log1p, sqrt
from typing import TYPE_CHECKING

import numpy as np

from corpus.translation.parallel_texts import Agreement, forms, parallel_texts

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from corpus.document import Document
    from corpus.translation.text_words import TextReader, TextWord

    Weights = dict[str, float]
    Places = NDArray[np.int64]
    Floats = NDArray[np.float64]

TITLE_WEIGHT = 3.0
HEADING_WEIGHT = 2.0
MOST_WORDS = 1000  # of a page; longer ones are known by their beginning
NOWHERE = (np.zeros(0, np.int64), np.zeros(0))
LIKEST = 10  # English pages remembered of each Finnish one


@dataclass(frozen=True, slots=True)
class Like:
    """Two pages, by their places among the Finnish and the English ones, and their cosine."""

    finnish: int
    english: int
    words: float


def likest(
    finnish: Sequence[Document], english: Sequence[Document], reader: TextReader
) -> Iterator[Like]:
    """Yield the likest English pages of each Finnish page; none that shares no word with it."""
    others = [_english(document, reader) for document in english]
    in_english = _rarity(others)
    pages = [_rendered(document, reader, in_english) for document in finnish]
    in_finnish = _rarity(pages)
    rarity = {  # of a word that stands in one language only, there
        term: sqrt(in_english.get(term, other) * other) for term, other in in_finnish.items()
    }
    postings = _postings(_unit_vector(page, in_english | rarity) for page in others)
    for number, page in enumerate(pages):
        cosines = np.zeros(len(english))
        for term, weight in _unit_vector(page, rarity).items():
            places, weights = postings.get(term, NOWHERE)
            cosines[places] += weight * weights
        for place in np.argsort(-cosines, kind="stable")[:LIKEST].tolist():
            if cosines[place] > 0:
                yield Like(number, place, float(cosines[place]))


def agreement(finnish: Document, english: Document, reader: TextReader) -> float:
    """Return the share of a Finnish page's known words that are rendered where they should be.

    Texts are aligned in their order first: pages on one matter share words, but not in one order.
    """
    texts = parallel_texts(finnish, english, reader)
    found = [Agreement.of(one, forms(other)) for one, other in texts]
    return sum(each.shared for each in found) / max(1, sum(each.known for each in found))


def _english(document: Document, reader: TextReader) -> Weights:
    weights: Weights = defaultdict(float)
    for word, weight in _weighted_words(document, reader):
        weights[word.lemma] += weight
    return weights


def _rendered(document: Document, reader: TextReader, vocabulary: Container[str]) -> Weights:
    """Return the English words that a Finnish page's words may be, each sharing their weight.

    A word of which no page in English has a rendering stays as it is, and counts against it.
    """
    by_anchors: dict[frozenset[str], float] = defaultdict(float)
    for word, weight in _weighted_words(document, reader):
        by_anchors[word.anchors] += weight
    weights: Weights = defaultdict(float)
    for anchors, weight in by_anchors.items():
        chosen = [anchor for anchor in sorted(anchors) if anchor in vocabulary] or [min(anchors)]
        for anchor in chosen:
            weights[anchor] += weight / len(chosen)
    return weights


def _weighted_words(document: Document, reader: TextReader) -> Iterator[tuple[TextWord, float]]:
    texts = [(document.title, TITLE_WEIGHT)]
    for section in document.sections:
        texts += [(section.heading, HEADING_WEIGHT), (section.text, section.weight)]
    words = (
        (word, weight) for text, weight in texts for word in reader.words(text, document.language)
    )
    return islice(words, MOST_WORDS)


def _rarity(pages: Sequence[Weights]) -> dict[str, float]:
    counts = Counter(term for page in pages for term in page)
    return {term: log1p(len(pages) / (count + 0.5)) for term, count in counts.items()}


def _unit_vector(page: Weights, rarity: Mapping[str, float]) -> Weights:
    vector = {
        term: (1 + log(weight) if weight >= 1 else weight) * rarity[term]
        for term, weight in page.items()
    }
    length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {term: weight / length for term, weight in vector.items()}


def _postings(vectors: Iterable[Weights]) -> dict[str, tuple[Places, Floats]]:
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for term, weight in vector.items():
            found[term].append((number, weight))
    return {
        term: (np.array([n for n, _ in pairs]), np.array([weight for _, weight in pairs]))
        for term, pairs in found.items()
    }
