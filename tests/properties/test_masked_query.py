"""No e-mail address, telephone number or personal identity code survives, in the file's bytes."""

from __future__ import annotations

import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.store.database import open_database
from corpus.store.masked_query import masked_query
from corpus.store.query_statistics import K, QueryStatistics
from search_api.query_tally import Asked, QueryTally

CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"
digits = st.text("0123456789", min_size=1, max_size=1)
words = st.text("abcdefghijklmnoprstuvyäöABÄÖ-\"'?!,", max_size=12)


def number_of(length):
    return st.text("0123456789", min_size=length, max_size=length)


@st.composite
def identity_codes(draw):
    day, month, year = (draw(st.integers(1, most)) for most in (31, 12, 99))
    sign = draw(st.sampled_from("-+YXWVUABCDEF" + "yxwvuabcdef" + "\u2010\u2212\u2013"))
    individual, check = draw(st.integers(2, 999)), draw(st.sampled_from(CHECK))
    return f"{day:02}{month:02}{year:02}{sign}{individual:03}{check}"


@st.composite
def phones(draw):
    start = draw(
        st.sampled_from(["+358 40", "+35850", "040", "050-", "(09) ", "00358 9 ", "+46 8"])
    )
    gap = draw(st.sampled_from(["", " ", "-", " - ", ".", "\u00a0", "\u2011"]))
    return start + gap + gap.join(draw(number_of(n)) for n in (3, draw(st.integers(3, 5))))


@st.composite
def emails(draw):
    name = draw(st.from_regex(r"[a-zåäö][a-zåäö0-9._+-]{0,12}", fullmatch=True))
    at = draw(st.sampled_from(["@", " @ ", "(at)", " [at] ", "(ät)", "\uff20", "@\u200b"]))
    return f"{name}{at}{draw(st.sampled_from(['tampere.fi', 'Example.ORG', 'a-b.co.uk']))}"


personal = st.one_of(identity_codes(), phones(), emails())


@st.composite
def accounts(draw):
    number = "FI" + draw(number_of(16))
    gap = draw(st.sampled_from(["", " "]))
    return gap.join(number[at : at + 4] for at in range(0, 18, 4))


@given(words, st.one_of(personal, accounts()), words)
def test_what_names_a_person_by_number_is_masked(before, secret, after):
    kept = masked_query(f"{before} {secret} {after}")
    assert "<" in kept
    assert not re.search(r"\d{4}", kept.replace("<", " "))
    assert "@" not in kept
    assert not re.search(r"[(\[]\s?(at|ät)", kept)
    assert "tampere.fi" not in kept


@given(st.text(max_size=80))
def test_masking_once_is_enough_whatever_was_typed(text):
    once = masked_query(text)
    assert masked_query(once) == once
    assert once == once.strip()


@given(st.text("0123456789 -+.()/", max_size=40))
def test_of_digits_alone_six_in_a_row_are_left_only_as_years(text):
    for run in re.findall(r"\d(?:[\s().\-/]{0,3}\d)*", masked_query(text)):
        years = re.split(r"\D+", run)
        assert len(re.sub(r"\D", "", run)) < 6 or all(re.match("(19|20)..$", y) for y in years)


@settings(max_examples=15, deadline=None)
@given(st.lists(personal, min_size=1, max_size=8))
def test_nothing_personal_reaches_the_bytes_of_the_database(secrets):
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    tally = QueryTally(lambda: now)
    for secret in secrets:
        for client in range(K):
            tally.note(f"192.0.2.{client} Firefox", Asked(f"yhteystiedot {secret}", "fi", 0))
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(Path(folder) / "kuutoshaku.sqlite3")
        QueryStatistics(engine).add(*tally.handed_over(), now.date())
        written = b"".join(path.read_bytes() for path in Path(folder).iterdir())
        engine.dispose()
    assert b"yhteystiedot <" in written
    assert b"192.0.2" not in written
    for secret in secrets:
        assert secret.lower().encode() not in written.lower()
