"""Blocks of GIMP's Finnish help with their true language, told by the English help beside it.

Much of the Finnish help is left in English. A block that stands in the English page of the same
name too is English. One that shares less than half of its words with every block of that page is
Finnish. What lies between (English that was edited since, Finnish around a long quotation of
labels) is mixed and has no true language; neither have key names, file names and bare menu paths.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gimp_help import unpacked
from lxml import html

from corpus.judged import half_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

    from corpus.judged import Half

INDEX_FILE = "gimp-help-index.html"
NAVIGATION = "//div[@class='navheader' or @class='navfooter']"
LEAVES = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "li", "dt", "dd", "caption", "pre"]
)
BLOCKS = LEAVES | {"div"}
SHARED = 0.5
MIXED, NONE = "mixed", "none"
# "Kuva 14.125." and the like, which the help's tools write in the reader's language.
NUMBER = re.compile(
    r"^(?:Kuva|Figure|Taulukko|Table|Esimerkki|Example|Luku|Chapter|Liite|Appendix|Osa|Part)?\s*"
    r"(?:[\dIVXA-H]+\.)+\d*\s*"
)
REFERENCE = re.compile(r"\b(?:Kohta|Kuva|Luku|Section|Figure|Chapter)\s+[\d.]+\d")
QUOTES = str.maketrans(dict.fromkeys("“”„", '"'))
CODE = re.compile(r"\S*(?:[\d_/\\(){}=<>@]|\w[.:-]\w)\S*")
KEYS = frozenset(
    ["ctrl", "shift", "alt", "tab", "esc", "enter", "del", "home", "end", "page", "up", "down"]
)
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class HelpBlock:
    """A block of a Finnish page; `language` is fi, en, mixed or none."""

    page: str
    text: str
    language: str

    @property
    def half(self) -> Half:
        """Whether rules may be chosen on its page, or only tested."""
        return half_of(self.page)

    @property
    def is_told(self) -> bool:
        """Whether it has one true language."""
        return self.language in {"fi", "en"}


def help_pages() -> Iterator[tuple[str, list[HelpBlock]]]:
    """Yield (name, blocks in order) of every page of the Finnish help."""
    for file in sorted((unpacked() / "fi").glob("*.html")):
        if file.name != INDEX_FILE:
            english = list(_texts(unpacked() / "en" / file.name))
            bags, written = [_bag(text) for text in english], {text.lower() for text in english}
            yield (
                file.name,
                [
                    HelpBlock(file.name, text, _language(text, written, bags))
                    for text in _texts(file)
                ],
            )


def once_each(blocks: Iterable[HelpBlock]) -> list[HelpBlock]:
    """Return the blocks without those whose text has been there before."""
    first: dict[str, HelpBlock] = {}
    for block in blocks:
        first.setdefault(block.text, block)
    return list(first.values())


def _texts(file: Path) -> Iterator[str]:
    body = html.document_fromstring(file.read_bytes()).find("body")
    if body is None:
        return
    for navigation in body.xpath(NAVIGATION):
        navigation.drop_tree()
    for tag in body.iter(*LEAVES):
        text = REFERENCE.sub("", NUMBER.sub("", " ".join(tag.text_content().split())))
        if _is_innermost(tag) and WORD.search(text):
            yield text.translate(QUOTES).strip()


def _is_innermost(tag: HtmlElement) -> bool:
    return not any(inner.tag in BLOCKS for inner in tag.iterdescendants())


def _language(text: str, english: set[str], bags: list[Counter[str]]) -> str:
    own = _bag(text)
    if text.lower() in english:
        return "en" if _is_language(text) else NONE
    shared = max(((own & other).total() for other in bags), default=0)
    return "fi" if shared < SHARED * own.total() else MIXED


def _bag(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.lower()))


def _is_language(text: str) -> bool:
    """Tell whether an untranslated text says something: not a path, a file or a key."""
    words = [word for word in WORD.findall(CODE.sub(" ", text)) if word.lower() not in KEYS]
    is_path = "→" in text and all(word[0].isupper() for word in words)
    return not is_path and any(len(word) > 2 and not word.isupper() for word in words)
