"""Finnish and English terms that render each other, learnt from pages that exist in both.

Pairs of pages are cut into texts that say the same and the words of these are aligned, parts of
compounds as words of their own. The run of words that a word is linked to is counted as rendering
it, which finds "circular economy hub" for kiertotalouskeskus. Pairs of terms are kept that render
each other often, both ways, on several pages, and by far not by chance.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import accumulate
from math import log
from typing import TYPE_CHECKING

import numpy as np

from corpus.translation.learnt_terms import LearntTerms, TermPair
from corpus.translation.text_pairs import text_pairs
from corpus.translation.text_words import LONGEST_TERM, terms
from corpus.translation.word_alignment import align

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from corpus.document import Document
    from corpus.translation.text_pairs import TextPair
    from corpus.translation.text_words import TextReader, TextWord
    from corpus.translation.word_alignment import Floats, Links

    Pair = tuple[str, str]

_LINKED = 0.4  # share of a rendering's word that must be linked to the word it renders
_LINKED_BACK = 0.1
_COVERED = 0.3  # share of a word that must be linked to its rendering
_LEAST_EVIDENCE = 2  # texts, and pages; a plain text counts twice
_LEAST_STRENGTH = 0.15
_LEAST_RATIO = 15.0  # some 1 in 10,000 by chance, and every word has many to choose from
_DOUBTED_RATIO = 22.0  # where a dictionary renders the Finnish term otherwise
_FRAGMENT = 0.7  # share of a term's occurrences within a longer term that makes it a part of it


def twin_pairs(documents: Iterable[Document]) -> Iterator[tuple[Document, Document]]:
    """Yield each Finnish document that has an English twin among the documents, with the twin."""
    by_url = {document.url: document for document in documents}
    for document in by_url.values():
        twin = by_url.get(document.twins.get("en", ""))
        if twin and (document.language, twin.language) == ("fi", "en"):
            yield document, twin


def learn(pages: Iterable[tuple[Document, Document]], reader: TextReader) -> LearntTerms:
    """Return what pairs of a Finnish and an English page teach; nothing rather than noise.

    The reader's dictionary is what is known before.
    """
    texts = list(text_pairs(pages, reader))
    evidence = _evidence(texts)
    judge = _Judge(reader, texts, *_frequencies(texts, evidence))
    kept = {pair: where for pair, where in evidence.items() if judge.accepts(pair, where)}
    whole = _without_fragments({pair: len(where) for pair, where in kept.items()})
    return LearntTerms.of(TermPair(*pair, judge.strength(pair, len(kept[pair]))) for pair in whole)


def _evidence(texts: Sequence[TextPair]) -> dict[Pair, set[int]]:
    """Return the numbers of the texts in which two terms are linked to one another."""
    found: dict[Pair, set[int]] = defaultdict(set)
    for number, links in align([(_pieces(text.finnish), _pieces(text.english)) for text in texts]):
        finnish, english = texts[number].finnish, texts[number].english
        backward, forward = _by_word(texts[number], links)
        for one, other in _linked(finnish, english, backward, forward):
            found[one, other].add(number)
        for other, one in _linked(english, finnish, forward.T, backward.T):
            found[one, other].add(number)
    return found


def _pieces(words: Sequence[TextWord]) -> list[str]:
    return [piece for word in words for piece in word.pieces]


def _by_word(text: TextPair, links: Links) -> tuple[Floats, Floats]:
    """Fold the links of pieces: a word takes what its pieces take and gives the mean of theirs."""
    (rows, heights), (columns, widths) = _extents(text.finnish), _extents(text.english)
    backward, forward = (
        np.add.reduceat(np.add.reduceat(each, rows, axis=0), columns, axis=1)
        for each in (links.backward, links.forward)
    )
    return backward / widths, forward / heights[:, np.newaxis]


def _extents(words: Sequence[TextWord]) -> tuple[list[int], Floats]:
    sizes = [len(word.pieces) for word in words]
    return list(accumulate(sizes[:-1], initial=0)), np.array(sizes, np.float64)


def _linked(
    words: Sequence[TextWord], others: Sequence[TextWord], backward: Floats, forward: Floats
) -> Iterator[Pair]:
    """Yield each word with the run of the other text's words that is mostly linked to it."""
    mostly = (backward >= _LINKED) & (forward >= _LINKED_BACK)
    for row in np.flatnonzero((forward * mostly).sum(axis=1) >= _COVERED).tolist():
        runs = _runs(np.flatnonzero(mostly[row]).tolist(), others)
        best = max(runs, key=lambda run: float(forward[row, run].sum()))
        if len(best) <= LONGEST_TERM and forward[row, best].sum() >= _COVERED:
            yield words[row].lemma, " ".join(others[at].lemma for at in best)


