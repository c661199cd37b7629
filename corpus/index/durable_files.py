"""Files that must survive a power cut: fingerprints, locks, writing and syncing."""

from __future__ import annotations

import fcntl
import hashlib
import os
from typing import TYPE_CHECKING, Any

from corpus.errors import BuildRunningError

if TYPE_CHECKING:
    from pathlib import Path

_CHUNK = 1 << 20


def fingerprint(path: Path) -> dict[str, Any]:
    """Return a file's size in bytes and SHA-256."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return {"size": path.stat().st_size, "sha256": digest.hexdigest()}


def locked(path: Path) -> int:
    """Return a descriptor that holds the lock file until it is closed or the process ends.

    Raises BuildRunningError while another process holds it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise BuildRunningError(
            "Another build is running in this data directory. Try again when it has ended."
        ) from None
    return descriptor


def same_file(path: Path, other: Path) -> bool:
    """Tell whether two names are hard links to one file."""
    return other.exists() and path.samefile(other)


def write_durably(path: Path, text: str) -> None:
    """Write a text file that is on the disk when this returns."""
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def fsync(path: Path) -> None:
    """Bring a file, or a directory's list of names, onto the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
