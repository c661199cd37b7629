"""The addresses of pages in each language, and links that carry a search along."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

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
}


def page_address(name: str, language: str, /, **parameters: object) -> str:
    """Return the address of a page; parameters that are empty are left out."""
    return with_parameters(PAGES[name][language], parameters)


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
