"""The commands for tokens and rules, run as they are hung under kuutoshaku."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

import kuutoshaku
from corpus.errors import RuleFileError, TokenError
from corpus.settings import Settings
from search_api.editors.editing import Editing

FILE = """\
[[synonym]]
language = "fi"
words = ["duuni"]
meanings = ["työ"]
note = 'Sanottu "näin"'

[[pin]]
queries = ["kokeilu"]
url = "https://site.example/a/"
hidden = true
"""


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def run(settings):
    def command(*words: str, fails: bool = False):
        done = CliRunner().invoke(
            kuutoshaku.app, ["--data", str(settings.data_dir), *words], env={"COLUMNS": "80"}
        )
        assert bool(done.exit_code) == fails, done.output
        return done

    return command


def test_a_token_is_shown_once_and_revoked(run, settings):
    secret = run("token", "create", "anna", "--days", "30").output.splitlines()[0]
    editing = Editing.of(settings)
    assert editing.tokens.recognised(secret).scopes == ["editorial:write"]
    listed = run("token", "list").output
    assert "anna  editorial:write  made" in listed
    assert secret not in listed
    assert isinstance(run("token", "create", "anna", fails=True).exception, TokenError)
    run("token", "revoke", "anna")
    assert editing.tokens.recognised(secret) is None
    editing.close()


def test_a_file_goes_in_and_comes_out_again(run, tmp_path):
    file, out, again = (tmp_path / name for name in ("in.toml", "out.toml", "again.toml"))
    file.write_text(FILE, encoding="utf-8")
    assert run("editorial", "import", str(file)).output == "2 new, 0 deleted, 0 there already.\n"
    assert run("editorial", "export", str(out)).output == f"2 rules are in {out}.\n"
    again_said = run("editorial", "import", str(out), "--replace").output
    assert again_said == "0 new, 0 deleted, 2 there already.\n"
    run("editorial", "export", str(again))
    assert again.read_text(encoding="utf-8") == out.read_text(encoding="utf-8")
    assert 'note = "Sanottu \\"näin\\""' in run("editorial", "export").output


def test_a_file_with_a_mistake_changes_nothing_and_names_the_line(run, tmp_path):
    file = tmp_path / "in.toml"
    more = '\n[[synonym]]\nlanguage = "fi"\nwords = ["kokeilu"]\nmeanings = ["kokeilut"]\n'
    file.write_text(FILE + more, encoding="utf-8")
    error = run("editorial", "import", str(file), fails=True).exception
    assert isinstance(error, RuleFileError)
    assert f"{file}, line 12: “meanings” are needless" in str(error)
    assert "Nothing was changed." in str(error)
    assert "[[synonym]]" not in run("editorial", "export").output
    missing = run("editorial", "import", str(tmp_path / "none.toml"), fails=True)
    assert isinstance(missing.exception, RuleFileError)


def test_a_rule_that_the_file_lacks_goes_only_when_asked(run, tmp_path):
    file = tmp_path / "in.toml"
    file.write_text(FILE, encoding="utf-8")
    run("editorial", "import", str(file))
    file.write_text(FILE.split("\n[[pin]]", maxsplit=1)[0], encoding="utf-8")
    assert run("editorial", "import", str(file)).output == "0 new, 0 deleted, 1 there already.\n"
    assert "1 deleted" in run("editorial", "import", str(file), "--replace").output
    assert "[[pin]]" not in run("editorial", "export").output


def test_changes_are_shown_and_undone(run, tmp_path):
    file = tmp_path / "in.toml"
    file.write_text(FILE, encoding="utf-8")
    run("editorial", "import", str(file))
    assert "(command)  added  pin 2" in run("editorial", "changes").output.splitlines()[0]
    assert run("editorial", "undo", "2").output == "The pin 2 is not in force.\n"
    assert "[[pin]]" not in run("editorial", "export").output
