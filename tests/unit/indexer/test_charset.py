from __future__ import annotations

import pytest

from indexer.charset import charset_of


def test_a_byte_order_mark_beats_the_header():
    assert charset_of("text/html; charset=ISO-8859-1", b"\xef\xbb\xbfhei") == "utf-8-sig"


def test_the_header_beats_the_markup():
    body = b'<meta charset="iso-8859-15">'
    assert charset_of('text/html; Charset="UTF-8"', body) == "utf-8"


@pytest.mark.parametrize(
    "markup",
    [
        b'<html><head><meta charset="iso-8859-15">',
        b"<meta charset=ISO-8859-15>",
        b'<META http-equiv="Content-Type" content="text/html; charset=iso-8859-15">',
        b'<?xml version="1.0" encoding="ISO-8859-15"?><html>',
    ],
)
def test_the_markup_names_the_encoding(markup):
    assert charset_of("text/html", markup) == "iso8859-15"


def test_markup_beyond_the_first_two_kilobytes_says_nothing():
    assert charset_of("", b" " * 2048 + b'<meta charset="iso-8859-15">') == "utf-8"


def test_latin_1_is_read_as_browsers_read_it():
    assert charset_of("text/html; charset=latin1", b"") == "cp1252"


@pytest.mark.parametrize("label", ["unicode_escape", "utf-7", "punycode", "base64", "nonsense", ""])
def test_an_encoding_no_page_may_choose_is_passed_over(label):
    assert charset_of(f"text/html; charset={label}", "pöytä".encode()) == "utf-8"


def test_markup_that_says_utf_16_in_ascii_is_utf_8():
    assert charset_of("", b'<meta charset="utf-16">') == "utf-8"


def test_an_undeclared_page_is_utf_8():
    assert charset_of("text/html", "Työpöytä".encode()) == "utf-8"


def test_an_undeclared_page_that_is_no_utf_8_is_western():
    assert charset_of("text/html", "Työpöytä".encode("cp1252")) == "cp1252"


def test_one_broken_letter_does_not_make_a_utf_8_page_western():
    assert charset_of("text/html", "äöåäöå".encode() + b"\xe4") == "utf-8"
