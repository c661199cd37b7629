"""Who may ask what: every route carries a policy, and tests fail on one that has none.

The wiring place gives the routes that anyone may read `anyone_may_read`; every other route names
the scope that its token needs.
"""

from dataclasses import dataclass

from fastapi import HTTPException, Request

from corpus.store.token_table import Token
from search_api.dependencies import services
from search_api.editors.editing import Editing

READING = ("GET", "HEAD", "OPTIONS")
REALM = 'Bearer realm="kuutoshaku"'
NO_STORE = {"Cache-Control": "no-store"}


def anyone_may_read(request: Request) -> None:
    """Let anyone read, and nobody change anything."""
    if request.method not in READING:
        raise HTTPException(403, "This address can only be read.")


def editing_of(request: Request) -> Editing:
    """Return where rules and tokens are kept; a problem where that could not be opened."""
    editing = services(request).editing
    if editing is None:
        raise HTTPException(
            503, "The database of rules cannot be opened; see the service's log.", NO_STORE
        )
    return editing


@dataclass(frozen=True, slots=True)
class NeedsScope:
    """Lets in whoever sends a valid token that has a scope."""

    scope: str

    def __call__(self, request: Request) -> Token:
        """Return the token sent in the Authorization header; a problem where it will not do."""
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            raise HTTPException(
                401,
                "Send an API token: “Authorization: Bearer sk_…”. "
                "The operator makes one with “kuutoshaku token create NAME”.",
                {"WWW-Authenticate": REALM, **NO_STORE},
            )
        token = editing_of(request).tokens.recognised(secret.strip())
        if token is None:
            raise HTTPException(
                401,
                "The token is unknown, has expired or was revoked. Ask the operator for a new one.",
                {"WWW-Authenticate": f'{REALM}, error="invalid_token"', **NO_STORE},
            )
        if not token.may(self.scope):
            challenge = f'{REALM}, error="insufficient_scope", scope="{self.scope}"'
            raise HTTPException(
                403,
                f"The token “{token.name}” lacks the scope {self.scope}.",
                {"WWW-Authenticate": challenge, **NO_STORE},
            )
        return token
