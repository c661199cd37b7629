"""How likely each word of a text renders each word of its counterpart, learnt from many texts.

IBM Model 1 (Brown et al. 1993, "The Mathematics of Statistical Machine Translation"), in both
directions at once, made to agree in each step of expectation maximisation (Liang, Taskar and Klein
2006, "Alignment by Agreement"). A word may also render nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]
    Words = Sequence[str]

_ITERATIONS = 6
_NOTHING = 0.3  # how strongly a word may render nothing
_SMOOTHING = 0.05  # unseen counts per word: keeps rare words from certainty
_MOST_LINKS = 8_000_000  # of words in all texts, some 0.5 GB; longer texts are left out first


@dataclass(frozen=True, slots=True)
class Links:
    """Probabilities of one pair of texts, both shaped (words of the one, words of the other).

    In `backward` each word of the other text shares itself out among those of the one, in
    `forward` each word of the one among those of the other.
    """

    backward: Floats
    forward: Floats


def align(texts: Sequence[tuple[Words, Words]]) -> Iterator[tuple[int, Links]]:
    """Yield the number of each text that was aligned, and the links of its words."""
    chosen = _within_bounds(texts)
    if not chosen:
        return
    pairs = [texts[number] for number in chosen]
    model = _Model.of(pairs)
    backward, forward = model.trained()
    at = 0
    for number, (one, other) in zip(chosen, pairs, strict=True):
        shape, end = (len(one), len(other)), at + len(one) * len(other)
        links = Links(backward[at:end].reshape(shape), forward[at:end].reshape(shape))
        yield number, links
        at = end


def _within_bounds(texts: Sequence[tuple[Words, Words]]) -> list[int]:
    sizes = np.array([len(one) * len(other) for one, other in texts], np.int64)
    by_size = np.argsort(sizes, kind="stable")
    kept = by_size[np.cumsum(sizes[by_size]) <= _MOST_LINKS]
    return sorted(int(number) for number in kept if sizes[number])


@dataclass(frozen=True, slots=True)
class _Side:
    """One side's words: the word of each place, the place of each link, how common a word is."""

    place_of_link: Numbers
    share: Floats  # place → share of its word among all

    @classmethod
    def of(cls, numbers: Numbers, place_of_link: Numbers) -> _Side:
        counts = np.bincount(numbers)
        return cls(place_of_link, counts[numbers] / len(numbers))

    def posterior(self, weights: Floats) -> Floats:
        """Share each place out among its links; some of it is kept for nothing."""
        total = np.bincount(self.place_of_link, weights, len(self.share))
        shared: Floats = weights / (total + _NOTHING * self.share)[self.place_of_link]
        return shared


@dataclass(frozen=True, slots=True)
class _Model:
    one: _Side
    other: _Side
    kind_of_link: Numbers  # link → the pair of words it joins
    words: tuple[Numbers, Numbers]  # pair of words → the word of each side

    @classmethod
    def of(cls, pairs: Sequence[tuple[Words, Words]]) -> _Model:
        ones, others = (_numbered(side) for side in zip(*pairs, strict=True))
        heights = np.array([len(one) for one, _ in pairs])
        widths = np.array([len(other) for _, other in pairs])
        place = np.repeat(np.arange(len(ones)), np.repeat(widths, heights))
        starts = np.repeat(np.cumsum(widths) - widths, heights)
        other_place = np.concatenate(
            [np.arange(s, s + w) for s, w in zip(starts, np.repeat(widths, heights), strict=True)]
        )
        many = int(others.max()) + 1
        kinds, kind_of_link = np.unique(
            ones[place] * many + others[other_place], return_inverse=True
        )
        sides = _Side.of(ones, place), _Side.of(others, other_place)
        return cls(*sides, kind_of_link, (kinds // many, kinds % many))

    def trained(self) -> tuple[Floats, Floats]:
        """Return the last posteriors by link: of the other side's words, of the one's."""
        renders = [np.full(len(words), 1 / (words.max() + 1)) for words in reversed(self.words)]
        for _ in range(_ITERATIONS):
            backward = self.other.posterior(renders[0][self.kind_of_link])
            forward = self.one.posterior(renders[1][self.kind_of_link])
            counts = np.bincount(self.kind_of_link, backward * forward)
            renders = [_shares(counts, words) for words in self.words]
        return backward, forward


def _shares(counts: NDArray[Any], words: Numbers) -> Floats:
    totals = np.bincount(words, counts)
    shares: Floats = counts / (totals[words] + _SMOOTHING)
    return shares


def _numbered(texts: Sequence[Words]) -> Numbers:
    numbers: dict[str, int] = {}
    every = chain.from_iterable(texts)
    return np.array([numbers.setdefault(word, len(numbers)) for word in every], np.int64)
