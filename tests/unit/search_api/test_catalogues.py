"""Every message of the pages exists in both languages, whole and not merely guessed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import search_api
from search_api.web_files import catalogue_file, load_catalogues, web_root

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

PLACEHOLDER = re.compile(r"%\(\w+\)s")


def asked() -> set[str | tuple[str, ...]]:
    options = {"**.html": {"newstyle_gettext": "true", "silent": "false"}}
    folders = [
        (web_root() / "templates", [("**.html", "jinja2")]),
        (Path(search_api.__file__).parent, [("**.py", "python")]),
    ]
    return {
        found[2]
        for folder, methods in folders
        for found in extract_from_dir(str(folder), methods, options)
    }


def catalogue(language: str) -> Catalog:
    with catalogue_file(web_root(), language).open("rb") as file:
        return read_po(file)


def forms(texts: str | tuple[str, ...]) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts)


def test_there_is_something_to_translate():
    assert len(asked()) > 100


@pytest.mark.parametrize("language", ["fi", "en"])
def test_every_message_is_translated(language: str):
    written = {
        message.id
        for message in catalogue(language)
        if message.id and all(forms(message.string)) and not message.fuzzy
    }
    missing = sorted(map(str, asked() - written))
    assert not missing, f"add to {catalogue_file(web_root(), language)}: {missing}"


@pytest.mark.parametrize("language", ["fi", "en"])
def test_no_translation_is_left_without_its_message(language: str):
    ids = {message.id for message in catalogue(language) if message.id}
    assert not ids - asked()


@pytest.mark.parametrize("language", ["fi", "en"])
def test_translations_fill_in_the_same_values(language: str):
    for message in catalogue(language):
        if message.id:
            named = {frozenset(PLACEHOLDER.findall(text)) for text in forms(message.id)}
            filled = {frozenset(PLACEHOLDER.findall(text)) for text in forms(message.string)}
            assert named == filled, message.id


def test_catalogues_are_compiled_in_memory():
    assert load_catalogues(web_root())["fi"].gettext("What are you looking for?") == "Mitä etsit?"
    assert not list(web_root().rglob("*.mo"))
