"""Which elements of a page are furniture: menus, footers, share buttons, cookie notices."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.markup import text_of

if TYPE_CHECKING:
    from bs4 import Tag

NAME_PART = re.compile(r"[A-ZÅÄÖ]+(?![a-zåäö])|[A-ZÅÄÖ]?[a-zåäö]+")
LONGEST_NAME = 300
# "has-sidebar" says how a page is laid out, not what an element is.
ABOUT_LAYOUT = ("has-", "no-", "with-", "without-", "is-")


@dataclass(frozen=True, slots=True)
class Furniture:
    """The names by which furniture is known, from furniture.toml."""

    tags: frozenset[str]
    roles: frozenset[str]
    names: frozenset[str]
    outer_names: frozenset[str]
    whole_names: frozenset[str]
    content_names: frozenset[str]
    builder_prefixes: tuple[str, ...]
    lesser_tags: frozenset[str]
    lesser_names: frozenset[str]
    lines: frozenset[str]
    line_starts: tuple[str, ...]


@cache
def furniture() -> Furniture:
    """Return the names of furniture."""
    text = (Path(__file__).parent / "furniture.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)
    starts, prefixes = (tuple(entries.pop(key)) for key in ("line_starts", "builder_prefixes"))
    return Furniture(
        **{key: frozenset(value) for key, value in entries.items()},
        line_starts=starts,
        builder_prefixes=prefixes,
    )


def is_left_out(tag: Tag, *, inside_content: bool, is_large: bool) -> bool:
    """Tell whether an element is furniture; a large one is never so by its name alone."""
    if _is_marked_furniture(tag, inside_content=inside_content):
        return tag.name != "form" or not is_large
    return not is_large and _is_named_furniture(tag, inside_content=inside_content)


def _is_marked_furniture(tag: Tag, *, inside_content: bool) -> bool:
    known = furniture()
    if tag.name in known.tags or attribute(tag, "role").lower() in known.roles:
        return True
    return not inside_content and tag.name in ("header", "footer", "aside")


def _is_named_furniture(tag: Tag, *, inside_content: bool) -> bool:
    known = furniture()
    names = _names(tag)
    if not names:
        return False
    if not known.whole_names.isdisjoint(names.split()):
        return True
    parts = _parts(names)
    if not known.names.isdisjoint(parts):
        return True
    return not inside_content and not known.outer_names.isdisjoint(_weak_parts(names))


def may_be_lesser(tag: Tag) -> bool:
    """Tell whether an element's class or id names teasers of other pages or side columns."""
    return not furniture().lesser_names.isdisjoint(_weak_parts(_names(tag)))


def is_lesser(tag: Tag) -> bool:
    """Tell whether an element says that its text is beside the page's own, or not for snippets."""
    return tag.name in furniture().lesser_tags or is_unquotable(tag)


def is_unquotable(tag: Tag) -> bool:
    """Tell whether a page asks that an element is not quoted where it is found."""
    return tag.has_attr("data-nosnippet")


def names_content(tag: Tag) -> bool:
    """Tell whether an element's class or id says that it holds the page's content."""
    return not furniture().content_names.isdisjoint(_names(tag).lower().split())


def leads_away(tag: Tag) -> bool:
    """Tell whether an element is a link to another page, or to another part of this one."""
    return tag.name == "a" and bool(attribute(tag, "href"))


def is_furniture_line(text: str) -> bool:
    """Tell whether a line that stands alone says nothing of its page."""
    line = text.lower().strip(" .:>›→»")
    return line in furniture().lines or line.startswith(furniture().line_starts)


def is_mark(tag: Tag) -> bool:
    """Tell whether an element is a link to the very place it stands at, shown as a mere sign."""
    return (
        tag.name == "a"
        and attribute(tag, "href").startswith("#")
        and len(tag.contents) <= 1
        and not any(map(str.isalnum, text_of(tag)))
        and not attribute(tag, "id")
        and not attribute(tag, "name")
    )


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute as one string, empty where there is none."""
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""


def _names(tag: Tag) -> str:
    return f"{attribute(tag, 'class')} {attribute(tag, 'id')}"[:LONGEST_NAME].strip()


@lru_cache(maxsize=4096)
def _parts(names: str) -> frozenset[str]:
    words = [word for word in names.split() if not word.startswith(ABOUT_LAYOUT)]
    return frozenset(part.lower() for word in words for part in NAME_PART.findall(word))


@lru_cache(maxsize=4096)
def _weak_parts(names: str) -> frozenset[str]:
    """Return the parts of names, but for those that page builders give to every element."""
    prefixes = furniture().builder_prefixes
    return _parts(" ".join(word for word in names.split() if not word.startswith(prefixes)))
