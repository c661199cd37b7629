"""Where templates, static files and message catalogues are, and what version they are."""

from __future__ import annotations

from gettext import GNUTranslations
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from search_api.reader_language import READER_LANGUAGES

HERE = Path(__file__).parent


def web_root() -> Path:
    """Return the folder of web files: inside the installed package, or beside it in a checkout."""
    packaged = HERE / "_web"
    return packaged if packaged.is_dir() else HERE.parent / "web"


def catalogue_file(root: Path, language: str) -> Path:
    """Return the message catalogue of a language."""
    return root / "locales" / language / "LC_MESSAGES" / "messages.po"


def load_catalogues(root: Path) -> dict[str, GNUTranslations]:
    """Return the messages of each language, compiled in memory."""
    return {language: _compiled(catalogue_file(root, language)) for language in READER_LANGUAGES}


def version_of(folder: Path) -> str:
    """Return a short digest of every file in a folder; it changes when any of them does."""
    digest = sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            digest.update(file.relative_to(folder).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _compiled(file: Path) -> GNUTranslations:
    with file.open("rb") as text:
        catalogue = read_po(text)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
