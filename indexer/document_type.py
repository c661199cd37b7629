"""What type a page is of, from its address, breadcrumbs and declarations."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from indexer.page_head import PageHead

PAGE = "page"
ARTICLE = "article"


def document_type(
    url: str, title: str, head: PageHead, types: Mapping[str, str], *, is_dated: bool
) -> str:
    """Return the type of a page; `types` are its source's, the longest path prefix wins.

    A page without a date is no article, whatever trail it stands on. One that gives no sign of
    its type is an article if it has a date, else a page.
    """
    path = urlsplit(url).path
    prefixes = sorted((prefix for prefix in types if path.startswith(prefix)), key=len)
    if prefixes:
        return types[prefixes[-1]]
    signs = _signs(path, title, head)
    return next(
        (sign for sign in signs if is_dated or sign != ARTICLE), ARTICLE if is_dated else PAGE
    )


def _signs(path: str, title: str, head: PageHead) -> Iterator[str]:
    rules = _rules()
    inner = re.sub(r"^/(?:en|fi)(?=/)", "", path)
    yield from (kind for pattern, kind in rules["path"].items() if re.match(pattern, inner))
    types = (str(item.get("@type", "")) for item in head.json_ld)
    yield from _named(rules["json_ld"], types)
    trail = breadcrumb(head)
    yield from _named(rules["breadcrumb"], (label.lower() for label in reversed(trail)))
    words = title.lower()
    yield from (kind for pattern, kind in rules["title"].items() if re.search(pattern, words))
    yield from _named(rules["body_class"], sorted(head.body_classes))


def breadcrumb(head: PageHead) -> list[str]:
    """Return the labels of the trail to the page, as its BreadcrumbList or element has them."""
    for item in head.json_ld:
        steps = item.get("itemListElement")
        if item.get("@type") == "BreadcrumbList" and isinstance(steps, list):
            return [_label(step) for step in steps if isinstance(step, dict)]
    return list(head.trail)


def _label(step: Mapping[str, Any]) -> str:
    item = step.get("item")
    return str(step.get("name") or (item.get("name", "") if isinstance(item, dict) else ""))


def _named(rules: Mapping[str, str], names: Iterable[str]) -> Iterator[str]:
    return (rules[name] for name in names if name in rules)


@cache
def _rules() -> Mapping[str, Mapping[str, str]]:
    text = (Path(__file__).parent / "document_types.toml").read_text(encoding="utf-8")
    rules: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
    return rules
