"""Queries as statistics may keep them: in one spelling, without what names a person by number.

Masked are e-mail addresses, Finnish personal identity codes, IBANs, and runs of six or more digits:
telephone numbers, cards, customer numbers. Right or wrong check characters make no difference. Not
masked are names and street addresses, which look as any words do: k clients must share a query.
"""

from __future__ import annotations

import re
import unicodedata

EMAIL, CODE, ACCOUNT, NUMBER = "<email>", "<hetu>", "<iban>", "<number>"

FEWEST_DIGITS = 6  # ddmmyy, and the shortest telephone numbers
MOST_YEARS = 3
_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
# Dots and brackets are how addresses are written that no program should find.
_EMAIL = re.compile(
    r"\S*[^\s@]\s?@\s?\S+|\S*@\S*|[^\s(\[{]+\s?[(\[{]\s?(?:at|ät|miukumauku)\s?[)\]}]\s?\S+"
)
# Separators of centuries since 2024: + - and Y X W V U, A B C D E F (Act 661/2009, § 11 a).
_CODE = re.compile(r"(?<!\d)\d{2}\.?\d{2}\.?\d{2}\s?[-+a-fu-y]\s?\d{3}\s?[0-9a-z]")
_ACCOUNT = re.compile(r"\b[a-z]{2}\d{2}(?:\s?[0-9a-z]{4}){2,7}(?:\s?[0-9a-z]{1,4})?\b")
_NUMBER = re.compile(r"(?:\+\s?)?\(?\d(?:[\s().\-/]{0,3}\d)*")
_YEARS = re.compile(rf"(?:19|20)\d\d(?:[\s().\-/]+(?:19|20)\d\d){{0,{MOST_YEARS - 1}}}")


def masked_query(text: str) -> str:
    """Return a query in lower case and single spaces, with placeholders for what is masked."""
    plain = _EMAIL.sub(EMAIL, _normalised(text))
    plain = _ACCOUNT.sub(_account, _CODE.sub(CODE, plain))
    return _NUMBER.sub(_number, plain)


def _normalised(text: str) -> str:
    # Compatibility forms, so that full-width digits are digits. What is not seen splits nothing.
    composed = unicodedata.normalize("NFKC", _seen(_DASHES.sub("-", text))).lower()
    return " ".join(_seen(unicodedata.normalize("NFKC", composed)).split())


def _seen(text: str) -> str:
    kept = (" " if letter.isspace() else letter for letter in text)
    return "".join(letter for letter in kept if not unicodedata.category(letter).startswith("C"))


def _account(found: re.Match[str]) -> str:
    digits = sum(letter.isdigit() for letter in found[0])
    return ACCOUNT if digits > FEWEST_DIGITS else found[0]


def _number(found: re.Match[str]) -> str:
    """Mask a run of digits; but "2014-2020" is what funds and programmes are called by."""
    digits = sum(letter.isdigit() for letter in found[0])
    if digits < FEWEST_DIGITS or _YEARS.fullmatch(found[0]):
        return found[0]
    return NUMBER
