"""Best bets and pins: where editors place pages among the hits of a query.

A best bet comes first and is marked; a pin stands at its position or nowhere. Both also bring in
a page that did not match, keep to the reader's filters and language, and move what is there
instead of showing it twice. An order by date is left alone, but for what is hidden.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from corpus.document import document_id
from corpus.editorial.query_words import is_same_query, query_words
from corpus.editorial.rules import BestBet, Pin
from corpus.index.hit_list import LANGUAGE, Candidates, HitList
from corpus.index.query import Sort
from corpus.index.why import placed_reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from corpus.analysis.analyzer import Analyzer
    from corpus.editorial.query_words import Words
    from corpus.editorial.rules import Editorial
    from corpus.index.hit_list import Wish
    from corpus.index.page_table import PageTable
    from corpus.index.query import Clause, Hit, Query

    Mask = NDArray[np.bool_]

BEST_BET = 0  # the position of those that come before all pins


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one page, with its twins, stands for a query of a rule; position None is nowhere."""

    page: int
    group: int
    position: int | None
    query: str


@dataclass(frozen=True, slots=True)
class PlacingRules:
    """The best bets and pins of pages that the index has; made once for a version of rules."""

    analyzers: Mapping[str, Analyzer] = field(default_factory=dict)
    # By language and word form, what the queries that have it are, and what they place.
    known: Mapping[tuple[str, str], Sequence[tuple[Words, Placement]]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, editorial: Editorial, analyzers: Mapping[str, Analyzer], table: PageTable
    ) -> PlacingRules:
        """Analyse the queries of all rules once."""
        known: dict[tuple[str, str], list[tuple[Words, Placement]]] = defaultdict(list)
        rules: list[tuple[int, BestBet | Pin]] = [*editorial.of(BestBet), *editorial.of(Pin)]
        for _, rule in rules:
            page = table.number_of.get(document_id(rule.url))
            if page is None:
                continue
            for language in [rule.language] if rule.language else analyzers:
                for query in rule.queries:
                    words = query_words(query, analyzers[language])
                    group = int(table.group_of[page])
                    placement = Placement(page, group, _position(rule), query)
                    for form in words[0] if words else ():
                        known[language, form].append((words, placement))
        return cls(analyzers, known)

    def placements(self, query: Query) -> list[Placement]:
        """Return what is placed for a query: best bets first, then pins from the top down."""
        text = _plain_text(query.clauses) if self.known else None
        found: dict[int, Placement] = {}
        for each in self._found(text) if text else ():
            found.setdefault(each.group, each)
        placed = sorted(found.values(), key=lambda each: each.position or BEST_BET)
        by_date = query.sort is Sort.DATE
        return [each for each in placed if each.position is None or not by_date]

    def _found(self, text: str) -> Iterator[Placement]:
        for language, analyzer in self.analyzers.items():
            asked = query_words(text, analyzer)
            for form in dict.fromkeys(form for word in asked for form in sorted(word)):
                for words, placement in self.known.get((language, form), ()):
                    if is_same_query(asked, words):
                        yield placement


NO_PLACINGS = PlacingRules()


def place(
    found: HitList,
    placements: Sequence[Placement],
    table: PageTable,
    wish: Wish,
    kinds: Mask | None,
) -> HitList:
    """Return hits with pages where editors place them; `kinds` are the entries that may answer."""
    hidden = [each.group for each in placements if each.position is None]
    found = HitList(*(_without(each, hidden, table) for each in _lists(found)))
    placed = [each for each in placements if each.position is not None]
    if not placed:
        return found
    new = _missing(found.everything, placed, table, wish, kinds)
    allowed = new[table.mask(wish.filters, leave_out=LANGUAGE)[new]]
    is_own = table.tags[LANGUAGE].with_any(wish.languages.__contains__)[allowed]
    own, other = allowed[is_own], allowed[~is_own & (not wish.filters.doc_lang)]
    return HitList(
        _ordered(_with(found.own, own), placed, table),
        _ordered(_with(found.other, other), placed, table),
        _with(found.everything, new),
    )


def marked(
    hits: Sequence[Hit], placements: Sequence[Placement], table: PageTable, language: str
) -> tuple[Hit, ...]:
    """Return hits that say so where editors placed them."""
    by_group = {each.group: each for each in placements}
    placed = (by_group.get(table.group_of[table.number_of[hit.id]]) for hit in hits)
    return tuple(_marked(hit, each, language) for hit, each in zip(hits, placed, strict=True))


def _marked(hit: Hit, placement: Placement | None, language: str) -> Hit:
    if placement is None:
        return hit
    is_bet = placement.position == BEST_BET
    reason = placed_reason("best_bet" if is_bet else "pin", placement.query, language)
    return replace(hit, best_bet=is_bet, why=(reason, *hit.why))


def _missing(
    everything: Candidates,
    placed: Sequence[Placement],
    table: PageTable,
    wish: Wish,
    kinds: Mask | None,
) -> NDArray[np.intp]:
    """Return the pages that are placed and did not match, each as the reader would see it."""
    shown, there = table.representatives(wish.languages), set(table.group_of[everything.pages])
    pages = [int(shown[each.page]) for each in placed if each.group not in there]
    if kinds is not None:
        answering = set(table.page_of[kinds].tolist())
        pages = [page for page in pages if page in answering]
    return np.array(list(dict.fromkeys(pages)), np.intp)


def _ordered(found: Candidates, placed: Sequence[Placement], table: PageTable) -> Candidates:
    """Return candidates with those that are placed at their positions, as far as there are hits."""
    place_of = {group: at for at, group in enumerate(table.group_of[found.pages].tolist())}
    here = [(each, place_of[each.group]) for each in placed if each.group in place_of]
    taken = {at for _, at in here}
    rest = [at for at in range(len(found)) if at not in taken]
    order: list[int] = []
    for each, at in here:
        before = max((each.position or 1) - 1 - len(order), 0)
        order += rest[:before]
        rest = rest[before:]
        order.append(at)
    return found.at(np.array(order + rest, np.intp))


def _with(found: Candidates, pages: NDArray[np.intp]) -> Candidates:
    nought = np.zeros(len(pages))
    return Candidates(
        np.append(found.pages, pages),
        np.append(found.matched, pages),
        np.append(found.scores, nought),
    )


def _without(found: Candidates, groups: Sequence[int], table: PageTable) -> Candidates:
    return found.at(~np.isin(table.group_of[found.pages], groups)) if groups else found


def _lists(found: HitList) -> tuple[Candidates, Candidates, Candidates]:
    return found.own, found.other, found.everything


def _position(rule: BestBet | Pin) -> int | None:
    return BEST_BET if isinstance(rule, BestBet) else rule.position


def _plain_text(clauses: Sequence[Clause]) -> str | None:
    """Return a query's words, or None where it says more than words: a minus, OR, beginnings*."""
    if any(clause.excluded or clause.alternatives for clause in clauses):
        return None
    words = [word for clause in clauses for word in clause.words]
    return None if any(word.prefix for word in words) else " ".join(word.text for word in words)
