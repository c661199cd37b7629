"""API tokens: shown once, kept as hashes, each with what it may do and until when."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from corpus.errors import TokenError
from corpus.store.database import reading, writing
from corpus.store.tables import api_token_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Engine

PREFIX = "sk_"
SECRET_BYTES = 32
USE_NOTED_EVERY = timedelta(minutes=1)
SCOPES: Mapping[str, str] = {
    "editorial:read": "read synonyms, best bets, pins, corrections and their history",
    "editorial:write": "change them, and read them",
    "read:report": "read what queries several people share, and which found nothing",
}
MAX_NAME_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is kept: everything but the token itself."""

    id: int
    name: str
    hash: str
    scopes: Sequence[str]
    created: datetime
    expires: datetime | None
    last_used: datetime | None
    revoked: datetime | None

    def is_valid(self, now: datetime) -> bool:
        """Tell whether it may still be used."""
        return self.revoked is None and (self.expires is None or now < self.expires)

    def may(self, scope: str) -> bool:
        """Tell whether it carries a scope; who may write may read."""
        return scope in self.scopes or scope.replace(":read", ":write") in self.scopes


COLUMNS = [api_token_table.c[each.name] for each in fields(Token)]


class TokenTable:
    """The tokens of a database; safe to share between threads and processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def create(
        self, name: str, scopes: Sequence[str], lifetime: timedelta | None
    ) -> tuple[str, Token]:
        """Make a token; return it, which nobody will see again, and what is kept of it.

        Raises TokenError for an unusable name, an unknown scope, or a name in use.
        """
        now = datetime.now(UTC)
        secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
        _check(name, scopes)
        values = {
            "name": name,
            "hash": _hashed(secret),
            "scopes": sorted(set(scopes)),
            "created": now,
            "expires": now + lifetime if lifetime else None,
        }
        named = select(*COLUMNS).where(api_token_table.c.name == name)
        with writing(self._engine) as connection:
            if any(Token(**row._asdict()).is_valid(now) for row in connection.execute(named)):
                raise TokenError(
                    f"A token named “{name}” is in use; revoke it or take another name."
                )
            made = insert(api_token_table).values(values).returning(*COLUMNS)
            return secret, Token(**connection.execute(made).one()._asdict())

    def recognised(self, secret: str) -> Token | None:
        """Return the valid token that a secret is, or None; its use is noted now and then."""
        now = datetime.now(UTC)
        with reading(self._engine) as connection:
            sought = select(*COLUMNS).where(api_token_table.c.hash == _hashed(secret))
            row = connection.execute(sought).first()
        token = Token(**row._asdict()) if row else None
        if token is None or not compare_digest(token.hash, _hashed(secret)):
            return None
        if not token.is_valid(now):
            return None
        if token.last_used is None or now - token.last_used > USE_NOTED_EVERY:
            self._set(token.id, last_used=now)
        return token

    def tokens(self) -> list[Token]:
        """Return every token that was ever made, oldest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(*COLUMNS).order_by(api_token_table.c.id))
            return [Token(**row._asdict()) for row in rows]

    def revoke(self, name: str) -> int:
        """Make the tokens of a name useless at once; return how many; raises TokenError."""
        now = datetime.now(UTC)
        found = [token for token in self.tokens() if token.name == name and token.is_valid(now)]
        if not found:
            raise TokenError(f"No valid token is named “{name}”; see “kuutoshaku token list”.")
        for token in found:
            self._set(token.id, revoked=now)
        return len(found)

    def _set(self, number: int, **values: datetime) -> None:
        with writing(self._engine) as connection:
            connection.execute(
                update(api_token_table).where(api_token_table.c.id == number).values(values)
            )


def _check(name: str, scopes: Sequence[str]) -> None:
    if not name.isprintable() or not 0 < len(name) <= MAX_NAME_LENGTH:
        raise TokenError(f"A token's name has 1 to {MAX_NAME_LENGTH} printable characters.")
    if unknown := sorted(set(scopes) - SCOPES.keys()):
        raise TokenError(f"“{unknown[0]}” is no scope; there are {', '.join(SCOPES)}.")
    if not scopes:
        raise TokenError("A token without a scope could do nothing.")


def _hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
