"""Turns candidates into hits: passages, why, gloss, twins."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from corpus.document import document_id
from corpus.index.gloss import Glosser, gloss
from corpus.index.passages import Passages, wanted_terms
from corpus.index.phrases import phrase_entries
from corpus.index.query import Hit, SectionHit, Twin
from corpus.index.query_terms import Group
from corpus.index.schema import ZONES
from corpus.index.why import joined, phrase_reason, reason, twin_reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from corpus.index.hit_list import Candidate
    from corpus.index.page_table import Record
    from corpus.index.passages import Answering
    from corpus.index.query import Meaning, Query
    from corpus.index.query_terms import Term, Unit, UnitWord
    from corpus.index.ranking import Ranked
    from corpus.index.searcher import Searcher

    Match = tuple[UnitWord, Term | Group]

REASONS_SHOWN = 4


class HitBuilder:
    """Builds the hits of one query."""

    def __init__(
        self,
        searcher: Searcher,
        query: Query,
        units: Sequence[Unit],
        ranked: Ranked,
        kinds: NDArray[np.bool_] | None,
    ) -> None:
        """Remember the query and its scores; `kinds` limits which sections may be shown."""
        self._searcher = searcher
        self._table = searcher.table
        self._language = query.language
        self._units = list(_wanted(units))
        self._words = [word for unit in self._units for word in unit.words]
        entries = ranked.scores.entries
        self._passages = Passages(searcher, entries if kinds is None else entries * kinds)
        self._glosser = Glosser(searcher.dictionary, searcher.analyzers, query.language)

    def hits(self, shown: Iterable[Candidate]) -> tuple[Hit, ...]:
        """Return the hits of the candidates in their order."""
        candidates = list(shown)
        numbers = chain.from_iterable((each.matched, each.page) for each in candidates)
        pages = list(dict.fromkeys(numbers))
        by_word = [self._searcher.ranker.best_matches(word, pages) for word in self._words]
        found = {
            page: [
                (word, match)
                for word, matches in zip(self._words, by_word, strict=True)
                if (match := matches[number]) is not None
            ]
            for number, page in enumerate(pages)
        }
        return tuple(self._hit(each, found[each.matched], found[each.page]) for each in candidates)

    def _hit(self, candidate: Candidate, matches: Sequence[Match], shown: Sequence[Match]) -> Hit:
        """Make a hit of what matched, and of what matches on the page that is shown for it."""
        record = self._table.records[candidate.page]
        language = record["language"]
        by_twin = candidate.page != candidate.matched and not _is_as_near(shown, matches)
        wanted = wanted_terms(self._units, shown)
        answering = self._passages.answering(candidate.page, wanted)
        twins = tuple(self._twins(record))
        names, meanings = self._names(record, twins), self._glosser.meanings(shown, language)
        is_foreign = language != self._language
        why = self._why(candidate.page, shown)
        if by_twin:
            why = chain([twin_reason(self._language)], self._why(candidate.matched, matches))
        return Hit(
            id=record["id"],
            url=record["url"],
            title=record["title"],
            language=language,
            type=record["type"],
            cities=tuple(record["cities"]),
            themes=tuple(record["themes"]),
            years=tuple(record["years"]),
            published=record["published"],
            modified=record["modified"],
            last_seen=record["last_seen"],
            gone=record["gone"],
            snippet=self._passages.main(record, candidate.page, answering, wanted),
            sections=tuple(self._section_hits(record["url"], answering)),
            matched_via="twin" if by_twin else _matched_via(shown),
            why=tuple(why),
            gloss=gloss(record, names, meanings, self._language) if is_foreign else None,
            twins=twins,
            score=round(candidate.score, 4),
            names=names,
            meanings=meanings,
        )

    def _names(self, record: Record, twins: Sequence[Twin]) -> tuple[Meaning, ...]:
        if record["language"] == self._language:
            return ()
        told = (twin.title for twin in twins if twin.language == self._language)
        return self._glosser.names(record["title"], record["language"], next(told, None))

    def _section_hits(self, url: str, answering: Sequence[Answering]) -> Iterator[SectionHit]:
        for section, snippet in ((each.section, each.passage.snippet) for each in answering):
            if section.heading:
                meaning = self._glosser.heading(section.heading, section.language)
                link, language = section.address_on(url), section.language
                yield SectionHit(section.heading, section.kind, link, language, snippet, meaning)

    def _why(self, page: int, matches: Sequence[Match]) -> Iterator[str]:
        """Yield the few reasons that tell most."""
        yield from list(dict.fromkeys(self._reasons(page, matches)))[:REASONS_SHOWN]

    def _reasons(self, page: int, matches: Sequence[Match]) -> Iterator[str]:
        in_phrases: set[int] = set()
        for unit in self._units:
            if zone := self._phrase_zone(unit, page):
                in_phrases.update(map(id, unit.words))
                yield phrase_reason(
                    " ".join(word.text for word in unit.words), zone, self._language
                )
        rest = [(word, match) for word, match in matches if id(word) not in in_phrases]
        telling = [(word, match) for word, match in rest if word.weight == 1.0]
        if in_phrases and not telling:
            return
        for words, match in joined(telling or rest):
            typed = " ".join(word.text for word in words)
            yield reason(typed, match, self._zone(match, page), self._language)

    def _phrase_zone(self, unit: Unit, page: int) -> str | None:
        """Return the weightiest zone of a page in which a phrase stands, or None."""
        if not unit.phrase or len(unit.words) == 1:
            return None
        for zone in ZONES:
            entries = phrase_entries(self._searcher.postings, unit, [zone])
            if page in self._table.page_of[entries]:
                return zone
        return None

    def _zone(self, match: Term | Group, page: int) -> str:
        """Return the weightiest zone in which a match stands on a page."""
        terms = match.words[0] if isinstance(match, Group) else (match,)
        for zone in ZONES:
            for term in terms:
                at, _ = self._searcher.postings.term(f"{zone}_{term.layer}", term.text)
                if page in self._table.page_of[at]:
                    return zone
        return "body"

    def _twins(self, record: Record) -> Iterator[Twin]:
        for language, url in sorted(record["twins"].items()):
            number = self._table.number_of.get(document_id(url))
            if number is not None:
                # Generations of schema 1 know of no guesses.
                guessed = language in record.get("guessed_twins", ())
                yield Twin(language, url, self._table.records[number]["title"], guessed)


def _wanted(units: Sequence[Unit]) -> Iterator[Unit]:
    for unit in units:
        if not unit.excluded:
            yield unit
            yield from _wanted(unit.alternatives)


def _is_as_near(shown: Sequence[Match], matches: Sequence[Match]) -> bool:
    """Tell whether the page shown has each word as nearly as the twin that scored better."""
    has = {id(word): match for word, match in shown}
    telling = [(word, match) for word, match in matches if word.weight == 1.0]
    return all(
        id(word) in has and (_is_translation(match) or not _is_translation(has[id(word)]))
        for word, match in telling or matches
    )


def _is_translation(match: Term | Group) -> bool:
    return isinstance(match, Group) and match.is_translation


def _matched_via(matches: Sequence[Match]) -> str:
    return "translation" if any(_is_translation(match) for _, match in matches) else "original"
