from __future__ import annotations

import re

import pypdfium2
import pytest

from corpus.sample_site.make_pdf import set_pdf
from corpus.sample_site.site_content import SiteContent
from corpus.sample_site.site_page import PDF_FOLDER, SitePage, load_pages
from corpus.sample_site.syllables import with_soft_hyphens

PDFS = load_pages(PDF_FOLDER)
LINE_END_HYPHEN = "\ufffe"  # what PDFium gives for a hyphen at a line's end


def raw_text(source: SitePage) -> str:
    with pypdfium2.PdfDocument(SiteContent().pdfs[source.path]) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.casefold()))


@pytest.mark.parametrize("source", PDFS, ids=lambda source: source.name)
def test_the_committed_pdf_has_every_word_of_its_source(source):
    found = raw_text(source).replace(LINE_END_HYPHEN, "")
    assert words(re.sub(r"\]\([^)]*\)", "]", source.markdown)) - words(found) == set()


@pytest.mark.parametrize("source", PDFS, ids=lambda source: source.name)
def test_words_are_broken_at_line_ends(source):
    assert raw_text(source).count(LINE_END_HYPHEN) >= 5


@pytest.mark.parametrize("source", PDFS, ids=lambda source: source.name)
def test_setting_a_source_again_gives_the_same_bytes(source):
    assert set_pdf(source) == set_pdf(source)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("kaupunki", "kau-pun-ki"),
        ("hiilijalanjälkilaskenta", "hii-li-ja-lan-jäl-ki-las-ken-ta"),
        ("ei", "ei"),
        ("asukas", "asu-kas"),
    ],
)
def test_finnish_words_break_before_a_consonant_and_vowel(word, parts):
    assert with_soft_hyphens(word).replace("\u00ad", "-") == parts
