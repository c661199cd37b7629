"""How a page is cited by reference managers: BibTeX and RIS."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.document import Document

_SPECIAL = re.compile(r"[\\{}$&#%_^~]")
_SPELT = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
_BABEL = {"fi": "finnish", "en": "english"}


def bibtex(document: Document) -> str:
    """Return a page as a BibTeX entry, what TeX takes for a command spelt out."""
    day = document.published or document.modified
    fields = {
        "title": f"{{{_in_tex(document.title)}}}",
        "year": day[:4] if day else None,
        "howpublished": rf"\url{{{_in_url(document.url)}}}",
        "note": f"Checked {document.last_seen}" if document.last_seen else None,
        "language": _BABEL.get(document.language),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{kuutoshaku-{document.id},", *lines, "}"])


def ris(document: Document) -> str:
    """Return a page as a RIS record of a web page."""
    day = document.published or document.modified
    tags = {
        "TY": "ELEC",
        "TI": " ".join(document.title.split()),
        "PY": day[:4] if day else None,
        "DA": f"{day.replace('-', '/')}/" if day else None,
        "UR": _in_url(document.url),
        "Y2": f"{document.last_seen.replace('-', '/')}/" if document.last_seen else None,
        "LA": document.language if document.language in _BABEL else None,
    }
    return "\n".join([*(f"{tag}  - {value}" for tag, value in tags.items() if value), "ER  - "])


def _in_tex(text: str) -> str:
    return _SPECIAL.sub(lambda sign: _SPELT.get(sign[0], f"\\{sign[0]}"), " ".join(text.split()))


def _in_url(url: str) -> str:
    return re.sub(r"[\\{}\s]", lambda sign: f"%{ord(sign[0]):02X}", url)
