"""What a page in another language tells a reader of this one: names, labels, meanings of words.

Nothing here translates a page. A word is told with one meaning, in dictionary form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.index.query import Meaning
from corpus.index.query_terms import Group
from corpus.index.schema import ENGLISH, ENGLISH_STEM, EXACT
from corpus.index.why import joined
from corpus.vocabulary import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from corpus.analysis.analyzer import Analyzer
    from corpus.index.page_table import Record
    from corpus.index.query_terms import Term, UnitWord
    from corpus.translation.term_entries import Dictionary, Rendering

_TITLE_PIECE = re.compile(r"\s[–—-]\s|[:()|]")


@dataclass(frozen=True, slots=True)
class Glosser:
    """Tells readers of one language what stands on pages in another."""

    dictionary: Dictionary
    analyzers: Mapping[str, Analyzer]
    language: str

    def knows(self, language: str) -> bool:
        """Tell whether words of a language are foreign to the reader, and can be looked up."""
        return language != self.language and language in self.analyzers

    def names(self, title: str, language: str, twin_title: str | None) -> tuple[Meaning, ...]:
        """Return what a page calls itself in the reader's language, or what its names are there.

        The twin's title says it all; then what the title itself says in the reader's language;
        then the names in the title that the curated glossary has.
        """
        if twin_title:
            return (Meaning(title, twin_title, "twin"),)
        if not self.knows(language):
            return ()
        found = [*self._given(title, language), *self._curated(title, language)]
        return tuple({name.text: name for name in reversed(found)}.values())[::-1]

    def heading(self, text: str, language: str) -> Meaning | None:
        """Return what a heading means where the curated glossary has the whole of it, or None."""
        found = self._whole(text, language) if self.knows(language) else None
        return found if found and found.origin == "glossary" else None

    def meanings(
        self, matches: Iterable[tuple[UnitWord, Term | Group]], language: str
    ) -> tuple[Meaning, ...]:
        """Return what the matched words of a page mean, in the order they were asked for."""
        if not self.knows(language):
            return ()
        telling = (
            (words, match)
            for words, match in joined(matches)
            if any(word.weight == 1.0 for word in words)
        )
        found = (self._meaning(words, match, language) for words, match in telling)
        return tuple({each.term: each for each in found if each}.values())

    def _meaning(
        self, typed: Sequence[UnitWord], match: Term | Group, language: str
    ) -> Meaning | None:
        text = " ".join(word.text for word in typed)
        if isinstance(match, Group):
            if match.language != language:
                return None
            if match.is_translation:
                return self._rendered(text, match, language)
            told = self._whole(match.text, language) if match.text else None
            return told or self._whole(text, language)
        if not self._is_foreign(match, language):
            return None
        return self._whole(text if match.layer == ENGLISH_STEM else match.text, language)

    def _is_foreign(self, term: Term, language: str) -> bool:
        """Tell whether a matched term is of the page's language and not one of the reader's."""
        if term.layer != EXACT:
            return (term.layer in {ENGLISH, ENGLISH_STEM}) == (language == "en")
        is_readable = self.analyzers[self.language].forms(term.text).known
        return self.analyzers[language].forms(term.text).known or not is_readable

    def _rendered(self, typed: str, match: Group, language: str) -> Meaning:
        """Return what a rendering stands for: the typed words in their dictionary form.

        Where it renders more words than those that it matched for, what it means itself.
        """
        words = self.analyzers[self.language].words(typed)
        for found in self.dictionary.translate(words, self.language, language):
            if match.text in found.texts and found.end - found.start == len(words):
                return Meaning(match.text, found.term, match.origin)
        own = " ".join(word.lemmas[0] for word in words)
        return self._whole(match.text, language) or Meaning(match.text, own, match.origin)

    def _whole(self, text: str, language: str) -> Meaning | None:
        words = self.analyzers[language].words(text)
        for found in self.dictionary.translate(words, language, self.language):
            if (found.start, found.end) == (0, len(words)) and found.texts:
                meaning = Meaning(found.term or text, found.texts[0], found.origin)
                return meaning if meaning.term.lower() != meaning.text.lower() else None
        return None

    def _given(self, title: str, language: str) -> Iterator[Meaning]:
        """Yield the pieces of a title that are in the reader's language already."""
        for piece in map(str.strip, _TITLE_PIECE.split(title)):
            forms = [word.exact for word in self.analyzers[language].words(piece)]
            is_readable = all(self.analyzers[self.language].forms(form).known for form in forms)
            is_own = all(self.analyzers[language].forms(form).known for form in forms)
            if len(forms) > 1 and is_readable and not is_own:
                yield Meaning(title, piece, "page")

    def _curated(self, title: str, language: str) -> Iterator[Meaning]:
        """Yield the names in a title that the curated glossary has."""
        words = self.analyzers[language].words(title)
        for found in self.dictionary.translate(words, language, self.language):
            if found.origin == "glossary" and found.texts:
                surface = title[words[found.start].start : words[found.end - 1].end]
                if name := _name(found, surface, language):
                    yield Meaning(surface, name, "glossary")


def _name(found: Rendering, surface: str, language: str) -> str | None:
    """Return a rendering that is a name, told by its capitals, for words written as one."""
    names = [text for text in found.texts if _has_capital(text) and not text.isupper()]
    # A Finnish base form has a capital only in a name; an English one also in other words.
    if language == "fi" and _has_capital(found.term):
        names = names or list(found.texts)
    # A country or a language, one word in both, is no name of a project.
    is_long = " " in surface or any(" " in name for name in names[:1])
    return names[0] if names and is_long and _has_capital(surface) else None


def _has_capital(text: str) -> bool:
    return any(letter.isupper() for letter in text)


def gloss(record: Record, names: Sequence[Meaning], meanings: Sequence[Meaning], to: str) -> str:
    """Return in one line of the reader's language what a page is and what its words mean."""
    words = "; ".join(_pair(each) for each in meanings)
    parts = [
        label("type", record["type"], to),
        *(_pair(name) if name.origin == "glossary" else name.text for name in names),
        *(label("theme", theme, to) for theme in record["themes"]),
        ", ".join(label("city", city, to) for city in record["cities"]),
        words,
    ]
    return " · ".join(filter(None, parts))


def _pair(meaning: Meaning) -> str:
    return f"{meaning.term} ≈ {meaning.text}"
