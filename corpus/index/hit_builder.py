"""Turns candidates into hits: snippet, answering sections, why, gloss, twins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from corpus.document import document_id
from corpus.index.query import Hit, SectionHit, Snippet, Twin
from corpus.index.query_terms import Group
from corpus.index.schema import ZONES
from corpus.index.snippets import snippet
from corpus.index.why import gloss, reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from corpus.document import Section
    from corpus.index.hit_list import Candidate
    from corpus.index.page_table import Record
    from corpus.index.query import Query
    from corpus.index.query_terms import Term, Unit, UnitWord
    from corpus.index.ranking import Ranked
    from corpus.index.searcher import Searcher
    from corpus.index.snippets import Wanted

    Match = tuple[UnitWord, Term | Group]
    Answering = tuple[Section, Snippet]

SECTIONS_SHOWN = 3
REASONS_SHOWN = 4
_BY_TWIN = {
    "fi": "löytyi englanninkielisestä versiosta",
    "en": "found by its Finnish version",
}


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
        self._query = query
        self._words = [word for unit in _wanted(units) for word in unit.words]
        entries = ranked.scores.entries
        self._entries = entries if kinds is None else entries * kinds

    def hits(self, candidates: Sequence[Candidate]) -> tuple[Hit, ...]:
        """Return the hits of the candidates in their order."""
        pages = [candidate.matched for candidate in candidates]
        by_word = [self._searcher.ranker.best_matches(word, pages) for word in self._words]
        return tuple(
            self._hit(candidate, list(self._matches_of(number, by_word)))
            for number, candidate in enumerate(candidates)
        )

    def _matches_of(
        self, number: int, by_word: Sequence[Sequence[Term | Group | None]]
    ) -> Iterator[Match]:
        for word, matches in zip(self._words, by_word, strict=True):
            if (match := matches[number]) is not None:
                yield word, match

    def _hit(self, candidate: Candidate, matches: Sequence[Match]) -> Hit:
        record, by_twin = self._table.records[candidate.page], candidate.page != candidate.matched
        wanted = _wanted_terms(self._words, matches)
        answering = self._answering(candidate.page, wanted)
        return Hit(
            id=record["id"],
            url=record["url"],
            title=record["title"],
            language=record["language"],
            type=record["type"],
            cities=tuple(record["cities"]),
            themes=tuple(record["themes"]),
            years=tuple(record["years"]),
            published=record["published"],
            modified=record["modified"],
            last_seen=record["last_seen"],
            gone=record["gone"],
            snippet=self._main_snippet(record, candidate.page, answering, wanted),
            sections=tuple(_section_hits(record["url"], answering)),
            matched_via=_matched_via(matches, by_twin=by_twin),
            why=tuple(self._why(candidate, matches)),
            gloss=gloss(matches) if record["language"] != self._query.language else None,
            twins=tuple(self._twins(record)),
            score=round(candidate.score, 4),
        )

    def _best_entries(self, page: int) -> list[int]:
        """Return a page's answering entries, best first."""
        entries = self._table.sections_of(page)
        scores = self._entries[entries]
        return [int(entries[n]) for n in np.argsort(-scores, kind="stable") if scores[n] > 0]

    def _answering(self, page: int, wanted: Wanted) -> list[Answering]:
        """Return a page's best answering section, and the best that have a heading to go by."""
        shown: list[Answering] = []
        headed = 0
        for entry in self._best_entries(page):
            section = self._searcher.section(entry)
            if shown and not section.heading:
                continue
            text = section.text or section.heading
            shown.append((section, self._passage(text, section.language, wanted)))
            headed += bool(section.heading)
            if headed == SECTIONS_SHOWN:
                break
        return shown

    def _main_snippet(
        self, record: Record, page: int, answering: Sequence[Answering], wanted: Wanted
    ) -> Snippet:
        if answering:
            return answering[0][1]
        if record["description"]:
            return self._passage(record["description"], record["language"], wanted)
        first = self._searcher.section(int(self._table.first_entry[page]))
        return self._passage(first.text, first.language, wanted)

    def _passage(self, text: str, language: str, wanted: Wanted) -> Snippet:
        return snippet(text, language, wanted, self._searcher.analyzers)

    def _why(self, candidate: Candidate, matches: Sequence[Match]) -> Iterator[str]:
        if candidate.page != candidate.matched:
            yield _BY_TWIN[self._query.language]
        telling = [(word, match) for word, match in matches if word.weight == 1.0]
        reasons = dict.fromkeys(
            reason(word, match, self._zone(match, candidate.matched), self._query.language)
            for word, match in telling or matches
        )
        yield from list(reasons)[:REASONS_SHOWN]

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
                yield Twin(language, url, self._table.records[number]["title"])


def _wanted(units: Sequence[Unit]) -> Iterator[Unit]:
    for unit in units:
        if not unit.excluded:
            yield unit
            yield from _wanted(unit.alternatives)


def _wanted_terms(words: Sequence[UnitWord], matches: Sequence[Match]) -> Wanted:
    """Return the terms to mark: each word's own, and the groups that made the match."""
    wanted: Wanted = {}
    telling = [n for n, word in enumerate(words) if word.weight == 1.0] or range(len(words))
    for number in telling:
        for term in words[number].terms:
            wanted.setdefault((term.layer, term.text), number)
        for word, match in matches:
            if word is words[number] and isinstance(match, Group):
                for term in (term for terms in match.words for term in terms):
                    wanted.setdefault((term.layer, term.text), number)
    return wanted


def _matched_via(matches: Sequence[Match], *, by_twin: bool) -> str:
    if by_twin:
        return "twin"
    translated = any(isinstance(match, Group) and match.is_translation for _, match in matches)
    return "translation" if translated else "original"


def _section_hits(url: str, answering: Sequence[Answering]) -> Iterator[SectionHit]:
    for section, passage in answering:
        if section.heading:
            link = _deep_link(url, section)
            yield SectionHit(section.heading, section.kind, link, section.language, passage)


def _deep_link(url: str, section: Section) -> str:
    return f"{url}#{section.anchor}" if section.anchor else url
