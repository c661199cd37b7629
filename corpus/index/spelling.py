"""Other spellings for words that neither the lexicons nor the index know.

A misspelt word is compared with every word of the index, as written and in dictionary form; where
none is near enough, with all known words one edit away and with what the lexicon suggests, of
which pages have another form or every part; and where there is none either, it is taken apart.
The candidate with the least against it wins, and among equals the commonest.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from corpus.analysis.folding import folded
from corpus.index.bounded_cache import BoundedCache
from corpus.index.known_words import KnownWords
from corpus.index.near_words import MAX_EDITS, distance
from corpus.index.query import MAX_QUERY_LENGTH
from corpus.index.query_parser import as_typed, parse_query
from corpus.language import query_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from corpus.analysis.analyzer import Analyzer
    from corpus.index.postings import Postings
    from corpus.index.query import Clause, Query, Word

    Candidates = Iterator[tuple[str, float]]  # a spelling and its distance

MIN_LETTERS = 4
MAX_LETTERS = 40
TWO_EDITS_FROM = 6  # letters; two edits of a shorter word make another word
MIN_PART = 3
MAX_RESPELT = 5  # words of one query
MAX_ASKED = 400  # edited words that a lexicon is asked about; most words have under 200
CACHED_WORDS = 4096

# What speaks against a candidate beside its distance, in edits; see benchmarks/spelling.py.
OTHER_FIRST_LETTER = 0.3
OTHER_LANGUAGE = 0.3
UNWRITTEN = 0.3  # pages have only other forms of the word
NEW_COMPOUND = 0.7  # pages have only its parts


class Speller:
    """Respells queries over one generation; safe to share between threads."""

    def __init__(self, postings: Postings, analyzers: Mapping[str, Analyzer]) -> None:
        """Read nothing yet: the vocabulary is made when the first unknown word is asked for."""
        self.words = KnownWords(postings, analyzers)
        self._spellings: BoundedCache[tuple[str, str], str | None] = BoundedCache(CACHED_WORDS)

    def respelt(self, query: Query) -> Query | None:
        """Return a query with its unknown words respelt, or None where none can be."""
        typed = dict.fromkeys(word.text for word in _wanted(query.clauses))
        unknown = [word for word in typed if self.is_misspelt(_exact(word))][:MAX_RESPELT]
        if not unknown:
            return None
        language = query_language(query.text, query.language, self.words.analyzers)
        found = {word: self.spelling(_exact(word), language) for word in unknown}
        spellings = {word: spelling for word, spelling in found.items() if spelling}
        text = as_typed(_respelt(query.clauses, spellings))
        if not spellings or len(text) > MAX_QUERY_LENGTH:
            return None
        return parse_query(
            text,
            language=query.language,
            filters=query.filters,
            sort=query.sort,
            page=query.page,
            size=query.size,
        )

    def is_misspelt(self, word: str) -> bool:
        """Tell whether a lower-case word is of a length to be respelt and nothing knows it."""
        letters = sum(letter.isalpha() for letter in word)
        return MIN_LETTERS <= letters <= len(word) <= MAX_LETTERS and self.words.is_unknown(word)

    def spelling(self, word: str, language: str) -> str | None:
        """Return the likeliest spelling of a misspelt word that was typed in a language."""
        return self._spellings.get((word, language), lambda: self._best(word, language))

    def _best(self, word: str, language: str) -> str | None:
        costs = self._costs(word, self._written(word), language)
        if min(costs.values(), default=2) > 1:  # unwritten words cost more than one edit
            costs |= self._costs(word, self._unwritten(word, language), language)
        costs = costs or self._costs(word, self._taken_apart(word), language)
        order = {c: (cost, -self.words.frequency(c, language), c) for c, cost in costs.items()}
        return min(order, key=lambda candidate: order[candidate], default=None)

    def _costs(self, word: str, candidates: Candidates, language: str) -> dict[str, float]:
        """Return for each candidate how much speaks against it, in edits."""
        return {
            candidate: apart
            + OTHER_FIRST_LETTER * (folded(candidate[0]) != folded(word[0]))
            + OTHER_LANGUAGE * self.words.is_foreign(candidate, language)
            + UNWRITTEN * (not self.words.is_written(candidate))
            + NEW_COMPOUND * (not self.words.frequency(candidate, language))
            for candidate, apart in candidates
        }

    def _written(self, word: str) -> Candidates:
        """Yield near words of the index; its dictionary forms hold stems too, which are none."""
        for near, apart in self.words.vocabulary.near.near(word, _edits(word)):
            if self.words.is_written(near) or self.words.is_findable(near):
                yield near, apart

    def _unwritten(self, word: str, language: str) -> Candidates:
        """Yield near words that the lexicon knows and pages have in another form, or in parts."""
        analyzer = self.words.analyzers[language]
        edited = islice(self.words.vocabulary.edits.of_word(word), MAX_ASKED)
        known = [each for each in edited if analyzer.knows(each)]
        for near in dict.fromkeys((*known, *analyzer.suggest(word))):
            apart = distance(word, near, _edits(word) + 1)
            if apart < _edits(word) + 1 and all(map(self.words.is_findable, near.split())):
                yield near, apart

    def _taken_apart(self, word: str) -> Candidates:
        """Yield two words run together, and compounds with one part respelt beside a known one."""
        vocabulary = self.words.vocabulary
        for cut in range(MIN_PART, len(word) - MIN_PART + 1):
            left, right = word[:cut], word[cut:]
            if self.words.is_written(left) and self.words.is_written(right):
                yield f"{left} {right}", 1.0
            joined: dict[str, float] = {}
            if left in vocabulary.frequencies:
                joined |= {left + near: apart for near, apart in vocabulary.near.near(right, 1)}
            if right in vocabulary.frequencies:
                joined |= {near + right: apart for near, apart in vocabulary.near.near(left, 1)}
            yield from ((j, apart) for j, apart in joined.items() if self.words.is_findable(j))


def _edits(word: str) -> int:
    return MAX_EDITS if len(word) >= TWO_EDITS_FROM else 1


def _wanted(clauses: Iterable[Clause]) -> Iterator[Word]:
    for clause in clauses:
        if not clause.excluded:
            yield from (word for word in clause.words if not word.prefix)
        yield from _wanted(clause.alternatives)


def _respelt(clauses: Iterable[Clause], spellings: Mapping[str, str]) -> tuple[Clause, ...]:
    return tuple(
        replace(
            clause,
            words=tuple(replace(w, text=spellings.get(w.text, w.text)) for w in clause.words),
            alternatives=_respelt(clause.alternatives, spellings),
        )
        for clause in clauses
    )


def _exact(text: str) -> str:
    return text.lower().replace("’", "'")
