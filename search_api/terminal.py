"""Results as text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from corpus.vocabulary import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from corpus.index.query import Hit, Results, Snippet

WORDS = {
    "fi": {
        "total": "Tuloksia {total}: {text}",
        "none": "Ei tuloksia: {text}",
        "meant": "Tarkoititko: {text}",
        "corrected": "Näytetään tulokset haulle: {text}",
        "also fi": "Myös suomeksi ({total})",
        "also en": "Myös englanniksi ({total})",
    },
    "en": {
        "total": "{total} found: {text}",
        "none": "Nothing found: {text}",
        "meant": "Did you mean: {text}",
        "corrected": "Showing results for: {text}",
        "also fi": "Also in Finnish ({total})",
        "also en": "Also in English ({total})",
    },
}


def listing(results: Results) -> Group:
    """Return results ready to print, labelled in the reader's language."""
    return Group(*_lines(results))


def _lines(results: Results) -> Iterator[RenderableType]:
    language = results.query.language
    words = WORDS[language]
    heading = words["total" if results.total and not results.corrected else "none"]
    yield Text(heading.format(total=results.total, text=results.query.text), style="bold")
    if results.did_you_mean:
        offer = words["corrected" if results.corrected else "meant"]
        yield Text(offer.format(text=results.did_you_mean), style="italic")
    yield from _hits(results.hits, language)
    if other := results.other_language:
        also = words[f"also {other.language}"].format(total=other.total)
        yield Text(f"\n{also}", style="bold")
        yield from _hits(other.hits, language)


def _hits(hits: tuple[Hit, ...], language: str) -> Iterator[RenderableType]:
    for number, hit in enumerate(hits, start=1):
        yield Text.assemble(f"\n{number:>2}. ", (hit.title, "bold"))
        yield _indented(Text(_facts(hit, language), style="dim"))
        if told := _told(hit):
            yield _indented(Text(told, style="italic"))
        yield _indented(_marked(hit.snippet))
        for section in hit.sections:
            yield _indented(Text(section.heading or hit.title))
            yield _address(section.url)
        if not hit.sections:
            yield _address(hit.url)


def _facts(hit: Hit, language: str) -> str:
    cities = ", ".join(label("city", city, language) for city in hit.cities)
    years = "–".join(dict.fromkeys(str(year) for year in (hit.years[:1] + hit.years[-1:])))
    spoken = label("doc_lang", hit.language, language)
    return " · ".join(filter(None, (label("type", hit.type, language), cities, years, spoken)))


def _told(hit: Hit) -> str:
    """Return a foreign page's names and its words' meanings in the reader's language."""
    names = [name.text for name in hit.names]
    return " · ".join([*names, *(f"{each.term} ≈ {each.text}" for each in hit.meanings)])


def _marked(snippet: Snippet) -> Text:
    text = Text(snippet.text)
    for start, end in snippet.matches:
        text.stylize("bold yellow", start, end)
    return text


def _address(url: str) -> Text:
    """Return an address on one line, so that a terminal can follow it."""
    return Text.assemble("    ", (url, "cyan"), no_wrap=True, overflow="ignore")


def _indented(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, 4))
