"""The one address a page is known by."""

from __future__ import annotations

import re
from ipaddress import IPv6Address
from urllib.parse import SplitResult, unquote, urlsplit

from corpus.errors import InvalidAddressError

DEFAULT_PORTS = {"http": 80, "https": 443}
# Parameters that never make another page: they follow readers, or hold their session.
TRACKING_PARAMETERS = (
    *("utm_*", "mtm_*", "pk_*", "mc_cid", "mc_eid", "_ga", "_gl", "_hsenc", "_hsmi"),
    *("fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid"),
    *("phpsessid", "jsessionid", "aspsessionid*", "sessionid", "session_id", "cfid", "cftoken"),
)
SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sessionid)=[^/;]*", re.IGNORECASE)
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
KEPT_IN_PATH = UNRESERVED | set("/:@!$&'()*+,;=")
KEPT_IN_QUERY = KEPT_IN_PATH | {"?"}
CONTROLS_AND_SPACE = "".join(map(chr, range(33)))
CHARACTER = re.compile(r"%[0-9A-Fa-f]{2}|.", re.DOTALL)
HOST_NAME = re.compile(r"[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?")


def canonical_url(url: str, drop_parameters: tuple[str, ...] = ()) -> str:
    """Return the canonical form of an absolute http(s) address (RFC 3986, section 6.2).

    Query parameters are sorted; those of tracking and sessions and `drop_parameters` (a trailing *
    matches any ending, case none) are left out, and so is the fragment. A soft hyphen (U+00AD)
    stays: a site that has it in a slug answers nothing at the address without it; document_id
    sees through it.
    Raises InvalidAddressError for anything that is not such an address, or that names a user.
    """
    parts = _split(url)
    path = SESSION_IN_PATH.sub("", _encoded(parts.path, KEPT_IN_PATH))
    path = _without_dot_segments(path) or "/"
    query = _query(parts.query, (*TRACKING_PARAMETERS, *drop_parameters))
    return f"{parts.scheme}://{_host(parts)}{_port(parts)}{path}{query}"


def _split(url: str) -> SplitResult:
    # Browsers read a backslash as a slash and see no line ends; whoever checks must do the same.
    cleaned = re.sub(r"[\t\r\n]", "", url.strip(CONTROLS_AND_SPACE)).replace("\\", "/")
    try:
        parts = urlsplit(cleaned)
        _ = parts.port
    except ValueError as error:
        raise InvalidAddressError(f"“{url}” is not a web address: {error}.") from error
    if parts.scheme not in DEFAULT_PORTS:
        raise InvalidAddressError(f"“{url}” is not an http or https address.")
    if "@" in parts.netloc:
        raise InvalidAddressError(f"“{url}” names a user, which no public page needs.")
    return parts


def _host(parts: SplitResult) -> str:
    name = unquote(parts.hostname or "").removesuffix(".")
    try:
        if ":" in name and "%" not in name:
            return f"[{IPv6Address(name).compressed}]"
        name = name.encode("idna").decode("ascii").lower()
    except ValueError as error:
        raise InvalidAddressError(f"“{name}” is not a host name: {error}.") from error
    if not HOST_NAME.fullmatch(name):
        raise InvalidAddressError(f"“{parts.netloc}” is not a host name.")
    return name


def _port(parts: SplitResult) -> str:
    port = parts.port
    return "" if port is None or port == DEFAULT_PORTS[parts.scheme] else f":{port}"


def _encoded(text: str, kept: frozenset[str]) -> str:
    """Percent-encode what must be and decode what need not be."""
    return "".join(_character(token, kept) for token in CHARACTER.findall(text))


def _character(token: str, kept: frozenset[str]) -> str:
    if len(token) == 3:
        plain = chr(int(token[1:], 16))
        return plain if plain in UNRESERVED else token.upper()
    if token in kept:
        return token
    return "".join(f"%{byte:02X}" for byte in token.encode("utf-8", "replace"))


def _without_dot_segments(path: str) -> str:
    segments: list[str] = []
    names = path.split("/")[1:]
    for name in names:
        if name == "..":
            del segments[-1:]
        elif name != ".":
            segments.append(name)
    if names and names[-1] in {".", ".."}:
        segments.append("")
    return "/" + "/".join(segments)


def _query(query: str, dropped: tuple[str, ...]) -> str:
    pairs = [_encoded(pair, KEPT_IN_QUERY).partition("=") for pair in query.split("&")]
    kept = [pair for pair in pairs if any(pair) and not _is_dropped(unquote(pair[0]), dropped)]
    kept.sort(key=lambda pair: pair[0])
    return "?" + "&".join("".join(pair) for pair in kept) if kept else ""


def _is_dropped(name: str, dropped: tuple[str, ...]) -> bool:
    lower = name.lower()
    return any(
        lower.startswith(pattern[:-1].lower())
        if pattern.endswith("*")
        else lower == pattern.lower()
        for pattern in dropped
    )
