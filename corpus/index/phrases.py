"""Where the words of a phrase stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from corpus.index.schema import POSITION_LAYERS, ZONES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from corpus.index.postings import Postings
    from corpus.index.query_terms import Unit, UnitWord


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


def _places(postings: Postings, zone: str, word: UnitWord) -> dict[int, set[int]]:
    """Return {entry: positions} of a word in any of its forms."""
    places: dict[int, set[int]] = {}
    for term in word.terms:
        if term.layer in POSITION_LAYERS:
            for entry, positions in postings.positions(f"{zone}_{term.layer}", term.text).items():
                places.setdefault(entry, set()).update(positions)
    return places
