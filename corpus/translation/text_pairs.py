"""Texts that say the same in Finnish and English, as the words that may render each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.translation.parallel_texts import Agreement, forms, parallel_texts
from corpus.translation.text_words import LONGEST_TERM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.document import Document
    from corpus.translation.text_words import TextReader, TextWord

    Texts = tuple[Sequence[TextWord], Sequence[TextWord]]

# Shares of the words known to the dictionary that the counterpart has.
_SHARED_BY_PAGES = 0.45  # of translated pages 0.5 to 0.9, of pages on the same matter 0.1 to 0.5
_SHARED_BY_TEXTS = 0.25
_SHARED_BY_LONE_TEXTS = 0.5  # where the pages are no translations
_ENOUGH_KNOWN = 3  # words, to say that a text is no translation
_ENOUGH_SHARED = 2
_LONGEST_TEXT = 60  # words; in longer ones too much may render too much


@dataclass(frozen=True, slots=True)
class TextPair:
    """The words of two texts that say the same, but those they share, and the pages they are on."""

    finnish: tuple[TextWord, ...]
    english: tuple[TextWord, ...]
    pages: set[str]

    @property
    def is_plain(self) -> bool:
        """Whether it can hardly be read otherwise: one word and its rendering, as in a title."""
        shorter, longer = sorted((len(self.finnish), len(self.english)))
        return shorter == 1 and longer <= LONGEST_TERM


def text_pairs(
    pages: Iterable[tuple[Document, Document]], reader: TextReader
) -> Iterator[TextPair]:
    """Yield each pair of texts once: what stands on every page is one piece of evidence."""
    found: dict[tuple[str, str], TextPair | None] = {}
    for finnish, english in pages:
        for one, other in _translated(list(parallel_texts(finnish, english, reader))):
            written = _written(one), _written(other)
            if written not in found:
                found[written] = _pair(one, other)
            if pair := found[written]:
                pair.pages.add(finnish.id)
    yield from filter(None, found.values())


def _translated(texts: Sequence[Texts]) -> Iterator[Texts]:
    """Yield the pairs of texts that are translations as far as the dictionary can tell.

    Many pages and their twins tell of the same thing in their own ways. Titles are kept always.
    """
    agreements = [Agreement.of(one, forms(other)) for one, other in texts]
    known, shared = sum(a.known for a in agreements), sum(a.shared for a in agreements)
    are_translations = shared >= _SHARED_BY_PAGES * known
    for number, agreement in enumerate(agreements):
        if are_translations:
            least = _SHARED_BY_TEXTS * agreement.known
            is_kept = agreement.known < _ENOUGH_KNOWN or agreement.shared >= least
        else:
            least = max(_SHARED_BY_LONE_TEXTS * agreement.known, _ENOUGH_SHARED)
            is_kept = agreement.shared >= least
        if is_kept or number == 0:
            yield texts[number]


def _written(words: Sequence[TextWord]) -> str:
    return " ".join(word.exact for word in words)


def _pair(finnish: Sequence[TextWord], english: Sequence[TextWord]) -> TextPair | None:
    # Names and words left untranslated would only be linked to their neighbours.
    shared = forms(finnish) & forms(english)
    kept, kept_others = (
        tuple(w for w in words if w.is_term and shared.isdisjoint((w.lemma, w.exact)))
        for words in (finnish, english)
    )
    if not kept or not kept_others or max(len(kept), len(kept_others)) > _LONGEST_TEXT:
        return None
    return TextPair(kept, kept_others, set())
