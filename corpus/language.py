"""Which language a page, a section or a query is in: Finnish, English, or another.

The text is read by langdetect with three profiles (Finnish, English, Swedish); all of its
languages are consulted where a long text has no function words of Finnish or English.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import langdetect
from langdetect import DetectorFactory, LangDetectException

from corpus.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpus.analysis.analyzer import Analyzer

INDEXED = ("fi", "en")
OTHER = "other"
UNDECIDED = ""
DEFAULT = "fi"
PROFILES = Path(langdetect.__file__).parent / "profiles"
# Beyond this the answer no longer changes, and reading takes time.
READ_LETTERS = 600
SHORTEST_SECTION = 20
SHORTEST_PAGE = 200
SHORTEST_FOREIGN = 120
CERTAIN = 0.95
# What langdetect adds to every probability of its tables.
UNSEEN = 0.5 / 10_000
LAST_LATIN_LETTER = "\u024f"
WORD = re.compile(r"[^\W\d_]+")
# Common words that Estonian, German, Dutch and Danish do not have (they have "ja" and "was").
FUNCTION_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "fi": "että oli sekä tai myös mutta kun joka jotka hän ovat voi se ne tämä mitä niin kuin "
        "olla oman sen niiden jos vain kanssa mukaan joita jossa joissa siitä niitä yhä ettei eikä "
        "vaan koska vielä nyt aina yksi kaikki miten mistä missä mikä ennen jälkeen sitä niistä "
        "kaupunki kaupungin kaupungissa hanke hankkeen hankkeessa yritys yritykset vuoden",
        "en": "the and that with are this from which as it or has have were their they not can how "
        "what you our be been there these when who its but city cities",
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
    if _is_foreign_script(text):
        return OTHER
    language, probability = _likeliest(probabilities(text))
    if language not in INDEXED or probability < CERTAIN:
        return _unexpected(text, prior)
    is_plain = letters_in(text) < SHORTEST_FOREIGN or _has_function_words(text, language)
    return language if is_plain else _unexpected(text, language)


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


def query_language(
    text: str, reader_language: str, analyzers: Mapping[str, Analyzer] | None = None
) -> str:
    """Return the language of a query: Finnish or English, the reader's where it may be both.

    With `analyzers` the lexicons speak first: a word that only one of them knows tells more
    than its letters do. Names of the cities are words of both languages.
    """
    words = [word for word in WORD.findall(text.lower()) if not _city_names().fullmatch(word)]
    balance = sum(_known_balance(word, analyzers) for word in words) if analyzers else 0
    lean = balance or _finnish_over_english(" ".join(words))
    if abs(lean) < 1:
        return reader_language
    return "fi" if lean > 0 else "en"


def _known_balance(word: str, analyzers: Mapping[str, Analyzer]) -> int:
    return analyzers["fi"].forms(word).known - analyzers["en"].forms(word).known


def _finnish_over_english(text: str) -> float:
    """Return the logarithm of how many times likelier the letters of a text are Finnish.

    Bayes' rule over langdetect's whole tables: its own sampling is made for longer texts, and
    Swedish would take its share of a single word.
    """
    factory = _three_languages()
    detector = factory.create()
    detector.append(f" {text} ")
    finnish, english = factory.langlist.index("fi"), factory.langlist.index("en")
    seen = (factory.word_lang_prob_map[gram] for gram in detector._extract_ngrams())
    return sum(math.log((row[finnish] + UNSEEN) / (row[english] + UNSEEN)) for row in seen)


@cache
def _city_names() -> re.Pattern[str]:
    words = (word for city in vocabulary()["city"].values() for word in city.words)
    return re.compile("|".join(re.escape(word).replace(r"\*", r"\w*") for word in words))


def _likeliest(seen: Mapping[str, float]) -> tuple[str, float]:
    return max(seen.items(), key=lambda entry: entry[1], default=(UNDECIDED, 0.0))


def _claimed(declared: Mapping[str, int]) -> str:
    claimed = max(declared, key=lambda language: declared[language], default=UNDECIDED)
    return claimed if claimed in INDEXED or claimed == UNDECIDED else OTHER


def _settled(seen: Sequence[str], whole: str) -> Iterator[str]:
    """Fill in the undecided: the language before them if it goes on or another follows."""
    for place, language in enumerate(seen):
        before = seen[place - 1] if place else whole
        after = seen[place + 1] if place + 1 < len(seen) else whole
        yield language or (before if before and after != whole else whole)


def _unexpected(text: str, prior: str) -> str:
    """Ask all profiles about a text that is not surely Finnish or English.

    Lists of names look like any language, so that other languages must show in a long text;
    Swedish is told sooner, by its function words.
    """
    language, probability = _likeliest(_detected(text, _all_languages()))
    if probability < CERTAIN:
        return prior
    if language in INDEXED:
        return language
    is_told = language == "sv" and _has_function_words(text, "sv")
    return OTHER if is_told or letters_in(text) >= SHORTEST_FOREIGN else prior


def _has_function_words(text: str, language: str) -> bool:
    needed = 2 if letters_in(text) >= SHORTEST_PAGE else 1
    return len(FUNCTION_WORDS[language].intersection(WORD.findall(text.lower()))) >= needed


def _is_foreign_script(text: str) -> bool:
    return sum(letter > LAST_LATIN_LETTER for letter in text) > len(text) / 3


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
