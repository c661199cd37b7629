"""Any search as a feed or a table: /feed.atom, /feed.json and /export.csv."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import Response

from corpus.index.query import MAX_DEPTH, MAX_PAGE_SIZE, Hit, Results, Sort
from corpus.index.query import Query as SearchQuery
from corpus.index.search_index import SearchIndex
from corpus.vocabulary import label
from search_api import atom, csv_table, json_feed
from search_api.addresses import page_address, public_address, with_parameters
from search_api.answer_cache import KeptAnswer
from search_api.dependencies import IndexDependency, services
from search_api.entity_tags import entity_tag, is_known
from search_api.feed_entries import Feed, FeedEntry
from search_api.parameters import SearchParameters
from search_api.reader_language import language_of

router = APIRouter()

ENTRIES = 50
Render = Callable[[Results], bytes]


class FeedParameters(SearchParameters):
    """A search whose newest pages are followed."""

    sort: Sort = Field(default=Sort.DATE, description="date, or relevance for the best match first")
    size: int = Field(default=ENTRIES, ge=1, le=MAX_PAGE_SIZE, description="Pages in the feed")


class Asked:
    """A request for a feed or a table, with what is needed to answer it."""

    def __init__(self, request: Request, index: IndexDependency) -> None:
        """Remember who asks what of which index."""
        self.request = request
        self.index: SearchIndex = index
        self.home = public_address(services(request).settings, request)

    def answer(self, search: SearchParameters, render: Render, media_type: str) -> Response:
        """Return the rendered results, or that they have not changed."""
        language = language_of(search, self.request)
        query = search.query(language)
        path = self.request.url.path
        tag = self._tag(self.index.status().edition, path, language, search)
        if is_known(tag, self.request.headers.get("if-none-match")):
            return Response(status_code=304, headers=_headers(tag))
        answers = services(self.request).answers
        kept = answers.get(tag)
        if kept is None:
            results = self.index.search(query)
            kept = KeptAnswer(render(results), results.total)
            tag = self._tag(results.edition, path, language, search)
            answers.keep(tag, kept)
        return Response(kept.body, media_type=media_type, headers=_headers(tag))

    def feed(self, search: FeedParameters, results: Results) -> Feed:
        """Return results as a feed that knows its own address and that of its page."""
        language = results.query.language
        given = search.given() | {"lang": language}
        told = {name: value for name, value in given.items() if name not in {"lang", "size"}}
        return Feed(
            title=": ".join(filter(None, ["Kuutoshaku", feed_title(search, language)])),
            language=language,
            url=self.home + with_parameters(self.request.url.path, given),
            page=self.home + page_address("search", language, **{"sort": "date"} | told),
            entries=[FeedEntry.of(hit, language) for hit in results.hits],
        )

    def _tag(self, edition: str, path: str, language: str, search: SearchParameters) -> str:
        return entity_tag(edition, path, self.home, language, search.model_dump(mode="json"))


AskedDependency = Annotated[Asked, Depends()]
Followed = Annotated[FeedParameters, Query()]


def answers_as(media_type: str) -> dict[int | str, dict[str, Any]]:
    """Describe an answer of some kind: an object in JSON, else a text."""
    form = "object" if media_type.endswith("json") else "string"
    content = {media_type: {"schema": {"type": form}}}
    return {
        200: {"description": "The pages found", "content": content},
        304: {"description": "Unchanged"},
        400: {"description": "The request cannot be answered"},
    }


@router.get("/feed.atom", response_class=Response, responses=answers_as(atom.MEDIA_TYPE))
def atom_feed(search: Followed, asked: AskedDependency) -> Response:
    """Return the newest pages of any search as Atom (RFC 4287)."""
    return asked.answer(search, lambda found: atom.atom(asked.feed(search, found)), atom.MEDIA_TYPE)


@router.get("/feed.json", response_class=Response, responses=answers_as(json_feed.MEDIA_TYPE))
def feed_as_json(search: Followed, asked: AskedDependency) -> Response:
    """Return the newest pages of any search as a JSON Feed."""
    return asked.answer(
        search, lambda found: json_feed.json_feed(asked.feed(search, found)), json_feed.MEDIA_TYPE
    )


@router.get("/export.csv", response_class=Response, responses=answers_as(csv_table.MEDIA_TYPE))
def export(search: Annotated[SearchParameters, Query()], asked: AskedDependency) -> Response:
    """Return any search as a table for a spreadsheet: every page found, at most 1,000."""
    whole = search.model_copy(update={"page": 1, "size": MAX_PAGE_SIZE})

    def render(first: Results) -> bytes:
        hits = _every_hit(asked.index, first.query, first)
        return csv_table.csv_table(hits, first.query.language)

    answer = asked.answer(whole, render, csv_table.MEDIA_TYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="kuutoshaku.csv"'
    return answer


def feed_title(search: SearchParameters, language: str) -> str:
    """Return what a search asks for, in words of a language."""
    filters = [
        label(name, value, language)
        for name in ("type", "city", "theme", "year", "doc_lang", "section")
        for value in getattr(search, name)
    ]
    return ", ".join(filter(None, [search.q, *filters]))


def _every_hit(index: SearchIndex, query: SearchQuery, first: Results) -> Iterator[Hit]:
    yield from first.hits
    for page in count(2):
        if page * query.size > MAX_DEPTH or len(first.hits) < query.size:
            return
        following = index.search(replace(query, page=page)).hits
        yield from following
        if len(following) < query.size:
            return


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Language, Accept-Encoding"}
