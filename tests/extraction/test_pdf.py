from __future__ import annotations

import zlib
from datetime import UTC, datetime

import pytest
from fpdf import FPDF

from corpus.document import Page
from corpus.errors import ExtractionError, NotIndexableError
from indexer.extractor import extract
from indexer.pdf import read_pdf

URL = "https://6aika.fi/wp-content/uploads/2021/05/hyvan-kokeilun-opas.pdf"
CREATED = datetime(2021, 5, 12, tzinfo=UTC)
BODY = (
    "Kokeilu kannattaa aloittaa pienestä. Sopimukseen kirjataan, kuka vastaa laitteista, kun "
    "kokeilu päättyy, ja kuka saa kertoa tuloksista. Henkilötietojen käsittelystä sovitaan "
    "rekisterinpitäjän kanssa ennen kuin yhtään asukasta kutsutaan mukaan."
)


def pdf_of(*pages, title=""):
    sheet = FPDF()
    sheet.set_creation_date(CREATED)
    if title:
        sheet.set_title(title)
    for page in pages:
        sheet.add_page()
        for size, text in page:
            sheet.set_font("Helvetica", size=size)
            sheet.multi_cell(0, size / 2, text, new_x="LMARGIN", new_y="NEXT")
    return bytes(sheet.output())


def document_of(body):
    fetched = datetime(2026, 11, 20, tzinfo=UTC)
    return extract(Page(URL, URL, 200, "application/pdf", body, fetched))


def bomb(megabytes=700):
    """A PDF whose one page inflates to so many megabytes."""
    packer = zlib.compressobj(9)
    spaces = b" " * (1 << 20)
    head = packer.compress(spaces) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(spaces) + packer.flush(zlib.Z_FULL_FLUSH)
    stream = head + block * (megabytes - 1) + packer.flush()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    body = b"%PDF-1.4\n" + b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (number, text) for number, text in enumerate(objects, 1)
    )
    return body + b"trailer << /Root 1 0 R /Size 5 >>\n%%EOF\n"


def test_pdf_becomes_a_document_with_a_section_for_each_heading():
    body = pdf_of(
        [(20, "Hyvän kokeilun opas"), (10, BODY)],
        [(14, "Opit"), (10, BODY)],
        title="Hyvän kokeilun opas",
    )
    document = document_of(body)
    assert (document.title, document.type, document.language) == (
        "Hyvän kokeilun opas",
        "guide",
        "fi",
    )
    told = [(section.heading, section.anchor, section.kind) for section in document.sections]
    assert told == [("", "page=1", "other"), ("Opit", "page=2", "lessons")]
    assert document.sections[1].text == BODY
    assert document.published == "2021-05-12"


def test_heading_goes_on_over_the_page():
    body = pdf_of([(14, "Opit"), (10, BODY)], [(10, f"{BODY} {BODY}")], title="Opas")
    told = [(section.heading, section.anchor) for section in document_of(body).sections]
    assert told == [("Opit", "page=1"), ("Opit", "page=2")]


def test_pdf_without_a_title_is_titled_by_its_first_lines():
    body = pdf_of([(20, "Hyvän kokeilun opas kaupungille ja yritykselle"), (10, BODY)])
    assert document_of(body).title == "Hyvän kokeilun opas kaupungille ja yritykselle"


@pytest.mark.parametrize("title", ["Microsoft Word - opas_final.docx", "untitled", "opas.indd"])
def test_title_that_a_program_gave_is_not_believed(title):
    body = pdf_of([(12, "Kuutoskaupungit"), (20, "Hyvän kokeilun opas"), (10, BODY)], title=title)
    assert document_of(body).title == "Hyvän kokeilun opas"


def test_pdf_that_needs_a_password_is_told_to():
    sheet = FPDF()
    sheet.set_encryption(owner_password="omistaja", user_password="lukija")  # noqa: S106
    sheet.add_page()
    with pytest.raises(NotIndexableError, match="password"):
        read_pdf(bytes(sheet.output()), URL)


def test_words_divided_at_line_ends_are_made_whole():
    body = pdf_of([(10, BODY.replace("kirjataan", "kirja-\ntaan"))])
    text = document_of(body).sections[0].text
    assert "kirjataan" in text
    assert "Henkilötietojen käsittelystä" in text


def test_pdf_is_known_by_its_first_bytes_whatever_it_is_served_as():
    body = pdf_of([(10, BODY)])
    page = Page(URL, URL, 200, "text/html", body, CREATED)
    assert extract(page).language == "fi"


def test_pdf_of_pictures_is_told_to_have_no_text_layer():
    with pytest.raises(NotIndexableError, match="no text layer"):
        read_pdf(pdf_of([]), URL)


@pytest.mark.parametrize("body", [b"%PDF-1.4\nno more", b"", b"%PDF-", pdf_of([(10, BODY)])[:400]])
def test_broken_pdf_is_an_error_of_its_own_page(body):
    with pytest.raises(ExtractionError, match="not a PDF that can be opened"):
        read_pdf(body, URL)


def test_pdf_that_unfolds_without_end_takes_no_memory_here():
    body = bomb()
    assert len(body) < 2_000_000
    with pytest.raises(ExtractionError, match="within the limits"):
        read_pdf(body, URL)
    assert read_pdf(pdf_of([(10, BODY)]), URL).blocks
