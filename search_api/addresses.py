"""The addresses of pages in each language, and links that carry a search along."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from corpus.settings import Settings

API = "/api/v1"

PAGES: Mapping[str, Mapping[str, str]] = {
    "front": {"fi": "/fi/", "en": "/en/"},
    "search": {"fi": "/fi/haku", "en": "/en/search"},
    "about": {"fi": "/fi/tietoa", "en": "/en/about"},
    "help": {"fi": "/fi/ohje", "en": "/en/help"},
    "accessibility": {"fi": "/fi/saavutettavuus", "en": "/en/accessibility"},
    "privacy": {"fi": "/fi/tietosuoja", "en": "/en/privacy"},
    "api": {"fi": "/fi/rajapinta", "en": "/en/api"},
    "embed": {"fi": "/fi/upota", "en": "/en/embed"},
    "browse": {"fi": "/fi/selaa", "en": "/en/browse"},
    "document": {"fi": "/fi/sivu/{document_id}", "en": "/en/document/{document_id}"},
}
# What pages are browsed by, as the path says it, in its order.
STEPS: Mapping[str, Mapping[str, str]] = {
    "theme": {"fi": "teema", "en": "theme"},
    "city": {"fi": "kaupunki", "en": "city"},
    "year": {"fi": "vuosi", "en": "year"},
}
_PLACE = re.compile(r"\{(\w+)\}")


def page_address(name: str, language: str, /, **parameters: object) -> str:
    """Return the address of a page; parameters that are empty are left out.

    Those that the path has a place for are written there.
    """
    path = PAGES[name][language]
    if name == "browse":
        chosen = [step for step in STEPS if parameters.get(step)]
        path += "".join(f"/{STEPS[step][language]}/{{{step}}}" for step in chosen)
    in_path = set(_PLACE.findall(path))
    path = _PLACE.sub(lambda place: quote(str(parameters[place[1]]), safe=""), path)
    return with_parameters(path, {k: v for k, v in parameters.items() if k not in in_path})


def with_parameters(path: str, parameters: Mapping[str, object]) -> str:
    """Return a path with its query string; a list repeats its parameter."""
    given = {name: value for name, value in parameters.items() if value}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def is_web_address(url: str) -> bool:
    """Tell whether an address from a crawled page may become a link."""
    return url.startswith(("https://", "http://"))


def public_address(settings: Settings, request: Request) -> str:
    """Return the service's own address without a path: the one that was set, else as asked."""
    return (settings.public_url or str(request.base_url)).rstrip("/")
