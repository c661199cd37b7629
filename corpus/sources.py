"""The sites we are allowed to read, as data an editor may change."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from corpus.canonical_url import canonical_url
from corpus.document import DOCUMENT_TYPES
from corpus.errors import InvalidAddressError, SourcesError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

KINDS: dict[str, tuple[type | tuple[type, ...], str]] = {
    "name": (str, "a text"),
    "title": (dict, "a table of texts by language"),
    "seeds": (list, "a list of addresses"),
    "sitemaps": (list, "a list of addresses"),
    "allow": (list, "a list of address prefixes"),
    "deny": (list, "a list of address prefixes"),
    "drop_parameters": (list, "a list of texts"),
    "delay_seconds": ((int, float), "a number"),
    "max_pages": (int, "a whole number"),
    "revisit_least_hours": ((int, float), "a number"),
    "revisit_most_hours": ((int, float), "a number"),
    "confirm_removal_hours": ((int, float), "a number"),
    "schedule": (str, "a text of five cron fields"),
    "allow_private_addresses": (bool, "true or false"),
    "guess_twins": (bool, "true or false"),
    "types": (dict, "a table of document types by path prefix"),
}
# Longer than most outages in which a site says 404 to everything, shorter than a day.
REMOVAL_HOURS = 12.0
REQUIRED = ("name", "seeds", "allow")
ADDRESSES = ("seeds", "sitemaps", "allow", "deny")


@dataclass(frozen=True, slots=True)
class Source:
    """A site we may read: where to start, what belongs to it, and how gently.

    Addresses are kept in canonical form. `allow` and `deny` are prefixes of addresses,
    `types` gives the document type by path prefix. Pages rest between the two `revisit` bounds
    until they are asked for again. Raises InvalidAddressError.
    """

    name: str
    titles: Mapping[str, str] = field(default_factory=dict)
    seeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    drop_parameters: tuple[str, ...] = ()
    delay_seconds: float = 1.0
    max_pages: int = 20_000
    revisit_least_hours: float = 0.0
    revisit_most_hours: float = 720.0
    confirm_removal_hours: float | None = None
    schedule: str = ""
    allow_private_addresses: bool = False
    guess_twins: bool = True
    types: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Bring the addresses into the form they are compared in."""
        for key in ADDRESSES:
            canonical = tuple(canonical_url(url) for url in getattr(self, key))
            object.__setattr__(self, key, canonical)

    @property
    def removal_hours(self) -> float:
        """How far apart two visits must agree that a page is gone; 12 where it is not told.

        A site on one's own machine is under one's own hand: there they may follow each other.
        """
        if self.confirm_removal_hours is not None:
            return self.confirm_removal_hours
        return 0.0 if self.allow_private_addresses else REMOVAL_HOURS

    def address(self, link: str) -> str | None:
        """Return the canonical address of a link within this source, or None outside it.

        An http link to a site that is allowed under https is read as https.
        """
        try:
            url = canonical_url(link, self.drop_parameters)
        except InvalidAddressError:
            return None
        if self.covers(url):
            return url
        secure = url.replace("http:", "https:", 1)
        return secure if self.covers(secure) else None

    def covers(self, url: str) -> bool:
        """Tell whether a canonical address belongs to this source."""
        return url.startswith(self.allow) and not (self.deny and url.startswith(self.deny))


def load_sources(path: Path) -> tuple[Source, ...]:
    """Read the sources file; SourcesError names the file, the line and the key at fault."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourcesError(
            f"The sources file {path} cannot be read ({error}). "
            "Set KUUTOSHAKU_SOURCES to a file with at least one [[source]]."
        ) from error
    return _SourcesFile(path, text).sources()


@dataclass(frozen=True, slots=True)
class _SourcesFile:
    path: Path
    text: str

    def sources(self) -> tuple[Source, ...]:
        try:
            tables = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise SourcesError(f"{self.path} is not valid TOML: {error}.") from error
        for key in tables:
            if key != "source":
                raise self._error(0, key, f"unknown key “{key}”; sites are [[source]] tables")
        entries = tables.get("source")
        is_tables = isinstance(entries, list) and all(isinstance(one, dict) for one in entries)
        if not entries or not is_tables:
            raise self._error(0, "source", "there is no [[source]] table, so no site to read")
        found = tuple(self._source(number, entry) for number, entry in enumerate(entries, 1))
        self._refuse_doubles(found)
        return found

    def _source(self, number: int, entry: Mapping[str, Any]) -> Source:
        for key, value in entry.items():
            self._check(number, key, value)
        for key in REQUIRED:
            if not entry.get(key):
                raise self._error(number, "", f"“{key}” is missing or empty")
        given = {key: _frozen(value) for key, value in entry.items()}
        try:
            return Source(titles=given.pop("title", {}), **given)
        except InvalidAddressError as error:
            raise SourcesError(f"{self.path}, [[source]] number {number}: {error}") from error

    def _check(self, number: int, key: str, value: object) -> None:
        if key not in KINDS:
            near = get_close_matches(key, KINDS, 1, 0)
            raise self._error(number, key, f"unknown key “{key}”; did you mean “{near[0]}”?")
        kind, meaning = KINDS[key]
        is_right = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
        if not is_right or not all(isinstance(item, str) for item in _items(value)):
            raise self._error(number, key, f"“{key}” must be {meaning}")
        if isinstance(value, int | float) and value < 0:
            raise self._error(number, key, f"“{key}” must not be below zero")
        if key in ADDRESSES:
            self._check_addresses(number, key, _items(value))
        if key == "types":
            self._check_types(number, _items(value))

    def _check_addresses(self, number: int, key: str, urls: Iterator[Any]) -> None:
        for url in urls:
            try:
                canonical_url(url)
            except InvalidAddressError as error:
                raise self._error(number, key, f"“{key}”: {error}") from error

    def _check_types(self, number: int, names: Iterator[Any]) -> None:
        for name in names:
            if name not in DOCUMENT_TYPES:
                known = ", ".join(DOCUMENT_TYPES)
                raise self._error(number, "types", f"“{name}” is no document type ({known})")

    def _refuse_doubles(self, sources: tuple[Source, ...]) -> None:
        names: set[str] = set()
        for number, source in enumerate(sources, 1):
            if source.name in names:
                raise self._error(number, "name", f"a second source is named “{source.name}”")
            names.add(source.name)

    def _error(self, number: int, key: str, problem: str) -> SourcesError:
        return SourcesError(f"{self.path}, line {self._line(number, key)}: {problem}.")

    def _line(self, number: int, key: str) -> int:
        """Find the line of a key in the nth [[source]] table, else of the table itself."""
        lines = self.text.splitlines()
        starts = [at for at, line in enumerate(lines) if re.match(r"\s*\[\[\s*source", line)]
        first = starts[number - 1] if 0 < number <= len(starts) else 0
        last = starts[number] if 0 < number < len(starts) else len(lines)
        pattern = re.compile(rf"\s*(\[+\s*)?(source\s*\.\s*)?[\"']?{re.escape(key)}\b")
        for at in range(first, last) if key else ():
            if pattern.match(lines[at]):
                return at + 1
        return first + 1


def _items(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        return iter(value.values())
    return iter(value if isinstance(value, list) else ())


def _frozen(value: Any) -> Any:  # noqa: ANN401 - TOML values are of any type until checked
    return tuple(value) if isinstance(value, list) else value