def _runs(chosen: Sequence[int], words: Sequence[TextWord]) -> list[list[int]]:
    runs: list[list[int]] = []
    for at in chosen:
        if runs and words[at].place == words[runs[-1][-1]].place + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _frequencies(
    texts: Sequence[TextPair], pairs: Iterable[Pair]
) -> tuple[Counter[str], Counter[str]]:
    """Return in how many texts each Finnish and each English term of the pairs stands."""
    finnish, english = {one for one, _ in pairs}, {other for _, other in pairs}
    counts = Counter[str](), Counter[str]()
    for text in texts:
        counts[0].update(finnish.intersection(terms(text.finnish)))
        counts[1].update(english.intersection(terms(text.english)))
    return counts


@dataclass(frozen=True, slots=True)
class _Judge:
    """Tells which pairs of terms are more than chance."""

    reader: TextReader
    texts: Sequence[TextPair]
    finnish: Counter[str]
    english: Counter[str]

    def accepts(self, pair: Pair, where: set[int]) -> bool:
        plain = sum(self.texts[number].is_plain for number in where)
        pages = set[str]().union(*(self.texts[number].pages for number in where))
        is_doubted = not plain and self.reader.is_doubtful(*pair)
        least_ratio = _DOUBTED_RATIO if is_doubted else _LEAST_RATIO
        return (
            min(len(where), len(pages)) + plain >= _LEAST_EVIDENCE
            and self.strength(pair, len(where)) >= _LEAST_STRENGTH
            and self._likelihood_ratio(pair, len(where)) >= least_ratio
        )

    def strength(self, pair: Pair, both: int) -> float:
        """Return the harmonic mean of how often either term renders the other.

        A text more is counted for each, in which it does not, so that rare terms are less sure.
        """
        return 2 * both / (self.finnish[pair[0]] + self.english[pair[1]] + 2)

    def _likelihood_ratio(self, pair: Pair, both: int) -> float:
        """Return -2 log λ of the hypothesis that the terms do not depend on each other.

        Dunning 1993, "Accurate Methods for the Statistics of Surprise and Coincidence".
        """
        every, one, other = len(self.texts), self.finnish[pair[0]], self.english[pair[1]]
        if both * every <= one * other:
            return 0.0
        cells = both, one - both, other - both, every - one - other + both
        margins = one, every - one, other, every - other
        return 2 * (_weighted_logs(cells) + every * log(every) - _weighted_logs(margins))


def _weighted_logs(counts: Iterable[int]) -> float:
    return sum(count * log(count) for count in counts if count > 0)


def _without_fragments(texts: Mapping[Pair, int]) -> Iterator[Pair]:
    """Yield the pairs but those mostly found within a longer one (box for text box)."""
    within: dict[Pair, int] = defaultdict(int)
    for (one, other), count in texts.items():
        shorter = [(one, part) for part in _parts(other)] + [(part, other) for part in _parts(one)]
        for pair in shorter:
            within[pair] = max(within[pair], count)
    yield from (pair for pair, count in texts.items() if within[pair] < _FRAGMENT * count)


def _parts(term: str) -> Iterator[str]:
    words = term.split()
    for length in range(1, len(words)):
        yield from (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))
