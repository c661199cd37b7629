"""Sets the sample site's PDF sources in two columns: `python -m corpus.sample_site.make_pdf`.

Needs fpdf2, which only developers install; the finished files are kept in the repository.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from fpdf import FPDF

from corpus.sample_site.site_page import PDF_FOLDER, SitePage, load_pages
from corpus.sample_site.syllables import with_soft_hyphens

MARGIN_MM = 20
COLUMN_MM = 81
GUTTER_MM = 8
LINE_MM = 4.8
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")


class _Sheet(FPDF):
    """An A4 page with two columns below its title and a running foot."""

    def __init__(self) -> None:
        super().__init__(format="A4")
        self._column = 0
        self._top = float(MARGIN_MM)
        self.set_margins(MARGIN_MM, MARGIN_MM)

    def begin_columns(self) -> None:
        """Columns start below what the page holds so far."""
        self._top = self.get_y()

    @property
    def accept_page_break(self) -> bool:
        """Whether a full column ends the page; the left one leads to the right one."""
        ends_page = self._column == 1
        self._column = 1 - self._column
        if ends_page:
            self._top = MARGIN_MM
        self.set_left_margin(MARGIN_MM + self._column * (COLUMN_MM + GUTTER_MM))
        if not ends_page:
            self.set_xy(self.l_margin, self._top)
        return ends_page

    def footer(self) -> None:
        """The running foot."""
        self.set_xy(MARGIN_MM, -15)
        self.set_font("Helvetica", size=8)
        self.cell(2 * COLUMN_MM + GUTTER_MM, 8, f"6Aika  |  {self.page_no()}", align="C")


def set_pdf(page: SitePage) -> bytes:
    """The PDF of a source; the same bytes for the same source and the same fpdf2."""
    sheet = _Sheet()
    sheet.set_creation_date(datetime(2021, 1, 1, tzinfo=UTC))
    sheet.set_title(page.title)
    sheet.set_lang(page.language)
    sheet.add_page()
    sheet.set_font("Helvetica", "B", 20)
    sheet.multi_cell(0, 9, page.title, align="L", new_x="LMARGIN", new_y="NEXT")
    sheet.ln(6)
    sheet.begin_columns()
    for block in page.markdown.split("\n\n"):
        _set_block(sheet, block.strip())
    return bytes(sheet.output())


def _set_block(sheet: _Sheet, block: str) -> None:
    if block.startswith("#"):
        sheet.ln(2)
        _set_lines(sheet, block.lstrip("# "), "B", "L")
        return
    lines = _LINK.sub(r"\1", block).split("\n")
    for line in lines if block.startswith("- ") else [" ".join(lines)]:
        _set_lines(sheet, with_soft_hyphens(re.sub("^- ", "\u00b7 ", line)), "", "J")
    sheet.ln(2)


def _set_lines(sheet: _Sheet, text: str, style: str, align: str) -> None:
    sheet.set_font("Helvetica", style, 12 if style else 10)
    sheet.multi_cell(COLUMN_MM, LINE_MM, text, align=align, new_x="LMARGIN", new_y="NEXT")


if __name__ == "__main__":
    for source in load_pages(PDF_FOLDER):
        target = PDF_FOLDER / f"{source.name.rpartition('/')[2]}.pdf"
        target.write_bytes(set_pdf(source))
