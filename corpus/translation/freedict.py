"""The general Finnish and English dictionary of FreeDict, as Debian installs it.

Packages dict-freedict-fin-eng and dict-freedict-eng-fin, CC BY-SA 3.0: read where they are, never
copied into this project. Both serve both directions, since either knows words the other lacks.
"""

from __future__ import annotations

import gzip
import logging
import os
from collections import Counter, defaultdict
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.translation.dictd import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Pair = tuple[str, str]

log = logging.getLogger(__name__)

DICTIONARIES = Path("/usr/share/dictd")
_FILES: Mapping[Pair, str] = {
    ("fi", "en"): "freedict-fin-eng.dict.dz",
    ("en", "fi"): "freedict-eng-fin.dict.dz",
}
_CACHE_VERSION = "2"  # raise it when the same files would give other entries
_MAX_RENDERINGS = 16
_BETWEEN = "|"  # renderings of one head in memory and in the cache; no rendering holds it


class FreeDict:
    """A dictionary in both directions; empty where the packages are not installed."""

    def __init__(self, directory: Path = DICTIONARIES, cache: Path | None = None) -> None:
        """Name the directory of the dictd files; they are read at the first lookup.

        Reading takes seconds. With `cache`, what was read is kept in that file for the next start.
        """
        self._directory = directory
        self._cache = cache

    @property
    def is_installed(self) -> bool:
        """Whether at least one of the two dictionaries is on this machine."""
        return any(path.is_file() for path in self._paths.values())

    def renderings(self, word: str, source: str, target: str) -> tuple[str, ...]:
        """Return the renderings of a word or phrase in its base form, best first."""
        found = self._entries.get((source, target), {}).get(head_key(word), "")
        return tuple(found.split(_BETWEEN)) if found else ()

    @property
    def _paths(self) -> Mapping[Pair, Path]:
        return _paths_in(self._directory)

    @cached_property
    def _entries(self) -> Mapping[Pair, Mapping[str, str]]:
        if not self.is_installed:
            return {}
        if self._cache and (cached := _cached(self._cache, self._state)):
            return cached
        entries = _entries_of(self._directory, self._state)
        if self._cache:
            _keep(self._cache, self._state, entries)
        return entries

    @property
    def _state(self) -> str:
        """What the cache was made from: its first line, so that an upgrade makes a new one."""
        files = [path.stat() for path in self._paths.values() if path.is_file()]
        return "\t".join([_CACHE_VERSION, *(f"{f.st_size}:{f.st_mtime_ns}" for f in files)])


def _paths_in(directory: Path) -> dict[Pair, Path]:
    return {pair: directory / name for pair, name in _FILES.items()}


@lru_cache(2)
def _entries_of(directory: Path, _state: str) -> Mapping[Pair, Mapping[str, str]]:
    """Read both dictionaries once in a process, however many indexes it opens."""
    direct = {pair: _read(path) for pair, path in _paths_in(directory).items()}
    return {
        (source, target): dict(_merged(heads, direct[target, source]))
        for (source, target), heads in direct.items()
    }


def head_key(text: str) -> str:
    """Return the form under which a head is looked up: lower case, hyphens closed up."""
    return text.replace("-", "").lower()


def _read(path: Path) -> dict[str, Counter[str]]:
    """Return how often each head is rendered by each word, over all of its senses."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for head, rendering in parse(lines):
                if not rendering.startswith("#"):  # a label of the source that was never filled in
                    found[head_key(head)][rendering] += 1
    return found


def _merged(
    direct: Mapping[str, Counter[str]], opposite: Mapping[str, Counter[str]]
) -> Iterator[tuple[str, str]]:
    """Join a direction with the other one turned round; what both attest comes first."""
    turned: dict[str, Counter[str]] = defaultdict(Counter)
    for rendering, heads in opposite.items():
        for head, times in heads.items():
            turned[head_key(head)][rendering] = times
    for head in direct.keys() | turned.keys():
        yield head, _BETWEEN.join(_ranked(direct.get(head, Counter()), turned[head]))


def _ranked(own: Counter[str], turned: Counter[str]) -> Sequence[str]:
    """Order renderings by being attested twice, then by how many senses they serve."""
    keys = {text: head_key(text) for text in own}
    twice = {text for text in own if keys[text] in turned}
    known = {keys[text] for text in own}
    ordered = sorted(own, key=lambda text: (text not in twice, -own[text]))
    more = [text for text, _ in turned.most_common() if text not in known]
    return [*ordered, *more][:_MAX_RENDERINGS]


def _cached(path: Path, state: str) -> dict[Pair, dict[str, str]] | None:
    if not path.is_file():
        return None
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0] != state:
        return None
    entries: dict[Pair, dict[str, str]] = {pair: {} for pair in _FILES}
    for line in lines[1:]:
        source, target, head, renderings = line.split("\t")
        entries[source, target][head] = renderings
    return entries


def _keep(path: Path, state: str, entries: Mapping[Pair, Mapping[str, str]]) -> None:
    lines = [state]
    for (source, target), heads in entries.items():
        lines += [f"{source}\t{target}\t{head}\t{texts}" for head, texts in heads.items()]
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text("\n".join(lines) + "\n", encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        if beside.is_file():
            beside.unlink()
        log.warning("freedict_cache_not_kept path=%s reason=%r", path, str(error))
