"""Documents must keep up: every setting, command and module has its line."""

import re
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

import kuutoshaku
from corpus.settings import Settings

ROOT = Path(__file__).parents[2]


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", sorted(Settings.model_fields))
def test_every_setting_is_documented(setting):
    assert f"`KUUTOSHAKU_{setting.upper()}`" in text_of("docs/settings.md")


@pytest.mark.parametrize("command", sorted(get_command(kuutoshaku.app).commands))
def test_every_command_is_in_the_readme(command):
    assert f"`{command}`" in text_of("README.md")


@pytest.mark.parametrize(("name", "most"), [("README.md", 120), ("ARCHITECTURE.md", 150)])
def test_the_first_documents_stay_short(name, most):
    assert len(text_of(name).splitlines()) <= most


def test_architecture_names_only_modules_that_exist():
    text = text_of("ARCHITECTURE.md")
    named = set(re.findall(r"`(?:[\w/]+/)?(\w+\.py)`", text))
    there = {path.name for path in ROOT.glob("*.py")}
    for package in ("corpus", "indexer", "search_api"):
        there |= {path.name for path in (ROOT / package).rglob("*.py")}
    assert named <= there, named - there


def test_decisions_are_numbered_without_gaps_and_say_what_they_must():
    paths = sorted((ROOT / "docs/adr").glob("*.md"))
    assert [path.name[:3] for path in paths] == [f"{n:03}" for n in range(1, len(paths) + 1)]
    for path in paths:
        text = path.read_text(encoding="utf-8")
        for heading in ("Status:", "## Context", "## Options", "## Decision", "## Consequences"):
            assert heading in text, f"{path.name} lacks {heading}"


def test_dependencies_have_their_reason():
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    reasons = text_of("docs/dependencies.md")
    for requirement in project["dependencies"]:
        name = re.split(r"[=<>]", requirement)[0]
        assert re.search(rf"\b{re.escape(name)}\b", reasons), f"{name} has no reason"
