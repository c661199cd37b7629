"""Who carries out the project that a document tells of, where a page lists them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.vocabulary import vocabulary
from indexer.funding import TOLD_BY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.document import Section

MOST_PARTNERS = 50
LONGEST_NAME = 80
BETWEEN_NAMES = re.compile(r"\s*(?:[,;·]|\bja\b|\bsekä\b|\band\b)\s*(?!of\b)")


def partners(page_type: str, sections: Iterable[Section]) -> tuple[str, ...]:
    """Return the organisations that a project's page lists under a label, as it names them."""
    if page_type not in TOLD_BY:
        return ()
    names = (name for section in sections for line in _lists(section) for name in _names(line))
    return tuple(dict.fromkeys(names))[:MOST_PARTNERS]


def _lists(section: Section) -> Iterator[str]:
    """Yield what follows a label, or the lines under a heading that is one."""
    label, form = _patterns()
    if section.is_unshown:
        return
    is_listed = label.fullmatch(f"{section.heading.rstrip(':')}:") is not None
    for line in section.text.splitlines():
        if is_listed and len(line) <= LONGEST_NAME and form.search(line):
            yield line
        for found in label.finditer(line):
            yield re.split(r"\.(?:\s|$)|:", line[found.end() :])[0]


def _names(line: str) -> Iterator[str]:
    _, form = _patterns()
    cities = {tag.labels["fi"] for tag in vocabulary()["city"].values()}
    for part in BETWEEN_NAMES.split(line):
        name = part.strip(" .()")
        if name in cities or (
            name[:1].isupper() and len(name) <= LONGEST_NAME and form.search(name)
        ):
            yield name


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    text = Path(__file__).with_name("partners.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)
    labels, forms = ("|".join(entries[key]) for key in ("labels", "forms"))
    return (
        re.compile(rf"(?:^|(?<=[.·]\s))(?:{labels})\s*:\s*", re.IGNORECASE),
        re.compile(rf"\b(?:{forms})\b", re.IGNORECASE),
    )
