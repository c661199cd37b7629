"""Where the words of a phrase follow each other, and where two words stand near each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from corpus.index.query_terms import Unit, UnitWord
from corpus.index.schema import POSITION_LAYERS, ZONES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from corpus.index.postings import Postings
    from corpus.index.query_terms import Group, Term


def phrase_entries(
    postings: Postings, unit: Unit, zones: Sequence[str] = ZONES
) -> NDArray[np.intp]:
    """Return the entries where the unit's words follow each other in one zone, in any form."""
    found: set[int] = set()
    for zone in zones:
        places = [_places(postings, zone, word) for word in unit.words]
        for entry in set.intersection(*(set(place) for place in places)):
            starts = set(places[0][entry])
            for offset, place in enumerate(places[1:], start=1):
                starts &= {position - offset for position in place[entry]}
            if starts:
                found.add(entry)
    return np.array(sorted(found), np.intp)


def near_entries(
    postings: Postings, first: UnitWord, second: UnitWord, reach: int
) -> NDArray[np.intp]:
    """Return the entries where a form of one word is within `reach` words of one of the other."""
    found: set[int] = set()
    steps = [step for step in range(-reach, reach + 1) if step]
    for zone in ZONES:
        # Positions are slow to read: only where both words are in the zone at all.
        both = np.intersect1d(_entries(postings, zone, first), _entries(postings, zone, second))
        if not len(both):
            continue
        ours, theirs = (list(_all_positions(postings, zone, word)) for word in (first, second))
        for entry in both.tolist():
            places = {at for term in theirs for at in term.get(entry, ())}
            beside = (at + step for term in ours for at in term.get(entry, ()) for step in steps)
            if not places.isdisjoint(beside):
                found.add(entry)
    return np.array(sorted(found), np.intp)


def attested(postings: Postings, group: Group) -> int:
    """Tell how well the index knows a group of words.

    2: a word of it, or the words side by side; 1: the words, somewhere; 0: one of them is nowhere.
    """
    if not all(any(_occurs(postings, term) for term in terms) for terms in group.words):
        return 0
    phrase = Unit(tuple(UnitWord("", terms) for terms in group.words), phrase=True)
    return 1 if len(group.words) > 1 and not len(phrase_entries(postings, phrase)) else 2


def _occurs(postings: Postings, term: Term) -> bool:
    return any(len(postings.term(f"{zone}_{term.layer}", term.text)[0]) for zone in ZONES)


def _entries(postings: Postings, zone: str, word: UnitWord) -> NDArray[np.int32]:
    """Return the entries with a word in any of its forms, some more than once."""
    return np.concatenate(
        [postings.term(f"{zone}_{term.layer}", term.text)[0] for term in _placed(word)]
        or [np.zeros(0, np.int32)]
    )


def _all_positions(
    postings: Postings, zone: str, word: UnitWord
) -> Iterator[Mapping[int, tuple[int, ...]]]:
    for term in _placed(word):
        yield postings.positions(f"{zone}_{term.layer}", term.text)


def _placed(word: UnitWord) -> list[Term]:
    """Return a word's terms in the layers that keep positions."""
    return [term for term in word.terms if term.layer in POSITION_LAYERS]


def _places(postings: Postings, zone: str, word: UnitWord) -> dict[int, set[int]]:
    """Return {entry: positions} of a word in any of its forms."""
    places: dict[int, set[int]] = {}
    for positions in _all_positions(postings, zone, word):
        for entry, at in positions.items():
            places.setdefault(entry, set()).update(at)
    return places
