from __future__ import annotations

import contextlib

from hypothesis import given
from hypothesis import strategies as st

from corpus.analysis.tokenizer import MAX_WORD_LENGTH, tokens
from corpus.errors import EmptyQueryError, QueryError
from corpus.index.query import (
    MAX_PREFIXES,
    MAX_QUERY_LENGTH,
    MAX_TERMS,
    Clause,
    Filters,
    Query,
    Word,
)
from corpus.index.query_parser import as_typed, parse_query

BROWSING = Filters(doc_lang=("fi",))

any_text = st.text(st.characters(exclude_categories=()), max_size=400)
query_like = st.lists(
    st.sampled_from(
        [
            "-",
            '"',
            "”",
            "*",
            " ",
            "OR",
            " OR ",
            "\u00ad",
            "ä",
            "a\u0308",
            "kokeilu",
            "ab",
            "'",
            "(",
            ":",
            ".",
            "5",
        ]
    ),
    max_size=60,
).map("".join)


def words(clauses: tuple[Clause, ...]) -> list[Word]:
    return [
        word for clause in clauses for part in (clause, *clause.alternatives) for word in part.words
    ]


@given(any_text | query_like, st.integers(), st.integers())
def test_any_text_gives_a_query_or_a_query_error(text: str, page: int, size: int):
    with contextlib.suppress(QueryError):
        assert isinstance(parse_query(text, language="fi", page=page, size=size), Query)


@given(any_text | query_like)
def test_the_work_of_a_query_is_bounded(text: str):
    try:
        query = parse_query(text, language="fi", filters=BROWSING)
    except QueryError:
        return
    found = words(query.clauses)
    assert len(found) <= MAX_TERMS
    assert sum(word.prefix for word in found) <= MAX_PREFIXES
    assert len(query.text) <= MAX_QUERY_LENGTH
    query.text.encode()


@given(any_text | query_like)
def test_alternatives_are_one_deep_and_never_left_out(text: str):
    try:
        query = parse_query(text, language="fi", filters=BROWSING)
    except QueryError:
        return
    for clause in query.clauses:
        assert clause.words
        assert not (clause.excluded and clause.alternatives)
        assert not any(other.alternatives or other.excluded for other in clause.alternatives)


@given(any_text | query_like)
def test_a_query_reads_the_same_when_written_out_and_parsed_again(text: str):
    try:
        query = parse_query(text[:100], language="fi", filters=BROWSING)
    except QueryError:
        return
    again = parse_query(as_typed(query.clauses), language="fi", filters=BROWSING)
    assert again.clauses == query.clauses
    assert parse_query(query.text, language="fi", filters=BROWSING) == query


@given(st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=60))
def test_letters_and_digits_always_find_something_to_look_for(text: str):
    try:
        assert words(parse_query(text, language="fi").clauses)
    except EmptyQueryError:  # pragma: no cover - the failure this test is for
        raise AssertionError(text) from None


@given(any_text | query_like)
def test_a_word_of_a_query_is_one_word_to_the_analyzer(text: str):
    try:
        query = parse_query(text, language="fi", filters=BROWSING)
    except QueryError:
        return
    for word in words(query.clauses):
        if len(word.text) <= MAX_WORD_LENGTH:
            assert [token.surface for token in tokens(word.text)] == [word.text]
