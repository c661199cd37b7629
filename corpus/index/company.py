"""How far words keep each other's company in titles and headings.

The measure is normalised pointwise mutual information (Bouma 2009, Normalized (pointwise) mutual
information in collocation extraction): 1 where two stand together whenever either does, 0 where
they do no oftener than chance has it; less than chance counts as 0. That renderings of a query's
words choose each other by it is from Gao and others (2001), Improving query translation for
cross-language information retrieval using statistical models.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from corpus.index.postings import Postings
    from corpus.index.query_terms import Group

ZONES = ("title", "heading")  # what is named together belongs together; bodies mention anything


def company(postings: Postings, groups: Sequence[Group]) -> NDArray[np.float64]:
    """Return for each pair of groups how far they keep company, from 0 to 1."""
    named = [_named(postings, group) for group in groups]
    anywhere = np.unique(np.concatenate(named))
    present = np.array([np.isin(anywhere, each, assume_unique=True) for each in named], np.float32)
    together = (present @ present.T).astype(np.float64)
    alone = np.diag(together)
    with np.errstate(divide="ignore", invalid="ignore"):
        chance = np.outer(alone, alone) / postings.entries
        measured = np.log(together / chance) / -np.log(together / postings.entries)
    return np.clip(np.nan_to_num(measured, nan=0.0, posinf=0.0, neginf=0.0), 0.0, 1.0)


def _named(postings: Postings, group: Group) -> NDArray[np.int32]:
    """Return the entries with every word of a group in a title or heading."""
    entries = (
        [postings.term(f"{zone}_{term.layer}", term.text)[0] for zone in ZONES for term in terms]
        for terms in group.words
    )
    return reduce(np.intersect1d, (np.unique(np.concatenate(found)) for found in entries))
