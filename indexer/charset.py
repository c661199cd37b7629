"""Which character encoding a page is written in, decided before anything parses it."""

from __future__ import annotations

import codecs
import re

SCANNED_BYTES = 2048
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Browsers read these labels as the wider Windows code page, and so do the pages that use them.
READ_AS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
# Python knows codecs that no page may choose (unicode_escape, utf-7, punycode): hence a list.
ALLOWED = re.compile(
    r"utf-8|cp125\d|iso8859-\d+|koi8-[ru]|mac-roman|gb18030|gbk|big5|euc_\w+|shift_jis"
)
HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
META = re.compile(rb"<meta[^>]{1,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
XML_DECLARATION = re.compile(rb"^\s*<\?xml[^>]{1,200}?encoding\s*=\s*[\"']([\w.:-]+)")


def charset_of(content_type: str, body: bytes) -> str:
    """Return the Python codec that decodes a page: mark, header, markup, else a guess.

    The guess is UTF-8 unless most letters beyond ASCII are broken in it. Decode with
    errors="replace": what a page declares may be untrue.
    """
    for mark, codec in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return codec
    head = body[:SCANNED_BYTES]
    for label in (
        _in_header(content_type),
        _in_markup(META, head),
        _in_markup(XML_DECLARATION, head),
    ):
        codec = _codec(label)
        if codec:
            return codec
    return _guess(body)


def _in_header(content_type: str) -> str:
    found = HEADER.search(content_type)
    return found.group(1) if found else ""


def _in_markup(pattern: re.Pattern[bytes], head: bytes) -> str:
    found = pattern.search(head)
    return found.group(1).decode("ascii", "replace") if found else ""


def _codec(label: str) -> str:
    try:
        name = codecs.lookup(label).name if label else ""
    except (LookupError, ValueError):
        return ""
    name = READ_AS.get(name, name)
    # A page whose ASCII markup says UTF-16 cannot be UTF-16.
    if name.startswith("utf-16"):
        return "utf-8"
    return name if ALLOWED.fullmatch(name) else ""


def _guess(body: bytes) -> str:
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for letter in text if letter > "\x7f") - broken if broken else 0
    return "cp1252" if broken > whole else "utf-8"
