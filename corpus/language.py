"""Which language a page, a section or a query is in: Finnish, English, or another.

The text is read by langdetect with three profiles (Finnish, English, Swedish); all of its
languages are consulted where a long text has no function words of Finnish or English.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import langdetect
from langdetect import DetectorFactory, LangDetectException

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

INDEXED = ("fi", "en")
OTHER = "other"
UNDECIDED = ""
DEFAULT = "fi"
PROFILES = Path(langdetect.__file__).parent / "profiles"
# Beyond this the answer no longer changes, and reading takes time.
READ_LETTERS = 1500
SHORTEST_SECTION = 20
SHORTEST_PAGE = 200
CERTAIN = 0.95
WORD = re.compile(r"[^\W\d_]+")
# The commonest words that are no words of the other languages of this table.
FUNCTION_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "fi": "ja ei että oli sekä tai myös mutta kun joka jotka hän ovat voi se ne tämä mitä niin "
        "kuin ole olla oman sen niiden jos vain kanssa mukaan joita",
        "en": "the of and to is was that for with are this be from which as by it or have has were "
        "their they not can will what how we you our",
        "sv": "och att det är som för av den med ett har inte om till var kan från eller vi också "
        "ska dem sina under mellan",
    }.items()
}


@dataclass(frozen=True, slots=True)
class DocumentLanguages:
    """The language of a page and, in order, of each of its sections."""

    document: str
    sections: tuple[str, ...]


def probabilities(text: str) -> dict[str, float]:
    """Return {language: probability} of Finnish, English and Swedish; empty where no word is.

    The same text always gets the same answer.
    """
    return _detected(text, _three_languages())


def section_language(text: str, prior: str) -> str:
    """Return the language of a section; `prior` is what its surroundings are in.

    The prior stands for texts under 20 letters and for those that could be either language.
    """
    if letters_in(text) < SHORTEST_SECTION:
        return prior
    language, probability = _likeliest(probabilities(text))
    if probability < CERTAIN:
        return prior
    if language in INDEXED and _has_function_words(text, language):
        return language
    return _unexpected(text, language if language in INDEXED else prior)


def document_languages(texts: Sequence[str], declared: Mapping[str, int]) -> DocumentLanguages:
    """Return the languages of a page's sections and of the page, which is that of most letters.

    `declared` is {language: points} of what the page says of itself. It stands unless 200
    letters of text tell otherwise; a section that tells nothing takes after its neighbours.
    """
    seen = [section_language(text, UNDECIDED) for text in texts]
    letters: Counter[str] = Counter()
    for text, language in zip(texts, seen, strict=True):
        letters[language] += letters_in(text)
    del letters[UNDECIDED]
    claimed = _claimed(declared)
    whole = letters.most_common(1)[0][0] if letters else claimed or DEFAULT
    if claimed and letters[whole] < SHORTEST_PAGE:
        whole = claimed
    return DocumentLanguages(whole, tuple(_settled(seen, whole)))


def query_language(text: str, reader_language: str) -> str:
    """Return the language of a query: Finnish or English, the reader's where it may be both."""
    seen = probabilities(text)
    finnish, english = seen.get("fi", 0.0), seen.get("en", 0.0)
    if finnish > 3 * english:
        return "fi"
    if english > 3 * finnish:
        return "en"
    return reader_language


def _likeliest(seen: Mapping[str, float]) -> tuple[str, float]:
    return max(seen.items(), key=lambda entry: entry[1], default=(UNDECIDED, 0.0))


def _claimed(declared: Mapping[str, int]) -> str:
    claimed = max(declared, key=lambda language: declared[language], default=UNDECIDED)
    return claimed if claimed in INDEXED or claimed == UNDECIDED else OTHER


def _settled(seen: Sequence[str], whole: str) -> Iterator[str]:
    for place, language in enumerate(seen):
        before = seen[place - 1] if place else UNDECIDED
        after = seen[place + 1] if place + 1 < len(seen) else UNDECIDED
        yield language or (before if before == after else UNDECIDED) or whole


def _unexpected(text: str, prior: str) -> str:
    """Ask all profiles about a text without a function word of Finnish or English."""
    language, probability = _likeliest(_detected(text, _all_languages()))
    if probability < CERTAIN:
        return prior
    if language in INDEXED:
        return language
    # Lists of names look like any language; Swedish is told by its own function words.
    is_told = _has_function_words(text, "sv") or letters_in(text) >= SHORTEST_PAGE
    return OTHER if is_told else prior


def _has_function_words(text: str, language: str) -> bool:
    return not FUNCTION_WORDS[language].isdisjoint(WORD.findall(text.lower()))


def letters_in(text: str) -> int:
    """Return how many letters a text holds."""
    return sum(map(str.isalpha, text))


def _detected(text: str, factory: DetectorFactory) -> dict[str, float]:
    detector = factory.create()
    # Capital words are passed over by the detector, and edges of words are told by spaces.
    detector.append(f" {text[:READ_LETTERS].lower()} ")
    try:
        return {found.lang: found.prob for found in detector.get_probabilities()}
    except LangDetectException:
        return {}


@cache
def _three_languages() -> DetectorFactory:
    return _factory("fi", "en", "sv")


@cache
def _all_languages() -> DetectorFactory:
    return _factory(*sorted(file.name for file in PROFILES.iterdir() if file.is_file()))


def _factory(*languages: str) -> DetectorFactory:
    factory = DetectorFactory()
    factory.load_json_profile(
        [(PROFILES / language).read_text(encoding="utf-8") for language in languages]
    )
    factory.set_seed(0)
    return factory
