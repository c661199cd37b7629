"""Entity tags, by which a client asks whether an answer has changed (RFC 9110, section 8.8.3)."""

from __future__ import annotations

import json
from hashlib import sha256


def entity_tag(*parts: object) -> str:
    """Return a weak tag of everything an answer depends on.

    Weak, because the same answer travels plain or compressed.
    """
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True)
    return f'W/"{sha256(text.encode()).hexdigest()[:32]}"'


def is_known(tag: str, if_none_match: str | None) -> bool:
    """Tell whether the client already holds the answer with this tag."""
    if not if_none_match:
        return False
    held = {part.strip().removeprefix("W/") for part in if_none_match.split(",")}
    return "*" in held or tag.removeprefix("W/") in held
