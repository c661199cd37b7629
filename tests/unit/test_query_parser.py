from __future__ import annotations

import pytest

from corpus.errors import EmptyQueryError, QueryTooDeepError, QueryTooLongError
from corpus.index.query import MAX_PREFIXES, MAX_TERMS, Clause, Filters, Query, Sort, Word
from corpus.index.query_parser import as_typed, parse_query


def clauses(text: str, filters: Filters | None = None) -> tuple[Clause, ...]:
    return parse_query(text, language="fi", filters=filters).clauses


def word(text: str, *, prefix: bool = False, excluded: bool = False) -> Clause:
    return Clause((Word(text, prefix),), excluded=excluded)


def phrase(*words: str, excluded: bool = False) -> Clause:
    return Clause(tuple(Word(text) for text in words), phrase=True, excluded=excluded)


def test_words_become_clauses_in_order():
    assert clauses("robottibussin talvikokeilu") == (word("robottibussin"), word("talvikokeilu"))


def test_a_query_keeps_what_it_was_asked_with():
    filters = Filters(city=("oulu",))
    query = parse_query(
        "  avoin   data ", language="en", filters=filters, sort=Sort.DATE, page=3, size=20
    )
    assert query == Query(
        "avoin data", (word("avoin"), word("data")), "en", filters, Sort.DATE, 3, 20
    )


@pytest.mark.parametrize(
    "quoted", ['"avoin data"', "”avoin data”", "“avoin data”", "„avoin data“", '" avoin, data! "']
)
def test_a_phrase_may_stand_in_any_kind_of_double_quotes(quoted: str):
    assert clauses(quoted) == (phrase("avoin", "data"),)


def test_a_phrase_reads_operators_as_words():
    assert clauses('"data -kokeilu OR oppi*"') == (phrase("data", "kokeilu", "OR", "oppi"),)


def test_a_stray_quote_is_read_as_a_space():
    assert clauses('avoin "data') == (word("avoin"), word("data"))
    assert clauses('"avoin data" "kokeilu') == (phrase("avoin", "data"), word("kokeilu"))


def test_a_minus_leaves_out_a_word_or_a_phrase():
    assert clauses("bussi -metro") == (word("bussi"), word("metro", excluded=True))
    assert clauses('bussi -"raide jokeri"') == (
        word("bussi"),
        phrase("raide", "jokeri", excluded=True),
    )


def test_a_typographic_minus_leaves_out_too():
    assert clauses("bussi −metro") == (word("bussi"), word("metro", excluded=True))


@pytest.mark.parametrize(
    "text", ["bussi - metro", "bussi – metro", "bussi, metro -", "(bussi) metro"]
)
def test_a_lone_minus_and_punctuation_are_read_as_spaces(text: str):
    assert clauses(text) == (word("bussi"), word("metro"))


@pytest.mark.parametrize(
    "whole", ["ilmasto-ohjelma", "ELY-keskus", "EU:n", "vaa'an", "vaa’an", "e-bus", "6Aika-hanke"]
)
def test_joined_words_stay_whole(whole: str):
    assert clauses(whole) == (word(whole),)


@pytest.mark.parametrize(
    ("text", "parts"), [("6aika.fi", "6aika fi"), ("R&D", "R D"), ("klo 10:30", "klo 10 30")]
)
def test_other_signs_part_words(text: str, parts: str):
    assert clauses(text) == tuple(word(part) for part in parts.split())


def test_a_non_breaking_hyphen_joins_like_a_plain_one():
    assert clauses("ilmasto\u2011ohjelma") == (word("ilmasto-ohjelma"),)


def test_a_suspended_hyphen_is_no_part_of_the_word():
    assert clauses("hiili- ja energiatase") == (word("hiili"), word("ja"), word("energiatase"))


def test_soft_hyphens_and_decomposed_letters_make_no_difference():
    assert clauses("kuutos\u00adkaupunki a\u0308lyka\u0308s") == (
        word("kuutoskaupunki"),
        word("älykäs"),
    )


def test_or_joins_clauses_as_alternatives():
    assert clauses('bussi OR raitiovaunu OR "kevyt raide" Tampere') == (
        Clause((Word("bussi"),), alternatives=(word("raitiovaunu"), phrase("kevyt", "raide"))),
        word("Tampere"),
    )


@pytest.mark.parametrize("text", ["OR bussi", "bussi OR", "bussi OR OR", "OR OR bussi"])
def test_an_or_that_joins_nothing_is_dropped(text: str):
    assert clauses(text) == (word("bussi"),)


def test_or_alone_is_a_word_and_small_or_always():
    assert clauses("OR OR") == (word("OR"),)
    assert clauses("bussi or metro") == (word("bussi"), word("or"), word("metro"))


