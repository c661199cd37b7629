"""What must hold before a build is published: an editor can never break the search."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from corpus.errors import GateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from corpus.index.generations import Manifest

LARGEST_LOSS = 0.05  # share of documents, in all or in one language, that may go at once
LEAST_LOSS = 2  # documents that may always go, however small the index
# Generations of an earlier schema hold pages that say the same as documents of their own.
SCHEMA_WITHOUT_DUPLICATES = 2
NOTHING_MERGED: Mapping[str, int] = MappingProxyType({})


def pass_gate(
    new: Manifest,
    old: Manifest | None,
    unfound: Iterable[str],
    merged: Mapping[str, int] = NOTHING_MERGED,
    *,
    accept_loss: bool = False,
) -> None:
    """Raise GateError with every reason why a build must not replace the old one.

    `unfound` names the probe questions that the new build could not answer. An empty build never
    passes; a shrunken one only with `accept_loss`. `merged` counts by language the pages that were
    left out because another says the same: the first build without them is not smaller by them.
    """
    kept_apart = old is not None and old.schema_version < SCHEMA_WITHOUT_DUPLICATES
    spared = merged if kept_apart else NOTHING_MERGED
    losses = _losses(new, old, spared) if old and not accept_loss else ()
    complaints = [*_complaints(new, unfound), *(losses if new.documents else ())]
    if complaints:
        raise GateError(
            "The new index was not published; the old one goes on answering. "
            + " ".join(complaints)
        )


def _complaints(new: Manifest, unfound: Iterable[str]) -> Iterator[str]:
    if not new.documents:
        yield "It holds no documents at all. Crawl first, and see 'kuutoshaku status'."
        return
    yield from (f"It does not find '{title}' by its own title." for title in unfound)


def _losses(new: Manifest, old: Manifest, spared: Mapping[str, int]) -> Iterator[str]:
    counts = [("documents", new.documents + sum(spared.values()), old.documents)]
    counts += [
        (
            f"documents in '{language}'",
            new.languages.get(language, 0) + spared.get(language, 0),
            count,
        )
        for language, count in old.languages.items()
    ]
    for what, now, before in counts:
        if before - now > max(LEAST_LOSS, LARGEST_LOSS * before):
            yield (
                f"It holds {now} {what}, {old.name} held {before}. If that is right, "
                "run the build again with --accept-loss."
            )
