"""The cities and themes a document is about, by the words that reveal them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from corpus.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_THEMES = 3
LEAD_LENGTH = 700
CITY_POINTS = 2
# In a page this short one mention is enough.
SHORT_LENGTH = 2500
THEME_POINTS = 2.5
# A theme far behind the strongest one is a side matter.
THEME_SHARE = 0.4
MOST_MENTIONS = 4
# Cities named this close together are a list, such as that of a project's partners.
LIST_DISTANCE = 40
# Postal addresses and other names say where someone sits, and nothing of what a page is about.
PASSING = re.compile(r"\b\d{5}\s+\w+|helsinki-uusimaa|helsingin sanomat|vantaanjo\w+|oulunkylä\w*")
ALL_CITIES = re.compile(
    r"\bkuu(?:si|den|dessa|della|teen|tta)\s+(?:suur\w+\s+)?kaupun[kg]i\w*"
    r"|\bkaik\w+\s+kuu(?:si|den|dessa|della|teen|tta|tos)\w*|\ball six\b"
    r"|\bsix (?:\w+ )?(?:largest |biggest )?(?:finnish )?cities\b"
)


@dataclass(frozen=True, slots=True)
class TaggedText:
    """What of a document its tags are read from."""

    url: str
    title: str
    description: str
    headings: tuple[str, ...]
    text: str

    def strong_places(self) -> tuple[str, ...]:
        """Return the texts where a word weighs more than in passing."""
        path = re.sub(r"[-_/]+", " ", unquote(urlsplit(self.url).path))
        return (self.title, self.description, path)


def cities(tagged: TaggedText) -> tuple[str, ...]:
    """Return the cities a document is about, in the vocabulary's order.

    A city in title, description or address counts, and so does one in a list of cities or
    named more than once; one mention in passing does not. A city's own page is about it.
    """
    own = re.search(r"/(?:city|kaupunki|kaupungit)/([a-z]+)", tagged.url)
    if own and own.group(1) in vocabulary()["city"]:
        return (own.group(1),)
    text = PASSING.sub(" ", tagged.text.lower())
    points = dict.fromkeys(vocabulary()["city"], CITY_POINTS if ALL_CITIES.search(text) else 0)
    for place in tagged.strong_places():
        for city, _ in mentions("city", place):
            points[city] += CITY_POINTS
    for city, worth in _weighed_mentions(text):
        points[city] += worth
    enough = 1 if len(text) <= SHORT_LENGTH else CITY_POINTS
    return tuple(city for city, number in points.items() if number >= enough)


def themes(tagged: TaggedText) -> tuple[str, ...]:
    """Return at most three themes a document is clearly about, the clearest first."""
    points = dict.fromkeys(vocabulary()["theme"], 0.0)
    title, description, path = tagged.strong_places()
    places = (
        (f"{title} | {path}", 3.0),
        (description, 2.0),
        (tagged.text[:LEAD_LENGTH], 1.0),
        (" | ".join(tagged.headings), 1.0),
    )
    for place, worth in places:
        for theme in {theme for theme, _ in mentions("theme", place)}:
            points[theme] += worth
    for theme, density in _densities(tagged.text).items():
        points[theme] += density
    return _clearest(points)


def _clearest(points: Mapping[str, float]) -> tuple[str, ...]:
    ranked = sorted(points, key=lambda theme: -points[theme])
    enough = max(THEME_POINTS, THEME_SHARE * points[ranked[0]])
    return tuple(theme for theme in ranked[:MOST_THEMES] if points[theme] >= enough)


def _densities(text: str) -> dict[str, float]:
    """Return mentions of themes per thousand characters, at most four of each."""
    counts: dict[str, float] = {}
    for theme, _ in mentions("theme", text):
        counts[theme] = counts.get(theme, 0) + 1
    thousands = max(1.0, len(text) / 1000)
    return {theme: min(count / thousands, MOST_MENTIONS) for theme, count in counts.items()}


def _weighed_mentions(text: str) -> Iterable[tuple[str, int]]:
    found = mentions("city", text)
    listed = set()
    for (city, place), (other, next_place) in pairwise(found):
        if city != other and next_place - place < LIST_DISTANCE:
            listed |= {place, next_place}
    return [(city, CITY_POINTS if place in listed else 1) for city, place in found]


def mentions(facet: str, text: str) -> list[tuple[str, int]]:
    """Return (value, place) of every word of a facet's vocabulary in a text, in order."""
    found = [
        (value, match.start())
        for value, pattern in _patterns(facet).items()
        for match in pattern.finditer(text.lower())
    ]
    return sorted(found, key=lambda mention: mention[1])


@cache
def _patterns(facet: str) -> Mapping[str, re.Pattern[str]]:
    return {value: _pattern(tag.words) for value, tag in vocabulary()[facet].items() if tag.words}


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    ways = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"\b(?:{ways})\b")
