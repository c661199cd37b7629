"""The one table of fields that writers fill and readers score, and how text becomes terms in it.

A document is indexed as one entry per section. An entry has four zones (title and lead stand on
the page's first entry) and in each zone up to five layers of terms. The field of a zone and a
layer is named `zone_layer`, such as `body_fi`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.analysis.analyzer import Analyzer
    from corpus.analysis.word_forms import Analyzed, WordForms
    from corpus.document import Document

SCHEMA_VERSION = 4  # 4: records name funding and partners

ZONES = ("title", "heading", "lead", "body")
EXACT = "exact"  # words as written, lower-cased, in every language
FINNISH = "fi"  # Finnish dictionary forms
FINNISH_PARTS = "fi_parts"  # parts of Finnish compounds
ENGLISH = "en"  # English dictionary forms
ENGLISH_STEM = "en_stem"  # English stems
LAYERS = (EXACT, FINNISH, FINNISH_PARTS, ENGLISH, ENGLISH_STEM)
POSITION_LAYERS = (EXACT, FINNISH, ENGLISH)  # where phrases are looked for
FIELDS = {f"{zone}_{layer}": (zone, layer) for zone in ZONES for layer in LAYERS}

# A term and its position in a zone, by layer.
LayerTerms = dict[str, list[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """One section ready for the index: the text of each zone and the language it is read in."""

    number: int
    zones: Mapping[str, str]
    language: str


def section_entries(document: Document) -> Iterator[SectionEntry]:
    """Yield a document's sections as entries; title and lead stand on the first."""
    for number, section in enumerate(document.sections):
        zones = {"heading": section.heading, "body": section.text}
        if number == 0:
            zones |= {"title": document.title, "lead": document.description}
        yield SectionEntry(number, zones, section.language)


def zone_terms(text: str, language: str, analyzers: Mapping[str, Analyzer]) -> LayerTerms:
    """Return the terms of a text by layer, read in its language.

    A word that its own language does not know, but the other does, gets the other's terms too,
    so that an English name inside a Finnish page is found in every form.
    """
    layers: LayerTerms = {layer: [] for layer in LAYERS}
    for position, word in enumerate(_reader(language, analyzers).words(text)):
        for layer, term in word_terms(word, language, analyzers):
            layers[layer].append((term, position))
    return layers


def word_terms(
    word: Analyzed, language: str, analyzers: Mapping[str, Analyzer]
) -> Iterator[tuple[str, str]]:
    """Yield (layer, term) for everything one word of a text is found by."""
    yield EXACT, word.exact
    readers = [language] if language in analyzers else list(analyzers)
    forms = {reader: analyzers[reader].forms(word.exact) for reader in readers}
    if not any(form.known for form in forms.values()):
        rest = {other: analyzers[other].forms(word.exact) for other in analyzers}
        forms |= {other: form for other, form in rest.items() if form.known}
    for reader, form in forms.items():
        yield from layer_terms(reader, form)


def _reader(language: str, analyzers: Mapping[str, Analyzer]) -> Analyzer:
    return analyzers.get(language) or next(iter(analyzers.values()))


def layer_terms(language: str, forms: WordForms) -> Iterator[tuple[str, str]]:
    """Yield (layer, term) for a word's forms in a language."""
    if language == "fi":
        yield from ((FINNISH, term) for term in forms.lemmas)
        yield from ((FINNISH_PARTS, term) for term in forms.parts)
    else:
        yield from ((ENGLISH, term) for term in (*forms.lemmas, *forms.parts))
        if forms.stem:
            yield ENGLISH_STEM, forms.stem
