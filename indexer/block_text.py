"""The text of the block being read, and how much of it is link and how much is bold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.clean_text import clean_text
from indexer.furniture import attribute, is_unquotable

if TYPE_CHECKING:
    from bs4 import Tag

BOLD = ("b", "strong")
LINKED_SHARE = 0.8
BOLD_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class Taken:
    """A block's text, and whether nearly all of it links to another page or is bold.

    It is unshown if the page asks not to quote any of it.
    """

    text: str
    is_linked: bool
    is_bold: bool
    is_unshown: bool = False


NOTHING = Taken("", is_linked=False, is_bold=False)


@dataclass(slots=True)
class BlockText:
    """Gathers text between two ends of blocks; knows the link and the bold element it is in."""

    link: Tag | None = None
    unquotable: Tag | None = None
    _bold: Tag | None = None
    _texts: list[str] = field(default_factory=list)
    _linked: int = 0
    _bolded: int = 0
    _unshown: int = 0

    def add(self, text: str) -> None:
        """Add text as it stands in the page."""
        self._texts.append(text)
        length = len(text.strip())
        self._linked += length if self.link else 0
        self._bolded += length if self._bold else 0
        self._unshown += length if self.unquotable else 0

    def start(self, tag: Tag) -> None:
        """Enter an element, which may be a link or bold."""
        target = attribute(tag, "href") if tag.name == "a" else ""
        if target and not target.startswith("#"):
            self.link = tag
        elif tag.name in BOLD and not self._bold:
            self._bold = tag
        if not self.unquotable and is_unquotable(tag):
            self.unquotable = tag

    def end(self, tag: Tag) -> None:
        """Leave an element."""
        if tag is self.link:
            self.link = None
        elif tag is self._bold:
            self._bold = None
        if tag is self.unquotable:
            self.unquotable = None

    def take(self) -> Taken:
        """Return what was gathered, and begin anew."""
        if not self._texts:
            return NOTHING
        text = clean_text("".join(self._texts))
        taken = Taken(
            text,
            is_linked=self._linked >= LINKED_SHARE * len(text),
            is_bold=self._bolded >= BOLD_SHARE * len(text),
            is_unshown=self._unshown > 0,
        )
        self._texts.clear()
        self._linked = self._bolded = self._unshown = 0
        return taken
