import gzip
import logging

import pytest

from corpus.translation.dictd import parse
from corpus.translation.freedict import FreeDict

FINNISH = """\
Some dictionary
ver. 1
hanke /hank/ <n>
project
jonkin tekeminen
kokeilu /kok/ <n>
1. trial, test 2.
sama yhdessä merkityksessä
 3.
ja toisessa
2. test (of a thing), a long winded explanation of it
muuta
tietoturva /tie/ <n>
information security
suoja
nen /nen/ <suffix>
ish
pääte
"""
ENGLISH = """\
project //proj// //prɒj// <n>
1. suunnitelma
plan
2. hanke, [[yritys|yritys-]], etu-
planned endeavour
climate change /klaim/ <n>
ilmastonmuutos
changes
co-creation /ko/
yhteiskehittäminen
"""


@pytest.fixture
def directory(tmp_path):
    for name, text in (("fin-eng", FINNISH), ("eng-fin", ENGLISH)):
        path = tmp_path / f"freedict-{name}.dict.dz"
        path.write_bytes(gzip.compress(text.encode()))
    return tmp_path


def test_each_rendering_is_read_without_notes_numbers_and_explanations():
    assert list(parse(FINNISH.splitlines(keepends=True))) == [
        ("hanke", "project"),
        ("kokeilu", "trial"),
        ("kokeilu", "test"),
        ("kokeilu", "test"),
        ("tietoturva", "information security"),
    ]


def test_wiki_markup_and_parts_of_words_are_left_out():
    assert [text for head, text in parse(ENGLISH.splitlines()) if head == "project"] == [
        "suunnitelma",
        "hanke",
    ]


def test_what_both_files_attest_comes_first(directory):
    assert FreeDict(directory).renderings("project", "en", "fi") == ("hanke", "suunnitelma")


def test_what_serves_more_senses_comes_before_what_serves_fewer(directory):
    assert FreeDict(directory).renderings("kokeilu", "fi", "en") == ("test", "trial")


def test_a_word_only_the_other_file_knows_is_found_turned_round(directory):
    freedict = FreeDict(directory)
    assert freedict.renderings("ilmastonmuutos", "fi", "en") == ("climate change",)
    assert freedict.renderings("information security", "en", "fi") == ("tietoturva",)


def test_case_and_hyphens_of_a_head_do_not_matter(directory):
    freedict = FreeDict(directory)
    assert freedict.renderings("Co-creation", "en", "fi") == ("yhteiskehittäminen",)
    assert freedict.renderings("cocreation", "en", "fi") == ("yhteiskehittäminen",)


def test_only_the_best_renderings_of_a_word_of_many_senses_are_kept(directory):
    senses = "".join(f"{number}. sense{number}\nnote\n" for number in range(1, 20))
    text = FINNISH + "juosta /juosta/ <v>\n" + senses
    (directory / "freedict-fin-eng.dict.dz").write_bytes(gzip.compress(text.encode()))
    found = FreeDict(directory).renderings("juosta", "fi", "en")
    assert found == tuple(f"sense{number}" for number in range(1, 17))


def test_without_the_packages_it_is_empty_and_says_so(tmp_path):
    freedict = FreeDict(tmp_path, cache=tmp_path / "cache" / "freedict.tsv")
    assert not freedict.is_installed
    assert freedict.renderings("hanke", "fi", "en") == ()
    assert not (tmp_path / "cache").exists()


def test_one_package_alone_serves_both_directions(directory):
    (directory / "freedict-eng-fin.dict.dz").unlink()
    freedict = FreeDict(directory)
    assert freedict.is_installed
    assert freedict.renderings("project", "en", "fi") == ("hanke",)


def test_the_cache_answers_alike_and_is_made_anew_for_another_dictionary(directory):
    cache = directory / "made" / "freedict.tsv"
    assert FreeDict(directory, cache).renderings("project", "en", "fi") == ("hanke", "suunnitelma")
    cache.write_text(cache.read_text().replace("suunnitelma", "kaava"))
    assert FreeDict(directory, cache).renderings("project", "en", "fi") == ("hanke", "kaava")
    (directory / "freedict-eng-fin.dict.dz").unlink()
    assert FreeDict(directory, cache).renderings("project", "en", "fi") == ("hanke",)
    assert "kaava" not in cache.read_text()


def test_a_cache_that_cannot_be_kept_is_logged_and_does_not_stop_the_lookup(directory, caplog):
    blocked = directory / "file"
    blocked.write_text("in the way")
    with caplog.at_level(logging.WARNING):
        found = FreeDict(directory, blocked / "freedict.tsv").renderings("hanke", "fi", "en")
    assert found == ("project",)
    assert "freedict_cache_not_kept" in caplog.text


def test_a_label_that_the_source_never_filled_in_is_no_rendering(directory):
    text = FINNISH + "peruna /peruna/ <n>\n#Englanti, potato\n"
    (directory / "freedict-fin-eng.dict.dz").write_bytes(gzip.compress(text.encode()))
    assert FreeDict(directory).renderings("peruna", "fi", "en") == ("potato",)
