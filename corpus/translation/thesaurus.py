"""The thesaurus: what pages may say instead of the word a reader typed, in the same language."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.analysis.tokenizer import tokens
from corpus.errors import SettingsError
from corpus.translation.entry_file import checked_entries, read_entry_file
from corpus.translation.term_entries import TermEntries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.translation.term_entries import Lemmas, Rendering

    Entries = Mapping[str, Sequence[str]]

PACKAGED_THESAURUS = Path(__file__).parent / "thesaurus.toml"


class Thesaurus:
    """Finds what else a row of words may be called, however the words are inflected."""

    def __init__(self, tables: Mapping[str, Entries], lemmas: Mapping[str, Lemmas]) -> None:
        """Analyse the entries of every language once; `lemmas` gives one analysis a language."""
        self._languages = {
            language: TermEntries(entries.items(), _of_headword(lemmas[language]), "thesaurus")
            for language, entries in tables.items()
        }

    @classmethod
    def load(cls, lemmas: Mapping[str, Lemmas], path: Path = PACKAGED_THESAURUS) -> Thesaurus:
        """Read a thesaurus file, one table a language of `lemmas`.

        Raises SettingsError where it cannot be read or a word is given as its own synonym.
        """
        return cls(read_thesaurus(path, lemmas), lemmas)

    def synonyms(self, words: Sequence[Sequence[str]], language: str) -> list[Rendering]:
        """Return what a row of words of one language may be called, longest entries first.

        Words are given as dictionary.candidates gives them; texts come likeliest first and never
        repeat the words themselves.
        """
        entries = self._languages.get(language)
        found = entries.renderings(words) if entries else []
        others = [_without_itself(each, words[each.start : each.end]) for each in found]
        return [each for each in others if each.texts]


def read_thesaurus(path: Path, languages: Mapping[str, object]) -> dict[str, Entries]:
    """Return {language: {word or phrase: what pages may say instead}}.

    Raises SettingsError where the file is missing or is no thesaurus of these languages.
    """
    tables = read_entry_file(path, "thesaurus")
    if strange := sorted(tables.keys() - languages.keys()):
        raise SettingsError(
            f"The thesaurus {path} has a table [{strange[0]}]; "
            f"it may have only [{'] and ['.join(sorted(languages))}]."
        )
    read = {name: checked_entries(table, path, "thesaurus") for name, table in tables.items()}
    for entries in read.values():
        for key, texts in entries.items():
            if key.casefold() in {text.casefold() for text in texts}:
                raise SettingsError(
                    f'In the thesaurus {path}, "{key}" is its own synonym; take it off its list.'
                )
    return read


def _of_headword(lemmas: Lemmas) -> Lemmas:
    """Return an analysis by which a word alone is a base form: training is no form of train.

    Such words, most of a thesaurus, need no analysis, which is what loading one takes time for.
    """

    def of(text: str) -> Sequence[Sequence[str]]:
        words = [token.exact.replace("-", "") for token in tokens(text)]
        return [(words[0], words[0])] if len(words) == 1 else lemmas(text)

    return of


def _without_itself(rendering: Rendering, typed: Sequence[Sequence[str]]) -> Rendering:
    """Return a rendering without the texts that are the typed words in their base form."""
    texts = (text for text in rendering.texts if not _is_same(text, typed))
    return replace(rendering, texts=tuple(texts))


def _is_same(text: str, typed: Sequence[Sequence[str]]) -> bool:
    words = text.lower().replace("-", "").split()
    return len(words) == len(typed) and all(
        word in forms for word, forms in zip(words, typed, strict=True)
    )
