"""Files of entries that editors may change: tables of "word" = ["its texts", ...]."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from corpus.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def read_entry_file(path: Path, kind: str) -> dict[str, Any]:
    """Return the tables of a file; `kind` is what messages call it.

    Raises SettingsError where the file is missing or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"The {kind} {path} cannot be read: {error}.") from error


def checked_entries(table: object, path: Path, kind: str) -> Mapping[str, Sequence[str]]:
    """Return a table of a file once every word of it has a list of texts.

    Raises SettingsError naming the first word that has none.
    """
    if not isinstance(table, dict):
        raise SettingsError(f"The {kind} {path} cannot be read: {table!r} is no table of words.")
    for key, texts in table.items():
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise SettingsError(f'In the {kind} {path}, "{key}" needs a list of renderings.')
    return table
