"""The learnt terms of a generation, as a file beside its index; the manifest covers it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from corpus.translation.learnt_terms import NOTHING_LEARNT, LearntTerms

if TYPE_CHECKING:
    from pathlib import Path

NAME = "translations.json"


def keep(directory: Path, learnt: LearntTerms) -> None:
    """Write the terms into the directory of an unpublished generation."""
    (directory / NAME).write_text(learnt.to_json(), encoding="utf-8")


def inherit(directory: Path, parent: Path) -> None:
    """Share the file of the parent generation, where there is one."""
    if (parent / NAME).exists():
        os.link(parent / NAME, directory / NAME)


def read(directory: Path) -> LearntTerms:
    """Return the terms of a generation; one built before there were any has none."""
    path = directory / NAME
    return (
        LearntTerms.from_json(path.read_text(encoding="utf-8")) if path.exists() else NOTHING_LEARNT
    )
