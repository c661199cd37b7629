"""Generations on disk: built aside, sealed by a manifest, published by one atomic rename.

    generations/
        CURRENT              the name of the generation readers see
        HELD                 present while a rollback holds publishing; says since when and why
        gen-000001/          index/ (Whoosh's own files) and manifest.json
        LOCK                 held by the one process that builds
        .building-…/         an unfinished build; swept at the next begin

A reader checks every file against the manifest before anything is opened, because Whoosh
unpickles its files: an altered one must never get that far.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from corpus.errors import (
    DamagedGenerationError,
    NewerDataError,
    NoGenerationError,
    PublishingHeldError,
    SearchIndexError,
)
from corpus.index.durable_files import fingerprint, fsync, locked, same_file, write_durably

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

MANIFEST_VERSION = 1
KEPT_FULL_BUILDS = 3
_PREFIX = "gen-"
_BUILDING = ".building-"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and how each of its files must look. Times are ISO 8601 UTC."""

    name: str
    kind: str  # "full" or "update"
    created_at: str
    schema_version: int
    analysis_version: str
    finnish_tier: str
    documents: int
    sections: int
    languages: Mapping[str, int]
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # path → size, sha256
    parent: str | None = None
    manifest_version: int = MANIFEST_VERSION

    @property
    def made_by(self) -> tuple[int, str, str]:
        """What a builder must share to add to this generation: schema, analysis and tier."""
        return self.schema_version, self.analysis_version, self.finnish_tier


