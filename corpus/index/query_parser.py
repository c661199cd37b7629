"""Reads what a person typed: words, "exact phrases", -left out words, OR, and beginnings*.

    query   = { clause [ OR clause ] }
    clause  = [ - ] ( word [ * ] | "words" | e-mail address )

A hyphen that only ends an open compound, as in "green deal -sopimus", leaves nothing out
(compound_tails.txt). There is no nesting and no field syntax, so the work of a query is bounded
by its length. Whatever does not fit (a stray quote, a lone minus, brackets) is read as a space.
The words of an e-mail address follow each other or mean nothing: it is read as a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import EmptyQueryError, QueryTooDeepError, QueryTooLongError
from corpus.index.query import (
    MAX_DEPTH,
    MAX_PAGE_SIZE,
    MAX_PREFIXES,
    MAX_QUERY_LENGTH,
    MAX_TERMS,
    Clause,
    Filters,
    Query,
    Sort,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MIN_PREFIX_LENGTH = 3
OR = Clause((Word("OR"),))

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LOOKALIKES = str.maketrans("“”„‟«»‐‑−", '""""""---')
# One word here is one word to the analyzer (corpus/analysis/tokenizer.py). A colon joins only the
# ending of a Finnish case (EU:n, USB:llä), so that title:bussi is two words.
_ENDING = (
    "(?i::[aeiouyäöhj]{0,3}(?:n|t|[nt]?[aä]|ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|ksi|tt[aä]|t?ten|den)"
    r"(?:kin|k[aä]{2}n)?)(?![^\W_])"
)
_WORD = rf"[^\W_]+(?:[-'’][^\W_]+|{_ENDING})*"
_EMAIL = r"[^\W_][\w.+-]*@[^\W_][\w-]*(?:\.[\w-]+)+"
_TOKEN = re.compile(
    r'(?P<minus>(?<!\S)-+)?(?:"(?P<phrase>[^"]*)"'
    rf"|(?P<email>{_EMAIL})|(?P<word>{_WORD})(?P<star>\*)?)"
)


def parse_query(  # noqa: PLR0913 - the parts of a Query, all but one by name
    text: str,
    *,
    language: str,
    filters: Filters | None = None,
    sort: Sort = Sort.RELEVANCE,
    page: int = 1,
    size: int = 10,
) -> Query:
    """Return the query a person meant. Words after the 32nd are left unread.

    Raises QueryTooLongError over 256 characters, QueryTooDeepError beyond the 1,000th hit
    and EmptyQueryError when there is neither a word to look for nor a filter.
    """
    text = cleaned(text)
    if len(text) > MAX_QUERY_LENGTH:
        raise QueryTooLongError(
            f"The query has {len(text)} characters and at most {MAX_QUERY_LENGTH} are read; "
            "leave out all but the most telling words."
        )
    filters = filters or Filters()
    clauses = tuple(_joined(list(_limited(_clauses(text)))))
    if not filters and all(clause.excluded for clause in clauses):
        raise EmptyQueryError(_nothing_to_find(clauses))
    _check_depth(page, size)
    return Query(text, clauses, language, filters, sort, page, size)


def cleaned(text: str) -> str:
    """Return text in NFC without soft hyphens, control characters and extra spaces."""
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return " ".join(_UNPRINTABLE.sub(" ", composed).split())


def as_typed(clauses: Iterable[Clause]) -> str:
    """Return text that reads as these clauses when it is parsed again."""
    return " ".join(_typed(clause) for clause in clauses)


def _typed(clause: Clause) -> str:
    words = " ".join(word.text + "*" * word.prefix for word in clause.words)
    quoted = f'"{words}"' if clause.phrase else words
    first = f"-{quoted}" if clause.excluded else quoted
    return " OR ".join([first, *(_typed(other) for other in clause.alternatives)])


@cache
def _compound_tails() -> tuple[str, ...]:
    text = Path(__file__).with_name("compound_tails.txt").read_text(encoding="utf-8")
    return tuple(word for line in text.splitlines() if line[:1] != "#" for word in line.split())


def _clauses(text: str) -> Iterator[Clause]:
    after_word = False
    for token in _TOKEN.finditer(text.translate(_LOOKALIKES)):
        if (phrase := token["email"] or token["phrase"]) is not None:
            words = tuple(Word(word) for word in re.findall(_WORD, phrase))
        else:
            starred = token["star"] is not None and len(token["word"]) >= MIN_PREFIX_LENGTH
            words = (Word(token["word"], prefix=starred),)
        if not words:
            continue
        joins = token["minus"] == "-" and after_word and words[0].text.startswith(_compound_tails())
        excluded = token["minus"] is not None and not (joins and phrase is None)
        after_word = not excluded and phrase is None and words != OR.words
        yield Clause(words, phrase=phrase is not None, excluded=excluded)


def _limited(clauses: Iterator[Clause]) -> Iterator[Clause]:
    terms, prefixes = MAX_TERMS, MAX_PREFIXES
    for clause in clauses:
        if clause == OR:
            yield clause
            continue
        if not terms:
            return
        limited = replace(clause, words=clause.words[:terms])
        if clause.words[0].prefix and not prefixes:
            limited = replace(limited, words=(Word(clause.words[0].text),))
        yield limited
        terms -= len(limited.words)
        prefixes -= limited.words[0].prefix


def _joined(clauses: list[Clause]) -> Iterator[Clause]:
    """Hang clauses that follow an OR on the one before; an OR that joins nothing is dropped."""
    if clauses and all(clause == OR for clause in clauses):
        yield OR
        return
    held: Clause | None = None
    is_joining = False
    for clause in clauses:
        if clause == OR:
            is_joining = True
        elif is_joining and held and not (held.excluded or clause.excluded):
            held = replace(held, alternatives=(*held.alternatives, clause))
        else:
            if held:
                yield held
            held = clause
        is_joining = clause == OR
    if held:
        yield held


def _nothing_to_find(clauses: tuple[Clause, ...]) -> str:
    if clauses:
        return "The query only says what to leave out; add a word to look for, without a minus."
    return "Type at least one word to look for, or choose a filter to browse by."


def _check_depth(page: int, size: int) -> None:
    if not 1 <= size <= MAX_PAGE_SIZE or page < 1 or page * size > MAX_DEPTH:
        raise QueryTooDeepError(
            f"Page {page} of {size} hits cannot be shown: pages start from 1, hold at most "
            f"{MAX_PAGE_SIZE} hits and end at hit {MAX_DEPTH}. Narrow the query instead."
        )
