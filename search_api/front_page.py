"""What the front page offers: ways in for three kinds of readers, and what is newest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.index.query import Filters, Sort
from corpus.index.query_parser import parse_query
from search_api.addresses import page_address
from search_api.parameters import SearchParameters
from search_api.readiness import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from corpus.index.query import Results
    from corpus.index.search_index import SearchIndex

NEWEST_SHOWN = 6
NEWS = ("project", "guide", "result", "article", "event")  # a plain page is seldom news


def _(message: str) -> str:
    """Mark a message for the catalogues."""
    return message


@dataclass(frozen=True, slots=True)
class Way:
    """A search or a shelf to begin with; `text` and `q` are messages of the catalogues."""

    text: str
    q: str = ""
    filters: Mapping[str, str] | None = None
    is_shelf: bool = False


WAYS: Mapping[str, Sequence[Way]] = {
    "developers": (
        Way(_("Lessons learned"), filters={"section": "lessons"}),
        Way(_("Toolbox and guides"), filters={"type": "guide"}),
        Way(_("Results of projects"), filters={"type": "result"}),
    ),
    "visitors": (
        Way(
            _("Start here: the programme in brief"),
            _("Six City Strategy in brief"),
            {"doc_lang": "en"},
        ),
        Way(_("The programme in figures"), _("programme in figures"), {"doc_lang": "en"}),
        Way(_("Results in English"), filters={"doc_lang": "en", "type": "result"}),
        Way(_("Everything in English"), filters={"doc_lang": "en"}),
    ),
    "companies": (
        Way(_("Open data and interfaces"), filters={"theme": "open-data"}, is_shelf=True),
        Way(
            _("Pilots and testing grounds"),
            filters={"theme": "innovation-platforms"},
            is_shelf=True,
        ),
        Way(_("Market dialogue"), _("market dialogue")),
        Way(_("Skills for small companies"), filters={"theme": "sme-skills"}, is_shelf=True),
    ),
}


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The front page of one language; ways that lead nowhere in this index are left out."""

    ways: Mapping[str, Sequence[tuple[str, str]]]
    everything: Results
    newest: Results
    news: Sequence[str] = NEWS

    @classmethod
    def of(cls, index: SearchIndex, language: str, translate: Callable[[str], str]) -> FrontPage:
        """Look up what there is to offer."""
        ways = {
            reader: [
                (way.text, _address(way, language, translate))
                for way in offered
                if _finds(_search(way, translate), index, language)
            ]
            for reader, offered in WAYS.items()
        }
        news = Filters(doc_lang=(language,), type=NEWS)
        return cls(
            ways,
            index.search(parse_query("", language=language, filters=EVERYTHING, size=1)),
            index.search(
                parse_query("", language=language, filters=news, sort=Sort.DATE, size=NEWEST_SHOWN)
            ),
        )


def _search(way: Way, translate: Callable[[str], str]) -> dict[str, str | list[str]]:
    asked: dict[str, str | list[str]] = {"q": translate(way.q)} if way.q else {}
    return asked | {name: [value] for name, value in (way.filters or {}).items()}


def _address(way: Way, language: str, translate: Callable[[str], str]) -> str:
    if way.is_shelf:
        return page_address("browse", language, **(way.filters or {}))
    return page_address("search", language, **_search(way, translate))


def _finds(search: dict[str, str | list[str]], index: SearchIndex, language: str) -> bool:
    query = SearchParameters.model_validate(search).query(language)
    results = index.search(replace(query, size=1))
    return results.total > 0 or results.other_language is not None