class Generations:
    """The directory of generations of one data directory."""

    def __init__(self, root: Path) -> None:
        """Look after `root`; nothing is created until something is built."""
        self.root = root
        self._lock: int | None = None

    # Reading

    def current(self) -> str:
        """Return the name of the generation readers see.

        Where CURRENT is missing or points at nothing, the newest whole generation is it.
        Raises NoGenerationError where nothing has been published.
        """
        try:
            name = (self.root / "CURRENT").read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            name = ""
        names = self.names()
        if name in names:
            return name
        if names:
            return names[-1]
        raise NoGenerationError(
            "Nothing has been indexed yet. Run 'kuutoshaku demo' to try the sample site, "
            "or 'kuutoshaku crawl' and 'kuutoshaku build' for your own sources."
        )

    def names(self) -> list[str]:
        """Return every sealed generation, oldest first."""
        found = self.root.glob(f"{_PREFIX}*/manifest.json")
        return sorted(path.parent.name for path in found)

    def path(self, name: str) -> Path:
        """Return the directory of a generation; raises SearchIndexError for an unknown name."""
        if name not in self.names():
            known = ", ".join(self.names()) or "none"
            raise SearchIndexError(f"There is no generation '{name}'. Kept generations: {known}.")
        return self.root / name

    def manifest(self, name: str) -> Manifest:
        """Read a manifest; raises DamagedGenerationError or NewerDataError."""
        path = self.path(name) / "manifest.json"
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            version = values["manifest_version"]
            if version > MANIFEST_VERSION:
                raise NewerDataError(
                    f"The index generation {name} was written by a newer Kuutoshaku "
                    f"(format {version}, this one reads {MANIFEST_VERSION}). Install the newer "
                    "version, or point KUUTOSHAKU_DATA_DIR at another directory."
                )
            return Manifest(**values)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedGenerationError(
                f"The manifest of {name} cannot be read: {error}"
            ) from error

    def check(self, name: str) -> Manifest:
        """Return the manifest after checking every file's size and SHA-256 against it.

        Raises DamagedGenerationError naming the first file that is missing, altered or extra.
        """
        manifest, base = self.manifest(name), self.path(name)
        present = {str(p.relative_to(base)) for p in base.rglob("*") if p.is_file()}
        for extra in sorted(present - set(manifest.files) - {"manifest.json"}):
            raise DamagedGenerationError(f"{name}/{extra} does not belong to the generation.")
        for relative, expected in manifest.files.items():
            if relative not in present:
                raise DamagedGenerationError(f"{name}/{relative} is missing.")
            if fingerprint(base / relative) != expected:
                raise DamagedGenerationError(f"{name}/{relative} has been altered or damaged.")
        return manifest

    def stamp(self) -> tuple[int, int] | None:
        """Return a cheap mark that changes whenever CURRENT is replaced."""
        try:
            status = (self.root / "CURRENT").stat()
        except FileNotFoundError:
            return None
        return status.st_mtime_ns, status.st_ino

    # Writing

    def begin(self, parent: str | None = None) -> Path:
        """Return a fresh directory to build in, holding hard links to the parent's files.

        Raises BuildRunningError while another process builds here; `end` lets the next begin.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        self._lock = locked(self.root / "LOCK")
        for leftover in self.root.glob(f"{_BUILDING}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        building = self.root / f"{_BUILDING}{os.getpid()}"
        (building / "index").mkdir(parents=True)
        if parent:
            for path in (self.path(parent) / "index").iterdir():
                os.link(path, building / "index" / path.name)
        return building

    def end(self) -> None:
        """Let another build begin; a process that dies does so too."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def seal(self, building: Path, facts: Manifest) -> Manifest:
        """Make a build durable under the next free name, with its manifest; not yet current.

        Files that are the parent's own (hard links) keep its fingerprints unread.
        """
        known = self.manifest(facts.parent).files if facts.parent else {}
        files = {}
        for path in sorted(p for p in building.rglob("*") if p.is_file()):
            relative = str(path.relative_to(building))
            same = facts.parent and same_file(path, self.root / facts.parent / relative)
            files[relative] = known[relative] if same else fingerprint(path)
            if not same:
                fsync(path)
        manifest = Manifest(**{**asdict(facts), "name": self._next_name(), "files": files})
        write_durably(building / "manifest.json", json.dumps(asdict(manifest), indent=1))
        fsync(building / "index")
        fsync(building)
        building.rename(self.root / manifest.name)
        fsync(self.root)
        return manifest

    def publish(self, name: str) -> None:
        """Point readers at a generation and drop what need not be kept.

        Raises PublishingHeldError while a rollback holds publishing.
        """
        self.refuse_while_held()
        self._point_at(name)
        self._prune()

    def supersede(self, name: str | None, gone: Iterable[str]) -> None:
        """Point readers at a generation, if one is named, and remove others for good.

        A hold stands in the way of neither and stays: this is for what must be erased.
        """
        if name:
            self._point_at(name)
        for other in gone:
            self._remove(other)
        for left in self.root.glob(f"{_PREFIX}*"):
            if not (left / "manifest.json").exists():  # a process was killed while removing it
                shutil.rmtree(left)
        fsync(self.root)

    def refuse_while_held(self) -> None:
        """Raise PublishingHeldError while a rollback holds publishing."""
        if held := self.held():
            raise PublishingHeldError(
                f"Publishing is held since {held.get('since', 'an unknown time')}: "
                f"{held.get('reason', '')} Run 'kuutoshaku release' to let new builds be published."
            )

    def rollback(self, name: str | None = None) -> str:
        """Point readers at an earlier generation and hold publishing until it is released.

        Without a name, the one before the current. Raises SearchIndexError where there is none,
        and DamagedGenerationError where the wanted one is not whole.
        """
        names, now = self.names(), self.current()
        if name is None:
            earlier = [other for other in names if other < now]
            if not earlier:
                raise SearchIndexError(f"There is no generation before {now} to roll back to.")
            name = earlier[-1]
        self.check(name)
        reason = f"rolled back from {now} to {name}."
        since = datetime.now(UTC).isoformat(timespec="seconds")
        write_durably(self.root / "HELD", json.dumps({"since": since, "reason": reason}))
        self._point_at(name)
        return name

    def held(self) -> dict[str, str] | None:
        """Return since when and why publishing is held, or None."""
        try:
            return dict(json.loads((self.root / "HELD").read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except ValueError:
            return {"reason": "the hold file cannot be read."}

    def release(self) -> bool:
        """Let new builds be published again; tell whether publishing was held."""
        held = self.held() is not None
        (self.root / "HELD").unlink(missing_ok=True)
        fsync(self.root)
        return held

    def _point_at(self, name: str) -> None:
        write_durably(self.root / "CURRENT.tmp", name + "\n")
        (self.root / "CURRENT.tmp").rename(self.root / "CURRENT")
        fsync(self.root)

    def _next_name(self) -> str:
        taken = [int(name.removeprefix(_PREFIX)) for name in self.names()]
        return f"{_PREFIX}{max(taken, default=0) + 1:06d}"

    def _prune(self) -> None:
        """Keep the current generation, the last full builds, and the updates since."""
        names, current = self.names(), self.current()
        full = [name for name in names if self.manifest(name).kind == "full"]
        oldest_kept = (full[-KEPT_FULL_BUILDS:] or names)[0]
        for name in names:
            if name < oldest_kept and name != current:
                self._remove(name)

    def _remove(self, name: str) -> None:
        # The manifest goes first, so that a half-removed generation is never listed.
        (self.root / name / "manifest.json").unlink(missing_ok=True)
        shutil.rmtree(self.root / name, ignore_errors=True)
