"""Texts of the sample site with their true language: judged sections, whole and by sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judged_pages import extracted, judged_rows
from language_words import Told

from corpus.sample_site.site_content import SiteContent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.document import Document

SECTIONS = "sections.tsv"
# Addresses written out, and a Finnish heading above an excerpt in English.
LEFT_OUT = re.compile(r"\(at\)|^Ote kirjeestä$")
SENTENCE_END = re.compile(r"(?<=[.?!:])\s+|\n+")


def site_documents() -> tuple[Mapping[str, str], Mapping[str, Document]]:
    """Return {path: true language} and {path: document} of the sample site."""
    content = SiteContent()
    return (
        {path: page.language for path, page in content.pages.items()},
        extracted(content, content.pages),
    )


def judged_texts(documents: Mapping[str, Document]) -> Iterator[Told]:
    """Yield the headings and sentences of the sections whose language people judged, once each.

    Sentences that are hardly more than an address are left out: they have none.
    """
    language_of = {
        f"{row['path']}#{row['anchor']}": row["language"] for row in judged_rows(SECTIONS)
    }
    texts = {
        text: language_of[name]
        for path, document in documents.items()
        for section in document.sections
        if (name := f"{path}#{section.anchor}") in language_of
        for text in (section.heading, *SENTENCE_END.split(section.text))
        if any(map(str.isalpha, text)) and not LEFT_OUT.search(text)
    }
    yield from (Told(language, text) for text, language in texts.items())
