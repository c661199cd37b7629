"""A token is shown once, opens only what it is for, and only while it is valid."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from corpus.errors import TokenError
from corpus.store.token_table import TokenTable


@pytest.fixture
def tokens(engine):
    return TokenTable(engine)


def test_a_token_is_recognised_and_only_its_hash_is_kept(tokens, engine, tmp_path):
    secret, made = tokens.create("anna", ["editorial:write"], timedelta(days=1))
    assert secret.startswith("sk_")
    assert len(secret) >= 3 + 43  # 256 bits
    assert tokens.recognised(secret).name == "anna"
    assert tokens.recognised(secret + "x") is None
    assert tokens.recognised("") is None
    assert made.hash not in secret
    engine.dispose()
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("kuutoshaku.sqlite3*"))
    assert made.hash.encode() in kept
    assert secret.encode() not in kept


def test_who_may_write_may_read_and_not_the_other_way_round(tokens):
    _, writer = tokens.create("anna", ["editorial:write"], None)
    _, reader = tokens.create("berit", ["editorial:read"], None)
    assert writer.may("editorial:read")
    assert writer.may("editorial:write")
    assert reader.may("editorial:read")
    assert not reader.may("editorial:write")


def test_a_token_ends_by_time_or_by_hand(tokens):
    secret, _ = tokens.create("anna", ["editorial:read"], timedelta(seconds=-1))
    assert tokens.recognised(secret) is None
    secret, _ = tokens.create("anna", ["editorial:read"], None)
    with pytest.raises(TokenError, match="is in use"):
        tokens.create("anna", ["editorial:read"], None)
    assert tokens.revoke("anna") == 1
    assert tokens.recognised(secret) is None
    with pytest.raises(TokenError, match="No valid token is named “anna”"):
        tokens.revoke("anna")
    assert [token.revoked is None for token in tokens.tokens()] == [True, False]


def test_the_last_use_is_noted(tokens):
    secret, made = tokens.create("anna", ["editorial:read"], None)
    assert made.last_used is None
    tokens.recognised(secret)
    used = tokens.tokens()[0].last_used
    assert datetime.now(UTC) - used < timedelta(minutes=1)
    tokens.recognised(secret)
    assert tokens.tokens()[0].last_used == used


@pytest.mark.parametrize(
    ("name", "scopes", "said"),
    [
        ("", ["editorial:read"], "1 to 100 printable"),
        ("a\nb", ["editorial:read"], "1 to 100 printable"),
        ("anna", ["editorial:all"], "no scope; there are editorial:read, editorial:write"),
        ("anna", [], "could do nothing"),
    ],
)
def test_a_token_that_could_not_be_told_or_used_is_not_made(tokens, name, scopes, said):
    with pytest.raises(TokenError, match=said):
        tokens.create(name, scopes, None)
    assert tokens.tokens() == []