def test_or_never_joins_what_is_left_out():
    assert clauses("bussi OR -metro") == (word("bussi"), word("metro", excluded=True))
    assert clauses("-metro OR bussi") == (word("metro", excluded=True), word("bussi"))


def test_an_asterisk_after_three_letters_asks_for_beginnings():
    assert clauses("oso* osa*") == (word("oso", prefix=True), word("osa", prefix=True))


@pytest.mark.parametrize("text", ["os*", "*os", "os *", "* os"])
def test_other_asterisks_are_read_as_spaces(text: str):
    assert clauses(text) == (word("os"),)


def test_only_the_first_prefixes_are_expanded():
    found = clauses("osal* -kokei* hiil* liik* oppi*")
    assert [clause.words[0].prefix for clause in found] == [True] * MAX_PREFIXES + [False] * 2


def test_words_after_the_last_term_are_left_unread():
    found = clauses(" ".join(f"a{number}" for number in range(40)))
    assert [clause.words[0].text for clause in found] == [
        f"a{number}" for number in range(MAX_TERMS)
    ]


def test_a_phrase_is_cut_at_the_last_term():
    text = " ".join(f"a{number}" for number in range(MAX_TERMS - 1)) + ' "b c d" e'
    assert clauses(text)[-1] == phrase("b")


def test_a_query_over_256_characters_is_refused_with_its_length():
    assert parse_query("a" * 256, language="fi").clauses == (word("a" * 256),)
    with pytest.raises(QueryTooLongError, match="257 characters and at most 256"):
        parse_query("a" * 257, language="fi")


@pytest.mark.parametrize("text", ["", "   ", "?!", '""', "-", '"', "* * *", "\u00ad", "\x00"])
def test_nothing_to_look_for_is_explained(text: str):
    with pytest.raises(EmptyQueryError, match="at least one word"):
        parse_query(text, language="fi")


def test_only_leaving_out_is_explained():
    with pytest.raises(EmptyQueryError, match="without a minus"):
        parse_query("-metro", language="fi")


def test_a_filter_is_enough_to_browse_by():
    assert clauses("", Filters(section=("lessons",))) == ()
    assert clauses("-metro", Filters(city=("oulu",))) == (word("metro", excluded=True),)


@pytest.mark.parametrize(("page", "size"), [(0, 10), (1, 0), (1, 101), (101, 10), (10**9, 1)])
def test_pages_beyond_the_thousandth_hit_are_refused(page: int, size: int):
    with pytest.raises(QueryTooDeepError, match="end at hit 1000"):
        parse_query("bussi", language="fi", page=page, size=size)


def test_the_thousandth_hit_can_be_shown():
    assert parse_query("bussi", language="fi", page=10, size=100).page == 10


def test_clauses_are_written_as_they_may_be_typed():
    text = 'bussi OR "kevyt raide" -metro oppi* -"a b"'
    assert as_typed(clauses(text)) == text


def test_a_hyphen_after_a_quoted_name_leaves_nothing_out():
    assert clauses('"Era of Cities"-julkaisu') == (phrase("Era", "of", "Cities"), word("julkaisu"))


def test_what_cannot_be_printed_or_sent_is_read_as_a_space():
    assert parse_query("avoin\x00\ud800\tdata", language="fi").text == "avoin data"


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("green deal -sopimus", []),
        ("avoin data ja rajapinnat -kärkihanke", []),
        ("de minimis -tuki", []),
        ("-hanke robottibussi", ["hanke"]),
        ("robottibussi -tampere", ["tampere"]),
        ("robottibussi -tampere -hanke", ["tampere", "hanke"]),
        ("robottibussi --hanke", ["hanke"]),
    ],
)
def test_a_hyphen_that_ends_an_open_compound_leaves_nothing_out(text, excluded):
    clauses = parse_query(text, language="fi").clauses
    assert [clause.words[0].text for clause in clauses if clause.excluded] == excluded


@pytest.mark.parametrize(
    ("text", "parts"),
    [("title:bussi", "title bussi"), ("city:oulu", "city oulu"), ("EU:hankkeet", "EU hankkeet")],
)
def test_a_colon_that_is_no_case_ending_parts_words(text, parts):
    assert clauses(text) == tuple(word(part) for part in parts.split())


@pytest.mark.parametrize("whole", ["EU:n", "USB:llä", "YK:hon", "EU:ssa", "EU:sta", "EU:hunkin"])
def test_a_colon_before_a_case_ending_joins(whole):
    assert clauses(whole) == (word(whole),)


def test_an_email_address_is_a_phrase():
    address = phrase("matti", "meikalainen", "kunta", "example")
    assert clauses("matti.meikalainen@kunta.example") == (address,)
    assert clauses("bussi -a.b@c.example") == (
        word("bussi"),
        phrase("a", "b", "c", "example", excluded=True),
    )
    assert clauses("@ a@ @b") == (word("a"), word("b"))
