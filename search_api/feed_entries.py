"""Results as the entries of a feed: what is told of each page, in Atom and JSON Feed alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.vocabulary import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.index.query import Hit

# Where nobody says when a page was made, readers of feeds still need some moment.
LONG_AGO = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A page in a feed; moments are RFC 3339 in UTC, `published` is None where nobody says."""

    id: str
    url: str
    title: str
    language: str
    summary: str
    tags: tuple[str, ...]
    published: str | None
    updated: str

    @classmethod
    def of(cls, hit: Hit, language: str) -> FeedEntry:
        """Return a hit as an entry, its tags in the reader's language."""
        facets = [("type", (hit.type,)), ("city", hit.cities), ("theme", hit.themes)]
        return cls(
            # The page's own address: the same in every feed, whatever was searched for.
            id=hit.url,
            url=hit.url,
            title=_plain(hit.title) or hit.url,
            language=hit.language,
            summary=_plain(hit.snippet.text),
            tags=tuple(label(facet, value, language) for facet, each in facets for value in each),
            published=_moment(hit.published) if hit.published else None,
            updated=_moment(hit.modified or hit.published),
        )


@dataclass(frozen=True, slots=True)
class Feed:
    """A query's newest pages; `url` is the feed's own address, `page` that of the same search."""

    title: str
    language: str
    url: str
    page: str
    entries: Sequence[FeedEntry]

    @property
    def updated(self) -> str:
        """When the newest page changed."""
        return max((entry.updated for entry in self.entries), default=LONG_AGO)


def _moment(day: str | None) -> str:
    return f"{day[:10]}T00:00:00Z" if day else LONG_AGO


def _plain(text: str) -> str:
    """Return text without the characters that XML 1.0 cannot carry."""
    return "".join(letter if _is_carried(ord(letter)) else " " for letter in text).strip()


def _is_carried(code: int) -> bool:
    """Tell whether XML can carry a character (XML 1.0, production 2)."""
    return (
        code in {0x9, 0xA, 0xD}
        or 0x20 <= code < 0xD800
        or 0xE000 <= code < 0xFFFE
        or code >= 0x10000
    )
